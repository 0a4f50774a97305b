import type Stripe from 'stripe'
import { madeAt } from '../../../db/id.ts'
import { refuse } from '../../../errors.ts'
import type { Attempt, Money, Payee, PaymentProvider, PaymentState } from '../payments/provider.ts'
import { patience } from './http.ts'
import { refundKey } from './refund-key.ts'
import { stripeFailure } from './stripe-failures.ts'
import { amountOf, type Exponents, unitsOf } from './units.ts'

export interface StripeParts {
  secretKey: string
  webhookSecret: string
  /** Origin of the API. */
  api: string
  now(): Date
  /** How long an answer may take, in milliseconds. */
  patience?: number
}

/** Requests and webhooks have the shapes of this version of Stripe's API. */
const apiVersion = '2026-10-28.endive'
/** What comes along with a session: its payment, that one's charge, and what the charge did to the balance. */
const expanded = 'payment_intent.latest_charge.balance_transaction'
/** How old a webhook may be, in seconds (docs.stripe.com/webhooks). */
const tolerance = 300
/** A session lives at least half an hour by Stripe's clock, which may be ahead of ours; in seconds. */
const leastLife = 35 * 60
/** And at most a day, by that clock, which may be behind ours; in seconds. */
const mostLife = 24 * 3600 - 5 * 60

/** Where Stripe's minor units are not those of ISO 4217 (docs.stripe.com/currencies, special cases). */
const exponents: Exponents = { ISK: 2, UGX: 2, MGA: 0 }
/** Of these the last digit must be 0. */
const threeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])

/** Events about a session; all others are taken and left alone. */
const sessionEvents: ReadonlySet<string> = new Set([
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
])

/**
 * Stripe: the buyer pays on a hosted Checkout Session, which is the payment's `ref`. With a payee it is a destination charge of Connect. Its
 * library is loaded when it is first needed: it costs 180 ms and 36 MB.
 */
export function stripeProvider(parts: StripeParts): PaymentProvider {
  let loaded: Promise<Stripe> | undefined
  const library = () => {
    loaded ??= load(parts)
    return loaded
  }
  const session = async (ref: string) => {
    const stripe = await library()
    return guarded(() => stripe.checkout.sessions.retrieve(ref, { expand: [expanded] }))
  }
  const fetch = async (ref: string) => stateOf(await session(ref))

  return {
    id: 'stripe',
    session: leastLife,
    takes: () => true,

    async begin(attempt) {
      const stripe = await library()
      const asked = sessionFor(attempt)
      const { id, url } = await guarded(() =>
        stripe.checkout.sessions.create(asked, { idempotencyKey: attempt.attemptId }),
      )
      if (url === null) throw new Error(`stripe gave session ${id} no address`)
      return { ref: id, next: { kind: 'redirect', url } }
    },

    confirm: ({ ref, params }) => (params.cancelled === undefined ? fetch(ref) : close(ref)),
    fetch,
    close,

    async refund({ refundId, tries = 0, ref, amount, returnsFee }) {
      const stripe = await library()
      const intent = intentOf(await session(ref))
      if (!intent) return { status: 'failed' }
      const made = await guarded(() => stripe.refunds.list({ payment_intent: intent.id, limit: 100 }))
      // Idempotency keys are forgotten after a day; the refund itself is not.
      const before = made.data.filter(({ metadata }) => metadata?.refund_id === refundId)
      const refund =
        before.find((one) => refundStateOf(one) !== 'failed') ??
        (await guarded(() =>
          stripe.refunds.create(
            {
              payment_intent: intent.id,
              amount: stripeUnits(amount),
              metadata: { refund_id: refundId },
              ...(intent.transfer_data ? { reverse_transfer: true, refund_application_fee: returnsFee } : {}),
            },
            { idempotencyKey: `refund-${refundKey({ refundId, tries }, before.length)}` },
          ),
        ))
      const status = refundStateOf(refund)
      return status === 'failed' && refund.failure_reason ? { status, failure: refund.failure_reason } : { status }
    },

    async parseWebhook({ headers, raw }) {
      const event = await signedEvent(headers['stripe-signature'], raw)
      if (event === null) return null
      if (!sessionEvents.has(event.type)) return []
      return [{ eventId: event.id, ref: (event.data.object as Stripe.Checkout.Session).id }]
    },
  }

  async function close(ref: string): Promise<PaymentState> {
    const stripe = await library()
    const truth = await fetch(ref)
    if (truth.status !== 'pending') return truth
    // Refused for a session that was finished this very moment; what it came to is asked next.
    await guarded(() => stripe.checkout.sessions.expire(ref)).catch((error: unknown) => {
      if (!isInvalidRequest(error)) throw error
    })
    return fetch(ref)
  }

  async function signedEvent(signature: string | string[] | undefined, raw: Uint8Array) {
    const { webhooks } = await library()
    try {
      const received = parts.now().getTime()
      return webhooks.constructEvent(raw, String(signature ?? ''), parts.webhookSecret, tolerance, undefined, received)
    } catch {
      return null
    }
  }
}

