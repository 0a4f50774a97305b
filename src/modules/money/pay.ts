import type { Bound } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { Refusal, refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { isByHand } from '../events/by-hand.ts'
import type { Desk } from '../orders/desk.ts'
import { awaitPayment, confirmFree } from '../orders/pay.ts'
import { promisePayment } from './by-hand.ts'
import { askProvider } from './payments/ask.ts'
import { nameAttempt, newAttempt } from './payments/attempts.ts'
import { isUnavailable, type NextStep } from './payments/provider.ts'
import { isOpen, type PaymentRow, settlePayment } from './payments/settle.ts'
import { type Providers, providerNamed, takesOrder } from './providers.ts'
import { keptFor, type Wish } from './saved-methods.ts'

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
 * Starts paying an order, once for each key. One that costs nothing is paid at once, with any provider or none; by hand it is promised. What the
 * caller pays with is remembered, or is what was remembered, as they wish. Refuses
 * `hold_expired`, `wrong_order_state`, `event_not_on_sale`, `details_missing`, `provider_unknown`, `provider_unavailable`, `amount_not_payable`,
 * and what `keptFor` refuses.
 */
export async function beginPayment(
  cashier: Cashier,
  orderId: string,
  providerId: string | undefined,
  repeat: { scope: string; key: string | undefined },
  { caller = null, ...wish }: Wish & { caller?: Caller | null } = {},
): Promise<Begun> {
  const { db, desk, now, providers } = cashier
  const free = async (): Promise<Begun> => {
    await confirmFree(db, desk, orderId)
    return { payment: null, next: { kind: 'done' } }
  }
  if (providerId === undefined) return free()
  const order = await db.selectFrom('order').select(['test', 'total']).where('id', '=', orderId).executeTakeFirst()
  const { test, total } = order ?? refuse('not_found')
  if (total === 0) return free()
  if (isByHand(providerId)) {
    const paymentId = await promisePayment(cashier, orderId, providerId, repeat)
    return { payment: await readPayment(db, orderId, paymentId), next: { kind: 'done' } }
  }
  const provider = providerNamed(providers, providerId)
  if (!takesOrder(provider, { test })) refuse('provider_unknown', undefined, 'provider')
  const kept = await keptFor(cashier, provider, caller, wish)
  const { session } = provider
  const until = session === undefined ? null : new Date(now().getTime() + session * 1000)
  const mark = (...companions: Bound[]) => awaitPayment(db, desk, orderId, until, ...companions)
  const attempt = await newAttempt(cashier, orderId, provider.id, repeat, mark, kept)

  const address = `${cashier.publicUrl()}/checkout/${orderId}`
  const id = attempt.attemptId
  const begun = provider.begin({
    ...attempt,
    test,
    total: { amount: attempt.amount, currency: attempt.currency },
    payee: attempt.payee ?? undefined,
    expiresAt: attempt.expiresAt === null ? null : new Date(attempt.expiresAt),
    returnUrl: `${address}/return/${id}`,
    cancelUrl: `${address}/return/${id}?cancelled=1`,
  })
  const { ref, next } = await begun.catch(async (error: unknown) => {
    // Refused is not begun. Without an answer nobody knows, and reconciliation finds out.
    if (!isUnavailable(error)) await settlePayment(cashier, id, { status: 'failed', failure: 'provider_failed' })
    // What a provider's library throws may look like a fault of whoever called us.
    throw error instanceof Refusal ? error : new Error(`${provider.id} did not begin payment ${id}`, { cause: error })
  })
  await nameAttempt(db, { id, provider: provider.id, ref })
  return { payment: await readPayment(db, orderId, id), next }
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
  if (ref !== null && isOpen(state)) await askProvider(cashier, { id: paymentId, provider, ref }, 'return', params)
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
