import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exponentOf } from '../../lib/money.ts'
import { decimalAmount, minorUnits } from './amounts.ts'

const cases: [amount: number, currency: string, minor: number | undefined][] = [
  [0, 'USD', 0],
  [-0, 'USD', 0],
  [12.5, 'USD', 1250],
  [0.29, 'EUR', 29],
  [1.005, 'EUR', undefined],
  [0.1 + 0.2, 'EUR', undefined],
  [500, 'JPY', 500],
  [500.5, 'JPY', undefined],
  [1.234, 'BHD', 1234],
  [1.2345, 'BHD', undefined],
  [-1, 'USD', undefined],
  [1e-7, 'USD', undefined],
  [1e21, 'USD', undefined],
  [1_000_000_000, 'USD', 100_000_000_000],
  [1_000_000_000.01, 'USD', undefined],
  [Number.NaN, 'USD', undefined],
  [Number.POSITIVE_INFINITY, 'USD', undefined],
]

for (const [amount, currency, minor] of cases)
  test(`${amount} ${currency} is ${minor ?? 'no amount'}`, () => assert.equal(minorUnits(amount, currency), minor))

test('every amount survives being told as a decimal number and read again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000_000_000 }),
      fc.constantFrom('USD', 'JPY', 'BHD', 'CLF'),
      (minor, currency) => {
        const told = JSON.parse(JSON.stringify(decimalAmount(minor, currency)))
        assert.equal(minorUnits(told, currency), minor)
        assert.ok((String(told).split('.')[1] ?? '').length <= exponentOf(currency))
      },
    ),
    { seed: Number(process.env.SEED ?? 1) },
  )
})
