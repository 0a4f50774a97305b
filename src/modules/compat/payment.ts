import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { Refusal, refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { beginPayment, type Cashier, confirmPayment } from '../money/pay.ts'
import { takesRealOrders } from '../money/providers.ts'
import { decimalAmount, minorUnits } from './amounts.ts'
import { liveOrder } from './registration.ts'

/** What paying came to: done, or for the buyer to finish in a browser at `url`. Amounts in minor units. */
export interface Paid {
  id: string
  orderId: string
  amount: number
  currency: string
  provider: string
  url: string | undefined
}

/**
 * Pays somebody's unpaid order of an event with just what is due. Refuses `not_allowed` to pay for others except as administrator,
 * `provider_unknown`, `amount_differs`, `wrong_order_state` when it is paid, `hold_expired`, `not_found` without an order; then
 * nothing is charged.
 */
export async function payRegistration(
  cashier: Cashier,
  given: { eventId: string; userId: string; amount: number; provider: string },
  caller: Caller,
): Promise<Paid> {
  const { db, now } = cashier
  if (given.userId !== caller.userId && !caller.administrator) refuse('not_allowed')
  requireProvider(cashier, given.provider, 'payment_method')
  const order = (await liveOrder(db, given.eventId, given.userId, now())) ?? (await refuseWithoutOrder(db, given))
  if (order.state === 'paid') refuse('wrong_order_state', { state: 'paid' })
  const due = `${decimalAmount(order.total, order.currency)} ${order.currency}`
  if (minorUnits(given.amount, order.currency) !== order.total) refuse('amount_differs', { due }, 'amount')
  return payNow(cashier, order.id, given.provider, given.userId)
}

async function refuseWithoutOrder(db: Db, { eventId, userId }: { eventId: string; userId: string }): Promise<never> {
  const { rows } = await sql`
    select from "order" where event_id = ${eventId} and user_id = ${userId} and state in ('held', 'awaiting_payment', 'expired')
    limit 1`.execute(db)
  return refuse(rows.length > 0 ? 'hold_expired' : 'not_found')
}

/** Refuses `provider_unknown` at this field, and `invalid` when it is missing. */
export function requireProvider(
  { providers }: Cashier,
  provider: string | undefined,
  field: string,
): asserts provider is string {
  if (provider === undefined) throw new Refusal('invalid', undefined, undefined, [{ path: field, rule: 'required' }])
  if (!takesRealOrders(providers, provider)) refuse('provider_unknown', undefined, field)
}

/**
 * Pays an order with a provider: at once where that needs no browser of the buyer's. The same order asked for twice at once is one
 * payment. Refuses `payment_declined`, and what beginning a payment refuses.
 */
export async function payNow(cashier: Cashier, orderId: string, provider: string, scope: string): Promise<Paid> {
  const { db, providers, publicUrl } = cashier
  const { payment, next } = await beginPayment(cashier, orderId, provider, {
    scope,
    key: await attemptKey(db, orderId),
  })
  if (!payment) return refuse('wrong_order_state', { state: 'paid' })
  const paid = { id: payment.id, orderId, amount: payment.amount, currency: payment.currency, provider }
  const charge = providers.get(provider)?.charge
  if (!charge && next.kind !== 'done')
    return {
      ...paid,
      url: next.kind === 'redirect' ? next.url : `${publicUrl()}/checkout/${orderId}/pay/${payment.id}`,
    }
  if (charge && payment.ref !== null) await charge(payment.ref)
  const { state } = await confirmPayment(cashier, orderId, payment.id, {})
  if (state === 'stranded') refuse('hold_expired')
  if (state !== 'succeeded') refuse('payment_declined')
  return { ...paid, url: undefined }
}

/** The same until a try has failed, so that requests at the same moment are one try. */
async function attemptKey(db: Db, orderId: string): Promise<string> {
  const { rows } = await sql<{ failed: number }>`
    select count(*) as failed from payment where order_id = ${orderId} and state in ('failed', 'cancelled')`.execute(db)
  return `compat ${orderId} ${rows[0]?.failed}`
}
