import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, person } from '../../../test/people.ts'
import { buy } from '../../../test/sales.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { Refusal } from '../../errors.ts'
import { scanTicket } from '../checkin/scan.ts'
import { checkOrders } from '../orders/check.ts'
import { sharedDesk } from '../orders/desk.ts'
import { checkMoney } from './check.ts'
import { readAccounts } from './refunds/account.ts'
import { plan } from './refunds/ask.ts'
import { type Goodwill, refundByBuyer, refundByOrganizer, refundOrder } from './refunds.ts'

const app = await testApp()
const { owner, own } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id, {
  types: [{ name: 'Admission', price: 2500, quantity: 5000 }],
})
const { now, secret } = app.app.services
const noKey = { scope: '', key: undefined }

/** What each of several processes refunds with: its own connections, its own desk. */
const processes = Array.from({ length: 4 }, () => {
  const { db } = app.connect(4)
  return { db, now, desk: sharedDesk(db, { now, secret }) }
})

async function paidOrder(quantity = 2) {
  const buyer = await person(app)
  const what = { eventId, typeId: String(typeIds[0]), quantity }
  const { id: orderId, tickets } = await buy(buyer, what, { name: buyer.name, email: buyer.email })
  return { orderId, ticketIds: tickets.map(({ id }) => id) }
}
const refunded = async (orderId: string) =>
  (await app.db.selectFrom('refund').select('amount').where('order_id', '=', orderId).execute()).map(
    ({ amount }) => amount,
  )
const nothingIsOff = async () => assert.deepEqual([...(await checkMoney(app.db)), ...(await checkOrders(app.db))], [])
const isRefusal = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'rejected' && outcome.reason instanceof Refusal

test('an order that many processes refund at once goes back once', async () => {
  for (let round = 0; round < 5; round++) {
    const { orderId, ticketIds } = await paidOrder()
    const outcomes = await Promise.allSettled([
      ...processes.map((one) => refundByBuyer(one, { orderId, ticketIds, amount: 5000, userId: null }, noKey)),
      ...processes.map((one) => refundOrder(one, { orderId, kind: 'event_cancelled' })),
    ])
    const granted = outcomes.filter((one) => one.status === 'fulfilled' && one.value !== null)
    assert.equal(granted.length, 1)
    assert.ok(outcomes.every((one) => one.status === 'fulfilled' || isRefusal(one)))
    assert.deepEqual(await refunded(orderId), [5000])
  }
  await app.settle()
  await nothingIsOff()
})

test('an organizer’s goodwill, a buyer who leaves and an event that is cancelled never give more than was paid', async () => {
  for (let round = 0; round < 5; round++) {
    const { orderId, ticketIds } = await paidOrder()
    const goodwill: Goodwill = {
      eventId,
      orderId,
      ticketIds,
      give: { percent: 60 },
      fee: false,
      takesBack: false,
      amount: 3000,
      reason: '',
      userId: owner.userId,
    }
    const [first = ''] = ticketIds
    await Promise.allSettled(
      processes.flatMap((one) => [
        refundByOrganizer(one, goodwill, noKey),
        refundByBuyer(one, { orderId, ticketIds: [first], amount: 2500, userId: null }, noKey),
        refundOrder(one, { orderId, kind: 'event_cancelled' }),
      ]),
    )
    // Whoever was refused asks again.
    await refundOrder(processes[0] as (typeof processes)[0], { orderId, kind: 'event_cancelled' })
    const amounts = await refunded(orderId)
    assert.equal(
      amounts.reduce((sum, amount) => sum + amount, 0),
      5000,
      amounts.join(),
    )
  }
  await app.settle()
  await nothingIsOff()
})

test('without the lock two refunds are decided on the same money, and the constraint of the payment stops the second', async () => {
  const { orderId } = await paidOrder(1)
  const decide = async (db: Db) => {
    const account = (await readAccounts(db, [orderId])).get(orderId)
    assert.ok(account)
    return plan(account, { kind: 'event_cancelled' }, now()).sum.total
  }
  const [one, other] = await Promise.all(processes.slice(0, 2).map(({ db }) => decide(db)))
  assert.deepEqual([one, other], [2500, 2500])
  const take = (db: Db) =>
    transact(db, (tx) =>
      tx
        .updateTable('payment')
        .set((row) => ({ refunded: row('refunded', '+', 2500) }))
        .where('order_id', '=', orderId)
        .execute(),
    )
  const outcomes = await Promise.allSettled(processes.slice(0, 2).map(({ db }) => take(db)))
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('a ticket is let in or given up by its buyer, never both', async () => {
  for (let round = 0; round < 12; round++) {
    const { orderId, ticketIds } = await paidOrder(1)
    const [ticketId = ''] = ticketIds
    const [first, second] = processes as [(typeof processes)[0], (typeof processes)[0]]
    const [scan, refund] = await Promise.allSettled([
      scanTicket(first.db, eventId, { nonce: newId(), ticketId }, owner.userId, now()),
      refundByBuyer(second, { orderId, ticketIds, amount: 2500, userId: null }, noKey),
    ])
    assert.equal(scan.status, 'fulfilled')
    const isIn = scan.status === 'fulfilled' && scan.value.scan.result === 'admitted'
    assert.notEqual(isIn, refund.status === 'fulfilled')
  }
})
