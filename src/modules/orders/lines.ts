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

/** The event an order is for. */
export async function eventOf(db: Db, orderId: string): Promise<string> {
  const order = await db.selectFrom('order').select('event_id').where('id', '=', orderId).executeTakeFirst()
  return order?.event_id ?? refuse('not_found')
}
