import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, buy, hold, marta } from '../../../test/sales.ts'
import type { Webhook } from '../../../test/simulators/http.ts'
import { simulateProviders } from '../../../test/simulators/providers.ts'
import { providersOf } from './providers.ts'
import { reconcilePayments } from './reconcile.ts'

const { stripe, paypal, razorpay, settings } = await simulateProviders()
const app = await testApp(settings)
const { db, browser, origin, settle, setNow } = app
const { owner, own } = await cast(app)
const cashier = () => ({ ...app.app.services, providers: providersOf(app.app.services) })

/** What tests do at a provider in the buyer's place, and what its webhooks about success and failure are called. */
interface Rig {
  http: { ail: typeof stripe.ail; well(): void }
  pay(ref: string): Record<string, string> | undefined
  /** Declined for good, so that the provider says so when the buyer comes back. */
  decline(ref: string): Record<string, string> | undefined
  webhook(ref: string, kind: 'paid' | 'failed', options?: { id?: string; at?: number }): Webhook
  forge(ref: string): Webhook
  refunded(): number
  /** Whether money was taken, where the buyer's agreement alone takes none. */
  taken?(ref: string): boolean
}

const rigs: Record<'stripe' | 'paypal' | 'razorpay', Rig> = {
  stripe: {
    http: stripe,
    pay(ref) {
      stripe.pay(ref)
      return undefined
    },
    decline(ref) {
      stripe.pay(ref, '3-D Secure failed')
      return { cancelled: '1' }
    },
    webhook: (ref, kind, options) =>
      stripe.webhook(`checkout.session.${kind === 'paid' ? 'completed' : 'expired'}`, ref, options),
    forge: (ref) => stripe.webhook('checkout.session.completed', ref, { secret: 'whsec_forged' }),
    refunded: () => stripe.refunds.length,
  },
  paypal: {
    http: paypal,
    pay(ref) {
      paypal.approve(ref)
      return { token: ref, PayerID: 'SIMULATED' }
    },
    decline(ref) {
      paypal.approve(ref, 'PAYER_ACTION_REQUIRED')
      return undefined
    },
    webhook: (ref, kind, { at, ...options } = {}) =>
      paypal.webhook(kind === 'paid' ? 'CHECKOUT.ORDER.APPROVED' : 'PAYMENT.CAPTURE.DENIED', ref, {
        ...options,
        ...(at === undefined ? {} : { at: new Date(at * 1000) }),
      }),
    forge: (ref) => paypal.webhook('CHECKOUT.ORDER.APPROVED', ref, { webhookId: 'FORGED' }),
    refunded: () => [...paypal.orders.values()].reduce((sum, { refunds }) => sum + refunds.length, 0),
    taken: (ref) => paypal.orders.get(ref)?.captures.length !== 0,
  },
  razorpay: {
    http: razorpay,
    pay: (ref) => razorpay.pay(ref),
    decline(ref) {
      razorpay.pay(ref, { reason: 'authentication_failed' })
      return undefined
    },
    webhook: (ref, kind, options) =>
      razorpay.webhook(kind === 'paid' ? 'payment.authorized' : 'payment.failed', ref, options),
    forge: (ref) => razorpay.webhook('payment.captured', ref, { secret: 'forged-secret' }),
    refunded: () => razorpay.refunds.length,
    taken: (ref) => razorpay.payments.some((one) => one.order_id === ref && one.status !== 'authorized'),
  },
}

const sale = async (quantity = 10, currency = 'EUR') => {
  const types = [{ name: 'Admission', price: 2500, quantity }]
  const event = await makeEvent(owner, own.id, { event: { currency }, types })
  return { eventId: event.eventId, typeId: String(event.typeIds[0]) }
}
const begin = ({ api }: Buyer, orderId: string, provider: string) =>
  api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider } })
