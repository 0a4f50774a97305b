import type Stripe from 'stripe'
import { madeAt } from '../../../db/id.ts'
import { refuse } from '../../../errors.ts'
import type { Attempt, NextStep, PaymentState } from '../payments/provider.ts'
import { stripeFailure } from './stripe-failures.ts'
import { connected, exponents, feeOf, guarded, isAbout, isMissing, stripeUnits } from './stripe-parts.ts'
import { amountOf } from './units.ts'

/** What says in its metadata that a payment was made with a kept method, and is itself what the payment here is about: others belong to a session. */
const direct = { kept: 'yes' }

/** Events about payments with a kept method; those of payments in a session are told by the session's. */
export const intentEvents: ReadonlySet<string> = new Set([
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
])

/** Whether a payment was begun by `chargeKept`. */
export const isDirect = ({ metadata }: Pick<Stripe.PaymentIntent, 'metadata'>): boolean => metadata.kept === direct.kept

/** The attempt that a payment was begun for. Of other programs with the same account nobody knows what they write there. */
export const attemptOf = ({ metadata: { payment_id: id } }: Pick<Stripe.PaymentIntent, 'metadata'>) =>
  id !== undefined && isUuid.test(id) ? { attemptId: id } : {}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a payment is named by its own name, and not by that of a session. */
export const namesIntent = (ref: string): boolean => ref.startsWith('pi_')

/**
 * Pays with a method that Stripe keeps for a customer, while the buyer is there: a bank that wants to know who pays is the next step, and anything
 * else comes to light when the buyer is back (docs.stripe.com/payments/save-during-payment, PaymentIntents with `confirm`). Refuses `payment_method_gone`.
 */
export async function chargeKept(
  stripe: Stripe,
  { attemptId, orderId, total, payee, label, returnUrl }: Attempt,
  { customer, method }: { customer: string; method: string },
): Promise<{ ref: string; next: NextStep }> {
  const asked = {
    amount: stripeUnits(total),
    currency: total.currency.toLowerCase(),
    customer,
    payment_method: method,
    confirm: true,
    automatic_payment_methods: { enabled: true },
    return_url: returnUrl,
    description: label,
    metadata: { order_id: orderId, payment_id: attemptId, ...direct },
    ...(payee ? connected(payee, total.currency) : {}),
  }
  const intent = await guarded(() => stripe.paymentIntents.create(asked, { idempotencyKey: attemptId })).catch(
    (error: unknown) =>
      declined(error) ?? (isMethodGone(error) ? refuse('payment_method_gone', undefined, 'method') : raise(error)),
  )
  return { ref: intent.id, next: { kind: 'redirect', url: intent.next_action?.redirect_to_url?.url ?? returnUrl } }
}

/** The payment that a decline is about: it is there, and stands as declined. */
const declined = (error: unknown): Stripe.PaymentIntent | undefined =>
  error instanceof Error && 'payment_intent' in error ? (error.payment_intent as Stripe.PaymentIntent) : undefined

/** Anything else, as an amount too small or an account that cannot receive, is no fault of the method. */
const isMethodGone = (error: unknown): boolean => isAbout(error, 'payment_method') || isMissing(error, 'customer')

/** Stripe's clock may be behind ours by so much, in seconds. */
const leeway = 300

/** The name of the payment that `chargeKept` made for an attempt, if it did. */
export const findDirect = (stripe: Stripe, customer: string, attemptId: string): Promise<string | null> =>
  guarded(async () => {
    const gte = Math.floor(madeAt(attemptId).getTime() / 1000) - leeway
    for await (const intent of stripe.paymentIntents.list({ customer, created: { gte }, limit: 100 }))
      if (isDirect(intent) && intent.metadata.payment_id === attemptId) return intent.id
    return null
  })

function raise(error: unknown): never {
  throw error
}

/** How such a payment stands. One that was declined stays so: there is no page on which the buyer could try another card. */
export function stateOfIntent(intent: Stripe.PaymentIntent): PaymentState {
  const { status, amount_received, currency, last_payment_error: problem } = intent
  if (status === 'succeeded')
    return { status: 'succeeded', paid: amountOf(amount_received, currency, exponents), fee: feeOf(intent) }
  if (status === 'canceled') return { status: 'cancelled' }
  if (status === 'requires_payment_method') return { status: 'failed', failure: stripeFailure(problem ?? {}) }
  return { status: 'pending' }
}
