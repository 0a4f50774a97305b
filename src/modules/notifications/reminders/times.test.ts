import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localTimeOf } from '../../../lib/time.ts'
import { dayOf, type ReminderKind, reminderKinds, remindersAhead, type Times, windowOf } from './times.ts'

const hour = 3600_000
const timesOf = (startsAt: string, endsAt: string, timeZone: string): Times => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  timeZone,
})

const isTimely = (kind: ReminderKind, times: Times, now: Date) => {
  const { from, until } = windowOf(kind, times)
  return from <= now && now < until
}

test('hours before are hours, and thanks are due at ten the day after, whatever the clocks do', () => {
  const cases: [what: string, times: Times, day: string, three: string, thanks: string][] = [
    [
      'a winter evening in Lisbon',
      timesOf('2026-11-28T20:00:00Z', '2026-11-28T23:30:00Z', 'Europe/Lisbon'),
      '2026-11-27T20:00:00.000Z',
      '2026-11-28T17:00:00.000Z',
      '2026-11-29T10:00:00.000Z',
    ],
    [
      'the clocks of Berlin go forward in the night before: 15:00 there is 14:00 the day before',
      timesOf('2027-03-28T13:00:00Z', '2027-03-28T15:00:00Z', 'Europe/Berlin'),
      '2027-03-27T13:00:00.000Z',
      '2027-03-28T10:00:00.000Z',
      '2027-03-29T08:00:00.000Z',
    ],
    [
      'they go forward in the night after: ten is an hour earlier',
      timesOf('2027-03-27T19:00:00Z', '2027-03-27T22:00:00Z', 'Europe/Berlin'),
      '2027-03-26T19:00:00.000Z',
      '2027-03-27T16:00:00.000Z',
      '2027-03-28T08:00:00.000Z',
    ],
    [
      'they go back between the three hours and the start',
      timesOf('2026-10-25T02:30:00Z', '2026-10-25T05:00:00Z', 'Europe/Berlin'),
      '2026-10-24T02:30:00.000Z',
      '2026-10-24T23:30:00.000Z',
      '2026-10-26T09:00:00.000Z',
    ],
    [
      'a night that ends the next morning is thanked for the day after that',
      timesOf('2026-07-03T21:00:00Z', '2026-07-04T04:00:00Z', 'Europe/Lisbon'),
      '2026-07-02T21:00:00.000Z',
      '2026-07-03T18:00:00.000Z',
      '2026-07-05T09:00:00.000Z',
    ],
    [
      'a zone of half an hour',
      timesOf('2026-11-28T14:30:00Z', '2026-11-28T17:30:00Z', 'Asia/Kolkata'),
      '2026-11-27T14:30:00.000Z',
      '2026-11-28T11:30:00.000Z',
      '2026-11-29T04:30:00.000Z',
    ],
    [
      'Samoa had no 30 December 2011',
      timesOf('2011-12-30T06:00:00Z', '2011-12-30T08:00:00Z', 'Pacific/Apia'),
      '2011-12-29T06:00:00.000Z',
      '2011-12-30T03:00:00.000Z',
      '2011-12-30T20:00:00.000Z',
    ],
  ]
  for (const [what, times, ...due] of cases)
    assert.deepEqual(
      reminderKinds.map((kind) => windowOf(kind, times).from.toISOString()),
      due,
      what,
    )
})

test('a reminder that is late goes out until the next is due', () => {
  const times = timesOf('2026-11-28T20:00:00Z', '2026-11-28T23:30:00Z', 'Europe/Lisbon')
  const cases: [at: string, timely: string[]][] = [
    ['2026-11-27T19:59:59Z', []],
    ['2026-11-27T20:00:00Z', ['reminder_24h']],
    ['2026-11-28T16:59:59Z', ['reminder_24h']],
    ['2026-11-28T17:00:00Z', ['reminder_3h']],
    ['2026-11-28T19:59:59Z', ['reminder_3h']],
    ['2026-11-28T20:00:00Z', []],
    ['2026-11-29T10:00:00Z', ['thank_you']],
    ['2026-12-06T10:00:00Z', []],
  ]
  for (const [at, timely] of cases)
    assert.deepEqual(
      reminderKinds.filter((kind) => isTimely(kind, times, new Date(at))),
      timely,
      at,
    )
})

const anyTimes = fc
  .record({
    start: fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') }),
    length: fc.integer({ min: 60_000, max: 5 * 24 * hour }),
    timeZone: fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
    ),
  })
  .map(({ start, length, timeZone }) => ({ startsAt: new Date(start), endsAt: new Date(start + length), timeZone }))

test('property: what is ahead is ahead, soonest first, and is timely when it is due', () => {
  fc.assert(
    fc.property(anyTimes, fc.integer({ min: -72 * hour, max: 72 * hour }), (times, offset) => {
      const now = new Date(times.startsAt.getTime() + offset)
      const ahead = remindersAhead(times, now)
      for (const [index, { kind, at }] of ahead.entries()) {
        assert.ok(at > now)
        assert.ok(index === 0 || at.getTime() > Number(ahead[index - 1]?.at))
        assert.ok(isTimely(kind, times, at))
        assert.ok(!isTimely(kind, times, new Date(at.getTime() - 1)))
      }
    }),
  )
})

test('property: moved by so much, reminders move by so much; thanks are at ten there, 10 to 34 hours after the end or an hour beside that', () => {
  fc.assert(
    fc.property(anyTimes, fc.integer({ min: -90 * 24 * hour, max: 90 * 24 * hour }), (times, by) => {
      const moved = {
        ...times,
        startsAt: new Date(times.startsAt.getTime() + by),
        endsAt: new Date(times.endsAt.getTime() + by),
      }
      for (const kind of ['reminder_24h', 'reminder_3h'] as const)
        assert.equal(windowOf(kind, moved).from.getTime(), windowOf(kind, times).from.getTime() + by)
      const { from } = windowOf('thank_you', moved)
      assert.match(localTimeOf(from, moved.timeZone), /T10:00$/)
      const after = (from.getTime() - moved.endsAt.getTime()) / hour
      assert.ok(after >= 9 && after <= 35, String(after))
    }),
  )
})

test('what somebody is reminded of once is the event on its day there', () => {
  const evening = timesOf('2026-11-28T20:00:00Z', '2026-11-28T23:00:00Z', 'Asia/Kolkata')
  assert.equal(dayOf(evening), '2026-11-29')
  assert.equal(dayOf({ ...evening, startsAt: new Date('2026-11-28T22:00:00Z') }), '2026-11-29')
  assert.equal(dayOf({ ...evening, startsAt: new Date('2026-12-05T20:00:00Z') }), '2026-12-06')
})
