import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, buy, hold, marta, startPaying, stockBooks } from '../../../test/sales.ts'
import { checkOrders } from '../orders/check.ts'
import { checkMoney } from './check.ts'

const app = await testApp()
const { db } = app
const { owner, manager, editor, finance, doorkeeper, stranger, administrator, own } = await cast(app)

const switchTest = (eventId: string, testMode: boolean) =>
  editor.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { testMode } })
const inTestMode = async (given: Parameters<typeof makeEvent>[2] = {}) => {
  const made = await makeEvent(owner, own.id, given)
  await switchTest(made.eventId, true)
  return { ...made, typeId: made.typeIds[0] ?? '' }
}
const scan = (eventId: string, ticketId: string) =>
  doorkeeper.api['POST /api/events/:eventId/scans']({ params: { eventId }, body: { nonce: randomUUID(), ticketId } })
const figures = (eventId: string) => owner.api['GET /api/events/:eventId/figures']({ params: { eventId } })
const clear = (who: Buyer, eventId: string) =>
  who.api['DELETE /api/events/:eventId/test-orders']({ params: { eventId } })
const soundness = async () => [...(await checkOrders(db)), ...(await checkMoney(db))]

/** How many rows of each table are about this event’s orders. */
async function traces(eventId: string) {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from "order" where event_id = ${eventId}) as orders,
      (select count(*) from order_line l join "order" o on o.id = l.order_id where o.event_id = ${eventId}) as lines,
      (select count(*) from ticket where event_id = ${eventId}) as tickets,
      (select count(*) from scan where event_id = ${eventId}) as scans,
      (select count(*) from payment p join "order" o on o.id = p.order_id where o.event_id = ${eventId}) as payments,
      (select count(*) from journal j join "order" o on o.id = j.order_id where o.event_id = ${eventId}) as journals,
      (select count(*) from invoice i join "order" o on o.id = i.order_id where o.event_id = ${eventId}) as invoices`.execute(
    db,
  )
  return rows[0]
}

test('a test order goes the whole way, and is counted nowhere', async () => {
  const { eventId, typeId, slug } = await inTestMode({ types: [{ name: 'A', price: 2500, quantity: 2 }] })
  const page = () => stranger.api['GET /api/discover/:slug']({ params: { slug } })
  assert.equal((await page()).testMode, true)
  const buyer = app.browser()
  const order = await buy(buyer, { eventId, typeId, quantity: 2 })
  assert.deepEqual([order.test, order.state, order.tickets.length], [true, 'paid', 2])
  // As many again: the two before took no place.
  await buy(app.browser(), { eventId, typeId, quantity: 2 })
  assert.deepEqual(
    (await stockBooks(app, eventId)).map(({ held, sold }) => [held, sold]),
    [
      [0, 0],
      [0, 0],
    ],
  )
  const { sold, taken, soldToday } = await figures(eventId)
  assert.deepEqual([sold, taken, soldToday], [0, 0, 0])
  await app.settle()
  assert.deepEqual([(await traces(eventId))?.journals, (await traces(eventId))?.invoices], [0, 0])
  assert.deepEqual(await soundness(), [])
  assert.equal((await page()).ticketTypes[0]?.left, 2)
})

test('a test order that lapsed gives back no place, for it had none', async () => {
  const { eventId, typeId, slug } = await inTestMode({ types: [{ name: 'A', price: 2500, quantity: 2 }] })
  await hold(app.browser(), { eventId, typeId })
  app.setNow(new Date(Date.now() + 3600_000))
  const { ticketTypes } = await stranger.api['GET /api/discover/:slug']({ params: { slug } })
  const older = await stranger.api['GET /events/:id']({ params: { id: eventId } })
  app.setNow(undefined)
  assert.deepEqual([ticketTypes[0]?.left, older.available], [2, 2])
})

test('the mail, the ticket, the order and the lists say that it is a test', async () => {
  const { eventId, typeId } = await inTestMode()
  const buyer = app.browser()
  const email = 'trial@example.org'
  const order = await buy(buyer, { eventId, typeId }, { name: 'Tess Trial', email })
  await app.settle()
  const [mail] = await mails(db, email)
  assert.match(mail?.subject ?? '', /^Test: /)
  assert.match(mail?.text ?? '', /This is a test order/)
  const ticketId = order.tickets[0]?.id ?? ''
  assert.equal((await buyer.api['GET /api/tickets/:ticketId']({ params: { ticketId } })).test, true)
  assert.deepEqual(
    (await buyer.api['GET /api/me/tickets']()).items.map((item) => item.test),
    [true],
  )
  const of = { params: { eventId }, query: {} }
  assert.deepEqual(
    (await owner.api['GET /api/events/:eventId/orders'](of)).items.map((item) => item.test),
    [true],
  )
  assert.deepEqual(
    (await owner.api['GET /api/events/:eventId/attendees'](of)).items.map((item) => item.test),
    [true],
  )
  const csv = async (name: string) =>
    (await owner.fetch(`${app.origin}/api/events/${eventId}/${name}.csv`)).text().then((text) => text.split('\r\n'))
  for (const name of ['orders', 'attendees']) {
    const [head = '', line = ''] = await csv(name)
    assert.match(head, /,"Test"$/, name)
    assert.match(line, /,"Test"$/, name)
  }
  const pdf = await buyer.fetch(`${app.origin}/api/orders/${order.id}/tickets.pdf`)
  assert.equal(pdf.status, 200)
})

test('before an event is live its team tries it, and nobody else', async () => {
  const { eventId, typeId, slug } = await inTestMode({ live: false })
  const shown = (who: Buyer) => who.api['GET /api/discover/:slug']({ params: { slug } })
  assert.equal((await shown(owner)).onSale, true)
  // An administrator sees the page, and does not work for the organization.
  assert.equal((await shown(administrator)).onSale, false)
  for (const who of [app.browser(), stranger, administrator])
    await refusedWith('event_not_on_sale', hold(who, { eventId, typeId }))
  const order = await buy(doorkeeper, { eventId, typeId }, { name: 'Dora', email: doorkeeper.email })
  assert.equal(order.state, 'paid')
  await switchTest(eventId, false)
  await refusedWith('event_not_on_sale', hold(owner, { eventId, typeId }))
})

test('a ticket of a test order is let in during the test, not counted, and refused after it', async () => {
  const { eventId, typeId } = await inTestMode({ live: false })
  const checklist = async () => {
    const { items } = await owner.api['GET /api/events/:eventId/checklist']({ params: { eventId } })
    return items.find(({ key }) => key === 'test')
  }
  const order = await buy(owner, { eventId, typeId, quantity: 2 })
  const [first, second] = order.tickets.map(({ id }) => id) as [string, string]
  const item = await checklist()
  assert.deepEqual([item?.done, item?.required, item?.path.endsWith('/settings#test')], [false, false, true])
  const admitted = await scan(eventId, first)
  assert.deepEqual([admitted.scan.result, admitted.ticket?.test], ['admitted', true])
  assert.deepEqual(admitted.counts, { admitted: 0, valid: 0 })
  const door = await doorkeeper.api['GET /api/events/:eventId/door']({ params: { eventId } })
  assert.deepEqual([door.doors, door.scans[0]?.test, door.event.testMode], [[], true, true])
  assert.equal((await checklist())?.done, true)
  assert.ok((await doorkeeper.api['GET /api/me/doors']()).events.some(({ id }) => id === eventId))

  await switchTest(eventId, false)
  const refused = await scan(eventId, second)
  assert.deepEqual([refused.scan.result, refused.scan.reason], ['refused', 'test_ticket'])
  assert.ok((await doorkeeper.api['GET /api/me/doors']()).events.every(({ id }) => id !== eventId))
  await clear(owner, eventId)
  assert.equal((await checklist())?.done, true, 'what was tried stays tried')
})

test('real orders stay what they are in test mode, and test orders end with it', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'A', price: 2500, quantity: 5 }] })
  const typeId = typeIds[0] ?? ''
  const real = await buy(app.browser(), { eventId, typeId })
  const late = app.browser()
  const { id: lateId } = await hold(late, { eventId, typeId })
  await switchTest(eventId, true)
  const { ref, paymentId } = await startPaying(late, lateId)
  await late.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  await late.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId: lateId, paymentId },
    body: {},
  })
  const paidLate = await late.api['GET /api/orders/:orderId']({ params: { orderId: lateId } })
  assert.deepEqual([real.test, paidLate.test, paidLate.state], [false, false, 'paid'])
  assert.equal((await figures(eventId)).sold, 2)
  assert.deepEqual((await scan(eventId, real.tickets[0]?.id ?? '')).counts, { admitted: 1, valid: 2 })

  const trying = app.browser()
  const { id: orderId } = await hold(trying, { eventId, typeId })
  const begun = await startPaying(trying, orderId)
  await trying.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref: begun.ref } })
  await switchTest(eventId, false)
  await refusedWith('test_is_over', startPaying(trying, orderId))
  await trying.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId: begun.paymentId },
    body: {},
  })
  await app.settle()
  const { state, payment } = await trying.api['GET /api/orders/:orderId']({ params: { orderId } })
  assert.notEqual(state, 'paid')
  assert.notEqual(payment?.state, 'succeeded')
  assert.deepEqual(await soundness(), [])
})

test('a person’s test orders and unfinished carts leave their real ones alone', async () => {
  const { eventId, typeId } = await inTestMode({ types: [{ name: 'A', price: 0, maximumPerPerson: 1 }] })
  const trying = app.browser()
  for (let cart = 0; cart < 3; cart++) await hold(trying, { eventId, typeId })
  await refusedWith('too_many_holds', hold(trying, { eventId, typeId }))
  const place = async () => {
    const { id: orderId } = await hold(manager, { eventId, typeId })
    await manager.api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: marta })
    return manager.api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: {}, key: randomUUID() })
  }
  await place()
  await refusedWith('person_limit', place())
  await switchTest(eventId, false)
  await hold(trying, { eventId, typeId })
  await place()
  assert.deepEqual(
    (await stockBooks(app, eventId)).map(({ held, sold }) => [held, sold]),
    [
      [1, 1],
      [1, 1],
    ],
  )
})

test('test orders are deleted with everything of theirs, real ones never', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const typeId = typeIds[0] ?? ''
  await buy(app.browser(), { eventId, typeId })
  await app.settle()
  const before = await traces(eventId)
  await switchTest(eventId, true)
  const trying = app.browser()
  const order = await buy(trying, { eventId, typeId, quantity: 2 })
  await scan(eventId, order.tickets[0]?.id ?? '')
  await hold(app.browser(), { eventId, typeId })
  assert.equal((await owner.api['GET /api/events/:eventId']({ params: { eventId } })).testOrders, 2)
  await refusedWith('not_allowed', clear(doorkeeper, eventId))
  await refusedWith('not_allowed', clear(finance, eventId))
  await refusedWith('not_found', clear(stranger, eventId))
  await refusedWith('sign_in_required', clear(app.browser(), eventId))

  assert.deepEqual(await clear(editor, eventId), { deleted: 2 })
  assert.deepEqual(await traces(eventId), before)
  assert.deepEqual(await clear(editor, eventId), { deleted: 0 })
  await refusedWith('not_found', trying.api['GET /api/orders/:orderId']({ params: { orderId: order.id } }))
  const books = await db.selectFrom('sandbox_payment').select('ref').where('test', '=', true).execute()
  const payments = await db.selectFrom('payment').select('ref').execute()
  assert.deepEqual(
    books.filter(({ ref }) => !payments.some((payment) => payment.ref === ref)),
    [],
    'the books of the sandbox know none of them',
  )
  await app.settle()
  assert.deepEqual(await soundness(), [])
})

test('a test order is refunded and passed on without a trace in the ledger, and deleted after that', async () => {
  const { eventId, typeId } = await inTestMode()
  const trying = app.browser()
  const { id: orderId, tickets } = await buy(trying, { eventId, typeId, quantity: 2 })
  const [first, second] = tickets.map(({ id }) => id) as [string, string]
  await trying.api['POST /api/tickets/:ticketId/transfer']({
    params: { ticketId: second },
    body: { email: 'jun@example.net' },
  })
  const { state, amount } = await trying.api['POST /api/orders/:orderId/refunds']({
    params: { orderId },
    body: { tickets: [first], amount: 2500 },
    key: randomUUID(),
  })
  assert.deepEqual([state, amount], ['requested', 2500])
  await app.settle()
  const { items } = await trying.api['GET /api/orders/:orderId/refunds']({ params: { orderId } })
  assert.deepEqual([items[0]?.state, items[0]?.creditNote], ['sent', null])
  assert.match((await mails(db, 'jun@example.net')).at(-1)?.subject ?? '', /^Test: /)
  assert.equal((await traces(eventId))?.journals, 0)
  assert.deepEqual(await soundness(), [])
  assert.deepEqual(await clear(owner, eventId), { deleted: 1 })
  assert.deepEqual(await soundness(), [])
})

test('the database keeps real orders, and keeps a real one from becoming a test', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const { id } = await buy(app.browser(), { eventId, typeId: typeIds[0] ?? '' })
  await assert.rejects(db.deleteFrom('order').where('id', '=', id).execute(), /never changed/)
  await assert.rejects(db.updateTable('order').set({ test: true }).where('id', '=', id).execute(), /never changed/)
})

test('a draft goes back and away in spite of test orders, once they are deleted', async () => {
  const { eventId, typeId } = await inTestMode()
  await buy(app.browser(), { eventId, typeId })
  await owner.api['DELETE /api/events/:eventId/publication']({ params: { eventId } })
  const params = { eventId }
  await refusedWith('event_has_test_orders', owner.api['DELETE /api/events/:eventId']({ params }))
  const inPounds = () => owner.api['PATCH /api/events/:eventId']({ params, body: { currency: 'GBP' } })
  await refusedWith('event_has_test_orders', inPounds(), 'currency')
  await clear(owner, eventId)
  await inPounds()
  await owner.api['DELETE /api/events/:eventId']({ params })
})

test('a copy of an event is not in test mode', async () => {
  const { eventId } = await inTestMode()
  const { id } = await owner.api['POST /api/events/:eventId/copies']({ params: { eventId } })
  const copy = await owner.api['GET /api/events/:eventId']({ params: { eventId: id } })
  assert.deepEqual([copy.testMode, copy.testOrders], [false, 0])
})

test('who may not change an event does not switch its test mode', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  const change = (who: Buyer, body: { testMode: boolean }) =>
    who.api['PATCH /api/events/:eventId']({ params: { eventId }, body })
  await refusedWith('not_allowed', change(doorkeeper, { testMode: true }))
  await refusedWith('not_found', change(stranger, { testMode: true }))
  await refusedWith('invalid', change(owner, { testMode: 'yes' as unknown as boolean }))
  await owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message: '' } })
  await refusedWith('wrong_event_state', change(owner, { testMode: true }))
})
