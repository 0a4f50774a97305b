import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, buy, hold, marta, promise, startPaying, stockBooks } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { sweepLapsed } from './release.ts'

const app = await testApp()
const { db, browser, setNow } = app
const { owner, manager, editor, finance, doorkeeper, stranger, own } = await cast(app)

const sale = async (quantity = 2) => {
  const event = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 2500, quantity }] })
  return { eventId: event.eventId, typeId: String(event.typeIds[0]) }
}
const drop = ({ api }: Buyer, orderId: string) => api['DELETE /api/orders/:orderId']({ params: { orderId } })
const read = ({ api }: Buyer, orderId: string) => api['GET /api/orders/:orderId']({ params: { orderId } })
const held = async (eventId: string) => (await stockBooks(app, eventId)).map((stock) => stock.held)
const factsOf = async (orderId: string) =>
  (await db.selectFrom('outbox').selectAll().orderBy('id').execute())
    .filter(({ payload }) => (payload as { orderId?: string }).orderId === orderId)
    .map(({ fact }) => fact)

test('dropping a hold puts its places back at once, and again changes nothing', async () => {
  const what = await sale()
  const buyer = browser()
  const { id } = await hold(buyer, { ...what, quantity: 2 })
  await refusedWith('sold_out', hold(browser(), what))
  await Promise.all([drop(buyer, id), drop(buyer, id), drop(buyer, id)])
  await drop(buyer, id)
  assert.deepEqual(await held(what.eventId), [0, 0])
  assert.equal((await read(buyer, id)).state, 'cancelled')
  assert.deepEqual(await factsOf(id), ['order.cancelled'])
  await hold(browser(), { ...what, quantity: 2 })
})

test('a paid order is not dropped, and nobody drops another’s', async () => {
  const what = await sale()
  const buyer = browser()
  const paid = await buy(buyer, what)
  await refusedWith('wrong_order_state', drop(buyer, paid.id))
  const { id } = await hold(buyer, what)
  await refusedWith('not_found', drop(browser(), id))
  await refusedWith('not_found', drop(await person(app), id))
  assert.equal((await read(buyer, id)).state, 'held')
})

test('whoever edits the orders of an event ends one that is not paid, though it waits at the door without end', async () => {
  const byHand = { door: { days: null, hoursBefore: null } }
  const event = await makeEvent(owner, own.id, { event: { byHand }, types: [{ name: 'Admission', price: 2500 }] })
  const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }
  const buyer = browser()
  const end = ({ api }: Buyer, orderId: string, eventId = what.eventId) =>
    api['POST /api/events/:eventId/orders/:orderId/cancellation']({
      params: { eventId, orderId },
      body: { message: ' The band needs the room ' },
    })
  const { id } = await hold(buyer, { ...what, quantity: 2 })
  await promise(buyer, id, 'door')
  await refusedWith('sign_in_required', end(buyer, id))
  await refusedWith('not_found', end(stranger, id))
  for (const one of [editor, doorkeeper]) await refusedWith('not_allowed', end(one, id))
  await refusedWith('not_found', end(manager, id, (await sale()).eventId))
  await refusedWith('not_found', end(manager, newId()))
  const paid = await buy(buyer, what)
  await refusedWith('wrong_order_state', end(manager, paid.id))
  assert.deepEqual(await held(what.eventId), [2, 2])

  await Promise.all([end(manager, id), end(finance, id)])
  await end(owner, id)
  assert.deepEqual(await held(what.eventId), [0, 0])
  assert.equal((await read(buyer, id)).state, 'cancelled')
  assert.deepEqual(await factsOf(id), ['payment.promised', 'order.cancelled', 'order.ended'])
})

