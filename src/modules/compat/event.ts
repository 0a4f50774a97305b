import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { type BrokenRule, Refusal, refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import type { Services } from '../../services.ts'
import { createEvent } from '../events/edit.ts'
import { publishEvent } from '../events/publication.ts'
import { setEventCapacity } from '../ticketing/stock.ts'
import { addTicketType } from '../ticketing/ticket-types.ts'
import { decimalAmount, minorUnits } from './amounts.ts'
import { type Organizing, organizationsOf } from './organizer.ts'
import { placeOf, placeText } from './places.ts'
import { spanFrom } from './times.ts'

/** An event as both clients tell it. */
export interface TextEvent {
  name: string
  description: string
  /** ISO 8601; without an offset it is meant in the organization's time zone. */
  time: string
  place: string
  capacity: number
  /** A decimal number in the platform's currency. */
  price: number
}

/** What the client calls an input, for refusals that name it. */
export type FieldNames = { readonly [Field in 'time' | 'price']: string }

/**
 * Creates an event with one ticket type and hands it in for publication, all or nothing; an organizer who may not publish leaves a draft
 * to those who may. Refuses `invalid` (a time that is none or over, too many decimals) and `email_not_verified`. Returns its id.
 */
export async function createWholeEvent(
  { db, config, platform, now }: Pick<Services, 'db' | 'config' | 'platform' | 'now'>,
  organizing: (db: Db) => Promise<Organizing>,
  given: TextEvent,
  fields: FieldNames,
  { caller, request }: { caller: Caller; request: CallRequest },
): Promise<string> {
  const { eventApproval, verifiedEmailRequired } = await platform.read()
  if (verifiedEmailRequired && !caller.emailVerified) refuse('email_not_verified')
  const price = minorUnits(given.price, config.currency) ?? refuseField(fields.price, 'format')
  return transact(db, async (tx) => {
    const organization = await organizing(tx)
    const { start, ...times } = spanFrom(given.time, organization.timeZone) ?? refuseField(fields.time, 'format')
    if (start <= now()) refuseField(fields.time, 'past')
    const by = {
      organizationId: organization.id,
      userId: caller.userId,
      currency: config.currency,
      language: request.language,
    }
    const eventId = await createEvent(tx, by, {
      name: given.name,
      description: given.description,
      currency: config.currency,
      category: 'community',
      attendance: 'in-person',
      ...times,
      ...placeOf(given.place),
    })
    await addTicketType(tx, eventId, { name: 'Admission', price })
    await setEventCapacity(tx, eventId, given.capacity)
    if (organization.publishes) await publishEvent(tx, eventId, eventApproval, now())
    return eventId
  })
}

function refuseField(path: string, rule: BrokenRule['rule']): never {
  throw new Refusal('invalid', undefined, undefined, [{ path, rule }])
}

/** An event as both clients show it. Amounts are decimal numbers in its currency; without a limit capacity and available are null; of a suspended organization nothing is available. */
export interface ShownEvent {
  id: string
  /** Whether it is for invited people alone. */
  inviteOnly: boolean
  name: string
  description: string
  startsAt: Date | null
  place: string
  capacity: number | null
  available: number | null
  price: number
  currency: string
  state: 'draft' | 'waiting' | 'published' | 'cancelled'
}

/** All events of the organizations a person may create events for, soonest first. */
export async function organizersEvents(db: Db, userId: string, now: Date): Promise<ShownEvent[]> {
  const organizations = await organizationsOf(db, userId, 'event.create')
  const theirs = sql`e.organization_id = any(${organizations.map(({ id }) => id)}::uuid[])`
  return shownEvents(db, sql`${theirs} order by e.starts_at nulls last, e.id limit 1000`, now)
}

/** A page of public events that are not over, of organizations that are on sale, soonest first, with all words of `q` where there are any. */
export async function publicEvents(
  db: Db,
  { page, limit, q }: { page: number; limit: number; q?: string },
  language: string,
  now: Date,
): Promise<ShownEvent[]> {
  const words = (q ?? '')
    .normalize('NFC')
    .match(/[\p{L}\p{N}\p{M}]+/gu)
    ?.slice(0, 8)
  if (q !== undefined && q.trim() !== '' && !words) return []
  const found = words ? sql`and e.search @@ event_search_query(${words}, ${language})` : sql``
  return shownEvents(
    db,
    sql`e.state = 'published' and e.visibility = 'public' and g.suspended_at is null and e.ends_at > ${now} ${found}
      order by e.starts_at, e.id limit ${limit} offset ${(page - 1) * limit}`,
    now,
  )
}

/** One event; undefined when there is none. */
export async function shownEvent(db: Db, eventId: string, now: Date): Promise<ShownEvent | undefined> {
  const [event] = await shownEvents(db, sql`e.id = ${eventId}`, now)
  return event
}

interface Row extends Omit<ShownEvent, 'place' | 'price' | 'available'> {
  venue: string
  address: string
  city: string
  price: number | null
  taken: number
  suspended: boolean
}

/** `which` is the rest of the query, from its conditions on `event e` of `organization g`. What lapsed holds still count is taken off. */
async function shownEvents(db: Db, which: RawBuilder<unknown>, now: Date): Promise<ShownEvent[]> {
  const { rows } = await sql<Row>`
    select e.id, e.name, e.description, e.starts_at as "startsAt", e.venue, e.address, e.city, e.currency, e.state,
      e.visibility = 'invite-only' as "inviteOnly",
      (select min(t.price) from ticket_type t where t.event_id = e.id and t.on_sale) as price,
      least((select w.capacity from stock w where w.event_id = e.id and w.whole_event),
        (select case when bool_and(s.capacity is not null) then sum(s.capacity)::int end
          from stock s where s.event_id = e.id and not s.whole_event)) as capacity,
      coalesce((select w.held + w.sold + w.blocked from stock w where w.event_id = e.id and w.whole_event), 0)
        - (select coalesce(sum(l.quantity), 0)::int from "order" o join order_line l on l.order_id = o.id
          where o.event_id = e.id and not o.test and o.state in ('held', 'awaiting_payment') and o.expires_at <= ${now}) as taken,
      g.suspended_at is not null as suspended
    from event e join organization g on g.id = e.organization_id where ${which}`.execute(db)
  return rows.map(({ venue, address, city, taken, price, suspended, ...row }) => ({
    ...row,
    place: placeText({ venue, address, city }),
    price: decimalAmount(price ?? 0, row.currency),
    available: suspended ? 0 : row.capacity === null ? null : Math.max(0, row.capacity - taken),
  }))
}
