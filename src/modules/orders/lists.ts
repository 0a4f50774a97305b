import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Order } from '../../db/schema.ts'
import type { PageOf } from '../../http/shapes.ts'
import { type WayByHand, waysByHand } from '../events/by-hand.ts'
import { stateAt } from './read.ts'

/** Which orders: `q` is part of a name or email or the beginning of a code. Without a state all but unfinished and expired ones. */
export interface OrderFilter {
  q?: string
  state?: Order['state']
}

/** Which holders of valid tickets: `q` as for orders, where a code is the order's or the ticket's. */
export interface AttendeeFilter {
  q?: string
  ticketTypeId?: string
  checkedIn?: 'yes' | 'no'
}

/** Which part of a list: after this item, at most so many. */
export interface Part {
  cursor?: string
  limit?: number
}

/** An order in the organizer's list. Total in minor units. Name and email are null before they are given. */
export interface OrderRow {
  id: string
  test: boolean
  code: string
  state: Order['state']
  name: string | null
  email: string | null
  lines: { name: string; quantity: number }[]
  total: number
  currency: string
  createdAt: Date
  paidAt: Date | null
  /** The payment by hand that its organizer waits for. */
  promised: { paymentId: string; way: WayByHand } | null
}

/** A valid ticket in the list of attendees, and when and where it was let in. */
export interface AttendeeRow {
  ticketId: string
  test: boolean
  name: string
  email: string
  ticketType: string
  orderId: string
  orderCode: string
  shortCode: string
  checkedIn: { at: Date; door: string } | null
}

const usualLimit = 50

/** A page of an event's orders, newest first. A cursor that is no order of the event gives an empty page. */
export async function listOrders(
  db: Db,
  eventId: string,
  { q, state, cursor, limit = usualLimit }: OrderFilter & Part,
  now: Date,
): Promise<PageOf<OrderRow>> {
  const stateNow = stateAt(now)
  const { rows } = await sql<OrderRow>`
    select o.id, o.test, o.code, ${stateNow} as state, o.name, o.email, o.total, o.currency,
      o.created_at as "createdAt", o.paid_at as "paidAt",
      coalesce((
        select json_agg(json_build_object('name', y.name, 'quantity', l.quantity) order by y.position, l.id)
        from order_line l join ticket_type y on y.id = l.ticket_type_id where l.order_id = o.id
      ), '[]') as lines,
      case when ${stateNow} = 'awaiting_payment' then (
        select json_build_object('paymentId', p.id, 'way', p.provider) from payment p
        where p.order_id = o.id and p.state = 'pending' and p.provider = any(${[...waysByHand]}::text[])
        order by p.created_at desc, p.id desc limit 1) end as promised
    from "order" o
    where o.event_id = ${eventId}
      and ${state ? sql`${stateNow} = ${state}` : sql`${stateNow} not in ('held', 'expired')`}
      and ${matching(q, [sql`o.name`, sql`o.email`], [sql`o.code`])}
      and ${cursor ? sql`(o.created_at, o.id) < (select created_at, id from "order" where id = ${cursor} and event_id = ${eventId})` : sql`true`}
    order by o.created_at desc, o.id desc limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, (row) => row.id)
}

/** A page of an event's valid tickets by attendee's name. A cursor that is no ticket of the event gives an empty page. */
export async function listAttendees(
  db: Db,
  eventId: string,
  { q, ticketTypeId, checkedIn, cursor, limit = usualLimit }: AttendeeFilter & Part,
): Promise<PageOf<AttendeeRow>> {
  const { rows } = await sql<Omit<AttendeeRow, 'checkedIn'> & { at: Date | null; door: string | null }>`
    select t.id as "ticketId", o.test, t.attendee_name as name, t.attendee_email as email, y.name as "ticketType",
      o.id as "orderId", o.code as "orderCode", t.short_code as "shortCode", s.scanned_at as at, s.door
    from ticket t
    join ticket_type y on y.id = t.ticket_type_id
    join "order" o on o.id = t.order_id
    left join scan s on s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null
    where t.event_id = ${eventId} and t.state = 'valid'
      and ${ticketTypeId ? sql`t.ticket_type_id = ${ticketTypeId}` : sql`true`}
      and ${checkedIn ? sql`(s.nonce is not null) = ${checkedIn === 'yes'}` : sql`true`}
      and ${matching(q, [sql`t.attendee_name`, sql`t.attendee_email`], [sql`o.code`, sql`t.short_code`])}
      and ${cursor ? sql`(lower(t.attendee_name), t.id) > (select lower(attendee_name), id from ticket where id = ${cursor} and event_id = ${eventId})` : sql`true`}
    order by lower(t.attendee_name), t.id limit ${limit + 1}`.execute(db)
  const items = rows.map(({ at, door, ...row }) => ({ ...row, checkedIn: at && { at, door: door ?? '' } }))
  return pageOf(items, limit, (row) => row.ticketId)
}

/**
 * Whether a row matches what somebody typed to find a person: part of a name or email, or the beginning of a code, as written or with
 * the blanks and hyphens it is read out with. Nothing typed matches everything.
 */
export function matching(
  q: string | undefined,
  texts: RawBuilder<unknown>[],
  codes: RawBuilder<unknown>[],
): RawBuilder<unknown> {
  const typed = q?.trim()
  if (!typed) return sql`true`
  const code = typed.replace(/[\s-]/g, '').toUpperCase()
  const part = `%${likeText(typed)}%`
  const beginning = `${likeText(code)}%`
  const tests = [
    ...texts.map((text) => sql`${text} ilike ${part}`),
    ...(code ? codes.map((column) => sql`${column} like ${beginning}`) : []),
  ]
  return sql`(${sql.join(tests, sql` or `)})`
}

/** Text that LIKE takes as it is written. */
const likeText = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** The page's items and the cursor of the next, from one row more than asked. */
function pageOf<Row>(rows: Row[], limit: number, idOf: (row: Row) => string): PageOf<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? idOf(last) : null }
}
