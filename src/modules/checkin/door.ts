import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Event, Scan, Ticket } from '../../db/schema.ts'
import { refuse } from '../../errors.ts'
import { permissions } from '../accounts/permissions.ts'
import { matching } from '../orders/lists.ts'
import { admittedTo, type Counts, countsOf, validFor } from './counts.ts'

/** An event as its door shows it: who is in, by door, and the latest scans, newest first. */
export interface Door {
  event: {
    id: string
    name: string
    category: Event['category']
    state: Selectable<Event>['state']
    testMode: boolean
    startsAt: Date | null
    endsAt: Date | null
    timeZone: string
  }
  counts: Counts
  doors: { door: string; admitted: number }[]
  scans: DoorScan[]
}

interface DoorScan {
  nonce: string
  result: Scan['result']
  reason: Scan['reason']
  door: string
  scannedAt: Date
  undoneAt: Date | null
  test: boolean
  attendeeName: string | null
  ticketType: string | null
}

/** A ticket as somebody at the door finds it by name. */
export interface FoundTicket {
  id: string
  attendeeName: string
  attendeeEmail: string
  ticketType: string
  orderCode: string
  shortCode: string
  position: number
  of: number
  test: boolean
  state: Selectable<Ticket>['state']
  admitted: { at: Date; door: string } | null
}

/** An order that is to be paid at the door. Total in minor units. */
export interface UnpaidOrder {
  id: string
  code: string
  name: string
  lines: { name: string; quantity: number }[]
  total: number
  currency: string
}

const latestScans = 8
const mostFound = 20

/** The door of an event. Refuses `not_found`. */
export async function doorOf(db: Db, eventId: string): Promise<Door> {
  const [event, counts, doors, scans] = await Promise.all([
    eventAtDoor(db, eventId),
    countsOf(db, eventId),
    db
      .selectFrom('scan')
      .select(['door', (eb) => eb.fn.countAll<number>().as('admitted')])
      .where('event_id', '=', eventId)
      .where('result', '=', 'admitted')
      .where('undone_at', 'is', null)
      .where('test', '=', false)
      .groupBy('door')
      .orderBy('door')
      .execute(),
    scansOf(db, eventId),
  ])
  return { event, counts, doors, scans }
}

async function eventAtDoor(db: Db, eventId: string): Promise<Door['event']> {
  const event = await db
    .selectFrom('event')
    .select([
      'id',
      'name',
      'category',
      'state',
      'test_mode as testMode',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'time_zone as timeZone',
    ])
    .where('id', '=', eventId)
    .executeTakeFirst()
  return event ?? refuse('not_found')
}

async function scansOf(db: Db, eventId: string): Promise<DoorScan[]> {
  const { rows } = await sql<DoorScan>`
    select s.nonce, s.result, s.reason, s.door, s.scanned_at as "scannedAt", s.undone_at as "undoneAt", s.test,
      t.attendee_name as "attendeeName", y.name as "ticketType"
    from scan s
    left join ticket t on t.id = s.ticket_id
    left join ticket_type y on y.id = t.ticket_type_id
    where s.event_id = ${eventId} order by s.received_at desc, s.nonce limit ${latestScans}`.execute(db)
  return rows
}

/** Tickets of an event by part of a name or email, or the beginning of a code; void ones too, so that the door can say why. */
export async function searchTickets(db: Db, eventId: string, q: string): Promise<FoundTicket[]> {
  if (q.trim() === '') return []
  const { rows } = await sql<Omit<FoundTicket, 'admitted'> & { at: Date | null; door: string | null }>`
    select t.id, t.attendee_name as "attendeeName", t.attendee_email as "attendeeEmail", y.name as "ticketType",
      o.code as "orderCode", t.short_code as "shortCode", t.position,
      (select count(*) from ticket other where other.order_id = t.order_id and other.state <> 'transferred') as of,
      o.test, t.state, s.scanned_at as at, s.door
    from ticket t
    join ticket_type y on y.id = t.ticket_type_id
    join "order" o on o.id = t.order_id
    left join scan s on s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null
    where t.event_id = ${eventId}
      and ${matching(q, [sql`t.attendee_name`, sql`t.attendee_email`], [sql`o.code`, sql`t.short_code`])}
    order by lower(t.attendee_name), t.id limit ${mostFound}`.execute(db)
  return rows.map(({ at, door, ...ticket }) => ({ ...ticket, admitted: at && { at, door: door ?? '' } }))
}

/** Orders of an event that are to be paid at its door, found in the same way. */
export async function searchUnpaid(db: Db, eventId: string, q: string, now: Date): Promise<UnpaidOrder[]> {
  if (q.trim() === '') return []
  const { rows } = await sql<UnpaidOrder>`
    select o.id, o.code, coalesce(o.name, '') as name, o.total, o.currency, (
      select json_agg(json_build_object('name', y.name, 'quantity', l.quantity) order by y.position, l.id)
      from order_line l join ticket_type y on y.id = l.ticket_type_id where l.order_id = o.id) as lines
    from "order" o
    where o.event_id = ${eventId} and o.state = 'awaiting_payment' and (o.expires_at is null or o.expires_at > ${now})
      and exists (select from payment p where p.order_id = o.id and p.provider = 'door' and p.state = 'pending')
      and ${matching(q, [sql`o.name`, sql`o.email`], [sql`o.code`])}
    order by lower(o.name), o.id limit ${mostFound}`.execute(db)
  return rows
}

/** An event on the list of doors. */
export interface DoorChoice {
  id: string
  name: string
  category: Event['category']
  organization: string
  startsAt: Date
  timeZone: string
  counts: Counts
}

/** Published events, and drafts in test mode, whose tickets a person may scan and that have not been over for more than a day, soonest first. */
export async function doorsFor(db: Db, userId: string, now: Date): Promise<DoorChoice[]> {
  const { rows } = await sql<DoorChoice>`
    select e.id, e.name, e.category, g.name as organization, e.starts_at as "startsAt", e.time_zone as "timeZone",
      json_build_object('admitted', ${admittedTo(sql`e.id`)}, 'valid', ${validFor(sql`e.id`)}) as counts
    from event e join organization g on g.id = e.organization_id
    where e.id in (
        select d.id from membership m join event d on d.organization_id = m.organization_id
        where m.user_id = ${userId} and m.role = any(${[...permissions['checkin.scan']]}::text[])
        union
        select c.event_id from membership m join event_cohost c on c.organization_id = m.organization_id and c.state = 'accepted'
        where m.user_id = ${userId} and m.role = any(${[...permissions['checkin.scan']]}::text[]) and c.role = any(${[...permissions['checkin.scan']]}::text[]))
      and (e.state = 'published' or (e.test_mode and e.state <> 'cancelled' and e.starts_at is not null)) and e.ends_at > ${now}::timestamptz - interval '1 day'
    order by e.starts_at, e.id limit 100`.execute(db)
  return rows
}
