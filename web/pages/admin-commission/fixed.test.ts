import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFixed, typedFixed } from './fixed.ts'

test('amounts by currency are read in minor units of each', () => {
  assert.deepEqual(parseFixed('EUR 0.50, jpy 50,KWD0.125'), { EUR: 50, JPY: 50, KWD: 125 })
  assert.deepEqual(parseFixed(' '), {})
})

test('what is no currency with an amount is not read', () => {
  for (const typed of ['0.50', 'EUR', 'EURO 1', 'EUR -1', 'EUR 0.505', 'JPY 0.5', 'EUR x'])
    assert.equal(parseFixed(typed), undefined, typed)
})

test('what is shown is read as the same', () => {
  const fixed = { EUR: 50, JPY: 50, KWD: 125, USD: 100 }
  assert.deepEqual(parseFixed(typedFixed(fixed)), fixed)
})
