import { refuse } from '../../../errors.ts'
import type { Attempt, Failure, Money, PaymentProvider, PaymentState } from '../payments/provider.ts'
import { patience } from './http.ts'
import { type PaypalAnswer, paypalClient } from './paypal-client.ts'
import { paypalWebhooks } from './paypal-webhooks.ts'
import { refundKey } from './refund-key.ts'
import { amountOfDecimal, decimalOf, type Exponents } from './units.ts'

export interface PaypalParts {
  clientId: string
  clientSecret: string
  webhookId: string
  /** Origin of the API: that of live payments, of PayPal's own sandbox, or of a simulator. */
  api: string
  now(): Date
  /** How long an answer may take, in milliseconds. */
  patience?: number
}

/** developer.paypal.com/reference/currency-codes */
const currencies = new Set(
  'AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' '),
)
/** It takes no decimals of these. */
const exponents: Exponents = { HUF: 0, TWD: 0 }

/** What of an order of PayPal is read (developer.paypal.com/docs/api/orders/v2). */
interface PaypalOrder {
  id: string
  status: 'CREATED' | 'SAVED' | 'APPROVED' | 'VOIDED' | 'COMPLETED' | 'PAYER_ACTION_REQUIRED'
  links?: { rel: string; href: string }[]
  purchase_units?: { payments?: { captures?: Capture[]; refunds?: Refund[] } }[]
}

interface Capture {
  id: string
  status: 'COMPLETED' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'PENDING' | 'REFUNDED' | 'FAILED'
  amount: PaypalMoney
  seller_receivable_breakdown?: { paypal_fee?: PaypalMoney; paypal_fee_in_receivable_currency?: PaypalMoney }
}

interface PaypalMoney {
  currency_code: string
  value: string
}

interface Refund {
  custom_id?: string
  status: 'CANCELLED' | 'FAILED' | 'PENDING' | 'COMPLETED'
}

/** What refusals to capture mean; any other is a fault of ours. */
const issues: Readonly<Record<string, Failure>> = {
  INSTRUMENT_DECLINED: 'declined',
  TRANSACTION_REFUSED: 'declined',
  PAYER_CANNOT_PAY: 'declined',
  PAYEE_BLOCKED_TRANSACTION: 'declined',
  PAYER_ACCOUNT_RESTRICTED: 'declined',
  CARD_EXPIRED: 'card_expired',
  PAYER_ACTION_REQUIRED: 'authentication_failed',
  MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED: 'limit_exceeded',
  TRANSACTION_LIMIT_EXCEEDED: 'limit_exceeded',
}

/**
 * PayPal: the buyer approves an order of Orders v2, which is the payment's `ref`, on PayPal's page; the money is then captured by us, when
 * they come back or when the webhook says that they approved. What is not captured is never charged.
 */
