import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, hold, marta, stockBooks } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { keptReply, Repeated } from '../../db/idempotency.ts'
import { deskIn, sharedDesk } from './desk.ts'

const app = await testApp()
const { db, browser, setNow } = app
const { owner, own } = await cast(app)
const allocator = { now: () => new Date(), secret: 'a secret of no consequence' }

const sale = async (quantity: number | null = 50, price = 2500) => {
  const event = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price, quantity }] })
  return { eventId: event.eventId, typeId: String(event.typeIds[0]) }
}
const holdOf = (ticketTypeId: string, quantity = 1) => ({
  kind: 'hold' as const,
  orderId: newId(),
  person: { userId: null, email: null, browserId: newId() },
  lines: [{ ticketTypeId, quantity }],
  language: 'en' as const,
  buyer: null,
})
const extend = ({ api }: Buyer, orderId: string) => api['POST /api/orders/:orderId/extension']({ params: { orderId } })

test('requests that come while a transaction is in flight are decided in one, and each gets its own answer', async () => {
  const { eventId, typeId } = await sale(30)
  const desk = sharedDesk(db, allocator)
  const before = await transactions()
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => desk.submit(eventId, holdOf(typeId))))
  const spent = (await transactions()) - before
  const held = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  assert.equal(held.length, 30)
  assert.equal(new Set(held.map(({ orderId }) => orderId)).size, 30)
  assert.equal(new Set(held.map(({ code }) => code)).size, 30)
  for (const one of outcomes.slice(30)) assert.ok(one.status === 'rejected' && one.reason.code === 'sold_out')
  // One for the first, one for the rest; others of this process may have made some meanwhile.
  assert.ok(spent < 20, `${spent} transactions for 40 requests`)
  for (const stock of await stockBooks(app, eventId)) assert.deepEqual([stock.held, stock.heldByOrders], [30, 30])
})

/** Orders are written with the transaction that made them. */
async function transactions() {
  const { rows } = await sql<{ count: number }>`select count(distinct xmin::text)::int as count from "order"`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

test('what the hold answers is what the order then says of itself', async () => {
  const buyer = browser()
  const { eventId, typeId } = await sale()
  const attendees = [{ name: 'Jun Mori', email: 'Jun@Example.org' }]
  const held = await buyer.api['POST /api/events/:eventId/orders']({
    params: { eventId },
    body: {
      lines: [{ ticketTypeId: typeId, quantity: 2 }],
      buyer: { ...marta, email: 'Marta@Quintela.pt', attendees },
    },
  })
  const read = await buyer.api['GET /api/orders/:orderId']({ params: { orderId: held.id } })
  assert.deepEqual({ ...held.order, now: read.now }, read)
  assert.deepEqual(
    [read.name, read.email, read.attendees],
    [marta.name, marta.email, [{ name: 'Jun Mori', email: 'jun@example.org' }]],
  )
})

test('details that come with the hold count towards limits per person', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    types: [{ name: 'One', price: 0, maximumPerPerson: 1 }],
  })
  const order = (who: Buyer) =>
    who.api['POST /api/events/:eventId/orders']({
      params: { eventId },
      body: { lines: [{ ticketTypeId: String(typeIds[0]), quantity: 1 }], buyer: marta },
    })
  const answers = await Promise.allSettled([order(browser()), order(browser()), order(browser())])
  const codes = answers.map((one) => (one.status === 'fulfilled' ? 'held' : one.reason.code))
  assert.deepEqual(codes.sort(), ['held', 'person_limit', 'person_limit'])
})

