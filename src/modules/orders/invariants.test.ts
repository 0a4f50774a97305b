import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { Refusal } from '../../errors.ts'
import { editEvent } from '../events/edit.ts'
import { blockPlaces } from './blocks.ts'
import { checkOrders } from './check.ts'
import { type Desk, deskIn, sharedDesk } from './desk.ts'
import { giveDetails } from './details.ts'
import { awaitByHand, awaitPayment, extendHold, payByHand, payOrder } from './pay.ts'
import { dropOrder, sweepLapsed, voidTickets } from './release.ts'

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const secret = 'a secret of no consequence'
const connections = Array.from({ length: 8 }, () => app.connect(1).db)
const start = Date.now()
const shared = sharedDesk(db, { now: () => new Date(start + 11 * 60_000), secret })

/** One thing somebody does to an event’s orders. `order` picks one of those there are, `minutes` is how late it is. */
type Step =
  | { does: 'hold'; type: number; quantity: number; order: number; minutes: number }
  | {
      does:
        | 'test'
        | 'earnest'
        | 'drop'
        | 'details'
        | 'extend'
        | 'start'
        | 'promise'
        | 'pay'
        | 'receive'
        | 'void'
        | 'sweep'
        | 'block'
        | 'block_all'
      order: number
      minutes: number
    }

const minutes = fc.integer({ min: 0, max: 40 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('hold' as const),
      type: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 3 }),
      order: fc.constant(0),
      minutes,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'drop',
        'details',
        'extend',
        'start',
        'promise',
        'pay',
        'receive',
        'void',
        'sweep',
        'test',
        'earnest',
        'block',
        'block_all',
      ),
      order: fc.nat(5),
      minutes,
    }),
  },
)

test('I1 and I4: whatever people do at once, in test mode and in earnest, counters match orders and tickets, and only paid orders have tickets', async () => {
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
          assert.deepEqual(await checkOrders(db), [])
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
  // Every other lane hands in at one desk, whose clock is one for all.
  const desk = lane % 2 === 0 ? deskIn(own, { now: () => now, secret }) : shared
  const orderId = known[one.order % Math.max(1, known.length)]
  try {
    if (one.does === 'hold') {
      const made = newId()
      const lines = [{ ticketTypeId: String(typeIds[one.type]), quantity: one.quantity }]
      const person = { userId: null, email: null, browserId: newId() }
      await desk.submit(eventId, { kind: 'hold', orderId: made, person, lines, language: 'en', buyer: null })
      return made
    }
    if (one.does === 'sweep') await sweepLapsed(own, desk, now)
    else if (one.does === 'block' || one.does === 'block_all') {
      const ticketTypeId = one.does === 'block' ? String(typeIds[0]) : null
      await blockPlaces(own, desk, { eventId, ticketTypeId }, { places: one.order, reason: '' })
    } else if (one.does === 'test' || one.does === 'earnest')
      await editEvent(own, eventId, { testMode: one.does === 'test' }, now)
    else if (orderId !== undefined) await onOrder(own, desk, one.does, orderId)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  return undefined
}

async function onOrder(own: Db, desk: Desk, does: Step['does'], orderId: string): Promise<void> {
  if (does === 'drop') await dropOrder(own, desk, orderId)
  if (does === 'details')
    await giveDetails(own, desk, orderId, { name: 'Marta', email: `${orderId}@example.org` }, null)
  if (does === 'extend') await extendHold(own, desk, orderId)
  if (does === 'start') await awaitPayment(own, desk, orderId)
  if (does === 'promise') await awaitByHand(own, desk, orderId, null)
  if (does === 'void') await voidTickets(own, desk, orderId, null)
  if (does !== 'pay' && does !== 'receive') return
  // The money of a payment comes only after the details were given.
  const { name } = await own.selectFrom('order').select('name').where('id', '=', orderId).executeTakeFirstOrThrow()
  if (name !== null) await (does === 'pay' ? payOrder : payByHand)(own, desk, orderId)
}
