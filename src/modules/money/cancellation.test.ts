import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold, startPaying, stockBooks } from '../../../test/sales.ts'
import { sellMany } from '../../../test/sell-many.ts'
import { tellOfCancellation } from '../notifications/holders.ts'
import { finishCancellations, refundCancelledEvent } from './cancellation.ts'
import { checkMoney } from './check.ts'

const app = await testApp()
const { db, browser, settle } = app
const { owner, finance, stranger, own } = await cast(app)
const at = (eventId: string) => ({ params: { eventId } })
const cancel = (eventId: string) =>
  owner.api['POST /api/events/:eventId/cancellation']({ ...at(eventId), body: { message: '' } })
const cancellation = (eventId: string) => owner.api['GET /api/events/:eventId/cancellation'](at(eventId))
const openRefunds = async (eventId: string) =>
  (await owner.api['GET /api/events/:eventId/cancellation/open-refunds']({ ...at(eventId), query: {} })).items
const retry = (eventId: string) => owner.api['POST /api/events/:eventId/cancellation/retries'](at(eventId))

async function sale(price = 2500) {
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price, quantity: 2000 }] })
  return { eventId, typeId: String(typeIds[0]) }
}

test('cancelling says beforehand what goes back, and afterwards gives it back to everybody once', async () => {
  const what = await sale()
  await buy(browser(), { ...what, quantity: 2 }, { name: 'Marta', email: 'marta@cancellation.example' })
  await buy(browser(), what, { name: 'Jun', email: 'jun@cancellation.example' })
  await hold(browser(), what)
  const before = await cancellation(what.eventId)
  assert.deepEqual(
    [before.cancelledAt, before.orders, before.amount, before.unpaid, before.refunded, before.currency],
    [null, 2, 7500, 1, 0, 'EUR'],
  )
  await cancel(what.eventId)
  await refusedWith('wrong_event_state', cancel(what.eventId))
  await settle()
  const after = await cancellation(what.eventId)
  assert.deepEqual(
    [after.orders, after.refunded, after.failed, after.amount, after.refundedAmount, after.unpaid],
    [2, 2, 0, 7500, 7500, 0],
  )
  for (const { held, sold, heldByOrders, soldByTickets } of await stockBooks(app, what.eventId))
    assert.deepEqual([held, sold, heldByOrders, soldByTickets], [0, 0, 0, 0])
  await retry(what.eventId)
  await settle()
  assert.equal((await refundsOf(what.eventId)).length, 2)
})

test('what a provider could not send is listed, and sent when it is tried again', async () => {
  const what = await sale()
  const order = await buy(browser(), what, { name: 'Ola', email: 'ola@cancellation.example' })
  const inSandbox = (state: 'declined' | 'paid') =>
    sql`
    update sandbox_payment set state = ${state}
    where ref = (select ref from payment where order_id = ${order.id})`.execute(db)
  await inSandbox('declined')
  await cancel(what.eventId)
  await settle()
  const { orders, refunded, failed, refundedAmount } = await cancellation(what.eventId)
  assert.deepEqual([orders, refunded, failed, refundedAmount], [1, 0, 1, 0])
  const [open, ...more] = await openRefunds(what.eventId)
  assert.deepEqual(more, [])
  assert.deepEqual(
    [open?.orderId, open?.orderCode, open?.name, open?.state, open?.amount],
    [order.id, order.code, 'Ola', 'failed', 2500],
  )
  await inSandbox('paid')
  assert.deepEqual(await retry(what.eventId), { refunds: 1 })
  await settle()
  assert.deepEqual(await openRefunds(what.eventId), [])
  assert.equal((await cancellation(what.eventId)).refunded, 1)
})

test('of tickets that went back before only what is left is promised: on the page, in the mail, and it is what goes back', async () => {
  const other = await cast(app)
  const commission = { commission_percent: 10_000, commission_paid_by: 'buyer' } as const
  await db.updateTable('organization').set(commission).where('id', '=', other.own.id).execute()
  const { eventId, typeIds } = await makeEvent(other.owner, other.own.id)
  const what = { eventId, typeId: String(typeIds[0]), quantity: 3 }
  const email = 'left@cancellation.example'
  const { id: orderId, tickets } = await buy(browser(), what, { name: 'Left', email })
  const [first = '', second = ''] = tickets.map(({ id }) => id)
  const give = (ticket: string, body: { give: { percent: number }; fee: boolean; takeBack: boolean; amount: number }) =>
    other.owner.api['POST /api/events/:eventId/orders/:orderId/refunds']({
      params: { eventId, orderId },
      body: { tickets: [ticket], reason: '', ...body },
    })
  await give(first, { give: { percent: 50 }, fee: false, takeBack: true, amount: 1250 })
  await give(second, { give: { percent: 20 }, fee: true, takeBack: false, amount: 550 })
  await settle()
  const look = async () => (await other.owner.api['GET /api/events/:eventId/cancellation'](at(eventId))).amount
  const left = 2200 + 2750
  assert.equal(await look(), left)
  await other.owner.api['POST /api/events/:eventId/cancellation']({ ...at(eventId), body: { message: '' } })
  await settle()
  assert.match(await cancelledMail(email), /€49\.50 goes back/)
  assert.deepEqual(
    (await refundsOf(eventId)).map(({ amount }) => amount),
    [left],
  )
  assert.equal(await look(), left)
})