async function startPaying(buyer: Buyer, provider: string, what?: { eventId: string; typeId: string }) {
  const { id } = await hold(buyer, what ?? (await sale()))
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  return { orderId: id, ...(await payment(await begin(buyer, id, provider))) }
}
async function payment({ payment: begun, next }: Awaited<ReturnType<typeof begin>>) {
  const { ref } = await db
    .selectFrom('payment')
    .select('ref')
    .where('id', '=', begun?.id ?? '')
    .executeTakeFirstOrThrow()
  return { paymentId: begun?.id ?? '', ref: ref ?? '', next }
}
const confirm = ({ api }: Buyer, orderId: string, paymentId: string, params: Record<string, string> = {}) =>
  api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId },
    body: { params },
  })
const read = ({ api }: Buyer, orderId: string) => api['GET /api/orders/:orderId']({ params: { orderId } })
const send = async (provider: string, { headers, body }: Webhook) =>
  (await fetch(`${origin}/api/webhooks/${provider}`, { method: 'POST', headers, body })).status
const later = (seconds: number) => setNow(new Date(Date.now() + seconds * 1000))
const stateOf = async (paymentId: string) =>
  (await db.selectFrom('payment').select('state').where('id', '=', paymentId).executeTakeFirstOrThrow()).state

test('ways to pay are offered when they have their keys and take the currency of the order', async () => {
  const buyer = browser()
  const all = ['stripe', 'paypal', 'razorpay', 'sandbox']
  assert.deepEqual((await buyer.api['GET /api/payment-providers']()).items, all)
  const offered = async (currency: string) => {
    const { id } = await hold(buyer, await sale(10, currency))
    return (await buyer.api['GET /api/orders/:orderId/payment-providers']({ params: { orderId: id } })).items
  }
  assert.deepEqual(await offered('EUR'), all)
  assert.deepEqual(await offered('KWD'), ['stripe', 'razorpay', 'sandbox'])
})

