import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { leftOf } from './allocation/decide.ts'
import { lockStocks, lockStocksOf, moveStock, placesOf } from './allocation/stock.ts'
import { linesOf } from './lines.ts'
import { expireLapsed } from './release.ts'
import { newTicketCode, ticketKey } from './ticket-code.ts'

/** `already` when it was paid before; `stranded` when it cannot be paid any more, and the money has to go back. */
export type PayOutcome = 'paid' | 'already' | 'stranded'

/** The clock, and the secret that signs tickets. */
export interface Issuer {
  now(): Date
  secret: string
}

/**
 * Pays an order whose money has come: its places are sold and its tickets made, exactly once, in the caller's transaction. A lapsed order
 * is paid too while nobody took its places, and an expired one when they can be taken again; neither once the event is not live any more.
 */
export async function payOrder(tx: Tx, issuer: Issuer, orderId: string): Promise<PayOutcome> {
  const eventId = await lockStocksOf(tx, orderId)
  const order = await tx
    .selectFrom('order')
    .innerJoin('event', 'event.id', 'order.event_id')
    .select(['order.state', 'event.state as eventState'])
    .where('order.id', '=', orderId)
    .executeTakeFirstOrThrow()
  if (order.state === 'paid') return 'already'
  if (order.state === 'cancelled' || order.eventState !== 'published') return 'stranded'
  const isTaken = order.state === 'expired' ? await retake(tx, issuer, eventId, orderId) : await sell(tx, orderId)
  if (!isTaken) return 'stranded'
  await tx
    .updateTable('order')
    .set({ state: 'paid', paid_at: issuer.now(), expires_at: null })
    .where('id', '=', orderId)
    .where('state', '=', order.state)
    .returning('id')
    .executeTakeFirstOrThrow()
  await issueTickets(tx, issuer, eventId, orderId)
  await announce(tx, 'order.paid', { orderId, eventId })
  return 'paid'
}

/**
 * Confirms an order that costs nothing. Refuses `hold_expired`, `wrong_order_state`, `event_not_on_sale`, `details_missing`; repeating it
 * changes nothing.
 */
export async function confirmFree(db: Db, issuer: Issuer, orderId: string): Promise<void> {
  await transact(db, async (tx) => {
    const order = await readPayable(tx, orderId)
    if (order.state === 'paid') return
    refuseUnpayable(order, issuer.now())
    if (order.total > 0) refuse('wrong_order_state', { state: order.state })
    if ((await payOrder(tx, issuer, orderId)) === 'stranded') refuse('hold_expired')
  })
}

/** What a payment is for. Total in minor units. */
export interface Due {
  orderId: string
  code: string
  eventName: string
  email: string
  total: number
  currency: string
  expiresAt: Date | null
}

/**
 * Marks an order as being paid and says what is due. Refuses `hold_expired`, `wrong_order_state`, `event_not_on_sale`, `details_missing`.
 */
export async function awaitPayment(tx: Tx, orderId: string, now: Date): Promise<Due> {
  const order = await tx
    .updateTable('order')
    .from('event')
    .whereRef('event.id', '=', 'order.event_id')
    .set({ state: 'awaiting_payment' })
    .where('order.id', '=', orderId)
    .where('order.state', 'in', ['held', 'awaiting_payment'])
    .where('event.state', '=', 'published')
    .where('order.name', 'is not', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .returning(['order.code', 'event.name as eventName', 'order.email', 'order.total', 'order.currency', 'expires_at'])
    .executeTakeFirst()
  if (order) return { ...order, orderId, email: order.email ?? '', expiresAt: order.expires_at }
  refuseUnpayable(await readPayable(tx, orderId), now)
  return refuse('busy')
}

const readPayable = (tx: Tx, orderId: string) =>
  tx
    .selectFrom('order')
    .innerJoin('event', 'event.id', 'order.event_id')
    .select(['order.state', 'order.total', 'order.name', 'order.expires_at', 'event.state as eventState'])
    .where('order.id', '=', orderId)
    .executeTakeFirstOrThrow()

function refuseUnpayable(order: Awaited<ReturnType<typeof readPayable>>, now: Date): void {
  if (order.state === 'expired') refuse('hold_expired')
  if (order.state !== 'held' && order.state !== 'awaiting_payment') refuse('wrong_order_state', { state: order.state })
  if (order.expires_at && order.expires_at <= now) refuse('hold_expired')
  if (order.eventState !== 'published') refuse('event_not_on_sale')
  if (order.name === null) refuse('details_missing')
}

async function sell(tx: Tx, orderId: string): Promise<true> {
  const places = await placesOf(tx, [orderId])
  await moveStock(
    tx,
    places.map(({ stockId, places: sold }) => ({ stockId, held: -sold, sold })),
  )
  return true
}

async function retake(tx: Tx, issuer: Issuer, eventId: string, orderId: string): Promise<boolean> {
  await expireLapsed(tx, eventId, issuer.now())
  const stocks = await lockStocks(tx, eventId)
  const places = await placesOf(tx, [orderId])
  if (places.some((place) => leftOf([place.stockId], stocks) < place.places)) return false
  await moveStock(
    tx,
    places.map(({ stockId, places: sold }) => ({ stockId, held: 0, sold })),
  )
  return true
}

async function issueTickets(tx: Tx, { secret, now }: Issuer, eventId: string, orderId: string): Promise<void> {
  const { name, email, attendees } = await tx
    .selectFrom('order')
    .select(['name', 'email', 'attendees'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  const key = ticketKey(secret)
  const named = attendees as { name: string | null; email: string | null }[]
  const places = (await linesOf(tx, orderId)).flatMap((line) => Array.from({ length: line.quantity }, () => line))
  await tx
    .insertInto('ticket')
    .values(
      places.map((line, index) => {
        const { code, shortCode, version } = newTicketCode(key, eventId)
        return {
          id: newId(now().getTime()),
          order_id: orderId,
          order_line_id: line.id,
          event_id: eventId,
          ticket_type_id: line.ticketTypeId,
          code,
          short_code: shortCode,
          version,
          position: index + 1,
          attendee_name: named[index]?.name ?? name ?? '',
          attendee_email: named[index]?.email ?? email ?? '',
        }
      }),
    )
    .execute()
}
