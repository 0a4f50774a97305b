import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { stockBooks } from '../../../test/sales.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { Refusal } from '../../errors.ts'
import { ticketTypesOf } from '../ticketing/sale.ts'
import { decide } from './allocation/decide.ts'
import { type Desk, deskIn, sharedDesk } from './desk.ts'

const buyers = 50
const places = 5

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const allocator = { now: () => new Date(), secret: 'a secret of no consequence' }
const connections = Array.from({ length: buyers }, () => app.connect(1))
const makeSale = async () => {
  const event = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 2500, quantity: places }] })
  return { eventId: event.eventId, typeId: String(event.typeIds[0]) }
}

test('fifty buyers at once, each on a connection of their own: five get a place, the rest hear that it is sold out', async () => {
  const { eventId, typeId } = await makeSale()
  // A connection is opened before the race, so that the race is about the stock.
  await Promise.all(connections.map((one) => sql`select 1`.execute(one.db)))
  const outcomes = await Promise.allSettled(
    connections.map((one) => deskIn(one.db, allocator).submit(eventId, holdOne(typeId))),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, places)
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Refusal] : []))
  assert.equal(refusals.length, buyers - places)
  for (const refusal of refusals) assert.equal(told(refusal), 'sold_out lines.0.quantity 0')
  for (const stock of await stockBooks(app, eventId)) assert.equal(stock.held, places)
})

test('the desks of several processes decide in batches of their own, and sell no place twice', async () => {
  const { eventId, typeId } = await makeSale()
  const desks = connections.slice(0, 4).map((one) => sharedDesk(one.db, allocator))
  const outcomes = await Promise.allSettled(
    Array.from({ length: 400 }, (_, index) => (desks[index % 4] as Desk).submit(eventId, holdOne(typeId))),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, places)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.equal(told(outcome.reason), 'sold_out lines.0.quantity 0')
  for (const stock of await stockBooks(app, eventId))
    assert.deepEqual([stock.held, stock.heldByOrders], [places, places])
})

test('the same fifty without the lock and the condition take more than there is: the guards are what holds', async () => {
  const { eventId, typeId } = await makeSale()
  const guard = await constraintOf('stock_check')
  await sql`alter table stock drop constraint stock_check`.execute(db)
  try {
    // Nobody writes before everybody has read: the worst that fifty buyers at the same moment can do.
    const everybodyHasRead = barrier(buyers)
    await Promise.all(connections.map((one) => takeUnguarded(one.db, eventId, typeId, everybodyHasRead)))
    const sold = (await stockBooks(app, eventId)).map(({ held }) => held)
    assert.ok(
      sold.every((held) => held > places),
      `held ${sold}`,
    )
  } finally {
    await sql`update stock set held = 0 where event_id = ${eventId}`.execute(db)
    await sql`alter table stock add constraint stock_check ${sql.raw(guard)}`.execute(db)
  }
})

test('the constraint alone refuses what the lock and the condition would have let through', async () => {
  const { eventId, typeId } = await makeSale()
  const everybodyHasRead = barrier(buyers)
  const outcomes = await Promise.allSettled(
    connections.map((one) => takeUnguarded(one.db, eventId, typeId, everybodyHasRead)),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, places)
  for (const { held } of await stockBooks(app, eventId)) assert.equal(held, places)
})

/** A constraint as the migrations made it. */
async function constraintOf(name: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select pg_get_constraintdef(oid) as text from pg_constraint where conname = ${name}`.execute(db)
  return String(rows[0]?.text)
}

const told = ({ code, field, data }: Refusal) => `${code} ${field} ${(data as { left: number }).left}`

/** The same decision as the allocator's, from an unlocked read, and an update that asks nothing. */
async function takeUnguarded(own: Db, eventId: string, typeId: string, everybodyHasRead: () => Promise<void>) {
  await own.transaction().execute(async (tx) => {
    const isGranted = await decideFromUnlockedRead(tx, eventId, typeId)
    await everybodyHasRead()
    if (isGranted) await sql`update stock set held = held + 1 where event_id = ${eventId}`.execute(tx)
  })
}

async function decideFromUnlockedRead(tx: Tx, eventId: string, typeId: string): Promise<boolean> {
  const stocks = await tx.selectFrom('stock').selectAll().where('event_id', '=', eventId).execute()
  const types = await ticketTypesOf(tx, eventId)
  const fees = { percent: 0, fixed: 0, paidBy: 'buyer' as const }
  const snapshot = {
    event: {
      name: '',
      state: 'published' as const,
      endsAt: new Date('2099-01-01'),
      currency: 'EUR',
      holdSeconds: 600,
      fees,
      testMode: false,
      suspended: false,
      team: [],
    },
    stocks: new Map(stocks.map((stock) => [stock.id, { ...stock, wholeEvent: stock.whole_event }])),
    types: new Map(types.map((type) => [type.id, type])),
    orders: new Map(),
    owned: new Map(),
    openHolds: new Map(),
    guests: null,
    leftForLate: new Map(),
    lapsed: null,
  }
  return !(decide(snapshot, [holdOne(typeId)], new Date()).answers[0] instanceof Refusal)
}

const holdOne = (ticketTypeId: string) => ({
  kind: 'hold' as const,
  orderId: newId(),
  person: { userId: null, email: null, browserId: newId() },
  lines: [{ ticketTypeId, quantity: 1 }],
  language: 'en' as const,
  buyer: null,
})

/** Resolves for all once so many wait. */
function barrier(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let waiting = 0
  return () => {
    waiting += 1
    if (waiting === count) resolve()
    return promise
  }
}
