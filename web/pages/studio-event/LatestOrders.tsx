import { Link } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { count, dayAndTime, dayKey, time } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { eventPath, type StudioEvent } from '../studio/load.ts'

export type Orders = Awaited<ReturnType<WebClient['GET /api/events/:eventId/orders']>>['items']

const TONES = { paid: 'ok', held: 'low', awaiting_payment: 'low', cancelled: 'out', expired: 'out' } as const

/** The newest orders of an event. */
export function LatestOrders({ event, orders }: { event: StudioEvent; orders: Orders }) {
  const { t, language } = useSurroundings()
  const { overview, orderColumns, orderStates } = t.studio
  const path = `${eventPath(event)}/orders`
  const now = new Date().toISOString()
  const when = (instant: string) =>
    (dayKey(instant, event.timeZone) === dayKey(now, event.timeZone) ? time : dayAndTime)(
      instant,
      event.timeZone,
      language,
    )
  return (
    <div className="studio-section">
      <div className="studio-heading">
        <h2>{overview.latestOrders}</h2>
        {orders.length > 0 && (
          <Link className="text-btn" to={path}>
            {overview.allOrders}
          </Link>
        )}
      </div>
      {orders.length === 0 ? (
        <p className="mute">{overview.noOrders}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        <section className="scroll-x" tabIndex={0} aria-label={overview.latestOrders}>
          <table>
            <thead>
              <tr>
                <th scope="col">{orderColumns.order}</th>
                <th scope="col">{orderColumns.buyer}</th>
                <th scope="col">{orderColumns.tickets}</th>
                <th scope="col">{orderColumns.state}</th>
                <th scope="col">{orderColumns.time}</th>
                <th scope="col" className="end">
                  {orderColumns.total}
                </th>
              </tr>
            </thead>
            <tbody>
              {orders.map((order) => (
                <tr key={order.id}>
                  <td className="num">
                    <Link to={`${path}?q=${order.code}`}>{order.code}</Link>
                  </td>
                  <td className="studio-buyer">{order.name ?? ''}</td>
                  <td>{order.lines.map(({ quantity, name }) => `${count(quantity, language)} ${name}`).join(', ')}</td>
                  <td>
                    <Tag tone={TONES[order.state]}>{orderStates[order.state]}</Tag>
                  </td>
                  <td className="num mute">{when(order.createdAt)}</td>
                  <td className="end">
                    <b>
                      <Money amount={order.total} currency={order.currency} free />
                    </b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}