test('an order that waits at the door without end lapses with its event, and with the later one when that is put off', async () => {
  const byHand = { door: { days: null, hoursBefore: null } }
  const event = await makeEvent(owner, own.id, { event: { byHand }, types: [{ name: 'Admission', price: 2500 }] })
  const { eventId } = event
  const { id } = await hold(browser(), { eventId, typeId: String(event.typeIds[0]) })
  const paying = browser()
  const other = await hold(paying, { eventId, typeId: String(event.typeIds[0]) })
  for (const orderId of [id, other.id])
    await db
      .updateTable('order')
      .set({ state: 'awaiting_payment', expires_at: null, name: 'Marta', email: `${orderId}@example.org` })
      .where('id', '=', orderId)
      .execute()
  const sweepAt = (time: string) => {
    setNow(time)
    return sweepLapsed(db, app.app.services.desk, new Date(time))
  }
  const stateOf = async (orderId: string) =>
    (await db.selectFrom('order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state
  await sweepAt('2099-11-28T23:29:59Z')
  assert.equal(await stateOf(id), 'awaiting_payment')
  setNow('2099-11-01T12:00:00Z')
  await owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { endsAt: '2099-11-29T02:00' } })
  await sweepAt('2099-11-29T01:59:00Z')
  assert.deepEqual(await held(eventId), [2, 2])
  setNow('2099-11-29T02:00:00Z')
  const pay = { params: { orderId: other.id }, body: { provider: 'sandbox' } }
  await refusedWith('hold_expired', paying.api['POST /api/orders/:orderId/payments'](pay))
  await sweepAt('2099-11-29T02:00:00Z')
  setNow(undefined)
  assert.deepEqual([await stateOf(id), await stateOf(other.id)], ['expired', 'expired'])
  assert.deepEqual(await held(eventId), [0, 0])
})

test('a hold is over the moment its time is, without any job', async () => {
  const what = await sale()
  const buyer = browser()
  const start = Date.now()
  setNow(new Date(start))
  const { id } = await hold(buyer, { ...what, quantity: 2 })
  setNow(new Date(start + 599_999))
  assert.equal((await read(buyer, id)).state, 'held')
  await refusedWith('sold_out', hold(browser(), what))
  setNow(new Date(start + 600_000))
  assert.equal((await read(buyer, id)).state, 'expired')
  const details = { params: { orderId: id }, body: marta }
  await refusedWith('hold_expired', buyer.api['PATCH /api/orders/:orderId/details'](details))
  await hold(browser(), { ...what, quantity: 2 })
  assert.deepEqual(await held(what.eventId), [2, 2])
  assert.deepEqual(await factsOf(id), ['order.lapsed'])
  setNow(undefined)
})

test('lapsed holds are taken back for somebody who needs the places, and left alone while there are others', async () => {
  const what = await sale(3)
  const { id } = await hold(browser(), what)
  setNow(new Date(Date.now() + 700_000))
  await hold(browser(), what)
  const state = async () =>
    (await db.selectFrom('order').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
  assert.equal(await state(), 'held')
  await hold(browser(), { ...what, quantity: 2 })
  assert.equal(await state(), 'expired')
  setNow(undefined)
})

test('the sweep expires what lapsed, in every event, also what is being paid, and nothing else', async () => {
  const [one, two] = [await sale(), await sale()]
  const buyer = browser()
  const lapsed = await hold(buyer, one)
  const paying = await hold(buyer, two)
  await startPaying(buyer, paying.id)
  const paid = await buy(browser(), two)
  const late = new Date(Date.now() + 700_000)
  setNow(late)
  const fresh = await hold(browser(), one)
  await Promise.all([1, 2].map(() => sweepLapsed(db, app.app.services.desk, late)))
  const states = await db.selectFrom('order').select(['id', 'state']).execute()
  const stateOf = (id: string) => states.find((row) => row.id === id)?.state
  assert.deepEqual(
    [lapsed, paying, paid, fresh].map(({ id }) => stateOf(id)),
    ['expired', 'expired', 'paid', 'held'],
  )
  assert.deepEqual(await held(one.eventId), [1, 1])
  assert.deepEqual(await held(two.eventId), [0, 0])
  setNow(undefined)
})
