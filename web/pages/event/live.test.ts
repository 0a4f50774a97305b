import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesBetween, isOutdated, withOffers } from './live.ts'
import type { PublicEvent } from './structured.ts'

type Type = PublicEvent['ticketTypes'][number]

const type = (id: string, changed: Partial<Type> = {}) =>
  ({
    id,
    name: `Ticket ${id}`,
    price: 100,
    each: 100,
    fee: 0,
    saleState: 'on_sale',
    availability: 'available',
    left: null,
    ...changed,
  }) as Type
const event = { onSale: true, updatedAt: '2026-11-22T12:00:00.000Z', ticketTypes: [type('a'), type('b')] }
const offers = (...types: Type[]) => ({ onSale: true, changedAt: event.updatedAt, ticketTypes: types })

test('what is left replaces what was, and the rest of a ticket stays', () => {
  const now = withOffers(event, {
    ...offers(type('b', { availability: 'sold_out', left: 0, name: '' })),
    onSale: false,
  })
  assert.equal(now.onSale, false)
  assert.deepEqual(
    now.ticketTypes.map(({ id, availability }) => [id, availability]),
    [
      ['a', 'available'],
      ['b', 'sold_out'],
    ],
  )
})

test('a page is loaded again when its words changed, or which tickets there are', () => {
  assert.equal(isOutdated(event, offers(type('a', { left: 3 }), type('b'))), false)
  assert.equal(isOutdated(event, { ...offers(type('a'), type('b')), changedAt: '2026-11-22T12:00:00.001Z' }), true)
  assert.equal(isOutdated(event, { ...offers(type('a'), type('b')), changedAt: '2026-11-22T11:00:00.000Z' }), false)
  assert.equal(isOutdated(event, offers(type('a'))), true)
  assert.equal(isOutdated(event, offers(type('a'), type('b'), type('c'))), true)
})

test('selling out, running low and coming back are told, each ticket of a crowd is not', () => {
  const cases: [Partial<Type>, Partial<Type>, word: string | undefined][] = [
    [{}, { availability: 'few', left: 9 }, 'few'],
    [{ availability: 'few', left: 9 }, { availability: 'few', left: 8 }, undefined],
    [{ availability: 'few', left: 1 }, { availability: 'sold_out', left: 0 }, 'sold_out'],
    [{ availability: 'sold_out', left: 0 }, { availability: 'few', left: 1 }, 'available'],
    [{ availability: 'off_sale' }, {}, 'available'],
    [{}, {}, undefined],
  ]
  for (const [was, is, word] of cases) {
    const [before, after] = [was, is].map((changed) => ({ ...event, ticketTypes: [type('a', changed)] }))
    assert.deepEqual(before && after && changesBetween(before, after).map((news) => news.word), word ? [word] : [])
  }
})
