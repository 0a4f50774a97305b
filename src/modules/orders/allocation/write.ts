import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { together } from '../../../db/together.ts'
import { type Announcement, recording } from '../../../facts.ts'
import { hashSecret } from '../../../lib/secrets.ts'
import { orderSecret } from '../codes.ts'
import { acceptByOrder } from '../guests.ts'
import { newTicketCode, ticketKey } from '../ticket-code.ts'
import type { Changes, OrderEntry } from './books.ts'
import { drawCodes, freeCode } from './order-code.ts'
import type { Asked, Request } from './requests.ts'
import type { EventToSell } from './snapshot.ts'
import { movingStocks } from './stock.ts'

/** What writing is given from outside: the clock, and the secret that codes and order secrets come from. */
export interface Writer {
  now: Date
  secret: string
}

/** The code that each new order got, by its id. */
export type Codes = ReadonlyMap<string, string>

/** A query, and how many rows it changes. */
interface Change {
  query: RawBuilder<unknown>
  rows: number
}

/**
 * Writes what a batch decided, every table once however many orders there are, in the transaction that holds the event's stocks. A row
 * that is not as it was decided on is a bug, and nothing of the transaction stays.
 */
export async function write(
  tx: Tx,
  writer: Writer,
  event: EventToSell,
  requests: readonly Request[],
  changes: Changes,
): Promise<Codes> {
  const moves = [...changes.stocks].filter(([, move]) => move.held !== 0 || move.sold !== 0 || move.blocked !== 0)
  const tickets = ticketsOf(writer, event.id, changes.issued)
  const facts = factsOf(event, changes)
  const all: Change[] = [
    { query: movingStocks(moves), rows: moves.length },
    { query: insertingOrders(writer, event, requests, changes.held), rows: changes.held.length },
    { query: updatingOrders([...changes.orders.values()]), rows: changes.orders.size },
    { query: insertingTickets(event.id, tickets), rows: tickets.length },
    { query: voidingTickets(changes.voided), rows: changes.voided.length },
    { query: recording(facts), rows: facts.length },
  ].filter(({ rows }) => rows > 0)
  const results = await together(tx, ...all.map(({ query }) => query))
  for (const [index, { rows }] of all.entries()) {
    const result = results[index]
    if (Math.max(Number(result?.numAffectedRows ?? 0), result?.rows.length ?? 0) !== rows)
      throw new Error('something changed while the stocks of its event were locked')
  }
  const guestIds = changes.held.flatMap(({ guestId }) => guestId ?? [])
  if (guestIds.length > 0) await acceptByOrder(tx, guestIds, writer.now)
  const made = results.flatMap(({ rows }) => rows as { id: string; code: string }[])
  return new Map(made.map(({ id, code }) => [id, code]))
}

function insertingOrders(
  { now, secret }: Writer,
  event: EventToSell,
  requests: readonly Request[],
  held: Changes['held'],
): RawBuilder<unknown> {
  const orders = held.map(({ orderId: id, request, ...order }) => ({
    id,
    ...order,
    ...(requests[request] as Asked['hold']),
  }))
  const lines = held.flatMap(({ orderId, lines }) =>
    lines.map((line) => ({ id: newId(now.getTime()), orderId, ...line })),
  )
  return sql`
    with o as (
      insert into "order" (id, event_id, organization_id, code, state, user_id, guest_id, browser_id, secret_hash, name, email, attendees,
        language, currency, tax, fee, commission, total, refund_policy, test, expires_at, created_at)
      select id, ${event.id}, ${event.organizationId}, ${freeCode(sql`n.codes`)}, 'held', user_id, guest_id, browser_id, secret_hash, name, email,
        attendees, language, ${event.currency}, tax, fee, commission, total, ${JSON.stringify(event.refundPolicy)}::jsonb, ${event.testMode},
        expires_at, ${now}
      from unnest(${orders.map(({ id }) => id)}::uuid[], ${orders.map(drawCodes)}::text[],
        ${orders.map(({ person }) => person.userId)}::uuid[], ${orders.map(({ guestId }) => guestId)}::uuid[],
        ${orders.map(({ person }) => person.browserId)}::text[],
        ${orders.map(({ id }) => hashSecret(orderSecret(secret, id)))}::text[],
        ${orders.map(({ buyer }) => buyer?.name ?? null)}::text[], ${orders.map(({ buyer }) => buyer?.email ?? null)}::text[],
        ${orders.map(({ buyer }) => JSON.stringify(buyer?.attendees ?? []))}::jsonb[],
        ${orders.map(({ language }) => language)}::text[], ${orders.map(({ tax }) => tax)}::bigint[],
        ${orders.map(({ fee }) => fee)}::bigint[], ${orders.map(({ commission }) => commission)}::bigint[],
        ${orders.map(({ total }) => total)}::bigint[],
        ${orders.map(({ expiresAt }) => expiresAt)}::timestamptz[])
        as n (id, codes, user_id, guest_id, browser_id, secret_hash, name, email, attendees, language, tax, fee, commission, total, expires_at)
      returning id, code),
    l as (
      insert into order_line (id, order_id, ticket_type_id, quantity, unit_price, total, tax, tax_name, tax_rate, tax_inclusive,
        explanation)
      select * from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ orderId }) => orderId)}::uuid[],
        ${lines.map(({ ticketTypeId }) => ticketTypeId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[],
        ${lines.map(({ unitPrice }) => unitPrice)}::bigint[], ${lines.map(({ total }) => total)}::bigint[],
        ${lines.map(({ taxed }) => taxed)}::bigint[], ${lines.map(({ tax }) => tax?.name ?? null)}::text[],
        ${lines.map(({ tax }) => tax?.rate ?? null)}::int[], ${lines.map(({ tax }) => tax?.inclusive ?? null)}::boolean[],
        ${lines.map(({ explanation }) => JSON.stringify(explanation))}::jsonb[]))
    select id, code from o`
}

