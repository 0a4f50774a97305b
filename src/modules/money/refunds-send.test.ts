import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { hold, marta } from '../../../test/sales.ts'
import { simulatePaypal } from '../../../test/simulators/paypal.ts'
import { simulateRazorpay } from '../../../test/simulators/razorpay.ts'
import { simulateStripe } from '../../../test/simulators/stripe.ts'
import { Refusal } from '../../errors.ts'
import { checkMoney } from './check.ts'
import { providersOf } from './providers.ts'
import { refundByBuyer } from './refunds.ts'
import { sendRefund, sendWaitingRefunds } from './refunds-send.ts'

const stripe = await simulateStripe({ secretKey: 'sk_test_1', webhookSecret: 'whsec_1' })
const paypal = await simulatePaypal({ clientId: 'client-id-1', clientSecret: 'client-secret-1', webhookId: 'WH1' })
const razorpay = await simulateRazorpay({
  keyId: 'rzp_test_1',
  keySecret: 'key-secret-1',
  webhookSecret: 'webhook-secret-1',
})
const app = await testApp({
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_API: stripe.origin,
  PAYPAL_CLIENT_ID: 'client-id-1',
  PAYPAL_CLIENT_SECRET: 'client-secret-1',
  PAYPAL_WEBHOOK_ID: 'WH1',
  PAYPAL_API: paypal.origin,
  RAZORPAY_KEY_ID: 'rzp_test_1',
  RAZORPAY_KEY_SECRET: 'key-secret-1',
  RAZORPAY_WEBHOOK_SECRET: 'webhook-secret-1',
  RAZORPAY_API: razorpay.origin,
})
const { db, browser, setNow } = app
const { administrator, owner, own } = await cast(app)
const cashier = () => ({ ...app.app.services, providers: providersOf(app.app.services) })

/** What tests do at a provider: pay in the buyer's place, and decide how refunds go. */
interface Rig {
  http: Pick<typeof stripe, 'ail' | 'well'>
  pay(ref: string): Record<string, string> | undefined
  refundAs(status: 'pending' | 'failed' | 'done'): void
  /** Refunds of a payment, in minor units, without those that failed; `finish` ends those it was not done with. */
  standing(ref: string): number[]
  finish(ref: string): void
}

const ofStripe = (ref: string) =>
  stripe.refunds.filter(({ payment_intent }) => payment_intent === stripe.intentOf(ref).id)
const ofPaypal = (ref: string) => paypal.orders.get(ref)?.refunds ?? []
const ofRazorpay = (ref: string) =>
  razorpay.refunds.filter((refund) =>
    razorpay.payments.some((one) => one.order_id === ref && one.id === refund.payment_id),
  )

const rigs: Record<'stripe' | 'paypal' | 'razorpay', Rig> = {
  stripe: {
    http: stripe,
    pay: (ref) => void stripe.pay(ref),
    refundAs: (status) => stripe.refundAs(status === 'done' ? 'succeeded' : status),
    standing: (ref) => ofStripe(ref).flatMap(({ status, amount }) => (status === 'failed' ? [] : [amount])),
    finish(ref) {
      for (const refund of ofStripe(ref)) refund.status = 'succeeded'
    },
  },
  paypal: {
    http: paypal,
    pay(ref) {
      paypal.approve(ref)
      return { token: ref, PayerID: 'SIMULATED' }
    },
    refundAs: (status) =>
      paypal.refundAs(({ pending: 'PENDING', failed: 'FAILED', done: 'COMPLETED' } as const)[status]),
    standing: (ref) =>
      ofPaypal(ref).flatMap(({ status, amount }) =>
        status === 'FAILED' ? [] : [Math.round(Number(amount.value) * 100)],
      ),
    finish(ref) {
      for (const refund of ofPaypal(ref)) refund.status = 'COMPLETED'
    },
  },
  razorpay: {
    http: razorpay,
    pay: (ref) => razorpay.pay(ref),
    refundAs: (status) => razorpay.refundAs(status === 'done' ? 'processed' : status),
    standing: (ref) => ofRazorpay(ref).flatMap(({ status, amount }) => (status === 'failed' ? [] : [amount])),
    finish(ref) {
      for (const refund of ofRazorpay(ref)) refund.status = 'processed'
    },
  },
}

