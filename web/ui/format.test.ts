import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { clocksDiffer, dayAndTime, dayKey, largeDate, money, percent, span, zoneCity } from './format.ts'

test('amounts have the decimals of their currency', () => {
  assert.equal(money(12180, 'EUR', 'en'), '€121.80')
  assert.equal(money(5800, 'EUR', 'en', { short: true }), '€58')
  assert.equal(money(5850, 'EUR', 'en', { short: true }), '€58.50')
  assert.equal(money(1500, 'JPY', 'en'), '¥1,500')
  assert.equal(money(295_990, 'KWD', 'en').replace(/\s/, ' '), 'KWD 295.990')
  assert.equal(money(120_050, 'HUF', 'en'), 'Ft 1,200.50'.replace(' ', '\u00a0'))
  assert.equal(money(12180, 'EUR', 'de').replace(/\s/, ' '), '121,80 €')
})

test('rates are told in percent', () => {
  assert.equal(percent(19_000, 'en'), '19%')
  assert.equal(percent(7500, 'de').replace(/\s/, ' '), '7,5 %')
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
  const [, dash, sameDay] = span('2026-11-28T14:00:00Z', '2026-11-28T23:00:00Z', 'Europe/Lisbon', 'en')
  assert.equal(dash + sameDay, '–23:00')
  const [, apart, nextDay] = span('2026-11-28T14:00:00Z', '2026-11-29T23:00:00Z', 'Europe/Lisbon', 'en')
  assert.match(apart + nextDay, /^ – Sun,? 29 Nov, 23:00$/)
})

test('a year is told when it is not this one', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const times = ['2027-02-19T18:30:00Z', '2027-02-20T01:00:00Z', 'Europe/Lisbon', 'en', now] as const
  assert.equal(span(...times).join(''), 'Fri 19 Feb 2027, 18:30 – Sat 20 Feb 2027, 01:00')
  assert.equal(largeDate(...times).year, '2027')
  assert.equal(dayAndTime('2026-12-31T23:30:00Z', 'Europe/Berlin', 'en', now), 'Fri 1 Jan 2027, 00:30')
})

test('large dates: two days are two, a night is one', () => {
  const two = largeDate('2026-11-28T14:00:00Z', '2026-11-29T23:00:00Z', 'Europe/Lisbon', 'en')
  assert.deepEqual(two, { days: ['28', '29'], months: ['Nov'], year: null, weekdays: 'Sat, Sun' })
  const three = largeDate('2026-12-09T04:00:00Z', '2026-12-11T12:00:00Z', 'Asia/Kolkata', 'en')
  assert.equal(three.weekdays, 'Wed–Fri')
  const night = largeDate('2026-11-28T22:00:00Z', '2026-11-29T05:00:00Z', 'Europe/Lisbon', 'en')
  assert.deepEqual(night.days, ['28'])
  assert.deepEqual(largeDate('2026-11-30T10:00:00Z', '2026-12-01T20:00:00Z', 'UTC', 'de').months.length, 2)
})

test('zones: the city is named, equal clocks are noticed', () => {
  assert.equal(zoneCity('America/New_York'), 'New York')
  assert.equal(clocksDiffer('2026-11-28T14:00:00Z', 'Europe/Lisbon', 'Europe/London'), false)
  assert.equal(clocksDiffer('2026-11-28T14:00:00Z', 'Europe/Lisbon', 'Europe/Berlin'), true)
})
