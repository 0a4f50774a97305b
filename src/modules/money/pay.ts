import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { once } from '../../db/idempotency.ts'
import { refuse } from '../../errors.ts'
import { type Desk, deskIn } from '../orders/desk.ts'
import { awaitPayment, confirmFree } from '../orders/pay.ts'
import { payeeOf } from './payees.ts'
import type { NextStep } from './provider.ts'
import { type Providers, providerNamed } from './providers.ts'
import { type PaymentRow, settlePayment } from './settle.ts'

/** What paying is given from outside. */
export interface Cashier {
  db: Db
  secret: string
  now(): Date
  desk: Desk
  publicUrl(): string
  providers: Providers
}

/** A started payment and what the buyer does next. Without a payment there was nothing to pay. */
export interface Begun {
  payment: PaymentRow | null
  next: NextStep
}

/**
 * Starts paying an order, once for each key. One that costs nothing is paid at once, with any provider or none. Refuses `hold_expired`,
 * `wrong_order_state`, `event_not_on_sale`, `details_missing`, `provider_unknown`, `provider_unavailable`, `amount_not_payable`.
 */
export async function beginPayment(
  cashier: Cashier,
  orderId: string,
  providerId: string | undefined,
  repeat: { scope: string; key: string | undefined },
): Promise<Begun> {
  const { db, providers } = cashier
  const { total } = await db.selectFrom('order').select('total').where('id', '=', orderId).executeTakeFirstOrThrow()
  if (total === 0) {
    await confirmFree(db, cashier.desk, orderId)
    return { payment: null, next: { kind: 'done' } }
  }
  const provider = providerNamed(providers, providerId ?? '')
  const content = ['pay', orderId, provider.id]
  const attempt = await once(db, { ...repeat, content }, (tx) => newAttempt(tx, cashier, orderId, provider.id))

  const address = `${cashier.publicUrl()}/checkout/${orderId}`
  const { ref, next } = await provider.begin({
    ...attempt,
    total: { amount: attempt.amount, currency: attempt.currency },
    payee: attempt.payee ?? undefined,
    expiresAt: attempt.expiresAt === null ? null : new Date(attempt.expiresAt),
    returnUrl: `${address}/return/${attempt.attemptId}`,
    cancelUrl: `${address}/return/${attempt.attemptId}?cancelled=1`,
  })
  await db.updateTable('payment').set({ ref }).where('id', '=', attempt.attemptId).where('ref', 'is', null).execute()
  return { payment: await readPayment(db, orderId, attempt.attemptId), next }
}

async function newAttempt(tx: Tx, { now, secret }: Cashier, orderId: string, provider: string) {
  const due = await awaitPayment(tx, deskIn(tx, { now, secret }), orderId)
  const attemptId = newId(now().getTime())
  const { total: amount, currency, email, expiresAt } = due
  const payee = (await payeeOf(tx, orderId, provider)) ?? null
  await tx
    .insertInto('payment')
    .values({
      id: attemptId,
      order_id: orderId,
      provider,
      amount,
      currency,
      payee: payee?.account ?? null,
      created_at: now(),
    })
    .execute()
  const label = `${due.eventName}, ${due.code}`
  return { attemptId, orderId, amount, currency, payee, email, label, expiresAt: expiresAt?.toISOString() ?? null }
}

/**
 * Asks the provider what became of a payment and takes it over: for the buyer who comes back from its page, whether or not the webhook was
 * faster. Answers with the payment as it then is.
 */
export async function confirmPayment(
  cashier: Cashier,
  orderId: string,
  paymentId: string,
  params: Readonly<Record<string, string>>,
): Promise<PaymentRow> {
  const { db, providers } = cashier
  const payment = await readPayment(db, orderId, paymentId)
  if (payment.ref !== null && (payment.state === 'pending' || payment.state === 'failed')) {
    const truth = await providerNamed(providers, payment.provider).confirm({ ref: payment.ref, params })
    await settlePayment(cashier, payment.id, truth)
  }
  return readPayment(db, orderId, paymentId)
}

async function readPayment(db: Db, orderId: string, paymentId: string): Promise<PaymentRow> {
  const payment = await db
    .selectFrom('payment')
    .select(['id', 'order_id as orderId', 'provider', 'ref', 'state', 'amount', 'currency', 'failure'])
    .where('id', '=', paymentId)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return payment ?? refuse('not_found')
}
