import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { dayAndTime } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { loader } from './page.tsx'

const TONES = {
  succeeded: 'ok',
  pending: 'low',
  stranded: 'low',
  failed: 'out',
  cancelled: 'out',
  refunded: 'out',
} as const

/** Every try to pay the order, the newest first. */
export function Payments() {
  const { t, language } = useSurroundings()
  const { event, order } = useLoaded<typeof loader>()
  const { studioOrder, lists } = t
  const providers: Record<string, readonly [string, string]> = t.checkout.providers
  const failures: Record<string, string> = t.checkout.failures
  if (order.payments.length === 0) return null
  const now = new Date()
  return (
    <section className="studio-section" aria-labelledby="payments">
      <h2 id="payments">{studioOrder.payments}</h2>
      <Table
        className="studio-below"
        rows={order.payments}
        keyOf={({ id }) => id}
        columns={[
          {
            label: studioOrder.when,
            look: 'num',
            cell: ({ settledAt, createdAt }) => dayAndTime(settledAt ?? createdAt, event.timeZone, language, now),
          },
          {
            label: studioOrder.way,
            names: true,
            look: 'who',
            cell: ({ provider, failure }) => (
              <>
                {providers[provider]?.[0] ?? provider}
                {failure && <small>{failures[failure]}</small>}
              </>
            ),
          },
          {
            label: lists.state,
            cell: ({ state }) => <Tag tone={TONES[state]}>{studioOrder.paymentStates[state]}</Tag>,
          },
          {
            label: studioOrder.amount,
            look: 'end far',
            cell: ({ amount, currency }) => (
              <b>
                <Money amount={amount} currency={currency} />
              </b>
            ),
          },
        ]}
      />
    </section>
  )
}
