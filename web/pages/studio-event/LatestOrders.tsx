import { Link } from 'react-router'
import { useSentences } from '../../host/hooks.ts'
import { eventPath, type StudioEvent } from '../studio/load.ts'
import { type Orders, OrderTable } from '../studio-orders/OrderTable.tsx'

/** The newest orders of an event. */
export function LatestOrders({ event, orders }: { event: StudioEvent; orders: Orders }) {
  const { overview } = useSentences().studio
  const path = `${eventPath(event)}/orders`
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
        <OrderTable event={event} orders={orders} brief />
      )}
    </div>
  )
}
