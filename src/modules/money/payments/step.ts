import { refuse } from '../../../errors.ts'
import type { Cashier } from '../pay.ts'
import type { NextStep } from './provider.ts'

/** What a page of ours shows to finish a payment that was begun. Amount in minor units. */
export interface Step {
  paymentId: string
  orderId: string
  amount: number
  currency: string
  next: NextStep
}

/**
 * The step of a begun payment, made anew from what was kept, so that a reload shows it again. Refuses `not_found` for a payment that is not
 * pending, and for those whose provider has a page of its own.
 */
export async function readStep({ db, providers }: Cashier, orderId: string, paymentId: string): Promise<Step> {
  const payment = await db
    .selectFrom('payment')
    .innerJoin('order', 'order.id', 'payment.order_id')
    .innerJoin('event', 'event.id', 'order.event_id')
    .select(['payment.provider', 'payment.ref', 'payment.amount', 'payment.currency'])
    .select(['order.email', 'order.code', 'event.name'])
    .where('payment.id', '=', paymentId)
    .where('payment.order_id', '=', orderId)
    .where('payment.state', 'in', ['pending', 'failed'])
    .executeTakeFirst()
  const embed = providers.get(payment?.provider ?? '')?.embed
  if (!payment || payment.ref === null || !embed) return refuse('not_found')
  const { ref, amount, currency, email, name, code } = payment
  const next = embed({ ref, total: { amount, currency }, email: email ?? '', label: `${name}, ${code}` })
  return { paymentId, orderId, amount, currency, next }
}
