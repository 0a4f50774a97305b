import { useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { usePerson } from '../../root.tsx'
import { day } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { loader } from './page.tsx'
import { payoutTone } from './payout.ts'

/** The latest payouts. */
export function Payouts() {
  const { language } = useSurroundings()
  const { payouts: words } = useSentences().money
  const { payouts } = useLoaded<typeof loader>()
  const zone = usePerson()?.timeZone ?? 'UTC'
  return (
    <section className="studio-section" aria-labelledby="payouts">
      <h2 id="payouts">{words.title}</h2>
      {payouts.length === 0 ? (
        <p className="mute">{words.noneText}</p>
      ) : (
        <Table
          className="studio-below"
          rows={payouts}
          keyOf={({ id }) => id}
          columns={[
            {
              label: words.date,
              names: true,
              look: 'num',
              cell: ({ recordedAt }) => day(recordedAt, zone, language, new Date()),
            },
            { label: words.reference, cell: ({ reference }) => reference },
            { label: words.state, cell: ({ state }) => <Tag {...payoutTone(state)}>{words.states[state]}</Tag> },
            {
              label: words.amount,
              look: 'end far',
              cell: ({ amount, currency }) => (
                <b>
                  <Money amount={amount} currency={currency} />
                </b>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}
