import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { cast, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { hold, marta } from '../../../../test/sales.ts'
import { simulateProviders } from '../../../../test/simulators/providers.ts'
import { checkMoney } from '../check.ts'
import { providersOf } from '../providers.ts'
import { reconcilePayments } from '../reconcile.ts'

const { stripe, settings } = await simulateProviders()
const app = await testApp(settings)
const { db, origin, setNow, settle } = app
const { owner, own } = await cast(app)
const cashier = { ...app.app.services, providers: providersOf(app.app.services) }

const types = [
  { name: 'Admission', price: 2500, quantity: 99 },
  { name: 'Sweets', price: 30, quantity: 99 },
]
const { eventId, typeIds } = await makeEvent(owner, own.id, { types })

/** Somebody whose card Stripe keeps since their first order. */
async function rememberedBuyer() {
  const buyer = await person(app)
  const { api } = buyer
  const due = async (typeId = typeIds[0]): Promise<string> => {
    const { id } = await hold(buyer, { eventId, typeId: String(typeId) })
    await api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
    return id
  }
  const pay = (orderId: string, wish: { remember: true } | { method: string }) =>
    api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider: 'stripe', ...wish } })
  const comeBack = (orderId: string, paymentId = '') =>
    api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params: { orderId, paymentId }, body: {} })
  const first = await due()
  const { payment } = await pay(first, { remember: true })
  stripe.pay([...stripe.sessions.keys()].at(-1) ?? '')
  await comeBack(first, payment?.id)
  const method = (await api['GET /api/me/payment-methods']()).items[0]?.ref ?? ''
  return {
    due,
    charge: (orderId: string) => pay(orderId, { method }),
    comeBack,
    drop: (orderId: string) => api['DELETE /api/orders/:orderId']({ params: { orderId } }),
  }
}

/** An order that is paid with the kept card, where Stripe's answer does not come, before or after it has the money. */
async function lost(trouble: 'broken' | 'broken after') {
  const buyer = await rememberedBuyer()
  const orderId = await buyer.due()
  stripe.ail(trouble, undefined, '/v1/payment_intents')
  await refusedWith('provider_unavailable', buyer.charge(orderId))
  stripe.well()
  assert.deepEqual(await paymentsOf(orderId), [['pending', null]])
  return { buyer, orderId, intent: [...stripe.direct.keys()].at(-1) ?? '' }
}
const paymentsOf = async (orderId: string) =>
  (await db.selectFrom('payment').select(['state', 'ref']).where('order_id', '=', orderId).orderBy('id').execute()).map(
    ({ state, ref }) => [state, ref],
  )
const stateOf = async (orderId: string) =>
  (await db.selectFrom('order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state
const journalsOf = async (orderId: string) =>
  (await db.selectFrom('journal').select('kind').where('order_id', '=', orderId).execute()).map(({ kind }) => kind)
const refundedOf = (intent: string) =>
  stripe.refunds.filter(({ payment_intent: of }) => of === intent).map(({ amount, status }) => [amount, status])

async function tell(intent: string) {
  const { body, headers } = stripe.webhook('payment_intent.succeeded', intent)
  const told = await fetch(`${origin}/api/webhooks/stripe`, { method: 'POST', body, headers })
  assert.equal(told.status, 204)
  await settle()
}
async function reconcile(seconds: number) {
  setNow(new Date(Date.now() + seconds * 1000))
  await reconcilePayments(cashier)
  await settle()
  setNow(undefined)
}

test('money that Stripe took and whose answer was lost pays its order by the webhook, once', async () => {
  const { orderId, intent } = await lost('broken after')
  await tell(intent)
  assert.deepEqual([await stateOf(orderId), await paymentsOf(orderId)], ['paid', [['succeeded', intent]]])
  await tell(intent)
  await reconcile(90)
  assert.deepEqual(await journalsOf(orderId), ['sale'])
  assert.deepEqual(await checkMoney(db), [])
})

test('and without a webhook by reconciliation', async () => {
  const { orderId, intent } = await lost('broken after')
  await reconcile(90)
  assert.deepEqual([await stateOf(orderId), await paymentsOf(orderId)], ['paid', [['succeeded', intent]]])
  await tell(intent)
  assert.deepEqual(await journalsOf(orderId), ['sale'])
  assert.deepEqual(await checkMoney(db), [])
})

test('where the order was dropped or paid meanwhile, it goes back', async () => {
  for (const isTold of [true, false])
    for (const isDropped of [true, false]) {
      const { buyer, orderId, intent } = await lost('broken after')
      if (isDropped) await buyer.drop(orderId)
      else await buyer.comeBack(orderId, (await buyer.charge(orderId)).payment?.id)
      if (isTold) await tell(intent)
      else await reconcile(90)
      assert.deepEqual((await paymentsOf(orderId))[0], ['refunded', intent])
      assert.equal(await stateOf(orderId), isDropped ? 'cancelled' : 'paid')
      assert.deepEqual(refundedOf(intent), [[2500, 'succeeded']])
      const kinds = ['stranded', 'stranded_returned', ...(isDropped ? [] : ['sale'])]
      assert.deepEqual((await journalsOf(orderId)).sort(), kinds.sort())
      assert.deepEqual(await checkMoney(db), [])
    }
})

test('what Stripe never got is given up after three days, and not before', async () => {
  const { orderId } = await lost('broken')
  await reconcile(2 * 86_400)
  assert.deepEqual(await paymentsOf(orderId), [['pending', null]])
  await reconcile(3 * 86_400 + 60)
  assert.deepEqual(await paymentsOf(orderId), [['cancelled', null]])
})

test('what Stripe refuses is no fault of the card, and has failed', async () => {
  const buyer = await rememberedBuyer()
  const orderId = await buyer.due(typeIds[1])
  await assert.rejects(buyer.charge(orderId), { status: 500 })
  assert.deepEqual(await paymentsOf(orderId), [['failed', null]])
})

test('a payment of another program with the same account is nothing of ours', async () => {
  const { orderId, intent } = await lost('broken after')
  const metadata = stripe.direct.get(intent)?.metadata ?? {}
  const ours = metadata.payment_id ?? null
  metadata.payment_id = 'invoice 7'
  await tell(intent)
  assert.deepEqual(await paymentsOf(orderId), [['pending', null]])
  metadata.payment_id = ours
})
