import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moneyText } from './formats.ts'

test('amounts keep every decimal that ISO 4217 gives their currency', () => {
  const cases: [number, string, string][] = [
    [12_180, 'EUR', '€121.80'],
    [500, 'JPY', '¥500'],
    [1_234_567, 'HUF', 'Ft 12,345.67'],
    [12_345, 'KWD', 'KWD 12.345'],
  ]
  for (const [amount, currency, text] of cases)
    assert.equal(moneyText(amount, currency, 'en').replace(/\s/g, ' '), text)
})
