import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { Problem } from '../../http/client.ts'
import { lockEvent, lockStocks } from '../events/row.ts'
import { setEventCapacity } from './stock.ts'
import { addTicketType } from './ticket-types.ts'

const app = await testApp()
const { owner, own } = await cast(app)
const sellers = app.connect(16)

/** Sells places one by one while the organizer lowers the capacity, and returns the stock as it is then. */
async function race(eventId: string) {
  const sell = () =>
    sql`update stock set held = held + 1 where event_id = ${eventId} and (whole_event or capacity is null) and held + sold < capacity`.execute(
      sellers.db,
    )
  const lower = async (capacity: number) => {
    try {
      await owner.api['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity } })
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'capacity_below_sold') return false
      throw error
    }
  }
  const [lowered] = await Promise.all([
    Promise.all(Array.from({ length: 40 }, (_, index) => lower(60 - index))),
    Promise.all(Array.from({ length: 60 }, sell)),
  ])
  const stock = await app.db
    .selectFrom('stock')
    .select(['capacity', 'held'])
    .where('event_id', '=', eventId)
    .where('whole_event', '=', true)
    .executeTakeFirstOrThrow()
  return { lowered, capacity: stock.capacity ?? 0, held: stock.held }
}

test('a capacity lowered while places sell never falls below them', async () => {
  for (let round = 0; round < 5; round++) {
    const { eventId } = await makeEvent(owner, own.id, { types: [{ name: 'A', price: 0 }], capacity: 60 })
    const { lowered, capacity, held } = await race(eventId)
    assert.ok(lowered.includes(true), 'some change must be taken')
    assert.ok(held <= capacity, `${held} held of ${capacity}`)
    assert.ok(held > 0)
  }
})

test('without the guard it would: the constraint and the condition are what holds', async () => {
  const { eventId } = await makeEvent(owner, own.id, { types: [{ name: 'A', price: 0 }], capacity: 60 })
  await app.db
    .updateTable('stock')
    .set({ held: 50 })
    .where('event_id', '=', eventId)
    .where('whole_event', '=', true)
    .execute()
  const unguarded = () =>
    sql`update stock set capacity = 10 where event_id = ${eventId} and whole_event`.execute(app.db)
  await assert.rejects(unguarded, /check constraint/)
  await sql`alter table stock drop constraint stock_check`.execute(app.db)
  await unguarded()
  const stock = await app.db
    .selectFrom('stock')
    .select(['capacity', 'held'])
    .where('event_id', '=', eventId)
    .where('whole_event', '=', true)
    .executeTakeFirstOrThrow()
  assert.ok(stock.held > (stock.capacity ?? 0))
})

test('a ticket type is added while somebody who ends the sale has locked the stocks, so that neither waits for the other', async () => {
  const { eventId } = await makeEvent(owner, own.id, { types: [{ name: 'A', price: 0 }], capacity: 60 })
  await transact(app.db, async (ending) => {
    await lockStocks(ending, eventId)
    await transact(sellers.db, async (tx) => {
      await sql`set local lock_timeout = '1s'`.execute(tx)
      await addTicketType(tx, eventId, { name: 'B', price: 0 })
    })
    await lockEvent(ending, eventId)
  })
})

test('an event that is deleted meanwhile has no capacity to set', async () => {
  await assert.rejects(setEventCapacity(sellers.db, newId(), 5), { code: 'not_found' })
})
