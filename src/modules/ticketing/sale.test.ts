import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventOnSale, quantityRefusal, saleState } from './sale.ts'

const at = (day: number) => new Date(Date.UTC(2027, 0, day))
const always = { onSale: true, saleStartsAt: null, saleEndsAt: null }

const states: [type: Parameters<typeof saleState>[0], now: Date, state: string][] = [
  [always, at(1), 'on_sale'],
  [{ ...always, onSale: false }, at(1), 'paused'],
  [{ ...always, saleStartsAt: at(2) }, at(1), 'not_yet'],
  [{ ...always, saleStartsAt: at(2) }, at(2), 'on_sale'],
  [{ ...always, saleEndsAt: at(2) }, at(1), 'on_sale'],
  [{ ...always, saleEndsAt: at(2) }, at(2), 'ended'],
  [{ onSale: false, saleStartsAt: at(2), saleEndsAt: at(3) }, at(4), 'paused'],
]

for (const [type, now, state] of states)
  test(`${JSON.stringify(type)} on ${now.toISOString()} is ${state}`, () => assert.equal(saleState(type, now), state))

test('an event sells while it is live and not over', () => {
  const live = { state: 'published' as const, endsAt: at(2), testMode: false, suspended: false }
  assert.ok(eventOnSale(live, at(1)))
  assert.ok(!eventOnSale(live, at(2)))
  assert.ok(!eventOnSale({ ...live, endsAt: null }, at(1)))
  assert.ok(!eventOnSale({ ...live, suspended: true }, at(1)))
  for (const state of ['draft', 'waiting', 'cancelled'] as const)
    assert.ok(!eventOnSale({ ...live, state }, at(1), true), state)
})

test('in test mode the team may order before it is live, and nobody else; everybody may once it is', () => {
  for (const state of ['draft', 'waiting', 'published', 'cancelled'] as const) {
    const event = { state, endsAt: at(2), testMode: true, suspended: false }
    assert.equal(eventOnSale(event, at(1), true), state !== 'cancelled', state)
    assert.equal(eventOnSale(event, at(1), false), state === 'published', state)
    assert.ok(!eventOnSale(event, at(2), true), state)
    assert.ok(!eventOnSale({ ...event, suspended: true }, at(1), true), state)
  }
})

test('an order has from the minimum to the maximum of a type', () => {
  const type = { minimumPerOrder: 2, maximumPerOrder: 4 }
  assert.deepEqual(
    [1, 2, 4, 5].map((quantity) => quantityRefusal(type, quantity)),
    ['under_minimum', null, null, 'over_limit'],
  )
})
