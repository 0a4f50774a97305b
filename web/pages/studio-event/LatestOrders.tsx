import '../studio-orders/lists.css'
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
  const { lists } = t
  const { overview } = t.studio
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
        <table className="list-table">
          <thead>
            <tr>
              <th scope="col">{lists.order}</th>
              <th scope="col">{lists.buyer}</th>
              <th scope="col">{lists.tickets}</th>
              <th scope="col">{lists.state}</th>
              <th scope="col">{lists.ordered}</th>
              <th scope="col" className="end">
                {lists.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <tr key={order.id}>
                <td className="num">
                  <Link className="reach" to={`${path}?q=${order.code}`}>
                    {order.code}
                  </Link>
                </td>
                <th scope="row" className="who">
                  {order.name ?? lists.nameless}
                </th>
                <td>
                  {order.lines.map(({ quantity, name }) => lists.line(count(quantity, language), name)).join(', ')}
                </td>
                <td>
                  <Tag tone={TONES[order.state]}>{lists.states[order.state]}</Tag>
                </td>
                <td className="num far">{when(order.createdAt)}</td>
                <td className="end far">
                  <b>
                    <Money amount={order.total} currency={order.currency} free />
                  </b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
