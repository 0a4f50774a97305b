import type { Selectable } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Payment } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { announce } from '../../facts.ts'
import { type Issuer, payOrder } from '../orders/pay.ts'
import type { PaymentState } from './provider.ts'

/** A payment; amount in minor units. `ref` is the provider's name for it. */
export interface PaymentRow {
  id: string
  orderId: string
  provider: string
  ref: string | null
  state: Selectable<Payment>['state']
  amount: number
  currency: string
  failure: string | null
}

/**
 * Takes over what a provider says of a payment. However often and from wherever it is told — return, webhook, reconciliation, all at
 * once — the order is paid once. Money that cannot pay its order any more is marked as stranded, and a job returns it. A
 * payment that failed may still succeed: providers let buyers try again on the same page.
 */
export async function settlePayment(db: Db, issuer: Issuer, paymentId: string, truth: PaymentState): Promise<void> {
  if (truth.status === 'pending') return
  if (truth.status === 'succeeded') return succeed(db, issuer, paymentId, truth.paid)
  await db
    .updateTable('payment')
    .set({
      state: truth.status,
      failure: truth.status === 'failed' ? truth.failure : null,
      settled_at: issuer.now(),
    })
    .where('id', '=', paymentId)
    .where('state', '=', 'pending')
    .execute()
}

async function succeed(
  db: Db,
  issuer: Issuer,
  paymentId: string,
  paid: { amount: number; currency: string },
): Promise<void> {
  await transact(db, async (tx) => {
    // Whoever comes second waits here, and then finds the payment settled.
    const payment = await tx
      .selectFrom('payment')
      .select(['order_id', 'state', 'amount', 'currency'])
      .where('id', '=', paymentId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (!['pending', 'failed', 'cancelled'].includes(payment.state)) return
    const isWhole = payment.amount === paid.amount && payment.currency === paid.currency
    const outcome = isWhole ? await payOrder(tx, issuer, payment.order_id) : 'stranded'
    const state = outcome === 'paid' ? 'succeeded' : 'stranded'
    await tx
      .updateTable('payment')
      .set({ state, failure: null, settled_at: issuer.now() })
      .where('id', '=', paymentId)
      .execute()
    if (state === 'stranded') await announce(tx, 'payment.stranded', { paymentId, orderId: payment.order_id })
  })
}
