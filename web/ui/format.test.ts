import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { clocksDiffer, dayAndTime, dayKey, largeDate, money, span, zoneCity } from './format.ts'

test('amounts have the decimals of their currency', () => {
  assert.equal(money(12180, 'EUR', 'en'), '€121.80')
  assert.equal(money(5800, 'EUR', 'en', { short: true }), '€58')
  assert.equal(money(5850, 'EUR', 'en', { short: true }), '€58.50')
  assert.equal(money(1500, 'JPY', 'en'), '¥1,500')
  assert.equal(money(12180, 'EUR', 'de').replace(/\s/, ' '), '121,80 €')
})

test('every amount can be read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (amount) => {
      const digits = money(amount, 'EUR', 'en').replace(/\D/g, '')
      assert.equal(Number(digits), amount)
    }),
  )
})

test('dates are those of the zone', () => {
  assert.equal(dayKey('2026-11-28T23:30:00Z', 'Europe/Berlin'), '2026-11-29')
  assert.match(dayAndTime('2026-11-28T14:00:00Z', 'Europe/Lisbon', 'en'), /^Sat,? 28 Nov, 14:00$/)
  assert.match(dayAndTime('2026-11-28T14:00:00Z', 'Asia/Kolkata', 'hi'), /19:30$/)
})

test('a span repeats the day only when it changes', () => {
  const [, sameDay] = span('2026-11-28T14:00:00Z', '2026-11-28T23:00:00Z', 'Europe/Lisbon', 'en')
  assert.equal(sameDay, '23:00')
  const [, nextDay] = span('2026-11-28T14:00:00Z', '2026-11-29T23:00:00Z', 'Europe/Lisbon', 'en')
  assert.match(nextDay, /^Sun,? 29 Nov, 23:00$/)
})

test('large dates: two days are two, a night is one', () => {
  const two = largeDate('2026-11-28T14:00:00Z', '2026-11-29T23:00:00Z', 'Europe/Lisbon', 'en')
  assert.deepEqual(two, { days: ['28', '29'], months: ['Nov'], weekdays: ['Sat', 'Sun'] })
  const night = largeDate('2026-11-28T22:00:00Z', '2026-11-29T05:00:00Z', 'Europe/Lisbon', 'en')
  assert.deepEqual(night.days, ['28'])
  assert.deepEqual(largeDate('2026-11-30T10:00:00Z', '2026-12-01T20:00:00Z', 'UTC', 'de').months.length, 2)
})

test('zones: the city is named, equal clocks are noticed', () => {
  assert.equal(zoneCity('America/New_York'), 'New York')
  assert.equal(clocksDiffer('2026-11-28T14:00:00Z', 'Europe/Lisbon', 'Europe/London'), false)
  assert.equal(clocksDiffer('2026-11-28T14:00:00Z', 'Europe/Lisbon', 'Europe/Berlin'), true)
})
