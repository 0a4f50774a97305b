import { createHmac, randomBytes } from 'node:crypto'
import { type Got, type Reply, type SimulatedHttp, simulateHttp, type Webhook } from './http.ts'
import { simulateCustomers } from './stripe-customers.ts'

interface Intent {
  id: string
  object: 'payment_intent'
  status: 'requires_payment_method' | 'requires_action' | 'processing' | 'succeeded' | 'canceled'
  amount: number
  last_payment_error: { code: string; decline_code?: string; type: 'card_error' } | null
  transfer_data: { destination: string } | null
  application_fee_amount: number | null
  latest_charge: Charge | null
  /** What follows are parts of payments with a kept card, and of those that keep one. */
  amount_received?: number
  currency?: string
  customer?: string | null
  setup_future_usage?: string | null
  metadata?: Record<string, string | null>
  next_action?: { type: 'redirect_to_url'; redirect_to_url: { url: string; return_url: string } } | null
}

interface Charge {
  id: string
  object: 'charge'
  amount: number
  /** What it did to the platform's balance; null until it did, for charges are captured in the background. */
  balance_transaction: { id: string; object: 'balance_transaction'; fee: number; currency: string } | null
}

interface Session {
  id: string
  object: 'checkout.session'
  url: string
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  amount_total: number
  currency: string
  expires_at: number
  metadata: Record<string, unknown>
}

interface Refund {
  id: string
  object: 'refund'
  payment_intent: string
  amount: number
  status: 'succeeded' | 'pending' | 'failed'
  /** Why it failed, also long after it succeeded. */
  failure_reason?: string
  metadata: Record<string, unknown>
  reverse_transfer: boolean
  refund_application_fee: boolean
}

/** Test cards (docs.stripe.com/testing), by what becomes of them. */
export type StripeCard = 'good' | 'declined' | 'no funds' | '3-D Secure passed' | '3-D Secure failed'

