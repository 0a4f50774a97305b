import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold } from '../../../test/sales.ts'
import type { Body } from '../../http/contract.ts'
import type { ordersApi } from './api.ts'
import { checkOrders } from './check.ts'

const app = await testApp()
const { browser, db, setNow } = app
const { owner, own, finance } = await cast(app)

type Blocked = Body<(typeof ordersApi)['PUT /api/events/:eventId/blocked']>

const blockType = (eventId: string, ticketTypeId: string, body: Blocked) =>
  owner.api['PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked']({ params: { eventId, ticketTypeId }, body })
const blockEvent = (eventId: string, body: Blocked) =>
  owner.api['PUT /api/events/:eventId/blocked']({ params: { eventId }, body })
const seen = (eventId: string) => owner.api['GET /api/events/:eventId/ticket-types']({ params: { eventId } })

async function makeSale(quantity: number | null = 10) {
  const { eventId, slug, typeIds } = await makeEvent(owner, own.id, {
    types: [
      { name: 'Seat', price: 2500, quantity },
      { name: 'Standing', price: 1000 },
    ],
    capacity: 15,
  })
  const left = async () =>
    (await browser().api['GET /api/discover/:slug']({ params: { slug } })).ticketTypes.map((type) => type.left)
  return { eventId, typeId: String(typeIds[0]), standing: String(typeIds[1]), left }
}

test('places of a ticket type are kept back: the team sees why, and buyers see and get what is left', async () => {
  const { eventId, typeId, left } = await makeSale()
  assert.deepEqual(await blockType(eventId, typeId, { places: 8, reason: ' Press ' }), { places: 8, reason: 'Press' })
  const { ticketTypes, blocked } = await seen(eventId)
  assert.deepEqual(
    ticketTypes.map((type) => [type.blocked, type.blockReason]),
    [
      [8, 'Press'],
      [0, ''],
    ],
  )
  assert.equal(blocked, 0)
  assert.deepEqual(await left(), [2, 7])
  const problem = await refusedWith('sold_out', hold(browser(), { eventId, typeId, quantity: 3 }), 'lines.0.quantity')
  assert.match(problem.detail, /2/)
  await hold(browser(), { eventId, typeId, quantity: 2 })

  await blockType(eventId, typeId, { places: 8, reason: 'Press' })
  assert.equal((await seen(eventId)).ticketTypes[0]?.blocked, 8, 'it sets, it does not add')
  await blockType(eventId, typeId, { places: 0, reason: '' })
  await hold(browser(), { eventId, typeId, quantity: 8 })
})

test('places of the whole event are kept back from every ticket type, and the figures tell all of them', async () => {
  const { eventId, typeId, standing } = await makeSale()
  await blockEvent(eventId, { places: 12, reason: 'Band and press' })
  await blockType(eventId, typeId, { places: 1, reason: '' })
  const { blocked, blockReason, taken } = await seen(eventId)
  assert.deepEqual([blocked, blockReason, taken], [12, 'Band and press', 13])
  const figures = await owner.api['GET /api/events/:eventId/figures']({ params: { eventId } })
  assert.equal(figures.blocked, 13)
  await hold(browser(), { eventId, typeId: standing, quantity: 2 })
  await refusedWith('sold_out', hold(browser(), { eventId, typeId }), 'lines.0.quantity')
  await refusedWith(
    'capacity_below_sold',
    owner.api['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity: 14 } }),
    'capacity',
  )
})

test('places kept back of a ticket type are nobody else’s, and for sale again when it is deleted', async () => {
  const { eventId, typeId, standing } = await makeSale()
  await blockType(eventId, typeId, { places: 9, reason: 'Press' })
  await hold(browser(), { eventId, typeId: standing, quantity: 6 })
  await refusedWith('sold_out', hold(browser(), { eventId, typeId: standing }), 'lines.0.quantity')
  const problem = await refusedWith(
    'capacity_below_sold',
    blockType(eventId, typeId, { places: 10, reason: '' }),
    'places',
  )
  assert.match(problem.detail, /6/)
  assert.deepEqual(await checkOrders(db), [])
  await owner.api['DELETE /api/events/:eventId/ticket-types/:ticketTypeId']({
    params: { eventId, ticketTypeId: typeId },
  })
  await hold(browser(), { eventId, typeId: standing, quantity: 9 })
  const { blocked, taken } = await seen(eventId)
  assert.deepEqual([blocked, taken], [0, 15])
})

test('no more is kept back than is left; what a lapsed hold has is left', async () => {
  const { eventId, typeId } = await makeSale()
  const buyer = browser()
  await buy(buyer, { eventId, typeId, quantity: 3 })
  await hold(browser(), { eventId, typeId, quantity: 2 })
  const problem = await refusedWith(
    'capacity_below_sold',
    blockType(eventId, typeId, { places: 6, reason: '' }),
    'places',
  )
  assert.match(problem.detail, /5/)
  await blockType(eventId, typeId, { places: 5, reason: '' })
  setNow(new Date(Date.now() + 3600_000))
  await blockType(eventId, typeId, { places: 7, reason: '' })
  setNow(undefined)
})

test('refused: places without a limit, a ticket type of another event, an event that is off, more than a number', async () => {
  const { eventId, standing } = await makeSale(null)
  const other = await makeSale()
  await refusedWith('without_limit', blockType(eventId, standing, { places: 1, reason: '' }), 'places')
  await blockType(eventId, standing, { places: 0, reason: 'None yet' })
  await refusedWith('not_found', blockType(eventId, other.typeId, { places: 1, reason: '' }))
  await refusedWith('invalid', blockEvent(eventId, { places: -1, reason: '' }), 'places')
  await refusedWith('invalid', blockEvent(eventId, { places: 1, reason: 'x'.repeat(141) }), 'reason')
  const params = { eventId }
  await refusedWith(
    'not_allowed',
    finance.api['PUT /api/events/:eventId/blocked']({ params, body: { places: 1, reason: '' } }),
  )
  await owner.api['POST /api/events/:eventId/cancellation']({ params, body: { message: '' } })
  await refusedWith('wrong_event_state', blockEvent(eventId, { places: 1, reason: '' }))
})

test('buyers and the organizer at once: what is kept back and what is sold is never more than there is', async () => {
  for (let round = 0; round < 5; round++) {
    const { eventId, typeId } = await makeSale()
    const buyers = Array.from({ length: 12 }, () => hold(browser(), { eventId, typeId }))
    const blocks = [3, 9, 5, 7].map((places) => blockType(eventId, typeId, { places, reason: `${places}` }))
    const outcomes = await Promise.allSettled([...blocks, ...buyers])
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.match(outcome.reason.code, /^(sold_out|capacity_below_sold)$/)
    const granted = outcomes.slice(blocks.length).filter(({ status }) => status === 'fulfilled').length
    const { held, blocked, block_reason } = await db
      .selectFrom('stock')
      .innerJoin('ticket_type_stock as t', 't.stock_id', 'stock.id')
      .select(['held', 'blocked', 'block_reason'])
      .where('t.ticket_type_id', '=', typeId)
      .where('whole_event', '=', false)
      .executeTakeFirstOrThrow()
    assert.equal(held, granted)
    assert.ok(held + blocked <= 10, `${held} held, ${blocked} blocked`)
    assert.equal(block_reason, blocked === 0 ? '' : String(blocked), 'the reason is that of the places that stand')
  }
})
