import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { waysByHand } from '../events/by-hand.ts'
import { leftToRefund } from './left-to-refund.ts'

/** Somebody who has tickets of an event, or is about to pay for some: as buyer, as attendee or both. */
export interface Holder {
  /** Lower case. */
  email: string
  name: string
  /** That of their latest order. */
  language: string
  /** The latest order they bought, else the one their ticket is of. */
  orderId: string
  isBuyer: boolean
  /** Whether nothing they bought is paid yet. */
  isUnpaid: boolean
  /** What goes back to them if the event is cancelled, in minor units of its currency: what they paid through a provider, and to the organizer. */
  paid: number
  paidByHand: number
}

/**
 * The addresses of everybody with tickets of an event, each once, in an order that is always the same: two who write to all of them at once do not wait
 * for each other. Test orders do not count.
 */
export async function addressesOfHolders(db: Db, eventId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`${addresses(eventId, now)} order by 1`.execute(db)
  return rows.map(({ email }) => email)
}

/** Those of `emails` who have tickets of an event, once for each address, in their order. Test orders do not count. */
export async function holdersOf(
  db: Db,
  eventId: string,
  { now, emails }: { now: Date; emails: readonly string[] },
): Promise<Holder[]> {
  const latest = (column: string) => sql`(array_agg(${sql.ref(column)} order by is_buyer desc, order_id desc))[1]`
  const { rows } = await sql<Holder>`
    select email, ${latest('name')} as name, ${latest('language')} as language, ${latest('order_id')} as "orderId",
      bool_or(is_buyer) as "isBuyer", bool_and(is_unpaid) as "isUnpaid",
      coalesce(sum(due) filter (where not by_hand), 0)::bigint as paid,
      coalesce(sum(due) filter (where by_hand), 0)::bigint as "paidByHand"
    from (
      select o.email, o.name, o.language, o.id as order_id, true as is_buyer, o.state <> 'paid' as is_unpaid,
        ${leftToRefund} as due, exists (
          select from payment p where p.order_id = o.id and p.state = 'succeeded' and p.provider = any(${waysByHand})) as by_hand
      from ${bought(eventId, now)} and o.email = any(${emails})
      union all
      select t.attendee_email, t.attendee_name, o.language, o.id, false, false, 0, false
      from ${named(eventId)} and t.attendee_email = any(${emails})) claim
    group by email order by email`.execute(db)
  return rows
}

/** How many addresses there are. */
export async function countHolders(db: Db, eventId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from (${addresses(eventId, now)}) holder`.execute(db)
  return rows[0]?.people ?? 0
}

const addresses = (eventId: string, now: Date) => sql`
  select o.email from ${bought(eventId, now)} and o.email <> ''
  union
  select t.attendee_email from ${named(eventId)} and t.attendee_email <> ''`

/** What gives somebody a place: the orders they bought or still pay, and the tickets in their name. */
const bought = (eventId: string, now: Date) => sql`"order" o
  where o.event_id = ${eventId} and not o.test
    and (o.state = 'paid' or (o.state = 'awaiting_payment' and (o.expires_at is null or o.expires_at > ${now})))`
const named = (eventId: string) => sql`ticket t join "order" o on o.id = t.order_id
  where t.event_id = ${eventId} and t.state = 'valid' and not o.test`
