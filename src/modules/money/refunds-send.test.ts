import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { hold, marta, paidAtStripe } from '../../../test/sales.ts'
import { simulateProviders } from '../../../test/simulators/providers.ts'
import { type RefundRig, refundRigs } from '../../../test/simulators/refund-rigs.ts'
import { Refusal } from '../../errors.ts'
import { checkMoney } from './check.ts'
import type { PaymentProvider } from './payments/provider.ts'
import { type Providers, providerNamed, providersOf } from './providers.ts'
import { refundByBuyer } from './refunds.ts'
import { retryRefund, sendRefund, sendWaitingRefunds } from './refunds-send.ts'

const { stripe, paypal, razorpay, settings } = await simulateProviders()
const app = await testApp(settings)
const { db, browser, setNow } = app
const { administrator, owner, own } = await cast(app)
const cashier = () => ({ ...app.app.services, providers: providersOf(app.app.services) })

const rigs = refundRigs({ stripe, paypal, razorpay })
const ofStripe = (ref: string) =>
  stripe.refunds.filter(({ payment_intent }) => payment_intent === stripe.intentOf(ref).id)

const { eventId, typeIds } = await makeEvent(owner, own.id, {
  types: [{ name: 'Admission', price: 2500, quantity: 500 }],
})

async function paidOrder(provider: string, rig: Pick<RefundRig, 'pay'>, of = { eventId, typeId: String(typeIds[0]) }) {
  const { api } = browser()
  const { id: orderId } = await hold({ api }, { ...of, quantity: 3 })
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
const none: Providers = new Map()
/** Asks Stripe as ever; `meanwhile` happens when it has answered, and before anybody has taken that over. */
const stripeWith = (meanwhile: () => Promise<unknown>): Providers => {
  const real = providerNamed(cashier().providers, 'stripe')
  const refund: PaymentProvider['refund'] = async (asked) => {
    const outcome = await real.refund(asked)
    await meanwhile()
    return outcome
  }
  return new Map([['stripe', { ...real, refund }]])
}
const failsFor = (code: string, sending: Promise<void>) => assert.rejects(sending, { code })
const failureOf = async (id: string) =>
  (await db.selectFrom('refund').select('failure').where('id', '=', id).executeTakeFirstOrThrow()).failure
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

test('a refund that its provider cannot express, or whose provider is gone, is there for people to decide', async () => {
  const event = { currency: 'HUF' }
  const forints = await makeEvent(owner, own.id, { event, types: [{ name: 'Belépő', price: 100_100, quantity: 500 }] })
  const of = { eventId: forints.eventId, typeId: String(forints.typeIds[0]) }
  const { orderId, ref, ticketIds } = await paidOrder('paypal', rigs.paypal, of)
  const params = { eventId: forints.eventId, orderId }
  const give = { amount: 50_050 }
  const { id: fine } = await owner.api['POST /api/events/:eventId/orders/:orderId/refunds']({
    params,
    body: { tickets: ticketIds.slice(0, 1), give, amount: 50_050, fee: false, takeBack: false, reason: '' },
  })
  await failsFor('amount_not_payable', send(fine))
  const stripes = await paidOrder('stripe', rigs.stripe)
  const orphan = await giveUp(stripes.orderId, stripes.ticketIds[0])
  await failsFor('provider_unknown', sendRefund({ ...cashier(), providers: none }, orphan))
  assert.deepEqual(
    [await stateOf(fine), await failureOf(fine), await stateOf(orphan), await failureOf(orphan)],
    ['failed', 'amount_not_payable', 'failed', 'provider_unknown'],
  )
  await owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment']({
    params: { ...params, refundId: fine },
  })
  await owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry']({
    params: { eventId, orderId: stripes.orderId, refundId: orphan },
  })
  await send(orphan)
  assert.deepEqual([await stateOf(fine), await stateOf(orphan)], ['sent', 'sent'])
  assert.deepEqual(rigs.paypal.standing(ref), [])
  assert.deepEqual(rigs.stripe.standing(stripes.ref), [2500])
  await nothingIsOff()
})