for (const [provider, rig] of Object.entries(rigs)) {
  test(`${provider}: paid and come back, paid and window closed, both at once: one order, its tickets once`, async () => {
    for (const arrange of ['return', 'webhook', 'both'] as const) {
      const buyer = browser()
      const { orderId, paymentId, ref } = await startPaying(buyer, provider)
      const params = rig.pay(ref)
      if (arrange !== 'return') assert.equal(await send(provider, rig.webhook(ref, 'paid')), 204)
      const returning = () => confirm(buyer, orderId, paymentId, params)
      if (arrange === 'both') await Promise.all([settle(), returning(), returning()])
      if (arrange === 'webhook') await settle()
      if (arrange === 'return') assert.equal((await returning()).state, 'succeeded')
      const order = await read(buyer, orderId)
      assert.deepEqual([order.state, order.tickets.length, order.payment?.state], ['paid', 1, 'succeeded'], arrange)
    }
  })

  test(`${provider}: webhooks that come twice or in the wrong order change nothing more`, async () => {
    const buyer = browser()
    const { orderId, ref } = await startPaying(buyer, provider)
    rig.pay(ref)
    const told = rig.webhook(ref, 'paid', { id: `told-${provider}` })
    assert.deepEqual(await Promise.all([send(provider, told), send(provider, told)]), [204, 204])
    assert.equal(await send(provider, rig.webhook(ref, 'failed')), 204)
    await settle()
    await send(provider, told)
    await send(provider, rig.webhook(ref, 'failed'))
    await settle()
    const order = await read(buyer, orderId)
    assert.deepEqual([order.state, order.tickets.length], ['paid', 1])
    const noted = await db.selectFrom('provider_event').select('event_id').where('ref', '=', ref).execute()
    assert.equal(noted.length, 3)
  })

  test(`${provider}: a webhook that is forged or old is refused and comes to nothing`, async () => {
    const buyer = browser()
    const { orderId, ref } = await startPaying(buyer, provider)
    rig.pay(ref)
    assert.equal(await send(provider, rig.forge(ref)), 400)
    assert.equal(await send(provider, rig.webhook(ref, 'paid', { at: Date.now() / 1000 - 4 * 24 * 3600 })), 400)
    await settle()
    assert.equal((await read(buyer, orderId)).state, 'awaiting_payment')
  })

  test(`${provider}: 3-D Secure that fails keeps the hold and says why; the next try pays`, async () => {
    const buyer = browser()
    const { orderId, paymentId, ref } = await startPaying(buyer, provider)
    const failed = await confirm(buyer, orderId, paymentId, rig.decline(ref))
    assert.deepEqual([failed.state, failed.failure], ['failed', 'authentication_failed'])
    const order = await read(buyer, orderId)
    assert.deepEqual([order.state, order.payment?.failure], ['awaiting_payment', 'authentication_failed'])
    const next = await payment(await begin(buyer, orderId, provider))
    assert.notEqual(next.ref, ref)
    assert.equal((await confirm(buyer, orderId, next.paymentId, rig.pay(next.ref))).state, 'succeeded')
    assert.equal((await read(buyer, orderId)).state, 'paid')
  })

  test(`${provider}: coming back without paying, and another way to pay`, async () => {
    const buyer = browser()
    const { orderId, paymentId } = await startPaying(buyer, provider)
    assert.equal((await confirm(buyer, orderId, paymentId, { cancelled: '1' })).state, 'cancelled')
    const other = await payment(await begin(buyer, orderId, 'sandbox'))
    await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref: other.ref } })
    assert.equal((await confirm(buyer, orderId, other.paymentId)).state, 'succeeded')
  })

  test(`${provider}: while it does not answer, paying is refused, the hold stays, and nothing is lost`, async () => {
    const buyer = browser()
    const { id } = await hold(buyer, await sale())
    await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
    rig.http.ail('broken')
    const problem = await refusedWith('provider_unavailable', begin(buyer, id, provider))
    assert.equal(problem.status, 503)
    rig.http.well()
    const { paymentId, ref } = await payment(await begin(buyer, id, provider))
    const params = rig.pay(ref)
    rig.http.ail('broken')
    await refusedWith('provider_unavailable', confirm(buyer, id, paymentId, params))
    rig.http.well()
    assert.equal(await stateOf(paymentId), 'pending')
    later(90)
    await reconcilePayments(cashier())
    setNow(undefined)
    assert.equal((await read(buyer, id)).state, 'paid')
  })

  test(`${provider}: money whose places are gone goes back once`, async () => {
    const what = await sale(1)
    const buyer = browser()
    const { orderId, paymentId, ref } = await startPaying(buyer, provider, what)
    later(2200)
    await buy(browser(), what)
    const before = rig.refunded()
    assert.equal((await confirm(buyer, orderId, paymentId, rig.pay(ref))).state, 'stranded')
    await settle()
    await settle()
    setNow(undefined)
    assert.equal(await stateOf(paymentId), 'refunded')
    assert.equal(rig.refunded(), before + 1)
  })

  test(`${provider}: a webhook takes no money that would only go back`, async () => {
    for (const reason of ['dropped', 'paid otherwise', 'event cancelled']) {
      const buyer = browser()
      const what = await sale()
      const { orderId, paymentId, ref } = await startPaying(buyer, provider, what)
      rig.pay(ref)
      if (reason === 'dropped') await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId } })
      if (reason === 'event cancelled')
        await owner.api['POST /api/events/:eventId/cancellation']({
          params: { eventId: what.eventId },
          body: { message: '' },
        })
      if (reason === 'paid otherwise') {
        const other = await payment(await begin(buyer, orderId, 'sandbox'))
        await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref: other.ref } })
        await confirm(buyer, orderId, other.paymentId)
      }
      assert.equal(await send(provider, rig.webhook(ref, 'paid')), 204)
      await settle()
      const expected = rig.taken ? [false, 'cancelled'] : [undefined, 'refunded']
      assert.deepEqual([rig.taken?.(ref), await stateOf(paymentId)], expected, reason)
    }
  })

  test(`${provider}: a payment nobody finished is closed as its order lapses`, async () => {
    const buyer = browser()
    const { orderId, paymentId, ref } = await startPaying(buyer, provider)
    later(90)
    await reconcilePayments(cashier())
    assert.equal(await stateOf(paymentId), 'pending')
    later(2200)
    await reconcilePayments(cashier())
    assert.equal(await stateOf(paymentId), 'cancelled')
    if (provider === 'stripe') assert.equal(stripe.sessions.get(ref)?.status, 'expired')
    setNow(undefined)
    assert.equal((await read(buyer, orderId)).payment?.state, 'cancelled')
  })
}

