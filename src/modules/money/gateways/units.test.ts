import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exponentOf } from '../../../lib/money.ts'
import { amountOf, amountOfDecimal, decimalOf, unitsOf } from './units.ts'

const money = (amount: number, currency: string) => ({ amount, currency })

test('amounts become the units of a provider, by the decimals it gives the currency', () => {
  assert.equal(unitsOf(money(1250, 'EUR')), 1250)
  assert.equal(unitsOf(money(500, 'JPY')), 500)
  assert.equal(unitsOf(money(295_990, 'KWD'), {}, 10), 295_990)
  assert.equal(unitsOf(money(5, 'ISK'), { ISK: 2 }), 500)
  assert.equal(unitsOf(money(300, 'MGA'), { MGA: 0 }), 3)
  assert.deepEqual(amountOf(500, 'isk', { ISK: 2 }), money(5, 'ISK'))
  assert.deepEqual(amountOf(3, 'MGA', { MGA: 0 }), money(300, 'MGA'))
})

test('amounts become decimal text and are read from it', () => {
  for (const [amount, currency, text] of [
    [1250, 'EUR', '12.50'],
    [5, 'EUR', '0.05'],
    [0, 'USD', '0.00'],
    [500, 'JPY', '500'],
    [1, 'KWD', '0.001'],
  ] as const) {
    assert.equal(decimalOf(money(amount, currency)), text)
    assert.deepEqual(amountOfDecimal(text, currency), money(amount, currency))
  }
  assert.equal(decimalOf(money(120_000, 'HUF'), { HUF: 0 }), '1200')
  assert.deepEqual(amountOfDecimal('1200', 'HUF'), money(120_000, 'HUF'))
  assert.deepEqual(amountOfDecimal('500.00', 'JPY'), money(500, 'JPY'))
  for (const wrong of ['', '-1', '1e3', '1.005', '1,5', ' 1']) assert.throws(() => amountOfDecimal(wrong, 'EUR'), wrong)
})

test('an amount that the units are too coarse for is refused, not rounded', () => {
  const refused = (work: () => unknown) => assert.throws(work, { code: 'amount_not_payable' })
  refused(() => unitsOf(money(295_991, 'KWD'), {}, 10))
  refused(() => unitsOf(money(350, 'MGA'), { MGA: 0 }))
  refused(() => decimalOf(money(120_050, 'HUF'), { HUF: 0 }))
})

test('no amount changes on the way to a provider and back', () => {
  const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'ISK', 'CLF', 'UGX')
  const amounts = fc.integer({ min: 0, max: 100_000_000_000 })
  fc.assert(
    fc.property(amounts, currencies, (amount, currency) => {
      const given = money(amount, currency)
      assert.deepEqual(amountOfDecimal(decimalOf(given), currency), given)
      assert.deepEqual(amountOf(unitsOf(given, { ISK: 2, UGX: 2 }), currency, { ISK: 2, UGX: 2 }), given)
      assert.equal(decimalOf(given).split('.')[1]?.length ?? 0, exponentOf(currency))
    }),
  )
})
