import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAmount, parseCount, typedAmount } from './amount.ts'

const amounts: [typed: string, currency: string, amount: number | undefined][] = [
  ['', 'EUR', 0],
  ['0', 'EUR', 0],
  ['12', 'EUR', 1200],
  ['12.5', 'EUR', 1250],
  ['12,50', 'EUR', 1250],
  [' 1 200,00 ', 'EUR', 120000],
  ['1’200', 'CHF', 120000],
  ['1.200', 'EUR', undefined],
  ['1200', 'JPY', 1200],
  ['12.5', 'JPY', undefined],
  ['1.250', 'KWD', 1250],
  ['-1', 'EUR', undefined],
  ['free', 'EUR', undefined],
  ['12.', 'EUR', undefined],
]

for (const [typed, currency, amount] of amounts)
  test(`“${typed}” in ${currency} is ${amount}`, () => assert.equal(parseAmount(typed, currency), amount))

test('an amount comes back as it was typed', () => {
  const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'INR')
  fc.assert(
    fc.property(fc.nat(2_000_000_000), currency, (amount, code) => {
      assert.equal(parseAmount(typedAmount(amount, code), code), amount)
    }),
  )
})

test('counts are whole numbers or nothing', () => {
  assert.deepEqual(['', ' 5 ', '1.5', '-1', 'x', '12345678'].map(parseCount), [
    null,
    5,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
