import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { hold, startPaying } from '../../../test/sales.ts'
import { checkMoney } from './check.ts'
import type { PaymentProvider } from './payments/provider.ts'
import { providersOf } from './providers.ts'
import { returnAllStranded, returnStranded, watchReturned } from './stranded.ts'

const app = await testApp()
const { db, browser, setNow } = app
const { owner, own } = await cast(app)
const providers = providersOf(app.app.services)
const sandbox = providers.get('sandbox') as PaymentProvider
const { eventId, typeIds } = await makeEvent(owner, own.id)

/** Money that came for an order that was dropped, and whose job has not run. */
async function strandedPayment() {
  const buyer = browser()
  const { id: orderId } = await hold(buyer, { eventId, typeId: String(typeIds[0]) })
  const { paymentId, ref } = await startPaying(buyer, orderId)
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId } })
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  const params = { orderId, paymentId }
  await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params, body: {} })
  return { paymentId, ref }
}

test('money that its job did not return is returned later, whatever becomes of other money', async () => {
  const stuck = await strandedPayment()
  const other = await strandedPayment()
  const states = async () => {
    const ids = [stuck.paymentId, other.paymentId]
    return (await db.selectFrom('payment').select('state').where('id', 'in', ids).orderBy('id').execute()).map(
      ({ state }) => state,
    )
  }
  const failing: PaymentProvider = {
    ...sandbox,
    refund: async (given) => (given.ref === stuck.ref ? { status: 'failed' } : sandbox.refund(given)),
  }
  const tryWith = (provider: PaymentProvider) =>
    returnAllStranded({ ...app.app.services, providers: new Map([['sandbox', provider]]) })

  await tryWith(failing)
  assert.deepEqual(await states(), ['stranded', 'stranded'])
  setNow(new Date(Date.now() + 3_601_000))
  await assert.rejects(tryWith(failing), ({ errors }: AggregateError) => {
    assert.deepEqual(
      errors.map(({ message }: Error) => message),
      [`the refund of payment ${stuck.paymentId} is failed`],
    )
    return true
  })
  assert.deepEqual(await states(), ['stranded', 'refunded'])
  await tryWith(sandbox)
  setNow(undefined)
  assert.deepEqual(await states(), ['refunded', 'refunded'])
})

test('money that went back and came back from the bank is stranded again, and returned again', async () => {
  const { paymentId } = await strandedPayment()
  await app.settle()
  const row = () =>
    db.selectFrom('payment').select(['state', 'bounces']).where('id', '=', paymentId).executeTakeFirstOrThrow()
  assert.deepEqual(await row(), { state: 'refunded', bounces: 0 })
  const returning: PaymentProvider = {
    ...sandbox,
    refundState: async (given) => (given.refundId === paymentId ? { status: 'failed' } : sandbox.refundState(given)),
    // The sandbox knows the refund as made, and no bank.
    fetch: async (ref) => sandbox.fetch(ref),
  }
  const cashier = { ...app.app.services, providers: new Map([['sandbox', returning]]) }
  await watchReturned(cashier)
  assert.equal((await row()).state, 'refunded', 'it is not asked about on the same day')
  setNow(new Date(Date.now() + 2 * 86_400_000))
  await Promise.all([watchReturned(cashier), watchReturned(cashier)])
  assert.deepEqual(await row(), { state: 'stranded', bounces: 1 })
  assert.deepEqual(await checkMoney(db), [])
  await returnAllStranded({ ...cashier, providers: new Map([['sandbox', sandbox]]) })
  setNow(undefined)
  assert.deepEqual(await row(), { state: 'refunded', bounces: 1 })
  const journals = await db
    .selectFrom('journal')
    .select(['kind', 'round'])
    .where('payment_id', '=', paymentId)
    .execute()
  assert.deepEqual(journals.map(({ kind, round }) => `${kind} ${round}`).sort(), [
    'provider_fee 0',
    'stranded 0',
    'stranded_bounced 0',
    'stranded_returned 0',
    'stranded_returned 1',
  ])
  assert.deepEqual(await checkMoney(db), [])
})

test('money that was returned late is watched from then on, and again from when it was returned again', async () => {
  const { paymentId } = await strandedPayment()
  const failing: PaymentProvider = {
    ...sandbox,
    refundState: async (given) => (given.refundId === paymentId ? { status: 'failed' } : sandbox.refundState(given)),
  }
  const cashier = { ...app.app.services, providers: new Map([['sandbox', failing]]) }
  const days = (count: number) => setNow(new Date(Date.now() + count * 86_400_000))
  const row = () =>
    db.selectFrom('payment').select(['state', 'bounces']).where('id', '=', paymentId).executeTakeFirstOrThrow()
  for (const [round, day] of [40, 80].entries()) {
    days(day)
    await returnAllStranded(cashier)
    assert.deepEqual(await row(), { state: 'refunded', bounces: round })
    days(day + 2)
    await watchReturned(cashier)
    assert.deepEqual(await row(), { state: 'stranded', bounces: round + 1 })
  }
  setNow(undefined)
  assert.deepEqual(await checkMoney(db), [])
})

test('an answer that comes when the money is back already says nothing of it', async () => {
  const { paymentId } = await strandedPayment()
  const row = () =>
    db.selectFrom('payment').select(['state', 'bounces']).where('id', '=', paymentId).executeTakeFirstOrThrow()
  const failing: PaymentProvider = { ...sandbox, refundState: async () => ({ status: 'failed' }) }
  const bouncing = { ...app.app.services, providers: new Map([['sandbox', failing]]) }
  const slow: PaymentProvider = {
    ...sandbox,
    async refund(given) {
      await returnStranded(bouncing, paymentId)
      setNow(new Date(Date.now() + 2 * 86_400_000))
      await watchReturned(bouncing)
      return sandbox.refund(given)
    },
  }
  await returnStranded({ ...bouncing, providers: new Map([['sandbox', slow]]) }, paymentId)
  setNow(undefined)
  assert.deepEqual(await row(), { state: 'stranded', bounces: 1 })
  assert.deepEqual(await checkMoney(db), [])
})
