import type { ReactNode } from 'react'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { count, dayAndTime } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import type { loader } from './page.tsx'

/** Who bought, when, and for how much. */
export function Facts() {
  const { t, language } = useSurroundings()
  const { event, order } = useLoaded<typeof loader>()
  const { lists, studioOrder } = t
  const now = new Date()
  const when = (instant: string | null) => instant && dayAndTime(instant, event.timeZone, language, now)
  const money = (amount: number) => <Money amount={amount} currency={order.currency} />
  const facts: [string, ReactNode][] = [
    [lists.buyer, order.name ?? lists.nameless],
    [studioOrder.email, order.email && <a href={`mailto:${order.email}`}>{order.email}</a>],
    [lists.ordered, when(order.createdAt)],
    [studioOrder.paidAt, when(order.paidAt)],
    [studioOrder.cancelledAt, when(order.cancelledAt)],
    ...order.lines.map(({ quantity, name, total }): [string, ReactNode] => [
      lists.line(count(quantity, language), name),
      money(total),
    ]),
    [studioOrder.fee, order.fee > 0 && money(order.fee)],
    [lists.total, <Money key="total" amount={order.total} currency={order.currency} free />],
    [studioOrder.tax, order.tax > 0 && money(order.tax)],
  ]
  return (
    <dl className="facts-list">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label} className="order-fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