test('an amount that a provider cannot take is refused, and nothing is begun', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale(10, 'KWD'))
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  await refusedWith('amount_not_payable', begin(buyer, id, 'paypal'))
  assert.equal((await begin(buyer, id, 'stripe')).next.kind, 'redirect')
})

test('the step of a begun payment is shown again to its buyer, where the page is ours', async () => {
  const buyer = browser()
  const step = (who: Buyer, orderId: string, paymentId: string) =>
    who.api['GET /api/orders/:orderId/payments/:paymentId/step']({ params: { orderId, paymentId } })
  const { orderId, paymentId, ref, next } = await startPaying(buyer, 'razorpay')
  const shown = await step(buyer, orderId, paymentId)
  assert.deepEqual(shown, { paymentId, orderId, amount: 2500, currency: 'EUR', next })
  assert.equal(next.kind === 'embed' && next.sdk, `${razorpay.origin}/v1/checkout.js`)
  await refusedWith('not_found', step(await person(app), orderId, paymentId))
  const other = await startPaying(buyer, 'stripe')
  await refusedWith('not_found', step(buyer, other.orderId, other.paymentId))
  await refusedWith('not_found', step(buyer, other.orderId, paymentId))
  await confirm(buyer, orderId, paymentId, razorpay.pay(ref))
  await refusedWith('not_found', step(buyer, orderId, paymentId))
})

test('a return to Razorpay’s page that it did not sign is refused and changes nothing', async () => {
  const buyer = browser()
  const { orderId, paymentId, ref } = await startPaying(buyer, 'razorpay')
  const params = { ...razorpay.pay(ref), razorpay_signature: '0'.repeat(64) }
  await refusedWith('signature_invalid', confirm(buyer, orderId, paymentId, params))
  assert.equal(await stateOf(paymentId), 'pending')
})

test('an organization with an account at Stripe is paid there, less the commission, from then on', async () => {
  const administrator = await person(app, { administrator: true })
  const set = (account: string | null, organizationId = own.id) =>
    administrator.api['PUT /api/organizations/:organizationId/payees/stripe']({
      params: { organizationId },
      body: { account },
    })
  const buyer = browser()
  const before = await startPaying(buyer, 'stripe')
  assert.equal(stripe.intentOf(before.ref).transfer_data, null)
  await refusedWith('invalid', set('somebody'))
  await refusedWith('not_found', set('acct_1Own', before.orderId))
  await set('acct_1Own')
  await set('acct_2Own')
  const { id } = await hold(buyer, await sale())
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  await db.updateTable('order').set({ commission: 125 }).where('id', '=', id).execute()
  const { ref, paymentId } = await payment(await begin(buyer, id, 'stripe'))
  assert.deepEqual(stripe.intentOf(ref).transfer_data, { destination: 'acct_2Own' })
  assert.equal(stripe.intentOf(ref).application_fee_amount, 125)
  stripe.pay(ref)
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId: id } })
  await confirm(buyer, id, paymentId)
  await settle()
  const refund = stripe.refunds.at(-1)
  assert.deepEqual([refund?.amount, refund?.reverse_transfer, refund?.refund_application_fee], [2500, true, true])
  await set(null)
  const after = await startPaying(browser(), 'stripe')
  assert.equal(stripe.intentOf(after.ref).transfer_data, null)
})
