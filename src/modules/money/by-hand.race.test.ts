import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { hold, promise, stockBooks } from '../../../test/sales.ts'
import { Refusal } from '../../errors.ts'
import { checkOrders } from '../orders/check.ts'
import { deskIn } from '../orders/desk.ts'
import { dropOrder, sweepLapsed } from '../orders/release.ts'
import { receivePayment } from './by-hand.ts'
import { checkMoney } from './check.ts'
import { followPromises } from './promises.ts'

const app = await testApp()
const { db, browser } = app
const { owner, own } = await cast(app)
const connections = Array.from({ length: 8 }, () => app.connect(1))
const rounds = 6

/** An order that waits for its money at the door. */
async function waiting() {
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    event: { byHand: { door: { days: null, hoursBefore: null } } },
    types: [{ name: 'Admission', price: 2500, quantity: 10 }],
  })
  const buyer = browser()
  const { id: orderId } = await hold(buyer, { eventId, typeId: String(typeIds[0]) })
  return { eventId, orderId, paymentId: await promise(buyer, orderId, 'door') }
}

const settlingOn = (lane: number, now = new Date()) => {
  const own = (connections[lane] ?? connections[0])?.db ?? db
  return { db: own, now: () => now, desk: deskIn(own, { now: () => now, secret: app.app.services.secret }) }
}
const receiveOn = (lane: number, { orderId, paymentId }: { orderId: string; paymentId: string }) =>
  receivePayment(settlingOn(lane), { orderId, paymentId }, owner.userId)
const salesOf = (paymentId: string) =>
  db.selectFrom('journal').select('kind').where('payment_id', '=', paymentId).where('kind', '=', 'sale').execute()

/** A connection is opened before the race, so that the race is about the order. */
const ready = () => Promise.all(connections.map((one) => sql`select 1`.execute(one.db)))

test('eight people say at once that the money is there: it is there once', async () => {
  const order = await waiting()
  await ready()
  await Promise.all(connections.map((_, lane) => receiveOn(lane, order)))
  const tickets = await db.selectFrom('ticket').select('id').where('order_id', '=', order.orderId).execute()
  assert.equal(tickets.length, 1)
  assert.equal((await salesOf(order.paymentId)).length, 1)
  const books = await stockBooks(app, order.eventId)
  for (const { held, sold } of books) assert.deepEqual([held, sold], [0, 1])
})

test('a receipt against the buyer who drops the order: one of them is done, and the other is told', async () => {
  for (let round = 0; round < rounds; round++) {
    const order = await waiting()
    await ready()
    const { db: second, desk } = settlingOn(1)
    const drop = () => dropOrder(second, desk, order.orderId)
    const [one, other] = round % 2 === 0 ? [() => receiveOn(0, order), drop] : [drop, () => receiveOn(0, order)]
    const outcomes = await Promise.allSettled([one(), other()])
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    assert.equal(refused.length, 1)
    assert.ok(refused[0] instanceof Refusal && refused[0].code === 'wrong_order_state')
  }
  assert.deepEqual([...(await checkOrders(db)), ...(await checkMoney(db))], [])
})

test('a receipt against the end of the order’s time: it is paid, whichever comes first, and nothing is said to have lapsed that was paid', async () => {
  for (let round = 0; round < rounds; round++) {
    const order = await waiting()
    await db.updateTable('order').set({ expires_at: new Date() }).where('id', '=', order.orderId).execute()
    await ready()
    const { db: second, desk } = settlingOn(1)
    const lapse = async () => {
      await sweepLapsed(second, desk, new Date())
      await followPromises(second, new Date())
    }
    await Promise.all([receiveOn(0, order), lapse(), followPromises(settlingOn(2).db, new Date())])
    const { state } = await db
      .selectFrom('payment')
      .select('state')
      .where('id', '=', order.paymentId)
      .executeTakeFirstOrThrow()
    assert.equal(state, 'succeeded')
    assert.equal((await salesOf(order.paymentId)).length, 1)
  }
  assert.deepEqual([...(await checkOrders(db)), ...(await checkMoney(db))], [])
})

test('two workers remind and end at once: each is said once', async () => {
  const orders = [await waiting(), await waiting(), await waiting()]
  const ids = orders.map(({ orderId }) => orderId)
  const soon = new Date(Date.now() + 3600_000)
  await db.updateTable('payment').set({ provider: 'transfer' }).where('order_id', 'in', ids).execute()
  await db.updateTable('order').set({ expires_at: soon }).where('id', 'in', ids).execute()
  await db
    .updateTable('payment')
    .set({ created_at: new Date(0) })
    .where('order_id', 'in', ids)
    .execute()
  await ready()
  await Promise.all(connections.map((one) => followPromises(one.db, new Date())))
  await db.updateTable('order').set({ state: 'expired' }).where('id', 'in', ids).execute()
  await Promise.all(connections.map((one) => followPromises(one.db, new Date())))
  const facts = await db.selectFrom('outbox').select(['fact', 'payload']).execute()
  for (const fact of ['payment.due_soon', 'payment.lapsed'])
    assert.equal(
      facts.filter((one) => one.fact === fact && ids.includes((one.payload as { orderId: string }).orderId)).length,
      3,
    )
})
