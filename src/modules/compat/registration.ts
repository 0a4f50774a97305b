import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { Refusal, refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import type { Services } from '../../services.ts'
import { visitorOf } from '../events/guest-access.ts'
import { lockStocks } from '../events/row.ts'
import { type Desk, deskIn } from '../orders/desk.ts'
import { buyerOf } from '../orders/details.ts'
import { confirmFree } from '../orders/pay.ts'
import { isReceived } from '../orders/read.ts'
import { saleState, ticketTypesOf } from '../ticketing/sale.ts'

type Parts = Pick<Services, 'db' | 'now' | 'secret'>

export interface Registered {
  orderId: string
  /** Whether it was free and is paid. */
  isConfirmed: boolean
  /** Minor units. */
  total: number
  currency: string
}

/** What somebody wants: places of an event. With `single` they must not have one yet; `agree` may refuse the price. */
export interface Wish {
  eventId: string
  quantity: number
  single: boolean
  agree?(order: { total: number; currency: string }): void
}

/**
 * Takes places of the cheapest ticket type on sale for the caller; free ones are theirs at once, others are held until they are paid for.
 * Refuses `already_registered` to those who have a live order or ticket where it is `single`, `not_found`, `event_waiting`, and what a hold refuses.
 */
export async function takePlaces(
  { db, now, secret }: Parts,
  { eventId, quantity, single, agree }: Wish,
  caller: Caller,
  request: CallRequest,
): Promise<Registered> {
  const { state } =
    (await db.selectFrom('event').select('state').where('id', '=', eventId).executeTakeFirst()) ?? refuse('not_found')
  if (state === 'draft') refuse('not_found')
  if (state === 'waiting') refuse('event_waiting')
  return transact(db, async (tx) => {
    // Of two requests of one person the second finds the order of the first.
    await lockStocks(tx, eventId)
    if (single && (await liveOrder(tx, eventId, caller.userId, now()))) refuse('already_registered')
    const desk = deskIn(tx, { now, secret })
    const orderId = await holdCheapest(tx, desk, { eventId, quantity, now: now() }, caller, request)
    const { total, currency } = await tx
      .selectFrom('order')
      .select(['total', 'currency'])
      .where('id', '=', orderId)
      .executeTakeFirstOrThrow()
    agree?.({ total, currency })
    if (total === 0) await confirmFree(tx, desk, orderId)
    return { orderId, isConfirmed: total === 0, total, currency }
  })
}

/** Tries the types on sale from the cheapest; the refusal of the first stands when none can be had. */
async function holdCheapest(
  tx: Tx,
  desk: Desk,
  { eventId, quantity, now }: { eventId: string; quantity: number; now: Date },
  caller: Caller,
  request: CallRequest,
): Promise<string> {
  const types = (await ticketTypesOf(tx, eventId))
    .filter((type) => saleState(type, now) === 'on_sale')
    .sort((a, b) => a.price - b.price)
  let first: Refusal | undefined
  const { userId, name, email } = caller
  const { language } = request
  const person = { userId, email, browserId: null }
  const visitor = visitorOf(caller, request)
  const orderId = newId(now.getTime())
  for (const { id: ticketTypeId } of types) {
    const lines = [{ ticketTypeId, quantity }]
    const hold = { kind: 'hold' as const, orderId, person, visitor, lines, language, buyer: buyerOf({ name, email }) }
    try {
      await desk.submit(eventId, hold)
      return orderId
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      first ??= error
    }
  }
  if (first) throw first
  return refuse('event_not_on_sale')
}

/** A caller's order of an event, in its test mode a test order, that is paid, with a valid ticket, or held and not lapsed; one that is still to be paid first. */
export async function liveOrder(db: Db, eventId: string, userId: string, now: Date) {
  const { rows } = await sql<{
    id: string
    state: 'held' | 'awaiting_payment' | 'paid'
    total: number
    currency: string
  }>`
    select o.id, o.state, o.total, o.currency from "order" o join event e on e.id = o.event_id
    where o.event_id = ${eventId} and o.user_id = ${userId} and ${isLive(now)}
    order by o.state = 'paid', o.created_at desc limit 1`.execute(db)
  return rows[0]
}

const isLive = (now: Date) => sql`o.test = e.test_mode and (
  (o.state = 'paid' and exists (select from ticket t where t.order_id = o.id and t.state = 'valid' and not ${isReceived}))
  or (o.state in ('held', 'awaiting_payment') and (o.expires_at is null or o.expires_at > ${now})))`

/** The events somebody has a live order for, soonest first. */
export async function registeredEvents(db: Db, userId: string, now: Date) {
  const { rows } = await sql<{
    id: string
    name: string
    startsAt: Date
    venue: string
    address: string
    city: string
  }>`
    select e.id, e.name, e.starts_at as "startsAt", e.venue, e.address, e.city from event e
    where exists (select from "order" o where o.event_id = e.id and o.user_id = ${userId} and ${isLive(now)})
    order by e.starts_at, e.id limit 1000`.execute(db)
  return rows
}
