import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import { together } from '../../../db/together.ts'
import { type Commission, commissionColumn, commissionIn } from '../../accounts/commission.ts'
import type { RefundPolicy } from '../../events/refund-policy.ts'
import type { Fees } from '../../ticketing/price.ts'
import { selectTicketTypes } from '../../ticketing/sale.ts'
import { type EventCardJson, eventCard } from '../event-card.ts'
import type { OrderEntry, Owned, Snapshot } from './books.ts'
import { guestsAsking, leftForLate } from './guests.ts'
import type { Kind, Request } from './requests.ts'
import { lockingStocks, stocksFrom } from './stock.ts'

/** What allocation needs of an event. */
export interface EventToSell {
  id: string
  organizationId: string
  name: string
  state: 'draft' | 'waiting' | 'published' | 'cancelled'
  endsAt: Date | null
  /** Whether its organization is off sale. */
  suspended: boolean
  currency: string
  holdSeconds: number
  fees: Fees
  refundPolicy: RefundPolicy
  /** Whether orders that are held now are test orders. */
  testMode: boolean
  /** Whether just invited people have places. */
  inviteOnly: boolean
  /** Ids of those who may try it in test mode before it is live; nobody at other times. */
  team: readonly string[]
  card: EventCardJson
}

/** A snapshot with the event as it is written and shown. */
export type EventSnapshot = Snapshot & { event: EventToSell }

/**
 * Locks the event's stocks and reads what the decisions on these requests depend on: whoever ends its sale, changes its currency or
 * switches test mode locks them too, so that nothing is sold of what is no longer on, for other money, or as what it is not. Null for an event that is none.
 */
export async function lockedSnapshot(
  tx: Tx,
  eventId: string,
  requests: readonly Request[],
  now: Date,
): Promise<EventSnapshot | null> {
  const [locked, events, types, orders, owned, openHolds] = await together(
    tx,
    lockingStocks(eventId),
    selectEvent(eventId),
    selectTicketTypes(eventId),
    selectOrders(eventId, sql`o.id = any(${idsOf(requests)}::uuid[])`, idsOf(requests, 'void')),
    selectOwned(eventId, requests, now),
    selectOpenHolds(eventId, requests, now),
  )
  const [event] = events.rows
  if (!event) return null
  return {
    event: { ...event, fees: commissionIn(event.terms, event.currency) },
    types: new Map(types.rows.map((type) => [type.id, type])),
    stocks: stocksFrom(locked.rows),
    orders: byId(orders.rows),
    owned: ownedByRequest(owned.rows),
    openHolds: new Map(
      openHolds.rows.filter(({ test }) => test === event.testMode).map(({ request, holds }) => [request, holds]),
    ),
    guests: event.inviteOnly ? await guestsAsking(tx, event, requests, now) : null,
    leftForLate: event.inviteOnly ? await leftForLate(tx, requests, orders.rows, now) : new Map(),
    lapsed: null,
  }
}

/** The most lapsed holds that are taken back at once: whoever waits behind them should not wait long. */
const mostLapsed = 1_000

/** The same snapshot with the holds of the event that have lapsed, the oldest first; with the event those without an end of their own do. */
export async function withLapsed<S extends Snapshot>(tx: Tx, eventId: string, snapshot: S, now: Date): Promise<S> {
  const isLapsed = sql`o.state in ('held', 'awaiting_payment') and o.expires_at <= ${now} order by o.expires_at limit ${mostLapsed}`
  const isEndless = sql`o.state = 'awaiting_payment' and o.expires_at is null limit ${mostLapsed}`
  const isOver = snapshot.event.endsAt !== null && snapshot.event.endsAt <= now
  const queries = [isLapsed, ...(isOver ? [isEndless] : [])].map((condition) => selectOrders(eventId, condition, []))
  const lapsed = byId((await together(tx, ...queries)).flatMap(({ rows }) => rows))
  return { ...snapshot, orders: new Map([...lapsed, ...snapshot.orders]), lapsed: [...lapsed.keys()] }
}

const selectEvent = (eventId: string): RawBuilder<Omit<EventToSell, 'fees'> & { terms: Partial<Commission> }> => sql`
  select e.id, e.organization_id as "organizationId", e.name, e.state, e.ends_at as "endsAt", g.suspended_at is not null as suspended, e.currency,
    e.hold_seconds as "holdSeconds", e.refund_policy as "refundPolicy", e.test_mode as "testMode",
    e.visibility = 'invite-only' as "inviteOnly",
    case when e.test_mode and e.state in ('draft', 'waiting') and e.starts_at is not null
      then array(select m.user_id::text from membership m where m.organization_id = e.organization_id) else '{}'::text[] end as team,
    ${eventCard} as card,
    (select ${commissionColumn} from organization o where o.id = e.organization_id) as terms
  from event e join organization g on g.id = e.organization_id where e.id = ${eventId}`

/** The orders that requests are about: all, or those of one kind. */
const idsOf = (requests: readonly Request[], kind?: Kind): string[] =>
  requests.flatMap((request) =>
    'orderId' in request && request.kind !== 'hold' && (kind === undefined || request.kind === kind)
      ? [request.orderId]
      : [],
  )

