import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { erasedName } from '../accounts/erasure.ts'
import { lockingStocks } from './allocation/stock.ts'

/** Whose data: an account's, and what an address that was shown to be theirs bought or received as a guest. */
export interface Buyer {
  userId: string | null
  email: string | null
}

/**
 * Takes names and addresses of a person off their orders, tickets and transfers, and off what others ordered for them: in place of a name stands, in the
 * event's language, that somebody was erased, and no address. Numbers, states and amounts stay, and tickets stay good for whoever shows them. One event at a time under the lock of its stocks, since whoever changes orders writes them
 * back as they were read under it. Again is harmless.
 */
export async function eraseBuyer(db: Db, buyer: Buyer): Promise<void> {
  for (const eventId of await eventsOf(db, buyer))
    await transact(db, async (tx) => {
      await lockingStocks(eventId).execute(tx)
      await eraseAt(tx, eventId, buyer)
    })
  if (buyer.userId !== null) await db.deleteFrom('calendar_feed').where('user_id', '=', buyer.userId).execute()
  if (buyer.email !== null) await db.deleteFrom('ticket_link').where('email', '=', buyer.email).execute()
}

/** Whether anything is there that `eraseBuyer` would erase. */
export const hasTraces = async (db: Db, buyer: Buyer): Promise<boolean> => (await eventsOf(db, buyer)).length > 0

/** An order `o` is a buyer's by account, or by address where no account has it. */
export const isOf = ({ userId, email }: Buyer): RawBuilder<boolean> =>
  sql<boolean>`(o.user_id = ${userId} or o.user_id is null and o.email = ${email})`

const saysSomething = sql`(o.email is distinct from '' or o.attendees <> '[]' or o.browser_id is not null)`

/** Whether an order has an entry of its attendees with this address. */
export const isFor = (email: string | null): RawBuilder<boolean> =>
  sql<boolean>`(o.attendees <> '[]' and o.attendees @> ${JSON.stringify([{ email }])}::jsonb and ${email}::text is not null)`

/** The events of whose orders, tickets and transfers something is a buyer's. Each by its own index: all in one condition read every order there is. */
export async function eventsOf(db: Db, { userId, email }: Buyer): Promise<string[]> {
  const { rows } = await sql<{ eventId: string }>`
    select o.event_id as "eventId" from "order" o where o.user_id = ${userId} and ${saysSomething}
    union select o.event_id from "order" o where o.email = ${email}
    union select o.event_id from "order" o where ${isFor(email)}
    union select t.event_id from ticket t where t.attendee_email = ${email}
    union select c.event_id from calendar_invitation c where c.email = ${email}
    union select t.event_id from ticket_transfer x join ticket t on t.id = x.ticket_id where x.from_email = ${email}
    union select t.event_id from ticket_transfer x join ticket t on t.id = x.ticket_id where x.to_email = ${email}
    union select t.event_id from ticket_transfer x join ticket t on t.id = x.ticket_id
      where x.accepted_by = ${userId} and x.to_email <> ''`.execute(db)
  return rows.map(({ eventId }) => eventId)
}

async function eraseAt(tx: Tx, eventId: string, buyer: Buyer): Promise<void> {
  const { userId, email } = buyer
  const event = await tx.selectFrom('event').select('language').where('id', '=', eventId).executeTakeFirstOrThrow()
  const name = erasedName(event.language)
  await sql`
    delete from calendar_invitation where event_id = ${eventId} and email in (
      select ${email}::text
      union all select o.email from "order" o where o.event_id = ${eventId} and ${isOf(buyer)}
      union all select x.to_email from ticket_transfer x where x.accepted_by = ${userId})`.execute(tx)
  await sql`
    update ticket set attendee_name = ${name}, attendee_email = '' where event_id = ${eventId} and id in (
      select id from ticket where attendee_email = ${email}
      union all select t.id from "order" o join ticket t on t.order_id = o.id
        where o.event_id = ${eventId} and ${isOf(buyer)} and t.attendee_email = o.email
      union all select new_ticket_id from ticket_transfer where accepted_by = ${userId})`.execute(tx)
  await sql`
    update ticket_transfer set from_name = ${name}, from_email = '', message = '' where id in (
      select x.id from ticket_transfer x join ticket t on t.id = x.ticket_id where t.event_id = ${eventId} and x.from_email = ${email}
      union all select x.id from "order" o join ticket t on t.order_id = o.id join ticket_transfer x on x.ticket_id = t.id
        where o.event_id = ${eventId} and ${isOf(buyer)} and x.from_email = o.email)`.execute(tx)
  await sql`
    update ticket_transfer x set to_name = case when x.to_name is not null then ${name} end, to_email = '', message = '' from ticket t
    where t.id = x.ticket_id and t.event_id = ${eventId} and (x.to_email = ${email} or x.accepted_by = ${userId})`.execute(
    tx,
  )
  // An order of somebody else who gave this address as theirs, or who bought for this person too.
  await sql`
    update "order" o set email = u.email from users u
    where u.id = o.user_id and o.event_id = ${eventId} and o.email = ${email} and ${isOf(buyer)} is not true`.execute(
    tx,
  )
  await sql`
    update "order" o set attendees = (
      select jsonb_agg(case when a ->> 'email' = ${email} then '{"name": null, "email": null}' else a end order by place)
      from jsonb_array_elements(o.attendees) with ordinality as one (a, place))
    where o.event_id = ${eventId} and ${isFor(email)}`.execute(tx)
  await sql`
    update "order" o set name = ${name}, email = '', attendees = '[]', browser_id = null
    where o.event_id = ${eventId} and ${isOf(buyer)} and ${saysSomething}`.execute(tx)
}

/** What the link is for that lets somebody without an account erase their data. */
export const guestErasure = 'guest erasure'

/** The address of the page where they do it. */
export const guestErasureAddress = (publicUrl: string, token: string): string =>
  `${publicUrl}/find-tickets/erase?token=${token}`

/** Ends somebody's invitations to events, and takes name, address and message off them; that they wanted none is forgotten, too. */
export async function eraseInvitations(
  db: Db,
  { userId, email }: { userId: string | null; email: string | null },
): Promise<void> {
  await sql`
    update event_guest set email = id || '@erased.invalid', name = '', message = '', user_id = null, secret_hash = null, code_asked = null,
      code_expires_at = null, state = 'revoked', answered_at = coalesce(answered_at, now())
    where user_id = ${userId} or email = ${email}`.execute(db)
  if (email !== null) await db.deleteFrom('unwanted_invitation').where('email', '=', email).execute()
}
