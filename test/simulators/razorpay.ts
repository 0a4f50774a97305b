import { createHmac, randomBytes } from 'node:crypto'
import { type Got, type Reply, type SimulatedHttp, simulateHttp, type Webhook } from './http.ts'

interface Order {
  id: string
  entity: 'order'
  amount: number
  currency: string
  receipt: string
  notes: Record<string, string>
}

interface Payment {
  id: string
  entity: 'payment'
  order_id: string
  status: 'authorized' | 'captured' | 'refunded' | 'failed'
  amount: number
  currency: string
  error_reason: string | null
  created_at: number
  /** In subunits of what is settled in, rupees; its tax in it. Null before the capture. */
  fee: number | null
  tax: number | null
  /** Told where the payment is in another currency. */
  base_amount?: number
  base_currency?: 'INR'
}

interface Refund {
  id: string
  payment_id: string
  amount: number
  status: 'pending' | 'processed' | 'failed'
  notes: Record<string, string> | []
}

export interface SimulatedRazorpay extends SimulatedHttp {
  orders: ReadonlyMap<string, Order>
  payments: readonly Payment[]
  refunds: readonly Refund[]
  /** The buyer pays in Checkout.js; answers with what its handler gives the page. With a reason it fails. */
  pay(order: string, options?: { reason?: string; captured?: boolean }): Record<string, string>
  refundAs(status: Refund['status']): void
  /** A signed webhook about the last payment of an order; `at` in seconds. */
  webhook(type: string, order: string, options?: { at?: number; id?: string; secret?: string }): Webhook
}

/**
 * Razorpay as its published API has it (razorpay.com/docs/api: orders, payments, refunds; /docs/payments/payments/currency-conversion for what
 * it settles in, at 90 paise for each subunit of anything else; /docs/webhooks/validate-test for signatures;
 * /docs/payments/payment-gateway/web-integration/standard for Checkout.js). Basic authentication, amounts in subunits.
 */
