import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { stockBooks } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { Refusal } from '../../errors.ts'
import { allocate } from './allocate.ts'
import { giveDetails } from './details.ts'
import { awaitPayment, payOrder } from './pay.ts'
import { dropOrder, sweepLapsed } from './release.ts'

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const secret = 'a secret of no consequence'
const connections = Array.from({ length: 8 }, () => app.connect(1).db)
const start = Date.now()

/** One thing somebody does to an event’s orders. `order` picks one of those there are, `minutes` is how late it is. */
type Step =
  | { does: 'hold'; type: number; quantity: number; minutes: number }
  | { does: 'drop' | 'details' | 'start' | 'pay' | 'sweep'; order: number; minutes: number }

const minutes = fc.integer({ min: 0, max: 40 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('hold' as const),
      type: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 3 }),
      minutes,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom('drop', 'details', 'start', 'pay', 'sweep'),
      order: fc.nat(5),
      minutes,
    }),
  },
)

test('I1 and I4: whatever people do at once, counters match orders and tickets, and only paid orders have tickets', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: connections.length }), { minLength: 2, maxLength: 5 }),
      async (rounds) => {
        const { eventId, typeIds } = await makeEvent(owner, own.id, {
          types: [
            { name: 'A', price: 100, quantity: 4 },
            { name: 'B', price: 0 },
          ],
          capacity: 6,
        })
        const orders: string[] = []
        for (const round of rounds) {
          const known = [...orders]
          await Promise.all(
            round.map(async (one, index) => {
              const made = await carryOut(one, { eventId, typeIds, known, lane: index })
              if (made) orders.push(made)
            }),
          )
          await checkInvariants(eventId)
        }
      },
    ),
    { numRuns: process.env.PROOF ? 300 : 25 },
  )
})

async function carryOut(
  one: Step,
  { eventId, typeIds, known, lane }: { eventId: string; typeIds: string[]; known: string[]; lane: number },
): Promise<string | undefined> {
  const own = connections[lane] ?? db
  const now = new Date(start + one.minutes * 60_000)
  const parts = { now: () => now, secret }
  if (one.does === 'hold') {
    const lines = [{ ticketTypeId: String(typeIds[one.type]), quantity: one.quantity }]
    const person = { userId: null, email: null, browserId: newId() }
    const [outcome] = await allocate(own, parts, eventId, [{ person, lines, language: 'en' }])
    return outcome?.kind === 'held' ? outcome.orderId : undefined
  }
  if (one.does === 'sweep') return void (await sweepLapsed(own, now))
  const orderId = known[one.order % Math.max(1, known.length)]
  if (orderId === undefined) return undefined
  const acts = {
    drop: () => dropOrder(own, orderId, now),
    details: () => giveDetails(own, orderId, { name: 'Marta', email: `${orderId}@example.org` }, null, now),
    start: () => transact(own, (tx) => awaitPayment(tx, orderId, now)),
    pay: () =>
      transact(own, async (tx) => {
        // The money of a payment comes only after the details were given.
        const { name } = await tx.selectFrom('order').select('name').where('id', '=', orderId).executeTakeFirstOrThrow()
        return name === null ? undefined : payOrder(tx, parts, orderId)
      }),
  }
  await acts[one.does]().catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
  return undefined
}

async function checkInvariants(eventId: string): Promise<void> {
  for (const stock of await stockBooks(app, eventId)) {
    assert.ok(stock.capacity === null || stock.held + stock.sold <= stock.capacity)
    assert.deepEqual([stock.held, stock.sold], [stock.heldByOrders, stock.soldByTickets])
  }
  const orders = await db
    .selectFrom('order as o')
    .select((select) => [
      'o.state',
      select
        .selectFrom('order_line as l')
        .select((line) => line.fn.sum<number>('l.quantity').as('n'))
        .whereRef('l.order_id', '=', 'o.id')
        .as('places'),
      select
        .selectFrom('ticket as t')
        .select((ticket) => ticket.fn.countAll<number>().as('n'))
        .whereRef('t.order_id', '=', 'o.id')
        .as('tickets'),
    ])
    .where('o.event_id', '=', eventId)
    .execute()
  for (const { state, places, tickets } of orders) assert.equal(tickets, state === 'paid' ? places : 0, state)
}
