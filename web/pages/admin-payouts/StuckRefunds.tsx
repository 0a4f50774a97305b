import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { usePerson } from '../../root.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { loader } from './page.tsx'

/** Refunds that do not get on; their organizers try them again or pay them by hand. Nothing where all are on their way. */
export function StuckRefunds() {
  const { t, language } = useSurroundings()
  const { stuck, isLaterStuck } = useLoaded<typeof loader>()
  const zone = usePerson()?.timeZone ?? 'UTC'
  if (stuck.items.length === 0 && !isLaterStuck) return null
  const { refunds } = t.studioOrder
  const now = new Date()
  return (
    <section className="studio-section" aria-labelledby="stuck">
      <h2 id="stuck">{t.money.admin.stuck}</h2>
      <p className="mute">{t.money.admin.stuckText}</p>
      <Table
        className="studio-below"
        rows={stuck.items}
        keyOf={({ id }) => id}
        columns={[
          {
            label: t.studioOrder.when,
            look: 'num',
            cell: ({ requestedAt }) => dayAndTime(requestedAt, zone, language, now),
          },
          {
            label: t.money.payouts.organizer,
            names: true,
            look: 'who',
            cell: ({ organization, orderCode, eventName }) => (
              <>
                {organization}
                <small>{t.money.statement.order(orderCode, eventName)}</small>
              </>
            ),
          },
          {
            label: t.lists.state,
            cell: ({ state, failure, provider }) => (
              <>
                <Tag tone={state === 'failed' ? 'out' : 'low'}>{refunds.states[state]}</Tag>{' '}
                <span className="mute">{[provider, failure].filter(Boolean).join(', ')}</span>
              </>
            ),
          },
          {
            label: t.studioOrder.amount,
            look: 'end far',
            cell: ({ amount, currency }) => (
              <b>
                <Money amount={amount} currency={currency} />
              </b>
            ),
          },
        ]}
      />
      <Pages next={stuck.next} isLater={isLaterStuck} name="stuck" />
    </section>
  )
}
