import type Stripe from 'stripe'
import { madeAt } from '../../../db/id.ts'
import type { Attempt, PaymentProvider, PaymentState, ProviderEvent, RefundState } from '../payments/provider.ts'
import { patience } from './http.ts'
import { refundKey } from './refund-key.ts'
import { stripeFailure } from './stripe-failures.ts'
import { attemptOf, chargeKept, intentEvents, isDirect, namesIntent, stateOfIntent } from './stripe-intents.ts'
import { connected, exponents, feeOf, guarded, isInvalidRequest, stripeUnits } from './stripe-parts.ts'
import { stripeWallet } from './stripe-wallet.ts'
import { amountOf } from './units.ts'

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
/** What comes along with a payment: its charge, and what that did to the balance. */
const expandedOfIntent = 'latest_charge.balance_transaction'
/** And with a session: its payment, with the same. */
const expanded = `payment_intent.${expandedOfIntent}`
/** How old a webhook may be, in seconds (docs.stripe.com/webhooks). */
const tolerance = 300
/** A session lives at least half an hour by Stripe's clock, which may be ahead of ours; in seconds. */
const leastLife = 35 * 60
/** And at most a day, by that clock, which may be behind ours; in seconds. */
const mostLife = 24 * 3600 - 5 * 60

/** Events about a session, and those about a refund (docs.stripe.com/refunds#failed-refunds); all others are taken and left alone. */
const sessionEvents: ReadonlySet<string> = new Set([
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
])
const refundEvents: ReadonlySet<string> = new Set(['refund.updated', 'refund.failed', 'charge.refund.updated'])

