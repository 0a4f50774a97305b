import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { cast } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { type Buyer, buy, hold, startPaying } from '../../../../test/sales.ts'
import { providersOf } from '../providers.ts'
import { reconcilePayments } from '../reconcile.ts'

const app = await testApp()
const { db, browser, setNow, settle } = app
const { owner, own } = await cast(app)
const cashier = () => ({ ...app.app.services, providers: providersOf(app.app.services) })

type Act = 'challenge' | 'pass' | 'fail' | 'late' | 'twice' | 'webhook_first' | 'webhook_never'

/** A buyer at the sandbox's page, with what they do there and afterwards. */
async function atSandbox(quantity = 10) {
  const types = [{ name: 'Admission', price: 2500, quantity }]
  const event = await makeEvent(owner, own.id, { types })
  const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }
  const buyer: Buyer = browser()
  const { id: orderId } = await hold(buyer, what)
  const { paymentId, ref } = await startPaying(buyer, orderId)
  return {
    what,
    ref,
    act: async (act: Act) =>
      (await buyer.api['POST /api/sandbox/payments/:ref/trouble']({ params: { ref }, body: { act } })).state,
    comeBack: () =>
      buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
        params: { orderId, paymentId },
        body: {},
      }),
    order: () => buyer.api['GET /api/orders/:orderId']({ params: { orderId } }),
    payment: () => db.selectFrom('payment').select('state').where('id', '=', paymentId).executeTakeFirstOrThrow(),
  }
}
const later = (seconds: number) => setNow(new Date(Date.now() + seconds * 1000))
const webhooksAbout = (ref: string) => db.selectFrom('provider_event').selectAll().where('ref', '=', ref).execute()
const jobsAbout = async (ref: string) =>
  (await db.selectFrom('outbox').select('payload').where('fact', '=', 'sandbox.settled').execute()).filter(
    ({ payload }) => (payload as { ref: string }).ref === ref,
  ).length

test('3-D Secure that is passed pays', async () => {
  const { act, comeBack, order } = await atSandbox()
  assert.equal(await act('challenge'), 'challenged')
  assert.equal((await comeBack()).state, 'pending')
  assert.equal(await act('pass'), 'paid')
  assert.equal((await comeBack()).state, 'succeeded')
  assert.equal((await order()).state, 'paid')
})

test('3-D Secure that fails does not, and says so', async () => {
  const { act, comeBack, order } = await atSandbox()
  await act('challenge')
  assert.equal(await act('fail'), 'challenge_failed')
  assert.equal((await comeBack()).failure, 'authentication_failed')
  assert.equal((await order()).state, 'awaiting_payment')
})

test('3-D Secure is answered when it was asked for alone, and what was decided stays decided', async () => {
  const { act } = await atSandbox()
  assert.equal(await act('pass'), 'open')
  await act('challenge')
  assert.equal(await act('late'), 'challenged')
  const states = await Promise.all([act('pass'), act('fail')])
  assert.equal(states[0], states[1])
})

test('money that comes late is not there before, and pays while nobody took the places', async () => {
  const { act, comeBack, order, payment } = await atSandbox()
  assert.equal(await act('late'), 'late')
  assert.equal((await comeBack()).state, 'pending')
  later(90)
  await reconcilePayments(cashier())
  assert.equal((await payment()).state, 'pending')
  later(605)
  await reconcilePayments(cashier())
  setNow(undefined)
  assert.equal((await order()).state, 'paid')
})

test('money that comes late goes back when the places are gone', async () => {
  const { what, act, order, ref } = await atSandbox(1)
  await act('late')
  later(605)
  await buy(browser(), what)
  await reconcilePayments(cashier())
  await settle()
  setNow(undefined)
  const { state, payment } = await order()
  assert.deepEqual([state, payment?.state], ['expired', 'refunded'])
  assert.equal((await browser().api['GET /api/sandbox/payments/:ref']({ params: { ref } })).state, 'refunded')
})

test('told twice, the order is paid once', async () => {
  const { act, order, ref } = await atSandbox()
  assert.equal(await act('twice'), 'paid')
  assert.equal(await jobsAbout(ref), 2)
  await settle()
  assert.equal((await webhooksAbout(ref)).length, 1)
  assert.deepEqual([(await order()).state, (await order()).tickets.length], ['paid', 1])
})

test('told first, the webhook is there before the buyer', async () => {
  const { act, comeBack, ref } = await atSandbox()
  assert.equal(await act('webhook_first'), 'paid')
  assert.equal((await webhooksAbout(ref)).length, 1)
  assert.equal((await comeBack()).state, 'succeeded')
  await settle()
  assert.equal((await webhooksAbout(ref)).length, 1)
})

test('told never, the return pays, and without it reconciliation does', async () => {
  const one = await atSandbox()
  await one.act('webhook_never')
  await settle()
  assert.equal((await webhooksAbout(one.ref)).length, 0)
  assert.equal((await one.order()).state, 'awaiting_payment')
  assert.equal((await one.comeBack()).state, 'succeeded')
  const two = await atSandbox()
  await two.act('webhook_never')
  later(90)
  await reconcilePayments(cashier())
  setNow(undefined)
  assert.equal((await two.order()).state, 'paid')
})

test('a page nobody finished is closed as the order lapses', async () => {
  for (const isChallenged of [false, true]) {
    const { act, payment, ref } = await atSandbox()
    if (isChallenged) await act('challenge')
    later(605)
    await reconcilePayments(cashier())
    setNow(undefined)
    assert.equal((await payment()).state, 'cancelled')
    assert.equal((await browser().api['GET /api/sandbox/payments/:ref']({ params: { ref } })).state, 'cancelled')
  }
})

test('what the sandbox does not know is refused', async () => {
  const { api } = browser()
  const { act } = await atSandbox()
  await refusedWith('invalid', act('explode' as Act))
  const unknown = { params: { ref: 'nothing-of-ours' }, body: { act: 'late' } } as const
  await refusedWith('not_found', api['POST /api/sandbox/payments/:ref/trouble'](unknown))
})
