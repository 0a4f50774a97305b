import { createHash, createHmac } from 'node:crypto'
import { refuse } from '../../../errors.ts'
import { sameText } from '../../../lib/sign.ts'
import type { PaymentProvider, PaymentState } from '../payments/provider.ts'
import { type Answer, ask, patience } from './http.ts'
import { razorpayFailure } from './razorpay-failures.ts'
import { refundKey } from './refund-key.ts'
import { amountOf, unitsOf } from './units.ts'

export interface RazorpayParts {
  keyId: string
  keySecret: string
  webhookSecret: string
  /** Origin of the API. */
  api: string
  /** Origin of Checkout.js. */
  checkout: string
  now(): Date
  /** How long an answer may take, in milliseconds. */
  patience?: number
}

/** How old a webhook may be, in seconds: Razorpay sends one that was not taken for a day. */
const tolerance = 25 * 3600
/** Of these the last digit must be 0 (razorpay.com/docs/payments/international-payments). */
const threeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])

/** What of a payment is read (razorpay.com/docs/api/payments). */
interface RazorpayPayment {
  id: string
  status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed'
  amount: number
  currency: string
  error_reason: string | null
  created_at: number
  /** What Razorpay keeps, its tax in it, in subunits of the currency it settles in; null before the capture. */
  fee?: number | null
  /** What it settles in, where that is not the currency of the payment (razorpay.com/docs/payments/payments/currency-conversion). */
  base_currency?: string
}

interface RazorpayRefund {
  status: 'pending' | 'processed' | 'failed'
  notes: { refund_id?: string } | []
}

interface Collection<T> {
  items: T[]
}

/**
 * Razorpay: the buyer pays an order of its Orders API, which is the payment's `ref`, in Checkout.js on a page of ours. Money that is
 * authorized is captured by us; what is not captured goes back by itself.
 */
