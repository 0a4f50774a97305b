import { randomBytes, sign } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { generate } from 'selfsigned'
import { type Got, type Reply, type SimulatedHttp, simulateHttp, type Webhook } from './http.ts'

interface Capture {
  id: string
  status: 'COMPLETED' | 'DECLINED' | 'PENDING' | 'PARTIALLY_REFUNDED' | 'REFUNDED'
  amount: Amount
  /** Not there while it is pending. */
  seller_receivable_breakdown?: {
    gross_amount: Amount
    paypal_fee: Amount
    paypal_fee_in_receivable_currency?: Amount
  }
}

interface Amount {
  currency_code: string
  value: string
}

interface Refund {
  id: string
  custom_id: string
  status: 'COMPLETED' | 'PENDING' | 'FAILED'
  amount: { currency_code: string; value: string }
}

interface Order {
  id: string
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED'
  amount: { currency_code: string; value: string }
  captures: Capture[]
  refunds: Refund[]
  /** The issue that capturing comes to. */
  trouble: string | undefined
}

export interface SimulatedPaypal extends SimulatedHttp {
  orders: ReadonlyMap<string, Order>
  /** The buyer approves on PayPal's page; capturing then comes to this issue, or succeeds. */
  approve(order: string, trouble?: string): void
  /** PayPal forgets an order nobody approved. */
  forget(order: string): void
  /** Access tokens given out so far, all of which `revokeTokens` ends. */
  tokens: ReadonlySet<string>
  revokeTokens(): void
  /** Captures and refunds are from now on made like this. */
  captureAs(status: Capture['status']): void
  refundAs(status: Refund['status']): void
  /** A capture that PayPal looked at is completed. */
  complete(order: string): void
  /** The fee of captures is from now on taken in the currency of the account. */
  keepInAccount(fee: Amount | undefined): void
  /** A signed webhook about an order, or its capture. */
  webhook(type: string, order: string, options?: PaypalWebhookOptions): Webhook
}

export interface PaypalWebhookOptions {
  at?: Date
  id?: string
  webhookId?: string
  certificate?: string
}

const withoutDecimals = new Set(['HUF', 'JPY', 'TWD'])

/**
 * PayPal as its published API has it (developer.paypal.com: OAuth 2.0 client credentials, Orders v2, Payments v2 with
 * /sdk/orders/v2/definitions/seller_receivable_breakdown, webhook signatures under /api/rest/webhooks/rest). It keeps what it is told and refuses what PayPal refuses.
 */