export async function simulateRazorpay(keys: {
  keyId: string
  keySecret: string
  webhookSecret: string
}): Promise<SimulatedRazorpay> {
  const orders = new Map<string, Order>()
  const payments: Payment[] = []
  const refunds: Refund[] = []
  const repeats = new Map<string, Reply>()
  let refundStatus: Refund['status'] = 'processed'

  const http = await simulateHttp([
    ['GET', /^\/v1\/checkout\.js$/, () => ({ status: 200, body: checkoutScript })],
    ['POST', /^\/v1\/simulated\/pay\/([^/]+)$/, ({ parts: [id = ''] }) => ({ status: 200, body: pay(id) })],
    ['POST', /^\/v1\/orders$/, known(createOrder)],
    ['GET', /^\/v1\/orders$/, known(({ query }) => list([...orders.values()].filter(isFor(query.get('receipt')))))],
    ['GET', /^\/v1\/orders\/([^/]+)\/payments$/, known(({ parts: [id] }) => paymentsOf(id))],
    ['POST', /^\/v1\/payments\/([^/]+)\/capture$/, known(capture)],
    ['GET', /^\/v1\/payments\/([^/]+)\/refunds$/, known(({ parts: [id] }) => list(refunds.filter(isOf(id))))],
    ['POST', /^\/v1\/payments\/([^/]+)\/refund$/, known(refund)],
  ])

  function known(answer: (got: Got) => Reply) {
    const basic = `Basic ${Buffer.from(`${keys.keyId}:${keys.keySecret}`).toString('base64')}`
    return (got: Got): Reply =>
      got.headers.authorization === basic ? answer(got) : refused(401, 'Authentication failed')
  }

  function createOrder({ body }: Got): Reply {
    const { amount, currency, receipt, notes } = JSON.parse(body)
    if (!Number.isInteger(amount) || amount < 1) return refused(400, 'The amount must be at least 1')
    if (currency === 'KWD' && amount % 10 !== 0) return refused(400, 'The amount must end in 0')
    if (typeof receipt !== 'string' || receipt.length > 40) return refused(400, 'The receipt is too long')
    const order: Order = {
      id: `order_${randomBytes(7).toString('hex')}`,
      entity: 'order',
      amount,
      currency,
      receipt,
      notes,
    }
    orders.set(order.id, order)
    return { status: 200, body: order }
  }

  function paymentsOf(id: string | undefined): Reply {
    if (!orders.has(id ?? '')) return refused(400, 'The id provided does not exist')
    return list(payments.filter(({ order_id }) => order_id === id).toReversed())
  }

  function capture({ parts: [id], body }: Got): Reply {
    const payment = payments.find((one) => one.id === id)
    const { amount, currency } = JSON.parse(body)
    if (!payment) return refused(400, 'The id provided does not exist')
    if (payment.status !== 'authorized') return refused(400, 'This payment has already been captured')
    if (payment.amount !== amount || payment.currency !== currency) return refused(400, 'Capture amount must be equal')
    Object.assign(payment, takenOf(payment))
    return { status: 200, body: payment }
  }

  function refund({ parts: [id], body, headers }: Got): Reply {
    const key = String(headers['x-refund-idempotency'] ?? '')
    const before = repeats.get(key)
    if (before) return before
    const payment = payments.find((one) => one.id === id)
    const { amount, notes } = JSON.parse(body)
    if (key.length < 10) return refused(400, 'The idempotency key must be at least 10 characters')
    if (payment?.status !== 'captured') return refused(400, 'The payment is not captured')
    const standing = refunds.filter(isOf(id)).filter(({ status }) => status !== 'failed')
    const left = standing.reduce((rest, one) => rest - one.amount, payment.amount) - amount
    if (left < 0) return refused(400, 'The refund amount is greater than the refund amount available')
    if (left === 0 && refundStatus !== 'failed') payment.status = 'refunded'
    const made: Refund = {
      id: `rfnd_${randomBytes(7).toString('hex')}`,
      payment_id: payment.id,
      amount,
      status: refundStatus,
      notes,
    }
    refunds.push(made)
    const reply = { status: 200, body: made }
    repeats.set(key, reply)
    return reply
  }

  function pay(orderId: string, { reason, captured = false }: { reason?: string; captured?: boolean } = {}) {
    const order = orders.get(orderId)
    if (!order) throw new Error(`no order ${orderId}`)
    const id = `pay_${randomBytes(7).toString('hex')}`
    const made: Payment = {
      id,
      entity: 'payment',
      order_id: orderId,
      status: reason ? 'failed' : 'authorized',
      amount: order.amount,
      currency: order.currency,
      error_reason: reason ?? null,
      created_at: Math.floor(Date.now() / 1000) + payments.length,
      fee: null,
      tax: null,
      ...(order.currency === 'INR' ? {} : { base_amount: order.amount * 90, base_currency: 'INR' }),
    }
    payments.push(captured ? Object.assign(made, takenOf(made)) : made)
    const signature = createHmac('sha256', keys.keySecret).update(`${orderId}|${id}`).digest('hex')
    return { razorpay_payment_id: id, razorpay_order_id: orderId, razorpay_signature: signature }
  }

  return {
    ...http,
    orders,
    payments,
    refunds,
    pay,
    refundAs(status) {
      refundStatus = status
    },
    webhook(type, order, { at = Date.now() / 1000, id = randomBytes(8).toString('hex'), secret } = {}) {
      const entity = payments.findLast(({ order_id }) => order_id === order) ?? { id: undefined, order_id: order }
      const body = JSON.stringify({
        entity: 'event',
        event: type,
        created_at: Math.floor(at),
        payload: {
          ...(type.startsWith('refund.') ? { refund: { entity: refunds.findLast(isOf(entity.id)) } } : {}),
          payment: { entity },
        },
      })
      const signature = createHmac('sha256', secret ?? keys.webhookSecret)
        .update(body)
        .digest('hex')
      const headers = {
        'content-type': 'application/json',
        'x-razorpay-signature': signature,
        'x-razorpay-event-id': id,
      }
      return { body, headers }
    },
  }
}

/** Two percent, and 18 % tax on them. */
function takenOf({ amount, base_amount: settled = amount }: Payment): Pick<Payment, 'status' | 'fee' | 'tax'> {
  const fee = Math.round(settled * 0.02)
  const tax = Math.round(fee * 0.18)
  return { status: 'captured', fee: fee + tax, tax }
}

const isFor = (receipt: string | null) => (order: Order) => order.receipt === receipt
const isOf = (payment: string | undefined) => (refund: Refund) => refund.payment_id === payment

const list = (items: readonly unknown[]): Reply => ({
  status: 200,
  body: { entity: 'collection', count: items.length, items },
})

const refused = (status: number, description: string): Reply => ({
  status,
  body: { error: { code: 'BAD_REQUEST_ERROR', description } },
})

/** Stands in for Checkout.js: a dialog with two buttons. */
const checkoutScript = `
window.Razorpay = class {
  constructor(options) { this.options = options }
  on() {}
  open() {
    const dialog = document.createElement('dialog')
    const button = (words, act) => {
      const made = document.createElement('button')
      made.textContent = words
      made.onclick = () => { dialog.remove(); act() }
      dialog.append(made)
    }
    const origin = new URL(document.querySelector('script[src*="/v1/checkout.js"]').src).origin
    button('Pay in the simulator', async () => {
      const answer = await fetch(origin + '/v1/simulated/pay/' + this.options.order_id, { method: 'POST' })
      this.options.handler(await answer.json())
    })
    button('Close the simulator', () => this.options.modal.ondismiss())
    document.body.append(dialog)
    dialog.showModal()
  }
}
`
