import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import { ticketTypesOf } from '../../ticketing/sale.ts'
import type { Snapshot } from './decide.ts'

/** Whose an order is or will be; whatever is known of them. */
export interface Person {
  userId: string | null
  /** Lower case. */
  email: string | null
  browserId: string | null
}

/** What allocation needs of an event. */
export interface EventToSell {
  id: string
  organizationId: string
  state: 'draft' | 'waiting' | 'published' | 'cancelled'
  endsAt: Date | null
  currency: string
  holdSeconds: number
}

/**
 * Reads an event for selling, once its stocks are locked: whoever ends its sale or changes its currency locks them too, so that nothing
 * is sold of what is no longer on, or for other money.
 */
export async function eventToSell(tx: Tx, eventId: string): Promise<EventToSell | undefined> {
  const { rows } = await sql<EventToSell>`
    select id, organization_id as "organizationId", state, ends_at as "endsAt", currency, hold_seconds as "holdSeconds"
    from event where id = ${eventId}`.execute(tx)
  return rows[0]
}

/** Reads what a decision depends on; the event's stocks are locked. `people` by the keys the decision knows them under. */
export async function snapshotOf(
  tx: Tx,
  event: EventToSell,
  stocks: Snapshot['stocks'],
  people: ReadonlyMap<string, Person>,
  now: Date,
): Promise<Snapshot> {
  const types = new Map((await ticketTypesOf(tx, event.id)).map((type) => [type.id, type]))
  const anyLimit = [...types.values()].some((type) => type.maximumPerPerson !== null)
  const owned = new Map<string, Map<string, number>>()
  const openHolds = new Map<string, number>()
  for (const [key, person] of people) {
    openHolds.set(key, await countOpenHolds(tx, person, now))
    if (anyLimit) owned.set(key, await ownedPlaces(tx, event.id, person, null, now))
  }
  return { event, stocks, types, owned, openHolds }
}

/**
 * Places of each ticket type in the live orders of one person: unlapsed holds, and valid tickets of paid ones. An account and an email
 * count together. `exceptOrderId` is the order in question.
 */
export async function ownedPlaces(
  tx: Tx,
  eventId: string,
  { userId, email }: Pick<Person, 'userId' | 'email'>,
  exceptOrderId: string | null,
  now: Date,
): Promise<Map<string, number>> {
  if (userId === null && email === null) return new Map()
  const { rows } = await sql<{ ticketTypeId: string; places: number }>`
    select l.ticket_type_id as "ticketTypeId", sum(case when o.state = 'paid'
      then (select count(*) from ticket t where t.order_line_id = l.id and t.state = 'valid') else l.quantity end)::int as places
    from "order" o join order_line l on l.order_id = o.id
    where o.event_id = ${eventId} and (o.user_id = ${userId} or o.email = ${email}
      or o.user_id = (select id from users where users.email = ${email}))
      and o.id is distinct from ${exceptOrderId}::uuid
      and (o.state = 'paid' or (o.state in ('held', 'awaiting_payment') and (o.expires_at is null or o.expires_at > ${now})))
    group by l.ticket_type_id`.execute(tx)
  return new Map(rows.map(({ ticketTypeId, places }) => [ticketTypeId, places]))
}

/**
 * Unlapsed holds of a person or browser over all events. Carts of several events at the very same moment may pass the limit: it
 * keeps order among honest buyers, and needs no lock across events for that.
 */
async function countOpenHolds(tx: Tx, { userId, browserId }: Person, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from "order" where (user_id = ${userId} or browser_id = ${browserId})
      and state in ('held', 'awaiting_payment') and expires_at > ${now}`.execute(tx)
  return rows[0]?.count ?? 0
}