test('a hold is given more time once, from now on; not when it has lapsed, is paid or dropped, nor by a stranger', async () => {
  const what = await sale()
  const buyer = browser()
  const { id, order } = await hold(buyer, what)
  setNow(new Date(Date.now() + 300_000))
  const longer = await extend(buyer, id)
  assert.ok(longer.extended && longer.expiresAt && order.expiresAt)
  assert.equal(Math.round((Date.parse(String(longer.expiresAt)) - Date.parse(String(order.expiresAt))) / 10_000), 30)
  await refusedWith('already_extended', extend(buyer, id))
  await refusedWith('not_found', extend(browser(), id))
  const { id: dropped } = await hold(buyer, what)
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId: dropped } })
  await refusedWith('wrong_order_state', extend(buyer, dropped))
  const { id: late } = await hold(buyer, what)
  setNow(new Date(Date.now() + 3_000_000))
  await refusedWith('hold_expired', extend(buyer, late))
  setNow(undefined)
  const { id: twice } = await hold(buyer, what)
  const both = await Promise.allSettled([extend(buyer, twice), extend(buyer, twice)])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('a key at two desks at once, and many times at one, holds once', async () => {
  const { eventId, typeId } = await sale()
  const desks = [1, 2].map(() => sharedDesk(app.connect(2).db, allocator))
  const repeatable = { scope: 'somebody', key: randomUUID(), content: ['hold', typeId] }
  const outcomes = await Promise.all(
    Array.from({ length: 24 }, (_, index) => {
      const one = holdOf(typeId)
      const kept = keptReply(repeatable, () => ({ orderId: one.orderId }))
      return desks[index % 2]?.submit(eventId, one, ...kept).then(
        ({ orderId }) => orderId,
        (error) => (error instanceof Repeated ? (error.reply as { orderId: string }).orderId : error),
      )
    }),
  )
  assert.equal(new Set(outcomes).size, 1, String(outcomes))
  assert.equal((await stockBooks(app, eventId))[0]?.held, 1)
})

test('one key for two things does one of them; the other is told, and nothing of it stays', async () => {
  const [one, two] = [await sale(), await sale()]
  const desk = sharedDesk(db, allocator)
  const key = randomUUID()
  const outcomes = await Promise.allSettled(
    [one, two].map(({ eventId, typeId }) =>
      desk.submit(eventId, holdOf(typeId), ...keptReply({ scope: 'somebody', key, content: eventId }, () => null)),
    ),
  )
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.ok(['busy', 'idempotency_key_reused'].includes(outcome.reason.code))
  const counts = await Promise.all([one, two].map(async ({ eventId }) => (await stockBooks(app, eventId))[0]?.held))
  assert.deepEqual(counts.sort(), [0, 1])
})

test('a refusal keeps no key: the next try with it is decided anew', async () => {
  const { eventId, typeId } = await sale(1)
  const desk = deskIn(db, allocator)
  const kept = keptReply({ scope: 'somebody', key: randomUUID(), content: eventId }, () => null)
  const first = await desk.submit(eventId, holdOf(typeId))
  await assert.rejects(desk.submit(eventId, holdOf(typeId), ...kept), { code: 'sold_out' })
  await desk.submit(eventId, { kind: 'drop', orderId: first.orderId })
  await desk.submit(eventId, holdOf(typeId), ...kept)
  await assert.rejects(desk.submit(eventId, holdOf(typeId), ...kept), Repeated)
})

test('who waits for stock that somebody else has locked is told to try again, and nothing is lost of the rest', async () => {
  const { eventId, typeId } = await sale()
  const [other, mine] = [app.connect(1).db, app.connect(2).db]
  await sql`set lock_timeout = '50ms'`.execute(mine)
  const desk = sharedDesk(mine, allocator)
  const outcomes = await other.transaction().execute(async (tx) => {
    await sql`select from stock where event_id = ${eventId} for update`.execute(tx)
    return Promise.allSettled(Array.from({ length: 6 }, () => desk.submit(eventId, holdOf(typeId))))
  })
  for (const outcome of outcomes) assert.ok(outcome.status === 'rejected' && outcome.reason.code === '55P03')
  await desk.submit(eventId, holdOf(typeId))
  assert.equal((await stockBooks(app, eventId))[0]?.held, 1)
})

test('a request that cannot be carried out fails by itself, and those decided with it are held', async () => {
  const { eventId, typeId } = await sale()
  const desk = sharedDesk(db, allocator)
  const taken = await desk.submit(eventId, holdOf(typeId))
  const outcomes = await Promise.allSettled(
    [holdOf(typeId), holdOf(typeId), { ...holdOf(typeId), orderId: taken.orderId }, holdOf(typeId)].map((one) =>
      desk.submit(eventId, one),
    ),
  )
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal((await stockBooks(app, eventId))[0]?.held, 4)
})