async function load({ secretKey, api, patience: timeout = patience }: StripeParts): Promise<Stripe> {
  const { default: Library } = await import('stripe')
  const { protocol, hostname, port } = new URL(api)
  return new Library(secretKey, {
    apiVersion,
    timeout,
    maxNetworkRetries: 2,
    telemetry: false,
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port === '' ? {} : { port }),
  })
}

function sessionFor(attempt: Attempt): Stripe.Checkout.SessionCreateParams {
  const { attemptId, orderId, total, payee, label, email, expiresAt } = attempt
  const metadata = { order_id: orderId, payment_id: attemptId }
  const madeSeconds = madeAt(attemptId).getTime() / 1000
  return {
    mode: 'payment',
    client_reference_id: orderId,
    customer_email: email,
    success_url: attempt.returnUrl,
    cancel_url: attempt.cancelUrl,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: total.currency.toLowerCase(),
          unit_amount: stripeUnits(total),
          product_data: { name: label },
        },
      },
    ],
    metadata,
    payment_intent_data: {
      metadata,
      ...(payee ? connected(payee, total.currency) : {}),
    },
    ...(expiresAt ? { expires_at: sessionEnd(madeSeconds, expiresAt.getTime() / 1000) } : {}),
  }
}

/** When a session begun then ends, as near as Stripe allows to the end of its order, which may be days ahead for one that was promised by hand. */
const sessionEnd = (madeSeconds: number, orderEnd: number) =>
  Math.ceil(Math.min(Math.max(orderEnd, madeSeconds + leastLife), madeSeconds + mostLife))

/** A fee that Stripe's units are too coarse for is rounded down: the platform forgoes the rest. */
function connected({ account, fee }: Payee, currency: string) {
  const units = stripeUnits({ amount: fee - (fee % stepOf(currency)), currency })
  return { transfer_data: { destination: account }, ...(units > 0 ? { application_fee_amount: units } : {}) }
}

function stateOf(session: Stripe.Checkout.Session): PaymentState {
  const { status, payment_status, amount_total, currency } = session
  if (payment_status === 'paid' && amount_total !== null && currency !== null)
    return { status: 'succeeded', paid: amountOf(amount_total, currency, exponents), fee: feeOf(session) }
  const intent = intentOf(session)
  const problem = intent?.last_payment_error
  // A session that is open lets the buyer try another card; one whose bank transfer failed later does not.
  const isOver = status === 'expired' || (status === 'complete' && intent?.status === 'requires_payment_method')
  if (!isOver) return { status: 'pending' }
  return problem ? { status: 'failed', failure: stripeFailure(problem) } : { status: 'cancelled' }
}

/**
 * What Stripe keeps, in the currency of the platform's balance. The charge gets there some time after the payment is made
 * (docs.stripe.com/payments/payment-intents/asynchronous-capture). Less than a minor unit, where Stripe counts finer, is rounded.
 */
function feeOf(session: Stripe.Checkout.Session): Money | null {
  const charge = intentOf(session)?.latest_charge
  const booked = typeof charge === 'object' ? charge?.balance_transaction : null
  if (typeof booked !== 'object' || booked === null) return null
  const { amount, currency } = amountOf(booked.fee, booked.currency, exponents)
  return { amount: Math.round(amount), currency }
}

const refundStateOf = ({ status }: Pick<Stripe.Refund, 'status'>) =>
  status === 'succeeded' ? 'done' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending'

/** The session's payment, which is always asked for whole. */
const intentOf = ({ payment_intent: intent }: Stripe.Checkout.Session) =>
  typeof intent === 'object' ? (intent ?? undefined) : undefined

const stripeUnits = (money: Money) => unitsOf(money, exponents, threeDecimals.has(money.currency) ? 10 : 1)

/** The smallest amount of ours, in minor units, that Stripe can name. */
const stepOf = (currency: string) => (threeDecimals.has(currency) ? 10 : currency === 'MGA' ? 100 : 1)

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const type = typeOf(error)
    if (type === 'StripeConnectionError' || type === 'StripeAPIError' || type === 'StripeRateLimitError')
      refuse('provider_unavailable')
    throw error
  }
}

const isInvalidRequest = (error: unknown) => typeOf(error) === 'StripeInvalidRequestError'

const typeOf = (error: unknown) => (error instanceof Error && 'type' in error ? error.type : undefined)
