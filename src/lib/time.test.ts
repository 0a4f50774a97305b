import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, instantOf, isDate, isTimeZone, lastDays, localDateOf, localTimeOf } from './time.ts'

const cases: [local: string, zone: string, instant: string | undefined][] = [
  ['2026-11-28T14:00', 'Europe/Lisbon', '2026-11-28T14:00:00.000Z'],
  ['2026-07-01T14:00', 'Europe/Berlin', '2026-07-01T12:00:00.000Z'],
  ['2026-07-01T14:00:30', 'Asia/Kolkata', '2026-07-01T08:30:30.000Z'],
  // Skipped in spring: moved on by the hour that is missing.
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  // Twice in autumn: the first.
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  // A day that Samoa skipped.
  ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ['2026-02-29T12:00', 'Europe/Berlin', undefined],
  ['2026-01-01T24:00', 'Europe/Berlin', undefined],
]

for (const [local, zone, instant] of cases)
  test(`${local} in ${zone} is ${instant ?? 'no time'}`, () =>
    assert.equal(instantOf(local, zone)?.toISOString(), instant))

test('a local time that exists comes back as it was', () => {
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'UTC',
  )
  const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, zones, (instant, zone) => {
      const local = localTimeOf(instant, zone)
      assert.equal(localTimeOf(instantOf(local, zone) ?? new Date(Number.NaN), zone), local)
      assert.ok(local.startsWith(localDateOf(instant, zone)))
    }),
  )
})

test('days begin at their own midnight, also where clocks change', () => {
  const days = lastDays(3, new Date('2026-03-30T10:00:00Z'), 'Europe/Berlin')
  assert.deepEqual(
    days.map(({ date, start }) => [date, start.toISOString()]),
    [
      ['2026-03-28', '2026-03-27T23:00:00.000Z'],
      ['2026-03-29', '2026-03-28T23:00:00.000Z'],
      ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ],
  )
})

test('time zones are names, not offsets', () => {
  for (const name of ['Europe/Lisbon', 'UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])
    assert.ok(isTimeZone(name), name)
  for (const name of ['', '+02:00', 'Europe/Lisboa', 'Mars/Phobos', '../etc/passwd']) assert.ok(!isTimeZone(name), name)
})

test('dates exist or do not', () => {
  assert.ok(isDate('2028-02-29'))
  for (const text of ['2026-02-29', '2026-13-01', '0001-01-01', '2026-1-1', 'today']) assert.ok(!isDate(text), text)
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
})
