import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { hold, marta, paidAtStripe } from '../../../test/sales.ts'
import { simulateProviders } from '../../../test/simulators/providers.ts'
import { type RefundRig, refundRigs } from '../../../test/simulators/refund-rigs.ts'
import { checkMoney } from './check.ts'
import type { PaymentProvider } from './payments/provider.ts'
import { providersOf } from './providers.ts'
import { refundByBuyer } from './refunds.ts'
import { watchSentRefunds } from './refunds-bounced.ts'
import { sendRefund } from './refunds-send.ts'

const { settings, ...simulators } = await simulateProviders()
const app = await testApp(settings)
const { db, browser, origin, setNow, settle } = app
const { administrator, owner, editor, own } = await cast(app)
const cashier = () => ({ ...app.app.services, providers: providersOf(app.app.services) })
const rigs = refundRigs(simulators)

const { eventId, typeIds } = await makeEvent(owner, own.id, {
  types: [{ name: 'Admission', price: 2500, quantity: 500 }],
})

/** A refund of a paid order that its provider called done. */
async function sentRefund(provider: keyof typeof rigs, rig: RefundRig) {
  const buyer = browser()
  const { id: orderId } = await hold(buyer, { eventId, typeId: String(typeIds[0]), quantity: 2 })
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: marta })
  const { payment } = await buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider } })
  const paymentId = payment?.id ?? ''
  const { ref } = await db.selectFrom('payment').select('ref').where('id', '=', paymentId).executeTakeFirstOrThrow()
  const body = { params: rig.pay(String(ref)) ?? {} }
  await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId },
    body,
  })
  const { tickets } = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  const given = { orderId, ticketIds: [tickets[0]?.id ?? ''], amount: 2500, userId: null }
  const { id: refundId } = await refundByBuyer(app.app.services, given, { scope: '', key: undefined })
  await sendRefund(cashier(), refundId)
  await settle()
  return { orderId, refundId, ref: String(ref), place: { params: { eventId, orderId, refundId } } }
}
const inDays = (days: number) => setNow(new Date(Date.now() + days * 86_400_000))
const watch = () => watchSentRefunds(cashier())
const rowOf = (id: string) =>
  db
    .selectFrom('refund')
    .select(['state', 'failure', 'bounces', 'sent_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
const stateOf = async (id: string) => (await rowOf(id)).state
const journalsOf = async (refundId: string) =>
  (
    await db
      .selectFrom('journal')
      .select(['kind', 'round'])
      .where('refund_id', '=', refundId)
      .orderBy('round')
      .orderBy('kind')
      .execute()
  ).map(({ kind, round }) => `${kind} ${round}`)
const nothingIsOff = async () => assert.deepEqual(await checkMoney(db), [])
const retry = owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry']
const payBack = owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment']

for (const [provider, rig] of Object.entries(rigs) as [keyof typeof rigs, RefundRig][])
  test(`${provider}: what a bank returns days later is taken back, told, sent again, and paid by hand when it comes back again`, async () => {
    const { refundId, orderId, ref, place } = await sentRefund(provider, rig)
    rig.bounce(ref)
    // It was just sent: nobody asks yet.
    await watch()
    assert.equal(await stateOf(refundId), 'sent')
    inDays(2)
    await Promise.all([watch(), watch()])
    const { state, bounces, sent_at, failure } = await rowOf(refundId)
    assert.deepEqual([state, bounces, sent_at], ['failed', 1, null])
    assert.equal(failure, provider === 'stripe' ? 'expired_or_canceled_card' : 'refund_returned')
    await nothingIsOff()
    const { items } = await owner.api['GET /api/events/:eventId/orders/:orderId/refunds']({
      params: { eventId, orderId },
    })
    assert.deepEqual(
      items.map((item) => [item.state, item.bounces]),
      [['failed', 1]],
    )
    const { items: stuck } = await administrator.api['GET /api/admin/refunds']({ query: { limit: 1 } })
    assert.equal(stuck[0]?.id, refundId)

    await retry(place)
    await settle()
    assert.equal(await stateOf(refundId), 'sent')
    assert.deepEqual(rig.standing(ref), [2500])
    await nothingIsOff()
    rig.bounce(ref)
    inDays(4)
    await watch()
    assert.deepEqual(await rowOf(refundId).then((row) => [row.state, row.bounces]), ['failed', 2])
    await payBack(place)
    await refusedWith('refund_settled', retry(place))
    inDays(8)
    await watch()
    setNow(undefined)
    assert.equal(await stateOf(refundId), 'sent')
    assert.deepEqual(await journalsOf(refundId), [
      'refund 0',
      'refund_bounced 0',
      'refund_sent 0',
      'refund_bounced 1',
      'refund_sent 1',
      'refund_sent 2',
    ])
    await nothingIsOff()
  })

for (const provider of ['stripe', 'razorpay'] as const)
  test(`${provider}: its webhook is enough, once however often it comes`, async () => {
    const rig = rigs[provider]
    const { refundId, ref } = await sentRefund(provider, rig)
    const send = async ({ headers, body }: { headers: Record<string, string>; body: string }) =>
      (await fetch(`${origin}/api/webhooks/${provider}`, { method: 'POST', headers, body })).status
    const early = rig.webhook?.(ref)
    assert.equal(early && (await send(early)), 204)
    await settle()
    assert.equal(await stateOf(refundId), 'sent', 'what the webhook says is asked for')
    rig.bounce(ref)
    for (let time = 0; time < 2; time++) {
      const webhook = rig.webhook?.(ref)
      assert.equal(webhook && (await send(webhook)), 204)
      await settle()
    }
    assert.equal((await rowOf(refundId)).bounces, 1)
    await nothingIsOff()
  })

test('those who may give money back are told each time, by mail and in the app, and nobody else', async () => {
  const rig = rigs.stripe
  const { refundId, ref, place } = await sentRefund('stripe', rig)
  const told = async (email: string) =>
    (await mails(db, email)).filter(({ subject }) => /came back/.test(subject)).length
  const before = await told(owner.email)
  for (const days of [2, 4]) {
    rig.bounce(ref)
    inDays(days)
    await watch()
    await settle()
    await retry(place)
    await settle()
  }
  setNow(undefined)
  assert.equal((await rowOf(refundId)).bounces, 2)
  assert.equal((await told(owner.email)) - before, 2)
  assert.equal(await told(editor.email), 0)
  const { items } = await owner.api['GET /api/me/notifications']({ query: {} })
  assert.ok(items.filter(({ kind }) => kind === 'refund_bounced').length >= 2)
})

test('a refund that fails while it is on its way is not made again by itself', async () => {
  const rig = rigs.stripe
  rig.refundAs('pending')
  const { refundId, ref } = await sentRefund('stripe', rig)
  rig.refundAs('done')
  assert.equal(await stateOf(refundId), 'pending')
  rig.bounce(ref)
  await sendRefund(cashier(), refundId)
  assert.deepEqual([await stateOf(refundId), rig.standing(ref)], ['failed', []])
  await nothingIsOff()
})

test('what came back of money that the organizer had is the platform’s to send, and costs the organizer no more', async () => {
  const payee = await paidAtStripe(administrator, own.id)
  const rig = rigs.stripe
  const { orderId, refundId, ref, place } = await sentRefund('stripe', rig)
  await payee(null)
  rig.bounce(ref)
  inDays(2)
  await watch()
  await retry(place)
  await settle()
  setNow(undefined)
  const made = simulators.stripe.refunds.filter(
    ({ payment_intent }) => payment_intent === simulators.stripe.intentOf(ref).id,
  )
  assert.deepEqual(
    made.map(({ status, reverse_transfer }) => [status, reverse_transfer]),
    [
      ['failed', true],
      ['succeeded', false],
    ],
  )
  assert.equal(await stateOf(refundId), 'sent')
  const sums = await db
    .selectFrom('entry')
    .innerJoin('journal', 'journal.id', 'entry.journal_id')
    .select(['entry.account'])
    .select(({ fn }) => fn.sum<number>('entry.amount').as('amount'))
    .where('journal.order_id', '=', orderId)
    .groupBy('entry.account')
    .execute()
  // Two tickets were sold for 1.00 of commission each, one of which went back.
  assert.deepEqual(
    sums.map(({ account, amount }) => [account, Number(amount)]).filter(([, amount]) => amount !== 0),
    [
      ['platform_commission', -100],
      ['provider_clearing', 100],
    ],
  )
  await nothingIsOff()
})

test('the last question is asked when banks are through, and waits for a provider that does not answer', async () => {
  const { refundId, ref } = await sentRefund('stripe', rigs.stripe)
  const { sent_at } = await rowOf(refundId)
  const afterDays = (days: number) => new Date((sent_at?.getTime() ?? 0) + days * 86_400_000)
  const watchOn = async (days: number) => {
    setNow(afterDays(days))
    await watch()
  }
  // What others left behind is asked about as well, and says nothing here.
  await db
    .updateTable('refund')
    .set({ asked_at: afterDays(30) })
    .where('state', '=', 'sent')
    .execute()
  rigs.stripe.bounce(ref)
  await watchOn(32.9)
  assert.equal(await stateOf(refundId), 'sent')
  simulators.stripe.ail('broken')
  await assert.rejects(watchOn(33.1))
  simulators.stripe.well()
  assert.equal(await stateOf(refundId), 'sent')
  await watchOn(33.2)
  setNow(undefined)
  assert.equal(await stateOf(refundId), 'failed')
  await nothingIsOff()
})

test('and that once', async () => {
  const { refundId, ref } = await sentRefund('stripe', rigs.stripe)
  const { sent_at } = await rowOf(refundId)
  const watchOn = async (days: number) => {
    setNow(new Date((sent_at?.getTime() ?? 0) + days * 86_400_000))
    await watch()
  }
  await watchOn(30)
  await watchOn(33)
  rigs.stripe.bounce(ref)
  await watchOn(34.9)
  setNow(undefined)
  assert.equal(await stateOf(refundId), 'sent')
})

test('an answer that comes when the money is back already says nothing of it', async () => {
  const rig = rigs.stripe
  rig.refundAs('pending')
  const { refundId, ref } = await sentRefund('stripe', rig)
  rig.refundAs('done')
  await db.updateTable('refund').set({ state: 'requested' }).where('id', '=', refundId).execute()
  const given = cashier()
  const real = given.providers.get('stripe') as PaymentProvider
  const done: PaymentProvider = { ...real, refund: async () => ({ status: 'done' }) }
  const slow: PaymentProvider = {
    ...real,
    async refund() {
      await sendRefund({ ...given, providers: new Map([['stripe', done]]) }, refundId)
      rig.bounce(ref)
      inDays(2)
      await watch()
      return { status: 'done' }
    },
  }
  await sendRefund({ ...given, providers: new Map([['stripe', slow]]) }, refundId)
  setNow(undefined)
  const { state, bounces } = await rowOf(refundId)
  assert.deepEqual([state, bounces], ['failed', 1])
  await nothingIsOff()
})