const { eventId, typeIds } = await makeEvent(owner, own.id, {
  types: [{ name: 'Admission', price: 2500, quantity: 500 }],
})

async function paidOrder(provider: string, rig: Pick<Rig, 'pay'>) {
  const { api } = browser()
  const { id: orderId } = await hold({ api }, { eventId, typeId: String(typeIds[0]), quantity: 3 })
  await api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: marta })
  const { payment } = await api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider } })
  const paymentId = payment?.id ?? ''
  const row = await db.selectFrom('payment').select('ref').where('id', '=', paymentId).executeTakeFirstOrThrow()
  const ref = row.ref ?? ''
  const body = { params: rig.pay(ref) ?? {} }
  await api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params: { orderId, paymentId }, body })
  const { tickets } = await api['GET /api/orders/:orderId']({ params: { orderId } })
  return { orderId, ref, ticketIds: tickets.map(({ id }) => id) }
}
const giveUp = async (orderId: string, ticketId: string | undefined) => {
  const given = { orderId, ticketIds: [ticketId ?? ''], amount: 2500, userId: null }
  return (await refundByBuyer(app.app.services, given, { scope: '', key: undefined })).id
}
const send = (refundId: string) => sendRefund(cashier(), refundId)
const stateOf = async (id: string) =>
  (await db.selectFrom('refund').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
const sentJournals = async (refundId: string) =>
  (
    await db
      .selectFrom('journal')
      .select('id')
      .where('refund_id', '=', refundId)
      .where('kind', '=', 'refund_sent')
      .execute()
  ).length
const isUnavailable = (error: unknown) => error instanceof Refusal && error.code === 'provider_unavailable'
const nothingIsOff = async () => assert.deepEqual(await checkMoney(db), [])

for (const [provider, rig] of Object.entries(rigs)) {
  test(`${provider}: a refund goes once, in parts for several, though it was asked twice at once and an answer was lost`, async () => {
    const { orderId, ref, ticketIds } = await paidOrder(provider, rig)
    const first = await giveUp(orderId, ticketIds[0])
    rig.http.ail('broken')
    await assert.rejects(send(first), isUnavailable)
    assert.equal(await stateOf(first), 'requested')
    rig.http.ail('broken after', 1, provider === 'stripe' ? '/refunds' : '/refund')
    await send(first)
    rig.http.well()
    assert.equal(await stateOf(first), 'sent')
    await send(first)
    const second = await giveUp(orderId, ticketIds[1])
    await Promise.all([send(second), send(second)])
    assert.deepEqual(rig.standing(ref), [2500, 2500])
    assert.deepEqual([await sentJournals(first), await sentJournals(second)], [1, 1])
    await nothingIsOff()
  })

  test(`${provider}: a refund it is not done with is asked about again until it is`, async () => {
    const { orderId, ref, ticketIds } = await paidOrder(provider, rig)
    const refund = await giveUp(orderId, ticketIds[0])
    rig.refundAs('pending')
    await send(refund)
    rig.refundAs('done')
    assert.equal(await stateOf(refund), 'pending')
    assert.equal(await sentJournals(refund), 0)
    setNow(new Date(Date.now() + 700_000))
    await sendWaitingRefunds(cashier())
    assert.equal(await stateOf(refund), 'pending')
    rig.finish(ref)
    // It was just asked about.
    await sendWaitingRefunds(cashier())
    assert.equal(await stateOf(refund), 'pending')
    setNow(new Date(Date.now() + 3 * 3600_000))
    await sendWaitingRefunds(cashier())
    setNow(undefined)
    assert.equal(await stateOf(refund), 'sent')
    assert.deepEqual(rig.standing(ref), [2500])
    await nothingIsOff()
  })

  test(`${provider}: a refund it refuses is there to be tried again, or paid by hand`, async () => {
    const { orderId, ref, ticketIds } = await paidOrder(provider, rig)
    const params = (refundId: string) => ({ params: { eventId, orderId, refundId } })
    const [again, byHand] = [await giveUp(orderId, ticketIds[0]), await giveUp(orderId, ticketIds[1])]
    rig.refundAs('failed')
    for (const refund of [again, byHand]) await send(refund)
    rig.refundAs('done')
    const { items } = await owner.api['GET /api/events/:eventId/orders/:orderId/refunds']({
      params: { eventId, orderId },
    })
    assert.deepEqual(
      items.map(({ state, failure }) => [state, failure !== null]),
      [
        ['failed', true],
        ['failed', true],
      ],
    )
    const stuck = await administrator.api['GET /api/admin/refunds']({ query: { limit: 1 } })
    assert.deepEqual(
      stuck.items.map(({ id, state, provider: by }) => [id, state, by]),
      [[byHand, 'failed', provider]],
    )
    const older = await administrator.api['GET /api/admin/refunds']({ query: { cursor: stuck.next ?? '' } })
    assert.deepEqual(older.items[0]?.id, again)
    // It waits for people: nobody tries it by itself.
    setNow(new Date(Date.now() + 24 * 3600_000))
    await sendWaitingRefunds(cashier())
    setNow(undefined)
    assert.deepEqual(rig.standing(ref), [])

    const retry = owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry']
    const payBack = owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment']
    await retry(params(again))
    await refusedWith('refund_settled', retry(params(again)))
    await refusedWith('refund_settled', payBack(params(again)))
    await send(again)
    assert.equal(await stateOf(again), 'sent')
    await payBack(params(byHand))
    await payBack(params(byHand))
    await refusedWith('refund_settled', retry(params(byHand)))
    await send(byHand)
    assert.deepEqual(rig.standing(ref), [2500])
    assert.deepEqual([await sentJournals(again), await sentJournals(byHand)], [1, 1])
    await nothingIsOff()
  })
}

test('a refund whose own job was lost is sent by the chore, and one provider that does not answer stops no other', async () => {
  const stuck = await paidOrder('stripe', rigs.stripe)
  const other = await paidOrder('paypal', rigs.paypal)
  const [waiting, sent] = [
    await giveUp(stuck.orderId, stuck.ticketIds[0]),
    await giveUp(other.orderId, other.ticketIds[0]),
  ]
  await sendWaitingRefunds(cashier())
  assert.deepEqual([await stateOf(waiting), await stateOf(sent)], ['requested', 'requested'])
  setNow(new Date(Date.now() + 400_000))
  stripe.ail('broken')
  await assert.rejects(sendWaitingRefunds(cashier()), ({ errors }: AggregateError) => errors.every(isUnavailable))
  stripe.well()
  assert.deepEqual([await stateOf(waiting), await stateOf(sent)], ['requested', 'sent'])
  setNow(new Date(Date.now() + 4 * 3600_000))
  await sendWaitingRefunds(cashier())
  setNow(undefined)
  assert.equal(await stateOf(waiting), 'sent')
  await nothingIsOff()
})

test('of money that Stripe gave to the organizer, the platform gives its commission back and nothing more', async () => {
  await administrator.api['PUT /api/admin/organizations/:organizationId/commission']({
    params: { organizationId: own.id },
    body: { percent: 4_000, fixed: null, paidBy: 'organizer' },
  })
  const payee = (account: string | null) =>
    administrator.api['PUT /api/organizations/:organizationId/payees/stripe']({
      params: { organizationId: own.id },
      body: { account },
    })
  await payee('acct_1Organizer')
  const { orderId, ref, ticketIds } = await paidOrder('stripe', rigs.stripe)
  await payee(null)
  await send(await giveUp(orderId, ticketIds[0]))
  const [made] = ofStripe(ref)
  assert.deepEqual([made?.amount, made?.reverse_transfer, made?.refund_application_fee], [2500, true, true])
  const entries = await db
    .selectFrom('entry')
    .innerJoin('journal', 'journal.id', 'entry.journal_id')
    .select(['entry.account'])
    .select(({ fn }) => fn.sum<number>('entry.amount').as('amount'))
    .where('journal.order_id', '=', orderId)
    .where('entry.account', 'in', ['platform_commission', 'buyer', 'organizer_payable'])
    .groupBy('entry.account')
    .orderBy('entry.account')
    .execute()
  // Three tickets were sold for 1.00 of commission each, and one was given back.
  assert.deepEqual(
    entries.map(({ account, amount }) => [account, Number(amount)]).filter(([, amount]) => amount !== 0),
    [['platform_commission', -200]],
  )
  await nothingIsOff()
})
