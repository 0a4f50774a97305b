import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { type Buyer, buy, hold, startPaying } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { refuse } from '../../errors.ts'
import type { PaymentProvider } from './payments/provider.ts'
import { providersOf } from './providers.ts'
import { reconcilePayments } from './reconcile.ts'

const app = await testApp()
const { db, browser, setNow } = app
const { owner, own } = await cast(app)
const providers = providersOf(app.app.services)
const sandbox = providers.get('sandbox') as PaymentProvider
const reconcile = (others: ReadonlyMap<string, PaymentProvider> = providers) =>
  reconcilePayments({ ...app.app.services, providers: others })
const later = (seconds: number) => setNow(new Date(Date.now() + seconds * 1000))

const { eventId, typeIds } = await makeEvent(owner, own.id)
const what = { eventId, typeId: String(typeIds[0]) }

async function begun() {
  const buyer: Buyer = browser()
  const { id: orderId } = await hold(buyer, what)
  const { paymentId, ref } = await startPaying(buyer, orderId)
  const params = { orderId, paymentId }
  return {
    orderId,
    paymentId,
    ref,
    confirm: () => buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params, body: {} }),
    order: () => buyer.api['GET /api/orders/:orderId']({ params: { orderId } }),
  }
}
/** The provider lets a buyer pay after all, and its webhook is lost. */
const payAfterAll = (ref: string) =>
  db.updateTable('sandbox_payment').set({ state: 'paid' }).where('ref', '=', ref).execute()
const readPayment = (paymentId: string) =>
  db.selectFrom('payment').select(['state', 'asked_at']).where('id', '=', paymentId).executeTakeFirstOrThrow()

for (const [act, state] of [
  ['decline', 'failed'],
  ['cancel', 'cancelled'],
] as const)
  test(`a payment that ${state} and was paid on the same page after all pays its order`, async () => {
    const { ref, confirm, order } = await begun()
    await browser().api[`POST /api/sandbox/payments/:ref/${act}`]({ params: { ref } })
    assert.equal((await confirm()).state, state)
    later(90)
    await reconcile()
    assert.equal((await order()).payment?.state, state)
    await payAfterAll(ref)
    // It was asked about after 90 seconds and is asked again after as many.
    later(120)
    await reconcile()
    assert.equal((await order()).state, 'awaiting_payment')
    later(200)
    await reconcile()
    setNow(undefined)
    assert.deepEqual([(await order()).state, (await order()).payment?.state], ['paid', 'succeeded'])
  })

test('a payment that failed is not asked about for ever', async () => {
  const { paymentId, ref, confirm } = await begun()
  await browser().api['POST /api/sandbox/payments/:ref/decline']({ params: { ref } })
  await confirm()
  await payAfterAll(ref)
  later(3 * 24 * 3600 + 60)
  await reconcile()
  setNow(undefined)
  assert.deepEqual(await readPayment(paymentId), { state: 'failed', asked_at: null })
})

test('a page for an event that is not live any more is closed', async () => {
  const { eventId: other, typeIds: types } = await makeEvent(owner, own.id)
  const buyer = browser()
  const { id } = await hold(buyer, { eventId: other, typeId: String(types[0]) })
  const { paymentId } = await startPaying(buyer, id)
  await owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId: other }, body: { message: '' } })
  later(90)
  await reconcile()
  setNow(undefined)
  assert.equal((await readPayment(paymentId)).state, 'cancelled')
})

test('all that are due are asked about in one go', async () => {
  const { id: order_id } = await buy(browser(), what)
  const created_at = new Date()
  const rows = Array.from({ length: 120 }, () => ({ id: newId(), ref: newId() }))
  const page = { amount: 2500, currency: 'EUR', label: 'x', return_url: '/', cancel_url: '/' }
  await db
    .insertInto('sandbox_payment')
    .values(rows.map(({ ref }) => ({ ...page, ref })))
    .execute()
  const row = { order_id, provider: 'sandbox', amount: 2500, currency: 'EUR', created_at }
  await db
    .insertInto('payment')
    .values(rows.map((one) => ({ ...row, ...one })))
    .execute()
  later(90)
  await reconcile()
  setNow(undefined)
  const ids = rows.map(({ id }) => id)
  const left = await db
    .selectFrom('payment')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'pending')
    .execute()
  assert.deepEqual(left, [])
})

test('a provider that does not answer is asked once and does not keep others waiting; one that errs is asked on', async () => {
  const payments = [await begun(), await begun(), await begun(), await begun()]
  for (const [index, { paymentId, ref }] of payments.entries()) {
    await payAfterAll(ref)
    const provider = index < 2 ? 'paypal' : 'sandbox'
    await db.updateTable('payment').set({ provider }).where('id', '=', paymentId).execute()
  }
  const asked: string[] = []
  const ailing = (fail: (ref: string) => unknown): PaymentProvider => ({
    ...sandbox,
    async confirm(given) {
      asked.push(given.ref)
      await fail(given.ref)
      return sandbox.confirm(given)
    },
  })
  const broken = payments[2]?.ref
  const errs = (ref: string) => (ref === broken ? Promise.reject(new Error('unexpected')) : undefined)
  const all = new Map([
    ['paypal', ailing(() => refuse('provider_unavailable'))],
    ['sandbox', ailing(errs)],
  ])
  later(90)
  await assert.rejects(reconcile(all), ({ errors }: AggregateError) => {
    assert.deepEqual(errors.map(({ message }: Error) => message).sort(), ['provider_unavailable', 'unexpected'])
    return true
  })
  assert.deepEqual(
    payments.map(({ ref }) => asked.includes(ref)),
    [true, false, true, true],
  )
  assert.equal((await payments[3]?.order())?.state, 'paid')
  later(300)
  await reconcile(new Map([...all, ['paypal', sandbox], ['sandbox', sandbox]]))
  setNow(undefined)
  for (const { order } of payments) assert.equal((await order()).state, 'paid')
})
