import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Failure } from '../../host/page.ts'
import { cartOf, refusalsOf, sumOf } from './choose.ts'

const form = (values: Record<string, string>) => Object.entries(values)

test('a cart has what was chosen, at the price seen', () => {
  assert.deepEqual(
    cartOf(
      form({
        event: 'e',
        key: 'k',
        'quantity.a': '2',
        'price.a': '5800',
        'quantity.b': '0',
        'price.b': '3400',
        'quantity.c': '',
        'quantity.d': '1.5',
        'quantity.e': '-1',
        'quantity.f': 'many',
        'quantity.g': '1',
        'price.g': '0',
      }),
    ),
    [
      { ticketTypeId: 'a', quantity: 2, price: 5800 },
      { ticketTypeId: 'g', quantity: 1, price: 0 },
    ],
  )
})

test('a refusal stands at the line it is about, counting just what was chosen', () => {
  // As much of a failure as is looked at.
  const failure = {
    values: { 'quantity.a': '0', 'quantity.b': '3', 'quantity.c': '1' },
    problem: { fields: { 'lines.0.quantity': 'Just 2 left.', 'lines.1.price': 'Changed.', 'lines.7.quantity': 'x' } },
  } as unknown as Failure
  assert.deepEqual(
    [...refusalsOf(failure)],
    [
      ['b', 'Just 2 left.'],
      ['c', 'Changed.'],
    ],
  )
  assert.equal(refusalsOf(null).size, 0)
})

test('what is chosen is summed with its fees; what is no longer offered counts nothing', () => {
  const offers = [
    { id: 'a', each: 6090, fee: 290 },
    { id: 'b', each: 0, fee: 0 },
  ]
  assert.deepEqual(sumOf(offers, { a: 2, b: 1, gone: 3 }), { count: 3, total: 12_180, fees: 580 })
  assert.deepEqual(sumOf(offers, {}), { count: 0, total: 0, fees: 0 })
})