/** Orders of an event, with the valid tickets of those in `withTickets`. */
const selectOrders = (
  eventId: string,
  condition: RawBuilder<unknown>,
  withTickets: readonly string[],
): RawBuilder<OrderEntry> => sql`
  select o.id, o.test, o.code, o.state, o.user_id as "userId", o.name, o.email,
    (select u.email from users u where u.id = o.user_id) as "accountEmail", o.attendees, o.total, o.expires_at as "expiresAt",
    o.extended, o.paid_at as "paidAt", o.cancelled_at as "cancelledAt", o.guest_id as "guestId",
    (select json_agg(json_build_object('id', l.id, 'ticketTypeId', l.ticket_type_id, 'quantity', l.quantity)
      order by t.position, t.created_at, l.id)
      from order_line l join ticket_type t on t.id = l.ticket_type_id where l.order_id = o.id) as lines,
    case when o.id = any(${withTickets}::uuid[]) then
      (select coalesce(json_agg(json_build_object('id', k.id, 'ticketTypeId', k.ticket_type_id) order by k.position), '[]')
      from ticket k where k.order_id = o.id and k.state = 'valid') else '[]' end as tickets
  from "order" o where o.event_id = ${eventId} and ${condition}`

const byId = (orders: readonly OrderEntry[]) => new Map(orders.map((order) => [order.id, order]))

/** Somebody who asks, by one of their emails. */
interface Owner {
  request: number
  userId: string | null
  email: string | null
  /** The order they already have. */
  orderId: string | null
}

/**
 * Places of each ticket type in the live orders of those who ask: unlapsed holds, and valid tickets of paid ones. An account and an email
 * count together, and so do an email and the account it belongs to. Nothing where no type has a limit per person. `offset 0` as below.
 */
function selectOwned(
  eventId: string,
  requests: readonly Request[],
  now: Date,
): RawBuilder<Owned & { request: number }> {
  const owners = requests.flatMap((one, request): Owner[] => {
    if (one.kind === 'details') {
      const { orderId, account, buyer } = one
      return [
        { request, userId: account?.userId ?? null, email: buyer.email, orderId },
        ...(account ? [{ request, userId: null, email: account.email, orderId: null }] : []),
      ]
    }
    if (one.kind !== 'hold') return []
    const { userId, email } = one.person
    return [
      { request, userId, email, orderId: null },
      ...(one.buyer ? [{ request, userId: null, email: one.buyer.email, orderId: null }] : []),
    ]
  })
  return sql`
    select distinct p.request, o.id as "orderId", o.test, l.ticket_type_id as "ticketTypeId", case when o.state = 'paid'
      then (select count(*) from ticket t where t.order_line_id = l.id and t.state = 'valid')::int else l.quantity end as places
    from unnest(${owners.map(({ request }) => request)}::int[], ${owners.map(({ userId }) => userId)}::uuid[],
      ${owners.map(({ email }) => email)}::text[], ${owners.map(({ orderId }) => orderId)}::uuid[])
      as p (request, user_id, email, order_id)
    left join "order" given on given.id = p.order_id
    cross join lateral (
      select id, event_id, state, expires_at, test from "order" where user_id = coalesce(given.user_id, p.user_id)
      union select id, event_id, state, expires_at, test from "order" where email = p.email
      union select a.id, a.event_id, a.state, a.expires_at, a.test from "order" a join users u on u.id = a.user_id where u.email = p.email
      offset 0) o
    join order_line l on l.order_id = o.id
    where o.event_id = ${eventId} and exists (select from ticket_type where event_id = ${eventId} and maximum_per_person is not null)
      and (o.state = 'paid' or (o.state in ('held', 'awaiting_payment') and (o.expires_at is null or o.expires_at > ${now})))`
}

function ownedByRequest(rows: readonly (Owned & { request: number })[]): Map<number, Owned[]> {
  const owned = new Map<number, Owned[]>()
  for (const { request, ...own } of rows) owned.set(request, [...(owned.get(request) ?? []), own])
  return owned
}

/** Whoever is given longer to pay, by transfer or at the door, may order elsewhere meanwhile; in seconds. */
const longHold = 24 * 3600

/**
 * Unlapsed holds over all events of those who want another, test orders and real ones apart; those that are held for long count at their own
 * event alone. Carts of several events at the very same moment may pass the limit: it keeps order among honest buyers, and needs no lock across
 * events for that. `offset 0` keeps the conditions on event, state and time away from the orders themselves: in a rush an index over those finds every
 * hold there is, once for each request, and the statistics of before it say that it would find none.
 */
function selectOpenHolds(
  eventId: string,
  requests: readonly Request[],
  now: Date,
): RawBuilder<{ request: number; test: boolean; holds: number }> {
  const holders = requests.flatMap((one, request) => (one.kind === 'hold' ? [{ request, ...one.person }] : []))
  return sql`
    select p.request, o.test, count(*)::int as holds
    from unnest(${holders.map(({ request }) => request)}::int[], ${holders.map(({ userId }) => userId)}::uuid[],
      ${holders.map(({ browserId }) => browserId)}::text[]) as p (request, user_id, browser_id)
    cross join lateral (
      select id, event_id, state, expires_at, test from "order" where user_id = p.user_id
      union select id, event_id, state, expires_at, test from "order" where browser_id = p.browser_id and state in ('held', 'awaiting_payment')
      offset 0) o
    where o.state in ('held', 'awaiting_payment') and (
      o.expires_at > ${now} and o.expires_at <= ${new Date(now.getTime() + longHold * 1000)}
      or o.event_id = ${eventId} and (o.expires_at > ${now} or o.expires_at is null))
    group by p.request, o.test`
}