export async function simulatePaypal(keys: {
  clientId: string
  clientSecret: string
  webhookId: string
}): Promise<SimulatedPaypal> {
  const orders = new Map<string, Order>()
  const tokens = new Set<string>()
  const repeats = new Map<string, Reply>()
  const pair = await generate([{ name: 'commonName', value: 'messageverificationcerts.paypal.com' }], { keySize: 2048 })
  let captureStatus: Capture['status'] = 'COMPLETED'
  let refundStatus: Refund['status'] = 'COMPLETED'
  let keptInAccount: Amount | undefined

  const http = await simulateHttp([
    ['POST', /^\/v1\/oauth2\/token$/, giveToken],
    ['GET', /^\/v1\/notifications\/certs\/CERT-test$/, () => ({ status: 200, body: pair.cert })],
    ['GET', /^\/v1\/notifications\/certs\/CERT-broken$/, () => ({ status: 404, body: '' })],
    ['GET', /^\/checkoutnow$/, () => ({ status: 200, body: 'PayPal itself' })],
    ['GET', /^\/elsewhere\/CERT-test$/, () => ({ status: 200, body: pair.cert })],
    ['POST', /^\/v2\/checkout\/orders$/, known(once(createOrder))],
    ['GET', /^\/v2\/checkout\/orders\/([^/]+)$/, known(({ parts: [id = ''] }) => showOrder(id))],
    ['POST', /^\/v2\/checkout\/orders\/([^/]+)\/capture$/, known(({ parts: [id = ''] }) => capture(id))],
    ['POST', /^\/v2\/payments\/captures\/([^/]+)\/refund$/, known(once(refund))],
  ])

  function giveToken({ headers, body }: Got): Reply {
    const basic = `Basic ${Buffer.from(`${keys.clientId}:${keys.clientSecret}`).toString('base64')}`
    if (headers.authorization !== basic || body !== 'grant_type=client_credentials')
      return { status: 401, body: { error: 'invalid_client' } }
    const token = randomBytes(16).toString('hex')
    tokens.add(token)
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 32_400 } }
  }

  function known(answer: (got: Got) => Reply) {
    return (got: Got): Reply => {
      const token = got.headers.authorization?.replace('Bearer ', '') ?? ''
      return tokens.has(token) ? answer(got) : { status: 401, body: { error: 'invalid_token' } }
    }
  }

  function once(answer: (got: Got) => Reply) {
    return (got: Got): Reply => {
      const key = `${got.path} ${got.headers['paypal-request-id']}`
      const before = repeats.get(key)
      if (before) return before
      const reply = answer(got)
      if (reply.status < 300) repeats.set(key, reply)
      return reply
    }
  }

  function createOrder({ body }: Got): Reply {
    const { intent, purchase_units: units, payment_source: source } = JSON.parse(body)
    const amount = units?.[0]?.amount
    if (intent !== 'CAPTURE' || units?.length !== 1) return refused(400, 'INVALID_REQUEST')
    const pattern = withoutDecimals.has(amount?.currency_code) ? /^\d+$/ : /^\d+\.\d{2}$/
    if (!pattern.test(amount?.value)) return refused(422, 'DECIMAL_PRECISION')
    const context = source?.paypal?.experience_context
    if (!URL.canParse(context?.return_url) || !URL.canParse(context?.cancel_url)) return refused(400, 'INVALID_REQUEST')
    const id = randomBytes(9).toString('hex').slice(0, 17).toUpperCase()
    orders.set(id, { id, status: 'PAYER_ACTION_REQUIRED', amount, captures: [], refunds: [], trouble: undefined })
    return showOrder(id)
  }

  function showOrder(id: string): Reply {
    const order = orders.get(id)
    if (!order) return refused(404, 'INVALID_RESOURCE_ID')
    const { status, captures, refunds } = order
    const payments = captures.length > 0 ? { payments: { captures, refunds } } : {}
    return {
      status: 200,
      body: {
        id,
        status,
        purchase_units: [{ amount: order.amount, ...payments }],
        links: [
          { rel: 'self', href: `${http.origin}/v2/checkout/orders/${id}`, method: 'GET' },
          { rel: 'payer-action', href: `${http.origin}/checkoutnow?token=${id}`, method: 'GET' },
        ],
      },
    }
  }

  function capture(id: string): Reply {
    const order = orders.get(id)
    if (!order) return refused(404, 'INVALID_RESOURCE_ID')
    if (order.status === 'COMPLETED') return refused(422, 'ORDER_ALREADY_CAPTURED')
    if (order.status !== 'APPROVED') return refused(422, 'ORDER_NOT_APPROVED')
    if (order.trouble) return refused(422, order.trouble)
    order.status = 'COMPLETED'
    const made: Capture = { id: randomBytes(8).toString('hex'), status: captureStatus, amount: order.amount }
    order.captures.push(captureStatus === 'COMPLETED' ? withBreakdown(made) : made)
    return { ...showOrder(id), status: 201 }
  }

  /** Its fee is 3 % and 0.39, or 39 where there are no decimals. */
  function withBreakdown(capture: Capture): Capture {
    const { currency_code, value } = capture.amount
    const decimals = withoutDecimals.has(currency_code) ? 0 : 2
    const fee = (Number(value) * 0.03 + (decimals === 0 ? 39 : 0.39)).toFixed(decimals)
    return {
      ...capture,
      seller_receivable_breakdown: {
        gross_amount: capture.amount,
        paypal_fee: { currency_code, value: fee },
        ...(keptInAccount ? { paypal_fee_in_receivable_currency: keptInAccount } : {}),
      },
    }
  }

  function refund({ parts: [id], body }: Got): Reply {
    const order = [...orders.values()].find(({ captures }) => captures.some((one) => one.id === id))
    const taken = order?.captures.find((one) => one.id === id)
    if (!order || !taken) return refused(404, 'INVALID_RESOURCE_ID')
    const { amount, custom_id } = JSON.parse(body)
    const standing = order.refunds.filter(({ status }) => status !== 'FAILED')
    const before = standing.reduce((sum, one) => sum + Number(one.amount.value), 0)
    if (taken.status === 'REFUNDED') return refused(422, 'CAPTURE_FULLY_REFUNDED')
    const left = Number(taken.amount.value) - before - Number(amount.value)
    if (left < 0) return refused(422, 'REFUND_AMOUNT_EXCEEDED')
    if (refundStatus !== 'FAILED') taken.status = left === 0 ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
    const made: Refund = { id: randomBytes(8).toString('hex'), status: refundStatus, amount, custom_id }
    order.refunds.push(made)
    return { status: 201, body: made }
  }

  return {
    ...http,
    orders,
    tokens,
    approve(id, trouble) {
      const order = orders.get(id)
      if (!order) throw new Error(`no order ${id}`)
      Object.assign(order, { status: 'APPROVED', trouble })
    },
    forget: (id) => orders.delete(id),
    revokeTokens: () => tokens.clear(),
    captureAs(status) {
      captureStatus = status
    },
    refundAs(status) {
      refundStatus = status
    },
    complete(id) {
      const order = orders.get(id)
      const pending = order?.captures.find(({ status }) => status === 'PENDING')
      if (!order || !pending) throw new Error(`nothing is pending of order ${id}`)
      order.captures = order.captures.map((one) =>
        one === pending ? withBreakdown({ ...one, status: 'COMPLETED' }) : one,
      )
    },
    keepInAccount(fee) {
      keptInAccount = fee
    },
    webhook(type, order, options = {}) {
      const { at = new Date(), id = `WH-${randomBytes(8).toString('hex')}`, webhookId = keys.webhookId } = options
      const isOrder = type.startsWith('CHECKOUT.ORDER.')
      const resource = isOrder ? { id: order } : { id: 'X', supplementary_data: { related_ids: { order_id: order } } }
      const body = JSON.stringify({ id, event_type: type, resource })
      const [transmission, time] = [randomBytes(8).toString('hex'), at.toISOString()]
      const signed = `${transmission}|${time}|${webhookId}|${crc32(body)}`
      const signature = sign('sha256', Buffer.from(signed), pair.private).toString('base64')
      const headers = {
        'content-type': 'application/json',
        'paypal-transmission-id': transmission,
        'paypal-transmission-time': time,
        'paypal-transmission-sig': signature,
        'paypal-cert-url': options.certificate ?? `${http.origin}/v1/notifications/certs/CERT-test`,
        'paypal-auth-algo': 'SHA256withRSA',
      }
      return { body, headers }
    },
  }
}

const refused = (status: number, issue: string): Reply => ({
  status,
  body: { name: status === 404 ? 'RESOURCE_NOT_FOUND' : 'UNPROCESSABLE_ENTITY', details: [{ issue }] },
})