const problems: Partial<Record<StripeCard, Intent['last_payment_error']>> = {
  declined: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' },
  'no funds': { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' },
  '3-D Secure failed': { type: 'card_error', code: 'payment_intent_authentication_failure' },
}

export interface SimulatedStripe extends SimulatedHttp {
  sessions: ReadonlyMap<string, Session>
  intentOf(session: string): Intent
  refunds: readonly Refund[]
  /** The buyer tries a card on the hosted page. */
  pay(session: string, card?: StripeCard): void
  /** The buyer pays by bank, which takes days; `arrive` says how it ends. */
  payByBank(session: string): void
  arrive(session: string, ok: boolean): void
  /** The charge of a paid session gets to the platform's balance, less Stripe's fee in the currency of that balance. */
  book(session: string, fee: number, currency?: string): void
  /** Customers by their ids, the cards kept for them, and payments with those by their own ids. */
  customers: ReturnType<typeof simulateCustomers>['customers']
  cards: ReturnType<typeof simulateCustomers>['cards']
  keep: ReturnType<typeof simulateCustomers>['keep']
  direct: ReadonlyMap<string, Intent>
  /** What becomes of payments with kept cards from now on. */
  chargeAs(card: StripeCard | 'asked'): void
  /** The bank's page about a payment with a kept card, where it asks who pays. */
  answer(intent: string, ok: boolean): void
  /** Refunds are from now on made like this. */
  refundAs(status: Refund['status']): void
  /** A signed webhook about a session, or about its newest refund; `at` in seconds. */
  webhook(type: string, session: string, options?: { at?: number; id?: string; secret?: string }): Webhook
}

/**
 * Stripe as its published API has it (docs.stripe.com/api, version 2026-10-28.endive: Checkout Sessions, PaymentIntents, Refunds, idempotent
 * requests, expanding; docs.stripe.com/payments/payment-intents/asynchronous-capture; docs.stripe.com/webhooks#verify-manually for signatures). It keeps what it is told and refuses what Stripe refuses.
 */
export async function simulateStripe(keys: { secretKey: string; webhookSecret: string }): Promise<SimulatedStripe> {
  const sessions = new Map<string, Session>()
  const intents = new Map<string, Intent>()
  const refunds: Refund[] = []
  const direct = new Map<string, Intent>()
  const kept = simulateCustomers(refused, missing)
  let charging: StripeCard | 'asked' = 'good'
  const repeats = new Map<string, { body: string; reply: Reply }>()
  let refundStatus: Refund['status'] = 'succeeded'

  const http = await simulateHttp([
    ['POST', /^\/v1\/checkout\/sessions$/, known(once(createSession))],
    ['GET', /^\/v1\/checkout\/sessions\/([^/]+)$/, known(({ parts: [id = ''], query }) => showSession(id, query))],
    ['POST', /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/, known(({ parts: [id = ''] }) => expireSession(id))],
    ['POST', /^\/v1\/payment_intents$/, known(once(createIntent))],
    ['GET', /^\/v1\/payment_intents$/, known(({ query }) => listIntents(query))],
    ['GET', /^\/v1\/payment_intents\/([^/]+)$/, known(({ parts: [id = ''], query }) => showIntent(id, query))],
    ['POST', /^\/v1\/payment_intents\/([^/]+)\/cancel$/, known(({ parts: [id = ''] }) => cancelIntent(id))],
    ...kept.routes.map(([method, path, answer]) => [method, path, known(answer)] as const),
    ['GET', /^\/v1\/refunds$/, known(({ query }) => listRefunds(query.get('payment_intent')))],
    ['POST', /^\/v1\/refunds$/, known(once(createRefund))],
  ])

  function known(answer: (got: Got) => Reply) {
    return (got: Got): Reply => {
      if (got.headers.authorization !== `Bearer ${keys.secretKey}`) return refused(401, 'Invalid API Key provided')
      if (got.headers['stripe-version'] !== '2026-10-28.endive') return refused(400, 'Another version is expected')
      return answer(got)
    }
  }

  function once(answer: (got: Got) => Reply) {
    return (got: Got): Reply => {
      const key = String(got.headers['idempotency-key'] ?? '')
      if (key === '') return answer(got)
      const before = repeats.get(key)
      if (before && before.body !== got.body) return refused(400, 'Other parameters', { type: 'idempotency_error' })
      const reply = before?.reply ?? answer(got)
      repeats.set(key, { body: got.body, reply })
      return reply
    }
  }

  function createSession({ body }: Got): Reply {
    const form = new URLSearchParams(body)
    const price = 'line_items[0][price_data]'
    const amount = Number(form.get(`${price}[unit_amount]`)) * Number(form.get('line_items[0][quantity]'))
    const currency = form.get(`${price}[currency]`) ?? ''
    const now = Date.now() / 1000
    const end = Number(form.get('expires_at') ?? now + 24 * 3600)
    if (form.get('mode') !== 'payment') return refused(400, 'mode')
    if (!Number.isInteger(amount) || amount < 1) return refused(400, 'unit_amount')
    if (currency !== currency.toLowerCase() || currency.length !== 3) return refused(400, 'currency')
    if (currency === 'kwd' && amount % 10 !== 0) return refused(400, 'three-decimal amounts end in 0')
    if (end < now + 30 * 60 || end > now + 24 * 3600) return refused(400, 'expires_at')
    for (const url of ['success_url', 'cancel_url']) if (!URL.canParse(form.get(url) ?? '')) return refused(400, url)
    const destination = form.get('payment_intent_data[transfer_data][destination]')
    const fee = form.get('payment_intent_data[application_fee_amount]')
    const customer = form.get('customer')
    if (customer !== null && form.has('customer_email')) return refused(400, 'customer or customer_email')
    if (customer !== null && !kept.isLive(customer)) return missing(400, 'customer')
    if (fee !== null && (destination === null || Number(fee) > amount)) return refused(400, 'application_fee_amount')
    const id = `cs_test_${randomBytes(8).toString('hex')}`
    const session: Session = {
      id,
      object: 'checkout.session',
      url: `https://checkout.stripe.com/c/pay/${id}`,
      status: 'open',
      payment_status: 'unpaid',
      amount_total: amount,
      currency,
      expires_at: end,
      metadata: { order_id: form.get('metadata[order_id]'), payment_id: form.get('metadata[payment_id]') },
    }
    sessions.set(id, session)
    intents.set(id, {
      id: id.replace('cs_test_', 'pi_'),
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount,
      last_payment_error: null,
      transfer_data: destination === null ? null : { destination },
      application_fee_amount: fee === null ? null : Number(fee),
      latest_charge: null,
      customer,
      setup_future_usage: form.get('payment_intent_data[setup_future_usage]'),
    })
    return { status: 200, body: { ...session, payment_intent: null } }
  }

  function showSession(id: string, query: URLSearchParams): Reply {
    const session = sessions.get(id)
    if (!session) return refused(404, 'No such session')
    const intent = intents.get(id)
    // Made when the buyer first tries to pay.
    const isUsed = intent?.last_payment_error !== null || session.status === 'complete'
    const shown = isUsed ? expanded({ payment_intent: intent }, query.get('expand[0]') ?? '') : { payment_intent: null }
    return { status: 200, body: { ...session, ...shown } }
  }

  function createIntent({ body }: Got): Reply {
    const form = new URLSearchParams(body)
    const [amount, card] = [Number(form.get('amount')), kept.cards.get(form.get('payment_method') ?? '')]
    const currency = form.get('currency') ?? ''
    const customer = form.get('customer')
    const returnUrl = form.get('return_url') ?? ''
    if (!kept.isLive(customer ?? '')) return missing(400, 'customer')
    if (!card || card.customer !== customer) return missing(400, 'payment_method')
    if (form.get('confirm') !== 'true' || form.get('automatic_payment_methods[enabled]') !== 'true')
      return refused(400, 'confirm')
    if (!URL.canParse(returnUrl)) return refused(400, 'return_url')
    if (!Number.isInteger(amount) || amount < 1 || currency !== currency.toLowerCase()) return refused(400, 'amount')
    // docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
    if (amount < 50) return refused(400, 'Amount must be at least', { code: 'amount_too_small', param: 'amount' })
    const destination = form.get('transfer_data[destination]')
    const fee = form.get('application_fee_amount')
    const id = `pi_${randomBytes(8).toString('hex')}`
    const intent: Intent = {
      id,
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount,
      amount_received: 0,
      currency,
      customer,
      last_payment_error: charging === 'asked' ? null : (problems[charging] ?? null),
      transfer_data: destination === null ? null : { destination },
      application_fee_amount: fee === null ? null : Number(fee),
      latest_charge: null,
      metadata: Object.fromEntries(
        ['order_id', 'payment_id', 'kept'].map((name) => [name, form.get(`metadata[${name}]`)]),
      ),
      next_action: null,
    }
    direct.set(id, intent)
    if (intent.last_payment_error)
      return { status: 402, body: { error: { ...intent.last_payment_error, payment_intent: intent } } }
    if (charging === 'asked') {
      intent.status = 'requires_action'
      const url = `https://hooks.stripe.com/redirect/authenticate/${id}`
      intent.next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } }
    } else charge(intent)
    return { status: 200, body: expanded({ ...intent }, '') }
  }

  function showIntent(id: string, query: URLSearchParams): Reply {
    const intent = direct.get(id)
    if (!intent) return refused(404, 'No such payment_intent')
    return { status: 200, body: expanded({ ...intent }, query.get('expand[0]') ?? '') }
  }

  function listIntents(query: URLSearchParams): Reply {
    const data = [...direct.values()].filter(({ customer }) => customer === query.get('customer')).toReversed()
    return { status: 200, body: { object: 'list', url: '/v1/payment_intents', has_more: false, data } }
  }

  function cancelIntent(id: string): Reply {
    const intent = direct.get(id)
    if (!intent) return refused(404, 'No such payment_intent')
    if (intent.status === 'succeeded' || intent.status === 'canceled') return refused(400, 'unexpected state')
    Object.assign(intent, { status: 'canceled', next_action: null })
    return { status: 200, body: intent }
  }

  function expireSession(id: string): Reply {
    const session = sessions.get(id)
    if (!session) return refused(404, 'No such session')
    if (session.status !== 'open') return refused(400, 'Only open sessions can be expired')
    session.status = 'expired'
    return { status: 200, body: session }
  }

  function listRefunds(intent: string | null): Reply {
    const data = refunds.filter(({ payment_intent }) => payment_intent === intent).toReversed()
    return { status: 200, body: { object: 'list', url: '/v1/refunds', has_more: false, data } }
  }

  function charge(intent: Intent) {
    Object.assign(intent, { status: 'succeeded', amount_received: intent.amount, next_action: null })
    if (intent.setup_future_usage && intent.customer) kept.keep(intent.customer)
    intent.latest_charge = {
      id: intent.id.replace('pi_', 'ch_'),
      object: 'charge',
      amount: intent.amount,
      balance_transaction: null,
    }
  }

  function createRefund({ body }: Got): Reply {
    const form = new URLSearchParams(body)
    const intent = [...intents.values(), ...direct.values()].find(({ id }) => id === form.get('payment_intent'))
    if (intent?.status !== 'succeeded') return refused(400, 'not charged')
    const amount = Number(form.get('amount'))
    const before = refunds.filter(({ payment_intent, status }) => payment_intent === intent.id && status !== 'failed')
    const left = before.reduce((rest, refund) => rest - refund.amount, intent.amount)
    if (amount > left) return refused(400, 'charge_already_refunded')
    if (form.get('reverse_transfer') === 'true') {
      if (!intent.transfer_data) return refused(400, 'no transfer')
      // What was reversed stays so, though the refund came back.
      const reversed = refunds.filter((one) => one.payment_intent === intent.id && one.reverse_transfer)
      if (reversed.reduce((sum, one) => sum + one.amount, amount) > intent.amount)
        return refused(400, 'no more transfer')
    }
    const refund: Refund = {
      id: `re_${randomBytes(8).toString('hex')}`,
      object: 'refund',
      payment_intent: intent.id,
      amount,
      status: refundStatus,
      metadata: { refund_id: form.get('metadata[refund_id]'), session: form.get('metadata[session]') },
      reverse_transfer: form.get('reverse_transfer') === 'true',
      refund_application_fee: form.get('refund_application_fee') === 'true',
    }
    refunds.push(refund)
    return { status: 200, body: refund }
  }

  const openSession = (id: string) => {
    const [session, intent] = [sessions.get(id), intents.get(id)]
    if (!session || !intent || session.status !== 'open') throw new Error(`session ${id} is not open`)
    return { session, intent }
  }

  return {
    ...http,
    sessions,
    refunds,
    customers: kept.customers,
    cards: kept.cards,
    keep: kept.keep,
    direct,
    chargeAs(card) {
      charging = card
    },
    answer(id, ok) {
      const intent = direct.get(id)
      if (intent?.status !== 'requires_action') throw new Error(`nobody is asked about ${id}`)
      if (ok) return charge(intent)
      intent.status = 'requires_payment_method'
      intent.last_payment_error = problems['3-D Secure failed'] ?? null
    },
    intentOf(session) {
      const intent = intents.get(session)
      if (!intent) throw new Error(`no session ${session}`)
      return intent
    },
    pay(id, card = 'good') {
      const { session, intent } = openSession(id)
      intent.last_payment_error = problems[card] ?? null
      if (intent.last_payment_error) return
      Object.assign(session, { status: 'complete', payment_status: 'paid' })
      charge(intent)
    },
    payByBank(id) {
      const { session, intent } = openSession(id)
      session.status = 'complete'
      intent.status = 'processing'
    },
    arrive(id, ok) {
      const [session, intent] = [sessions.get(id), intents.get(id)]
      if (!session || intent?.status !== 'processing') throw new Error(`nothing is on its way to ${id}`)
      if (ok) {
        session.payment_status = 'paid'
        charge(intent)
        return
      }
      intent.last_payment_error = { type: 'card_error', code: 'payment_intent_payment_attempt_failed' }
      intent.status = 'requires_payment_method'
    },
    book(id, fee, currency = sessions.get(id)?.currency ?? '') {
      const made = intents.get(id)?.latest_charge
      if (!made) throw new Error(`session ${id} was not paid`)
      made.balance_transaction = { id: made.id.replace('ch_', 'txn_'), object: 'balance_transaction', fee, currency }
    },
    refundAs(status) {
      refundStatus = status
    },
    webhook(type, session, { at = Date.now() / 1000, id = `evt_${randomBytes(8).toString('hex')}`, secret } = {}) {
      const paid = intents.get(session)?.id
      const object = type.includes('refund')
        ? refunds.findLast(({ payment_intent }) => payment_intent === paid)
        : (sessions.get(session) ?? direct.get(session) ?? { id: session, object: 'checkout.session' })
      const body = JSON.stringify({ id, object: 'event', type, data: { object } })
      const time = Math.floor(at)
      const mac = createHmac('sha256', secret ?? keys.webhookSecret)
        .update(`${time}.${body}`)
        .digest('hex')
      return {
        body,
        headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': `t=${time},v1=${mac}` },
      }
    },
  }
}

/** Objects within others are their ids, but for those on the path that is asked for (docs.stripe.com/api/expanding_objects). */
function expanded(fields: object, path: string): object {
  const [first, ...rest] = path.split('.')
  const shown = Object.entries(fields).map(([name, value]) => {
    if (typeof value !== 'object' || value === null || !('id' in value)) return [name, value]
    return [name, name === first ? expanded(value, rest.join('.')) : value.id]
  })
  return Object.fromEntries(shown)
}

const refused = (status: number, message: string, more: Record<string, string> = {}): Reply => ({
  status,
  body: { error: { type: 'invalid_request_error', message, ...more } },
})

/** There is none of what a parameter names. */
const missing = (status: number, param: string): Reply =>
  refused(status, `No such ${param}`, { code: 'resource_missing', param })
