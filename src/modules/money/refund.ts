import type { Cashier } from './pay.ts'
import { providerNamed } from './providers.ts'

/** Returns money that could not pay its order. The provider knows the refund by the payment's id, so that it is made once. */
export async function returnStranded({ db, providers }: Cashier, paymentId: string): Promise<void> {
  const payment = await db
    .selectFrom('payment')
    .select(['provider', 'ref', 'amount', 'currency'])
    .where('id', '=', paymentId)
    .where('state', '=', 'stranded')
    .executeTakeFirst()
  if (!payment?.ref) return
  const { amount, currency } = payment
  const refund = { refundId: paymentId, ref: payment.ref, amount: { amount, currency } }
  const { status } = await providerNamed(providers, payment.provider).refund(refund)
  if (status !== 'done') throw new Error(`the refund of payment ${paymentId} is ${status}`)
  await db
    .updateTable('payment')
    .set({ state: 'refunded' })
    .where('id', '=', paymentId)
    .where('state', '=', 'stranded')
    .execute()
}
