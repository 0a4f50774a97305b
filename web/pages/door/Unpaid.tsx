import { useState } from 'react'
import { useSurroundings } from '../../host/hooks.ts'
import { isProblem } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Button } from '../../ui/Button.tsx'
import { count, money } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { api } from './api.ts'

type Order = Awaited<ReturnType<WebClient['GET /api/events/:eventId/door/search']>>['unpaid'][number]
type UnpaidProps = { eventId: string; orders: readonly Order[]; onPaid: (ticketIds: string[]) => void }

/** Orders to be paid at the door: what is due, and a button for when it is there. */
export function Unpaid({ eventId, orders, onPaid }: UnpaidProps) {
  const { t } = useSurroundings()
  const [trouble, setTrouble] = useState<readonly [string, string] | null>(null)
  const [taking, setTaking] = useState<string | null>(null)
  const take = async (orderId: string) => {
    setTaking(orderId)
    try {
      const params = { eventId, orderId }
      const { tickets } = await api['POST /api/events/:eventId/door/orders/:orderId/receipt']({ params })
      onPaid(tickets.map(({ id }) => id))
    } catch (error) {
      setTrouble(isProblem(error) ? [error.title, error.detail] : t.ui.failures.offline)
    }
    setTaking(null)
  }
  return (
    <>
      {trouble && (
        <Notice tone="stop" title={trouble[0]}>
          {trouble[1]}
        </Notice>
      )}
      <ul className="rows door-list">
        {orders.map((order) => (
          <UnpaidRow
            key={order.id}
            order={order}
            isBusy={taking !== null}
            onTake={() => {
              void take(order.id)
            }}
          />
        ))}
      </ul>
    </>
  )
}

function UnpaidRow({ order, isBusy, onTake }: { order: Order; isBusy: boolean; onTake: () => void }) {
  const { t, language } = useSurroundings()
  const { name, code, lines, total, currency } = order
  const bought = lines.map((line) => t.lists.line(count(line.quantity, language), line.name)).join(', ')
  return (
    <li>
      <div>
        <b>{name}</b>
        <p className="small mute num">
          {bought} {code}
        </p>
        <p className="small num">
          <b>{t.door.unpaid(money(total, currency, language))}</b>
        </p>
      </div>
      <Button look="accent" disabled={isBusy} aria-label={t.door.paidLetInName(name)} onClick={onTake}>
        {t.door.paidLetIn}
      </Button>
    </li>
  )
}