type Changed = Changes['orders'] extends Map<string, infer C> ? C : never

function updatingOrders(changed: readonly Changed[]): RawBuilder<unknown> {
  const of = <T>(read: (order: OrderEntry) => T) => changed.map(({ now }) => read(now))
  return sql`
    update "order" o set state = c.state, user_id = c.user_id, name = c.name, email = c.email, attendees = c.attendees,
      expires_at = c.expires_at, extended = c.extended, paid_at = c.paid_at, cancelled_at = c.cancelled_at
    from unnest(${of(({ id }) => id)}::uuid[], ${changed.map(({ was }) => was)}::text[], ${of(({ state }) => state)}::text[],
      ${of(({ userId }) => userId)}::uuid[], ${of(({ name }) => name)}::text[], ${of(({ email }) => email)}::text[],
      ${of(({ attendees }) => JSON.stringify(attendees))}::jsonb[], ${of(({ expiresAt }) => expiresAt)}::timestamptz[],
      ${of(({ extended }) => extended)}::boolean[], ${of(({ paidAt }) => paidAt)}::timestamptz[],
      ${of(({ cancelledAt }) => cancelledAt)}::timestamptz[])
      as c (id, was, state, user_id, name, email, attendees, expires_at, extended, paid_at, cancelled_at)
    where o.id = c.id and o.state = c.was`
}

/** The tickets that paid orders get: one for each place, numbered in the order of the lines. */
function ticketsOf({ now, secret }: Writer, eventId: string, orders: readonly OrderEntry[]) {
  // Most batches of a rush only hold, and need no key.
  if (orders.length === 0) return []
  const key = ticketKey(secret)
  return orders.flatMap(({ id: orderId, name, email, attendees, lines }) =>
    lines
      .flatMap((line) => Array.from({ length: line.quantity }, () => line))
      .map(({ id: lineId, ticketTypeId }, index) => ({
        id: newId(now.getTime()),
        orderId,
        lineId,
        ticketTypeId,
        position: index + 1,
        name: attendees[index]?.name ?? name ?? '',
        email: attendees[index]?.email ?? email ?? '',
        ...newTicketCode(key, eventId),
      })),
  )
}

const insertingTickets = (eventId: string, tickets: ReturnType<typeof ticketsOf>): RawBuilder<unknown> => sql`
  insert into ticket (id, order_id, order_line_id, event_id, ticket_type_id, code, short_code, version, position, attendee_name,
    attendee_email)
  select id, order_id, line_id, ${eventId}, type_id, code, short_code, version, position, name, email
  from unnest(${tickets.map(({ id }) => id)}::uuid[], ${tickets.map(({ orderId }) => orderId)}::uuid[],
    ${tickets.map(({ lineId }) => lineId)}::uuid[], ${tickets.map(({ ticketTypeId }) => ticketTypeId)}::uuid[],
    ${tickets.map(({ code }) => code)}::text[], ${tickets.map(({ shortCode }) => shortCode)}::text[],
    ${tickets.map(({ version }) => version)}::int[], ${tickets.map(({ position }) => position)}::int[],
    ${tickets.map(({ name }) => name)}::text[], ${tickets.map(({ email }) => email)}::text[])
    as t (id, order_id, line_id, type_id, code, short_code, version, position, name, email)`

const voidingTickets = (ticketIds: readonly string[]): RawBuilder<unknown> => sql`
  update ticket set state = 'void' where id = any(${ticketIds}::uuid[]) and state = 'valid'`

/** One fact for all holds of a batch: in a rush nobody asks which, just whether there are fewer left. */
function factsOf({ id: eventId, testMode }: EventToSell, { held, orders, voided }: Changes): Announcement[] {
  const became = { paid: 'order.paid', expired: 'order.lapsed', cancelled: 'order.cancelled' } as const
  const facts = [...orders.values()].flatMap(({ was, now: { id: orderId, state } }): Announcement[] =>
    state !== was && state in became ? [[became[state as keyof typeof became], { orderId, eventId }]] : [],
  )
  const isFewer = held.length > 0 && !testMode
  return isFewer || voided.length > 0 ? [['stock.changed', { eventId }], ...facts] : facts
}
