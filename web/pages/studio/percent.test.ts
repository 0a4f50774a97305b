import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePercent, typedPercent } from './percent.ts'

test('percent is read with a point or a comma, and nothing else', () => {
  const read = { '19': 19_000, '7.5': 7_500, '7,5': 7_500, ' 8.875 ': 8_875, '0': 0, '100': 100_000 }
  for (const [typed, parts] of Object.entries(read)) assert.equal(parsePercent(typed), parts, typed)
  for (const typed of ['', '19%', '100.001', '1.2345', '-1', '1e2', 'x']) assert.equal(parsePercent(typed), undefined)
})

test('what is typed for a rate is read as the same rate', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (parts) => parsePercent(typedPercent(parts)) === parts))
})
