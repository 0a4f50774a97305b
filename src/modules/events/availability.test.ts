import assert from 'node:assert/strict'
import { test } from 'node:test'
import { availabilityOf, type Supply } from './availability.ts'

const cases: [supply: Supply, availability: string, left: number | null][] = [
  [{ open: false, left: 5 }, 'off_sale', null],
  [{ open: true, left: null }, 'available', null],
  [{ open: true, left: 11 }, 'available', null],
  [{ open: true, left: 10 }, 'few', 10],
  [{ open: true, left: 1 }, 'few', 1],
  [{ open: true, left: 0 }, 'sold_out', 0],
]

for (const [supply, availability, left] of cases)
  test(`${JSON.stringify(supply)} is ${availability}`, () =>
    assert.deepEqual(availabilityOf(supply), { availability, left }))
