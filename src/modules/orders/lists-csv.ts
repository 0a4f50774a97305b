import type { Catalogue } from '../../../lang/shape.ts'
import type { Db } from '../../db/connect.ts'
import type { PageOf } from '../../http/shapes.ts'
import { type Cell, csvFile } from '../../lib/csv.ts'
import { exponentOf } from '../../lib/money.ts'
import { type AttendeeFilter, listAttendees, listOrders, type OrderFilter } from './lists.ts'

type Heads = Catalogue['lists']

/** Rows read at once, so that neither the database nor this process holds a long list as rows. */
const batch = 1000

/** An event's orders as CSV; totals as decimals of the currency, times in the event's zone. Heads and states in the reader's language. */
export async function ordersCsv(
  db: Db,
  eventId: string,
  filter: OrderFilter,
  heads: Heads,
  now: Date,
): Promise<Uint8Array> {
  const { local } = await eventFormat(db, eventId)
  const head = heads.orders
  const columns = [
    head.code,
    head.state,
    head.name,
    head.email,
    head.tickets,
    head.total,
    head.currency,
    head.created,
    head.paid,
    heads.test,
  ]
  const pages = pagesOf((cursor) => listOrders(db, eventId, { ...filter, ...cursor, limit: batch }, now))
  return csvFile(
    columns,
    rowsOf(pages, (order) => [
      order.code,
      heads.states[order.state],
      order.name,
      order.email,
      order.lines.map((line) => `${line.quantity} × ${line.name}`).join(', '),
      decimal(order.total, order.currency),
      order.currency,
      local(order.createdAt),
      local(order.paidAt),
      order.test ? heads.test : null,
    ]),
  )
}

/** Holders of an event's valid tickets as CSV; times in the event's zone. */
export async function attendeesCsv(db: Db, eventId: string, filter: AttendeeFilter, heads: Heads): Promise<Uint8Array> {
  const { local } = await eventFormat(db, eventId)
  const head = heads.attendees
  const columns = [
    head.name,
    head.email,
    head.ticketType,
    head.orderCode,
    head.shortCode,
    head.checkedIn,
    head.door,
    heads.test,
  ]
  const pages = pagesOf((cursor) => listAttendees(db, eventId, { ...filter, ...cursor, limit: batch }))
  return csvFile(
    columns,
    rowsOf(pages, (attendee) => [
      attendee.name,
      attendee.email,
      attendee.ticketType,
      attendee.orderCode,
      attendee.shortCode,
      local(attendee.checkedIn?.at ?? null),
      attendee.checkedIn?.door ?? null,
      attendee.test ? heads.test : null,
    ]),
  )
}

/** How an event's instants are written: `2026-11-28 14:00` in its zone, which spreadsheets take for a date. */
export async function eventFormat(db: Db, eventId: string) {
  const { time_zone: timeZone } = await db
    .selectFrom('event')
    .select('time_zone')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return { local: (instant: Date | null) => instant && format.format(instant) }
}

/** All pages of a list, each read when the one before is done with. */
export async function* pagesOf<Row>(
  read: (cursor: { cursor?: string }) => Promise<PageOf<Row>>,
): AsyncGenerator<Row[]> {
  let next: string | null = null
  do {
    const page: PageOf<Row> = await read(next === null ? {} : { cursor: next })
    yield page.items
    next = page.next
  } while (next !== null)
}

/** What is written of each row, page by page. */
export async function* rowsOf<Row>(
  pages: AsyncIterable<Row[]>,
  cellsOf: (row: Row) => Cell[],
): AsyncGenerator<Cell[][]> {
  for await (const rows of pages) yield rows.map(cellsOf)
}

/** Minor units as a decimal with the currency's own number of places (ISO 4217): 12180 EUR is `121.80`, 500 JPY is `500`, -5 EUR is `-0.05`. */
export function decimal(amount: number, currency: string): string {
  if (amount < 0) return `-${decimal(-amount, currency)}`
  const places = exponentOf(currency)
  if (places === 0) return String(amount)
  const digits = String(amount).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
