import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { isOf } from './erasure.ts'

/** Whose orders move, by account and by its proven address, and to which account. */
export interface MovingBuyer {
  from: { userId: string; email: string | null }
  into: string
}

/**
 * Gives the orders, received tickets and invitations to events of one account to another; what was bought as a guest with its address goes along. The addresses in them stay
 * those that were given. The stocks of all events concerned are held, in the order of their ids: whoever changes an order under them writes back whose
 * it is.
 */
export async function moveBuyer(tx: Tx, { from, into }: MovingBuyer): Promise<void> {
  await sql`
    select from stock where event_id in (select o.event_id from "order" o where ${isOf(from)}) order by id for no key update`.execute(
    tx,
  )
  await sql`update "order" o set user_id = ${into} where ${isOf(from)}`.execute(tx)
  await sql`
    update ticket_transfer set accepted_by = ${into}
    where accepted_by = ${from.userId} or accepted_by is null and to_email = ${from.email} and state = 'accepted'`.execute(
    tx,
  )
  await sql`update event_guest set user_id = ${into} where user_id = ${from.userId}`.execute(tx)
}

/** How many orders and tickets that are. */
export async function countMoving(db: Db, from: MovingBuyer['from']): Promise<{ orders: number; tickets: number }> {
  const { rows } = await sql<{ orders: number; tickets: number }>`
    select count(distinct o.id)::int as orders, count(t.id)::int as tickets
    from "order" o left join ticket t on t.order_id = o.id and t.state = 'valid' where ${isOf(from)}`.execute(db)
  return rows[0] ?? { orders: 0, tickets: 0 }
}
