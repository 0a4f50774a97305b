import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { stockBooks } from '../../../test/sales.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { Refusal } from '../../errors.ts'
import { editEvent } from '../events/edit.ts'
import { cancelEvent, publishEvent, withdrawEvent } from '../events/publication.ts'
import { setEventCapacity } from '../ticketing/stock.ts'
import { addTicketType, deleteTicketType, editTicketType } from '../ticketing/ticket-types.ts'
import { blockPlaces } from './blocks.ts'
import { deskIn } from './desk.ts'
import { giveDetails } from './details.ts'
import { awaitPayment, payOrder } from './pay.ts'
import { dropOrder, sweepLapsed } from './release.ts'

const app = await testApp()
const { owner, own } = await cast(app)
const connections = Array.from({ length: 14 }, () => app.connect(1).db)
const secret = 'a secret of no consequence'
const rounds = process.env.PROOF ? 200 : 12

test('organizers change everything while people buy: nobody waits in a circle, and the counters stay true', async () => {
  for (let round = 0; round < rounds; round++) {
    const { eventId, typeIds } = await makeEvent(owner, own.id, {
      types: [
        { name: 'A', price: 100, quantity: 6 },
        { name: 'B', price: 0 },
      ],
      capacity: 9,
    })
    const [a, b] = [String(typeIds[0]), String(typeIds[1])]
    const now = new Date()
    const buying = (typeId: string) => (db: Db) => buyOrDrop(db, eventId, typeId, round % 2 === 0, now)
    const acts: ((db: Db) => Promise<unknown>)[] = [
      buying(a),
      (db) => setEventCapacity(db, eventId, 7),
      (db) => block(db, eventId, a, 3, now),
      buying(b),
      (db) => addTicketType(db, eventId, { name: 'C', price: 5, quantity: 3 }),
      buying(a),
      (db) => block(db, eventId, null, 2, now),
      (db) => editTicketType(db, eventId, a, { quantity: 5, price: 200 }),
      buying(b),
      (db) => editEvent(db, eventId, { name: 'Night Boat', currency: 'GBP' }, now),
      (db) => deleteTicketType(db, eventId, b),
      (db) => sweepAt(db, new Date(now.getTime() + 3600_000)),
      buying(b),
      (db) => endSale(db, eventId, round % 3 === 0, now),
    ]
    const turned = [...acts.slice(round % acts.length), ...acts.slice(0, round % acts.length)]
    await Promise.all(turned.map((act, index) => allowingRefusals(act, connections[index] as Db)))
    for (const { capacity, held, sold, blocked, heldByOrders, soldByTickets } of await stockBooks(app, eventId)) {
      assert.ok(capacity === null || held + sold + blocked <= capacity)
      assert.deepEqual([held, sold], [heldByOrders, soldByTickets])
    }
    const currencies = await app.db
      .selectFrom('order')
      .innerJoin('event', 'event.id', 'order.event_id')
      .select('order.id')
      .where('event.id', '=', eventId)
      .whereRef('order.currency', '<>', 'event.currency')
      .execute()
    assert.deepEqual(currencies, [])
  }
})

const block = (db: Db, eventId: string, ticketTypeId: string | null, places: number, now: Date) =>
  blockPlaces(db, deskIn(db, { now: () => now, secret }), { eventId, ticketTypeId }, { places, reason: 'Press' })

const sweepAt = (db: Db, now: Date) => sweepLapsed(db, deskIn(db, { now: () => now, secret }), now)

async function buyOrDrop(db: Db, eventId: string, ticketTypeId: string, isBuying: boolean, now: Date) {
  const desk = deskIn(db, { now: () => now, secret })
  const orderId = newId()
  await desk.submit(eventId, {
    kind: 'hold',
    orderId,
    person: { userId: null, email: null, browserId: newId() },
    lines: [{ ticketTypeId, quantity: 2 }],
    language: 'en',
    buyer: null,
  })
  await giveDetails(db, desk, orderId, { name: 'Marta', email: `${orderId}@example.org` }, null)
  await awaitPayment(db, desk, orderId)
  if (isBuying) await payOrder(db, desk, orderId)
  else await dropOrder(db, desk, orderId)
}

async function endSale(db: Db, eventId: string, forGood: boolean, now: Date) {
  if (forGood) return cancelEvent(db, eventId, '', now)
  await withdrawEvent(db, eventId, now)
  return publishEvent(db, eventId, 'off', now)
}

async function allowingRefusals(act: (db: Db) => Promise<unknown>, db: Db): Promise<void> {
  try {
    await act(db)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
