import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { stockBooks } from '../../../test/sales.ts'
import { sellMany } from '../../../test/sell-many.ts'
import type { Db } from '../../db/connect.ts'
import { cancelEvent } from '../events/publication.ts'
import { type Desk, sharedDesk } from '../orders/desk.ts'
import { refundCancelledEvent } from './cancellation.ts'
import { checkMoney } from './check.ts'

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const count = 150
const now = () => new Date()

/** A cancelled event with paid orders that nobody has begun to refund. */
async function cancelled() {
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 900 }] })
  await sellMany(db, { eventId, typeId: String(typeIds[0]), organizationId: own.id }, { count, price: 900 })
  await cancelEvent(db, eventId, '', now())
  return eventId
}

const deskOf = (db: Db) => sharedDesk(db, { now, secret: app.app.services.secret })
const work = (db: Db, eventId: string, desk = deskOf(db)) => refundCancelledEvent({ db, desk, now }, eventId)

/** A process that is gone after so many requests: what it was about to do never happens. */
function dyingDesk(desk: Desk, after: number): Desk {
  let left = after
  return {
    submit(...request) {
      left -= 1
      return left < 0 ? Promise.reject(new Error('killed')) : desk.submit(...request)
    },
  }
}

async function assertRefundedOnce(eventId: string) {
  const refunds = await db.selectFrom('refund').select(['order_id', 'amount']).where('event_id', '=', eventId).execute()
  assert.equal(refunds.length, count)
  assert.equal(new Set(refunds.map((refund) => refund.order_id)).size, count)
  assert.deepEqual(new Set(refunds.map(({ amount }) => amount)), new Set([1800]))
  for (const { sold, soldByTickets } of await stockBooks(app, eventId)) assert.deepEqual([sold, soldByTickets], [0, 0])
  assert.deepEqual(await checkMoney(db), [])
}

test('two workers on one cancellation refund each order once', async () => {
  const eventId = await cancelled()
  const [one, other] = [app.connect(4), app.connect(4)]
  await Promise.allSettled([work(one.db, eventId), work(other.db, eventId)])
  await work(one.db, eventId)
  await assertRefundedOnce(eventId)
})

test('a worker that is killed half way is gone on for by the next, and nothing is refunded twice', async () => {
  const eventId = await cancelled()
  const one = app.connect(4)
  await assert.rejects(work(one.db, eventId, dyingDesk(deskOf(one.db), 70)), /still to be refunded/)
  const half = await db.selectFrom('refund').select('id').where('event_id', '=', eventId).execute()
  assert.equal(half.length, 70)
  await work(one.db, eventId)
  await assertRefundedOnce(eventId)
})

test('an event that is still on is left alone', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 900 }] })
  await sellMany(db, { eventId, typeId: String(typeIds[0]), organizationId: own.id }, { count: 1, price: 900 })
  await work(db, eventId)
  assert.deepEqual(await db.selectFrom('refund').select('id').where('event_id', '=', eventId).execute(), [])
})