test('a refund that was sent waits, and did not fail, when our own books cannot be written', async () => {
  const { orderId, ref, ticketIds } = await paidOrder('stripe', rigs.stripe)
  const refund = await giveUp(orderId, ticketIds[0])
  await sql`
    create function no_journal() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`.execute(
    db,
  )
  await sql`create trigger no_journal before insert on journal execute function no_journal()`.execute(db)
  await assert.rejects(send(refund), /no room/)
  await sql`drop function no_journal cascade`.execute(db)
  assert.equal(await stateOf(refund), 'requested')
  await send(refund)
  assert.equal(await stateOf(refund), 'sent')
  assert.deepEqual(rigs.stripe.standing(ref), [2500])
  await nothingIsOff()
})

test('of two that send at once one fails: what the provider has, it has', async () => {
  for (const status of ['done', 'pending'] as const) {
    const { orderId, ref, ticketIds } = await paidOrder('stripe', rigs.stripe)
    const refund = await giveUp(orderId, ticketIds[0])
    const other = () => failsFor('provider_unknown', sendRefund({ ...cashier(), providers: none }, refund))
    rigs.stripe.refundAs(status)
    await sendRefund({ ...cashier(), providers: stripeWith(other) }, refund)
    rigs.stripe.refundAs('done')
    assert.deepEqual([await stateOf(refund), await failureOf(refund)], [status === 'done' ? 'sent' : 'pending', null])
    const params = { eventId, orderId, refundId: refund }
    const payBack = owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment']
    await refusedWith('refund_settled', payBack({ params }))
    rigs.stripe.finish(ref)
    await send(refund)
    assert.deepEqual(rigs.stripe.standing(ref), [2500])
    assert.equal(await sentJournals(refund), 1)
  }
  await nothingIsOff()
})

test('a failure that comes late does not end the try that was made meanwhile', async () => {
  const { orderId, ref, ticketIds } = await paidOrder('stripe', rigs.stripe)
  const refundId = await giveUp(orderId, ticketIds[0])
  const again = async () => {
    await failsFor('provider_unknown', sendRefund({ ...cashier(), providers: none }, refundId))
    await retryRefund(db, { eventId, orderId, refundId }, new Date())
  }
  rigs.stripe.refundAs('failed')
  await sendRefund({ ...cashier(), providers: stripeWith(again) }, refundId)
  rigs.stripe.refundAs('done')
  assert.equal(await stateOf(refundId), 'requested')
  await send(refundId)
  assert.equal(await stateOf(refundId), 'sent')
  assert.deepEqual(rigs.stripe.standing(ref), [2500])
  await nothingIsOff()
})

test('the chore leaves a refund that is tried again to its job', async () => {
  const { orderId, ref, ticketIds } = await paidOrder('stripe', rigs.stripe)
  const refundId = await giveUp(orderId, ticketIds[0])
  await failsFor('provider_unknown', sendRefund({ ...cashier(), providers: none }, refundId))
  setNow(new Date(Date.now() + 24 * 3600_000))
  await owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry']({
    params: { eventId, orderId, refundId },
  })
  await sendWaitingRefunds(cashier())
  assert.equal(await stateOf(refundId), 'requested')
  setNow(new Date(Date.now() + 26 * 3600_000))
  await sendWaitingRefunds(cashier())
  setNow(undefined)
  assert.equal(await stateOf(refundId), 'sent')
  assert.deepEqual(rigs.stripe.standing(ref), [2500])
})

test('a refund that Stripe refused outright is made when it is tried again', async () => {
  const { orderId, ref, ticketIds } = await paidOrder('stripe', rigs.stripe)
  const refundId = await giveUp(orderId, ticketIds[0])
  const intent = stripe.intentOf(ref)
  const { amount } = intent
  intent.amount = 0
  await assert.rejects(send(refundId), /charge_already_refunded/)
  assert.equal(await stateOf(refundId), 'failed')
  intent.amount = amount
  for (const expected of [1, 2]) {
    await retryRefund(db, { eventId, orderId, refundId }, new Date())
    const { tries } = await db.selectFrom('refund').select('tries').where('id', '=', refundId).executeTakeFirstOrThrow()
    assert.equal(tries, expected)
    if (expected === 1) await failsFor('provider_unknown', sendRefund({ ...cashier(), providers: none }, refundId))
  }
  await send(refundId)
  assert.equal(await stateOf(refundId), 'sent')
  assert.deepEqual(rigs.stripe.standing(ref), [2500])
  await nothingIsOff()
})

test('of money that Stripe gave to the organizer, the platform gives its commission back and nothing more', async () => {
  const payee = await paidAtStripe(administrator, own.id)
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
