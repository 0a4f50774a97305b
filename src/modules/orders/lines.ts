import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'

/** One line of an order; amounts in minor units. */
export interface LineRow {
  id: string
  ticketTypeId: string
  name: string
  quantity: number
  unitPrice: number
  total: number
}

/** The lines of an order, in the order its tickets are numbered by. */
export async function linesOf(db: Db, orderId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.ticket_type_id as "ticketTypeId", t.name, l.quantity, l.unit_price as "unitPrice", l.total
    from order_line l join ticket_type t on t.id = l.ticket_type_id
    where l.order_id = ${orderId} order by t.position, t.created_at, l.id`.execute(db)
  return rows
}

/** Refuses `not_found` for an order of another event, and for none. */
export async function refuseUnlessOf(db: Db, orderId: string, eventId: string): Promise<void> {
  if ((await eventOf(db, orderId)) !== eventId) refuse('not_found')
}

/** The event an order is for, which never changes. Refuses `not_found`. */
export async function eventOf(db: Db, orderId: string): Promise<string> {
  const known = events.get(orderId)
  if (known !== undefined) return known
  const order = await db.selectFrom('order').select('event_id').where('id', '=', orderId).executeTakeFirst()
  if (!order) refuse('not_found')
  return order.event_id
}

/** Remembers the event of an order that has just been held: its buyer comes back soon, and often. */
export function rememberEvent(orderId: string, eventId: string): void {
  for (const oldest of events.keys()) {
    if (events.size < mostRemembered) break
    events.delete(oldest)
  }
  events.set(orderId, eventId)
}

/** As many as are held in a rush of some minutes. */
const mostRemembered = 50_000

/** The event of each order, in the order they were held. */
const events = new Map<string, string>()
