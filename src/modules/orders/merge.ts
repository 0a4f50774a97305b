import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { eventsOf, isFor, isOf } from './erasure.ts'

/** Whose orders move, by account and by its proven address, and to which account. */
export interface MovingBuyer {
  from: { userId: string; email: string | null }
  into: string
}

/**
 * Gives the orders, received tickets and invitations to events of one account to another; what was bought as a guest with its address goes along. The
 * addresses in them stay those that were given, and the address of its calendar ends; where others named its proven address, the one of the account that is left stands from now on. The stocks
 * of all events concerned are held, in the order of their ids: whoever changes an order under them writes back whose it is.
 */
export async function moveBuyer(tx: Tx, { from, into }: MovingBuyer): Promise<void> {
  await sql`
    select from stock where event_id = any(${await eventsOf(tx, from)}::uuid[])
      or event_id in (select o.event_id from "order" o where ${isOf(from)})
    order by id for no key update`.execute(tx)
  await sql`update "order" o set user_id = ${into} where ${isOf(from)}`.execute(tx)
  await sql`
    update ticket_transfer set accepted_by = ${into}
    where accepted_by = ${from.userId} or accepted_by is null and to_email = ${from.email} and state = 'accepted'`.execute(
    tx,
  )
  await tx.deleteFrom('calendar_feed').where('user_id', '=', from.userId).execute()
  // What is nobody's yet was the account's by its address, which ends with it; the address of the invitation stays.
  await sql`
    update event_guest set user_id = ${into}
    where user_id = ${from.userId} or email = ${from.email} and user_id is null and secret_hash is null and state <> 'revoked'`.execute(
    tx,
  )
  if (from.email !== null) await moveAddress(tx, from.email, into)
}

/**
 * Puts the address of an account in the place of one that ended in it, wherever others gave that, or nothing but the address says whose it is: from now on
 * nobody has it, and erasing what is left would not find it.
 */
async function moveAddress(tx: Tx, email: string, into: string): Promise<void> {
  const { email: address } = await tx
    .selectFrom('users')
    .select('email')
    .where('id', '=', into)
    .executeTakeFirstOrThrow()
  const isTheirs = sql`(o.user_id = ${into} and o.email = ${email})`
  await sql`
    update ticket set attendee_email = ${address} where id in (
      select t.id from ticket t join "order" o on o.id = t.order_id where t.attendee_email = ${email} and ${isTheirs} is not true)`.execute(
    tx,
  )
  await sql`
    update ticket_transfer set from_email = ${address} where id in (
      select x.id from ticket_transfer x join ticket t on t.id = x.ticket_id join "order" o on o.id = t.order_id
      where x.from_email = ${email} and ${isTheirs} is not true)`.execute(tx)
  await sql`update ticket_transfer set to_email = ${address} where to_email = ${email} and accepted_by is null`.execute(
    tx,
  )
  await sql`update "order" set email = ${address} where email = ${email} and user_id <> ${into}`.execute(tx)
  await sql`
    update "order" o set attendees = (
      select jsonb_agg(case when a ->> 'email' = ${email} then jsonb_set(a, '{email}', to_jsonb(${address}::text)) else a end order by place)
      from jsonb_array_elements(o.attendees) with ordinality as one (a, place))
    where o.user_id is distinct from ${into} and ${isFor(email)}`.execute(tx)
  await tx.deleteFrom('ticket_link').where('email', '=', email).execute()
  await sql`
    update event_guest set user_id = ${into}, secret_hash = null
    where email = ${email} and user_id is null and secret_hash is not null`.execute(tx)
  await sql`
    update event_guest set email = id || '@erased.invalid', name = '', message = '' where email = ${email} and state = 'revoked'`.execute(
    tx,
  )
}

/** How many orders and tickets that are. */
export async function countMoving(db: Db, from: MovingBuyer['from']): Promise<{ orders: number; tickets: number }> {
  const { rows } = await sql<{ orders: number; tickets: number }>`
    select count(distinct o.id)::int as orders, count(t.id)::int as tickets
    from "order" o left join ticket t on t.order_id = o.id and t.state = 'valid' where ${isOf(from)}`.execute(db)
  return rows[0] ?? { orders: 0, tickets: 0 }
}