test('what the jobs of a cancellation gave up on is done when an hour has passed or somebody asks: people are told first', async () => {
  const later = () => new Date(Date.now() + 3_700_000)
  const ways = {
    waited: () => finishCancellations({ db, now: later }),
    asked: (eventId: string) => retry(eventId),
  }
  for (const [way, goOn] of Object.entries(ways)) {
    const what = await sale()
    const { eventId } = what
    const email = `${way}@cancellation.example`
    await buy(browser(), what, { name: 'Ola', email })
    await settle()
    await cancel(eventId)
    await sql`delete from outbox where payload ->> 'eventId' = ${eventId}`.execute(db)
    await finishCancellations({ db, now: () => new Date() })
    await settle()
    assert.deepEqual(await refundsOf(eventId), [])
    await goOn(eventId)
    await settle()
    assert.match(await cancelledMail(email), /€25\.00 goes back/)
    assert.deepEqual(
      (await refundsOf(eventId)).map(({ state }) => state),
      ['sent'],
    )
  }
})

test('of an event that is still on there is nothing to try again, and nobody is told anything', async () => {
  const what = await sale()
  await buy(browser(), what, { name: 'Ola', email: 'still-on@cancellation.example' })
  assert.deepEqual(await retry(what.eventId), { refunds: 0 })
  await settle()
  assert.equal(await cancelledMail('still-on@cancellation.example'), '')
})

test('free orders are given up too', async () => {
  const what = await sale(0)
  const buyer = browser()
  const { id } = await hold(buyer, what)
  await buyer.api['PATCH /api/orders/:orderId/details']({
    params: { orderId: id },
    body: { name: 'Free', email: 'free@cancellation.example' },
  })
  await buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId: id }, body: {}, key: id })
  await cancel(what.eventId)
  await settle()
  const { orders, refunded, amount } = await cancellation(what.eventId)
  assert.deepEqual([orders, refunded, amount], [1, 1, 0])
})

test('a payment that arrives after the event was cancelled goes back by itself', async () => {
  const what = await sale()
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const { ref } = await startPaying(buyer, id)
  await cancel(what.eventId)
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  await settle()
  const payments = await db.selectFrom('payment').select('state').where('order_id', '=', id).execute()
  assert.deepEqual(payments, [{ state: 'refunded' }])
  assert.equal((await cancellation(what.eventId)).orders, 0)
})

test('only those who may cancel see what comes of it', async () => {
  const { eventId } = await sale()
  const look = (who: Pick<typeof owner, 'api'>) => who.api['GET /api/events/:eventId/cancellation'](at(eventId))
  await refusedWith('sign_in_required', look(browser()))
  await refusedWith('not_allowed', look(finance))
  await refusedWith('not_found', look(stranger))
})

// The last one: what it leaves to be sent, thousands of mails and refunds, would take the others their time.
test('a thousand orders are told and refunded, each once, and the books are right', async () => {
  const { services } = app.app
  const what = await sale()
  const { eventId } = what
  await sellMany(db, { ...what, organizationId: own.id }, { count: 1000, price: 1900 })
  await cancel(eventId)
  for (let times = 0; times < 2; times++) {
    await tellOfCancellation(services, { eventId })
    await refundCancelledEvent(services, eventId)
  }
  const refunds = await refundsOf(eventId)
  assert.equal(refunds.length, 1000)
  assert.deepEqual(new Set(refunds.map(({ state, amount }) => `${state} ${amount}`)), new Set(['requested 3800']))
  const { orders, amount, refunded } = await cancellation(eventId)
  assert.deepEqual([orders, amount, refunded], [1000, 3_800_000, 0])
  const told = await db
    .selectFrom('notification')
    .select('email')
    .where('event_id', '=', eventId)
    .where('kind', '=', 'event_cancelled')
    .execute()
  assert.equal(told.length, 1001, 'every buyer, and the one address of all guests')
  for (const { held, sold } of await stockBooks(app, eventId)) assert.deepEqual([held, sold], [0, 0])
  assert.deepEqual(await checkMoney(db), [])
})

const refundsOf = (eventId: string) =>
  db
    .selectFrom('refund')
    .select(['id', 'state', 'amount'])
    .where('event_id', '=', eventId)
    .where('kind', '=', 'event_cancelled')
    .execute()

/** What somebody was told of a cancellation, all of it. */
const cancelledMail = async (recipient: string) =>
  (await mails(db, recipient)).flatMap(({ subject, text }) => (/^Cancelled/.test(subject) ? [text] : [])).join()