export function razorpayProvider(parts: RazorpayParts): PaymentProvider {
  const { keyId, keySecret, webhookSecret, api, checkout, now, patience: wait = patience } = parts
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`

  const embed: NonNullable<PaymentProvider['embed']> = ({ ref, total, email, label }) => ({
    kind: 'embed',
    sdk: `${checkout}/v1/checkout.js`,
    publicKey: keyId,
    data: { order_id: ref, amount: unitsFor(total), currency: total.currency, description: label, email },
  })

  return {
    id: 'razorpay',
    takes: () => true,

    async begin({ attemptId, orderId, total, email, label }) {
      const asked = {
        amount: unitsFor(total),
        currency: total.currency,
        receipt: attemptId,
        notes: { order_id: orderId, payment_id: attemptId },
      }
      // Orders take no idempotency key; the receipt is ours, so that one made before is found.
      const made = await get<Collection<{ id: string; receipt: string }>>(`/orders?receipt=${attemptId}`)
      const before = made.items.findLast(({ receipt }) => receipt === attemptId)
      const { id: ref } = before ?? (await post<{ id: string }>('/orders', asked))
      return { ref, next: embed({ ref, total, email, label }) }
    },

    embed,

    async confirm({ ref, params }) {
      const { razorpay_payment_id: id, razorpay_signature: signature, cancelled } = params
      if (id !== undefined || signature !== undefined) {
        const mac = createHmac('sha256', keySecret).update(`${ref}|${id}`).digest('hex')
        if (!sameText(String(signature), mac)) refuse('signature_invalid')
      }
      const payments = await paymentsOf(ref)
      const authorized = payments.find(({ status }) => status === 'authorized')
      const isTaken = payments.some(({ status }) => taken.has(status))
      const truth = authorized && !isTaken ? await capture(ref, authorized) : stateOf(payments)
      return cancelled === undefined ? truth : closed(truth)
    },

    fetch: async (ref) => stateOf(await paymentsOf(ref)),
    close: async (ref) => closed(stateOf(await paymentsOf(ref))),

    async refund({ refundId, tries = 0, ref, amount }) {
      const payment = (await paymentsOf(ref)).find(({ status }) => taken.has(status))
      if (!payment) return { status: 'failed' }
      const before = await refundsMade(payment, refundId)
      const standing = before.find(({ status }) => status !== 'failed')
      const asked = { amount: unitsFor(amount), notes: { refund_id: refundId } }
      const headers = { 'x-refund-idempotency': refundKey({ refundId, tries }, before.length) }
      const { status } = standing ?? (await post<RazorpayRefund>(`/payments/${payment.id}/refund`, asked, headers))
      return { status: status === 'processed' ? 'done' : status }
    },

    async refundState({ refundId, ref }) {
      const payment = (await paymentsOf(ref)).find(({ status }) => taken.has(status))
      const made = payment ? await refundsMade(payment, refundId) : []
      const refund = made.find(({ status }) => status !== 'failed') ?? made[0]
      return refund ? { status: refund.status === 'processed' ? 'done' : refund.status } : null
    },

    async parseWebhook({ headers, raw }) {
      const mac = createHmac('sha256', webhookSecret).update(raw).digest('hex')
      if (!sameText(String(headers['x-razorpay-signature'] ?? ''), mac)) return null
      const { created_at: at, payload } = JSON.parse(Buffer.from(raw).toString()) as {
        created_at: number
        payload: { payment?: { entity: { order_id: string | null } } }
      }
      if (!(Math.abs(now().getTime() / 1000 - at) <= tolerance)) return null
      const ref = payload.payment?.entity.order_id
      // The id is told in a header; one that is missing is made of the bytes, which stay the same when they are sent again.
      const eventId = String(headers['x-razorpay-event-id'] ?? createHash('sha256').update(raw).digest('hex'))
      return ref ? [{ eventId, ref }] : []
    },
  }

  /** The refunds made under an id of ours: several where some of them failed. */
  async function refundsMade({ id }: RazorpayPayment, refundId: string): Promise<RazorpayRefund[]> {
    const { items } = await get<Collection<RazorpayRefund>>(`/payments/${id}/refunds?count=100`)
    return items.filter(({ notes }) => !Array.isArray(notes) && notes.refund_id === refundId)
  }

  async function capture(ref: string, { id, amount, currency }: RazorpayPayment): Promise<PaymentState> {
    const { status } = await send('POST', `/payments/${id}/capture`, { amount, currency })
    // Refused where it was captured this very moment, or may not be any more; how it stands is asked next.
    if (status !== 200 && status !== 400) throw new Error(`razorpay at ${api} answered ${status}`)
    return stateOf(await paymentsOf(ref))
  }

  async function paymentsOf(ref: string): Promise<RazorpayPayment[]> {
    return (await get<Collection<RazorpayPayment>>(`/orders/${encodeURIComponent(ref)}/payments`)).items
  }

  async function get<T>(path: string): Promise<T> {
    return expected<T>(await send('GET', path))
  }

  async function post<T>(path: string, body: object, headers?: Record<string, string>): Promise<T> {
    return expected<T>(await send('POST', path, body, headers))
  }

  function send(method: 'GET' | 'POST', path: string, body?: object, more?: Record<string, string>): Promise<Answer> {
    const headers = { authorization, 'content-type': 'application/json', ...more }
    const url = `${api}/v1${path}`
    return ask({ method, url, headers, patience: wait, ...(body ? { body: JSON.stringify(body) } : {}) })
  }

  function expected<T>({ status, body }: Answer): T {
    if (status === 200) return body as T
    const { error } = (body ?? {}) as { error?: { code?: string; description?: string } }
    throw new Error(`razorpay at ${api} answered ${status} ${error?.code ?? ''} ${error?.description ?? ''}`)
  }
}

const unitsFor = (money: { amount: number; currency: string }) =>
  unitsOf(money, {}, threeDecimals.has(money.currency) ? 10 : 1)

function stateOf(payments: readonly RazorpayPayment[]): PaymentState {
  const paid = payments.find(({ status }) => taken.has(status))
  if (paid) return { status: 'succeeded', paid: amountOf(paid.amount, paid.currency), fee: feeOf(paid) }
  const last = payments.toSorted((one, other) => one.created_at - other.created_at).at(-1)
  return last?.status === 'failed'
    ? { status: 'failed', failure: razorpayFailure(last.error_reason) }
    : { status: 'pending' }
}

const feeOf = ({ fee, currency, base_currency: settled = currency }: RazorpayPayment) =>
  typeof fee === 'number' ? amountOf(fee, settled) : null

/** What was refunded later was taken first. */
const taken: ReadonlySet<RazorpayPayment['status']> = new Set(['captured', 'refunded'])

const closed = (state: PaymentState): PaymentState => (state.status === 'pending' ? { status: 'cancelled' } : state)