/**
 * Stripe: the buyer pays on a hosted Checkout Session, which is the payment's `ref`, or at once with what Stripe keeps for them. With a payee it is a destination charge of Connect. Its
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
  const directPayment = async (ref: string) => {
    const stripe = await library()
    return guarded(() => stripe.paymentIntents.retrieve(ref, { expand: [expandedOfIntent] }))
  }
  /** The payment by its own name or by that of its session, where the buyer has tried to pay. */
  const paymentOf = async (ref: string) => (namesIntent(ref) ? directPayment(ref) : intentOf(await session(ref)))
  const fetch = async (ref: string) =>
    namesIntent(ref) ? stateOfIntent(await directPayment(ref)) : stateOf(await session(ref))

  return {
    id: 'stripe',
    session: leastLife,
    takes: () => true,
    wallet: stripeWallet(library),

    async begin(attempt) {
      const stripe = await library()
      const { keptFor } = attempt
      if (keptFor?.method !== undefined)
        return chargeKept(stripe, attempt, { customer: keptFor.customer, method: keptFor.method })
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

    async refund({ refundId, tries = 0, ref, amount, returnsFee, hasBounced }) {
      const stripe = await library()
      const intent = await paymentOf(ref)
      if (!intent) return { status: 'failed' }
      // Idempotency keys are forgotten after a day; the refund itself is not.
      const before = await refundsMade(intent, refundId)
      const refund =
        before.find((one) => refundStateOf(one) !== 'failed') ??
        (await guarded(() =>
          stripe.refunds.create(
            {
              payment_intent: intent.id,
              amount: stripeUnits(amount),
              metadata: { refund_id: refundId, session: ref },
              ...(intent.transfer_data && !hasBounced
                ? { reverse_transfer: true, refund_application_fee: returnsFee }
                : {}),
            },
            { idempotencyKey: `refund-${refundKey({ refundId, tries }, before.length)}` },
          ),
        ))
      return refundSaid(refund)
    },

    async refundState({ refundId, ref }) {
      const intent = await paymentOf(ref)
      const made = intent ? await refundsMade(intent, refundId) : []
      const refund = made.find((one) => refundStateOf(one) !== 'failed') ?? made[0]
      return refund ? refundSaid(refund) : null
    },

    async parseWebhook({ headers, raw }) {
      const event = await signedEvent(headers['stripe-signature'], raw)
      if (event === null) return null
      const subject = subjectOf(event)
      return subject === undefined ? [] : [{ eventId: event.id, ...subject }]
    },
  }

  /** The refunds made under an id of ours, the newest first: several where some of them failed. */
  async function refundsMade(intent: Stripe.PaymentIntent, refundId: string): Promise<Stripe.Refund[]> {
    const stripe = await library()
    const made = await guarded(() => stripe.refunds.list({ payment_intent: intent.id, limit: 100 }))
    return made.data.filter(({ metadata }) => metadata?.refund_id === refundId)
  }

  async function close(ref: string): Promise<PaymentState> {
    const stripe = await library()
    const truth = await fetch(ref)
    if (truth.status !== 'pending') return truth
    // Refused for what was finished this very moment; what it came to is asked next.
    const end = () => (namesIntent(ref) ? stripe.paymentIntents.cancel(ref) : stripe.checkout.sessions.expire(ref))
    await guarded<unknown>(end).catch((error: unknown) => {
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

/** The payment that an event is about, as we know it; undefined for what is not about one of ours. */
function subjectOf({ type, data: { object } }: Stripe.Event): Omit<ProviderEvent, 'eventId'> | undefined {
  if (sessionEvents.has(type)) return { ref: (object as Stripe.Checkout.Session).id }
  if (refundEvents.has(type)) {
    const ref = (object as Stripe.Refund).metadata?.session
    return ref === undefined ? undefined : { ref }
  }
  const intent = object as Stripe.PaymentIntent
  return intentEvents.has(type) && isDirect(intent) ? { ref: intent.id, ...attemptOf(intent) } : undefined
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
  const { attemptId, orderId, total, payee, label, email, expiresAt, keptFor } = attempt
  const metadata = { order_id: orderId, payment_id: attemptId }
  const madeSeconds = madeAt(attemptId).getTime() / 1000
  return {
    mode: 'payment',
    client_reference_id: orderId,
    ...(keptFor ? { customer: keptFor.customer } : { customer_email: email }),
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
      // Says on the page that it is kept, and only keeps it when the payment goes through (docs.stripe.com/payments/save-during-payment).
      ...(keptFor ? { setup_future_usage: 'on_session' as const } : {}),
      ...(payee ? connected(payee, total.currency) : {}),
    },
    ...(expiresAt ? { expires_at: sessionEnd(madeSeconds, expiresAt.getTime() / 1000) } : {}),
  }
}

/** When a session begun then ends, as near as Stripe allows to the end of its order, which may be days ahead for one that was promised by hand. */
const sessionEnd = (madeSeconds: number, orderEnd: number) =>
  Math.ceil(Math.min(Math.max(orderEnd, madeSeconds + leastLife), madeSeconds + mostLife))

function stateOf(session: Stripe.Checkout.Session): PaymentState {
  const { status, payment_status, amount_total, currency } = session
  if (payment_status === 'paid' && amount_total !== null && currency !== null)
    return { status: 'succeeded', paid: amountOf(amount_total, currency, exponents), fee: feeOf(intentOf(session)) }
  const intent = intentOf(session)
  const problem = intent?.last_payment_error
  // A session that is open lets the buyer try another card; one whose bank transfer failed later does not.
  const isOver = status === 'expired' || (status === 'complete' && intent?.status === 'requires_payment_method')
  if (!isOver) return { status: 'pending' }
  return problem ? { status: 'failed', failure: stripeFailure(problem) } : { status: 'cancelled' }
}

const refundStateOf = ({ status }: Pick<Stripe.Refund, 'status'>) =>
  status === 'succeeded' ? 'done' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending'

function refundSaid(refund: Stripe.Refund): RefundState {
  const status = refundStateOf(refund)
  return status === 'failed' && refund.failure_reason ? { status, failure: refund.failure_reason } : { status }
}

/** The session's payment, which is always asked for whole. */
const intentOf = ({ payment_intent: intent }: Stripe.Checkout.Session) =>
  typeof intent === 'object' ? (intent ?? undefined) : undefined
