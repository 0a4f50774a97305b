import { bind, type Companion } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { keptReply, Repeated } from '../../db/idempotency.ts'
import { refuse } from '../../errors.ts'
import type { Desk } from '../orders/desk.ts'
import { awaitPayment, confirmFree, type Due } from '../orders/pay.ts'
import { askProvider } from './ask.ts'
import { payeeOf } from './payees.ts'
import type { NextStep, Payee, PaymentProvider } from './provider.ts'
import { type Providers, providerNamed } from './providers.ts'
import type { PaymentRow } from './settle.ts'

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
  const attempt = await newAttempt(cashier, orderId, provider, repeat)

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

/** A try to pay, as it is kept for whoever asks for it again. */
interface KeptAttempt {
  attemptId: string
  orderId: string
  amount: number
  currency: string
  payee: Payee | null
  email: string
  label: string
  /** ISO 8601. */
  expiresAt: string | null
}

/** Marks the order as being paid and notes the try, once for each key. */
async function newAttempt(
  { db, desk, now }: Cashier,
  orderId: string,
  { id: provider, session }: PaymentProvider,
  repeat: { scope: string; key: string | undefined },
): Promise<KeptAttempt> {
  const attemptId = newId(now().getTime())
  const payee = (await payeeOf(db, orderId, provider)) ?? null
  const kept = ({ eventName, code, total: amount, expiresAt, ...due }: Due): KeptAttempt => ({
    ...due,
    attemptId,
    amount,
    payee,
    label: `${eventName}, ${code}`,
    expiresAt: expiresAt?.toISOString() ?? null,
  })
  const payment = { id: attemptId, provider, payee: payee?.account ?? null, at: now() }
  const repeatable = { ...repeat, content: ['pay', orderId, provider] }
  const until = session === undefined ? null : new Date(now().getTime() + session * 1000)
  try {
    return kept(await awaitPayment(db, desk, orderId, until, bind(attempts, payment), ...keptReply(repeatable, kept)))
  } catch (error) {
    if (error instanceof Repeated) return error.reply as KeptAttempt
    throw error
  }
}

interface NewPayment {
  id: string
  provider: string
  payee: string | null
  at: Date
}

/** Payments that begin, together with the orders they are to pay. */
const attempts: Companion<NewPayment> = {
  async follow(tx, done) {
    await tx
      .insertInto('payment')
      .values(
        done.map(({ item: { at, ...payment }, answer }) => {
          const { orderId, total: amount, currency } = answer as Due
          return { ...payment, order_id: orderId, amount, currency, created_at: at }
        }),
      )
      .execute()
  },
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
  const { db } = cashier
  const { ref, state, provider } = await readPayment(db, orderId, paymentId)
  if (ref !== null && (state === 'pending' || state === 'failed'))
    await askProvider(cashier, { id: paymentId, provider, ref }, params)
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