export function paypalProvider(parts: PaypalParts): PaymentProvider {
  const { api, patience: wait = patience } = parts
  const { get, post } = paypalClient({ ...parts, patience: wait })
  const readWebhook = paypalWebhooks({ ...parts, patience: wait })

  return {
    id: 'paypal',
    takes: (currency) => currencies.has(currency),

    async begin(attempt) {
      if (!currencies.has(attempt.total.currency)) refuse('amount_not_payable')
      const order = expected<PaypalOrder>(await post('/v2/checkout/orders', orderFor(attempt), attempt.attemptId))
      const page = order.links?.find(({ rel }) => rel === 'payer-action' || rel === 'approve')
      if (!page) throw new Error(`paypal gave order ${order.id} no page`)
      return { ref: order.id, next: { kind: 'redirect', url: page.href } }
    },

    async confirm({ ref, params }) {
      const order = await orderOf(ref)
      if (order?.status !== 'APPROVED') return params.cancelled === undefined ? stateOf(order) : closed(order)
      return capture(ref)
    },

    fetch: async (ref) => stateOf(await orderOf(ref)),
    close: async (ref) => closed(await orderOf(ref)),

    async refund({ refundId, tries = 0, ref, amount }) {
      const payments = (await orderOf(ref))?.purchase_units?.[0]?.payments
      const captured = payments?.captures?.find(
        ({ status }) => status === 'COMPLETED' || status === 'PARTIALLY_REFUNDED',
      )
      // PayPal-Request-Id is forgotten after hours; the refund itself is not.
      const before = refundsMade(payments?.refunds, refundId)
      const standing = before.find((status) => status !== 'failed')
      if (standing) return { status: standing }
      if (!captured) return { status: 'failed' }
      const value = { currency_code: amount.currency, value: decimalOf(amount, exponents) }
      const asked = { amount: value, custom_id: refundId }
      const key = refundKey({ refundId, tries }, before.length)
      const made = await post(`/v2/payments/captures/${captured.id}/refund`, asked, key)
      return { status: refundStates[expected<Refund>(made).status] }
    },

    async refundState({ refundId, ref }) {
      const made = refundsMade((await orderOf(ref))?.purchase_units?.[0]?.payments?.refunds, refundId)
      const status = made.find((one) => one !== 'failed') ?? made[0]
      return status ? { status } : null
    },

    parseWebhook: readWebhook,
  }

  /** Undefined when PayPal knows it no more: orders nobody approved are forgotten after some hours. */
  async function orderOf(ref: string): Promise<PaypalOrder | undefined> {
    const answer = await get(`/v2/checkout/orders/${encodeURIComponent(ref)}`)
    return answer.status === 404 ? undefined : expected<PaypalOrder>(answer)
  }

  async function capture(ref: string): Promise<PaymentState> {
    const answer = await post(`/v2/checkout/orders/${encodeURIComponent(ref)}/capture`, {})
    if (answer.status !== 422) return stateOf(expected<PaypalOrder>(answer))
    const issue = issueOf(answer)
    // Somebody else of us was faster, or the buyer took the approval back.
    if (issue === 'ORDER_ALREADY_CAPTURED' || issue === 'ORDER_NOT_APPROVED') return stateOf(await orderOf(ref))
    const failure = issues[issue]
    return failure ? { status: 'failed', failure } : unexpected(answer)
  }

  function expected<T>(answer: PaypalAnswer): T {
    return answer.status === 200 || answer.status === 201 ? (answer.body as T) : unexpected(answer)
  }

  function unexpected(answer: PaypalAnswer): never {
    throw new Error(`paypal at ${api} answered ${answer.status} ${issueOf(answer)}`)
  }
}

function orderFor({ attemptId, total, label, returnUrl, cancelUrl }: Attempt) {
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        custom_id: attemptId,
        description: label.slice(0, 127),
        amount: { currency_code: total.currency, value: decimalOf(total, exponents) },
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          return_url: returnUrl,
          cancel_url: cancelUrl,
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          // A bank transfer that takes days would come after the places are gone.
          payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED',
        },
      },
    },
  }
}

function stateOf(order: PaypalOrder | undefined): PaymentState {
  if (!order || order.status === 'VOIDED') return { status: 'cancelled' }
  const captures = capturesOf(order)
  const taken = captures.find(({ status }) => captured.has(status))
  if (taken) return { status: 'succeeded', paid: moneyOf(taken.amount), fee: feeOf(taken) }
  const isRefused = captures.some(({ status }) => status === 'DECLINED' || status === 'FAILED')
  return isRefused ? { status: 'failed', failure: 'declined' } : { status: 'pending' }
}

/** What was refunded later was taken first. */
const captured: ReadonlySet<Capture['status']> = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED'])

/** The fee is in the currency of the payment, unless PayPal takes it in that of the account (developer.paypal.com/sdk/orders/v2). */
function feeOf({ seller_receivable_breakdown: parts = {} }: Capture): Money | null {
  const fee = parts.paypal_fee_in_receivable_currency ?? parts.paypal_fee
  return fee ? moneyOf(fee) : null
}

const moneyOf = ({ value, currency_code: currency }: PaypalMoney) => amountOfDecimal(value, currency)

/** How an order stands that is not captured any more. One that was, and that PayPal still looks at, may come to money yet. */
function closed(order: PaypalOrder | undefined): PaymentState {
  const state = stateOf(order)
  const isComing = order !== undefined && capturesOf(order).some(({ status }) => status === 'PENDING')
  return state.status === 'pending' && !isComing ? { status: 'cancelled' } : state
}

const capturesOf = (order: PaypalOrder) =>
  order.purchase_units?.flatMap(({ payments }) => payments?.captures ?? []) ?? []

/** How the refunds made under an id of ours stand: several where some of them failed. */
const refundsMade = (refunds: readonly Refund[] | undefined, refundId: string) =>
  (refunds ?? []).flatMap(({ custom_id, status }) => (custom_id === refundId ? [refundStates[status]] : []))

const refundStates = { COMPLETED: 'done', PENDING: 'pending', FAILED: 'failed', CANCELLED: 'failed' } as const

function issueOf({ body }: PaypalAnswer): string {
  const { name = '', details = [] } = (body ?? {}) as { name?: string; details?: { issue?: string }[] }
  return details[0]?.issue ?? name
}
