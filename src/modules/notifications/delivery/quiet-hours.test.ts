import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quietUntil } from './quiet-hours.ts'

const night = { starts: '22:00', ends: '07:00' }
const berlin = 'Europe/Berlin'

const cases: [string, { starts: string; ends: string }, string, string, string | null][] = [
  ['in the evening they end the next morning', night, berlin, '2026-06-10T20:30:00Z', '2026-06-11T05:00:00Z'],
  ['in the morning they end today', night, berlin, '2026-06-11T03:00:00Z', '2026-06-11T05:00:00Z'],
  ['at their first minute they are on', night, berlin, '2026-06-10T20:00:00Z', '2026-06-11T05:00:00Z'],
  ['at their end they are over', night, berlin, '2026-06-11T05:00:00Z', null],
  ['by day they are not on', night, berlin, '2026-06-10T12:00:00Z', null],
  ['within a day', { starts: '12:00', ends: '14:00' }, 'UTC', '2026-06-10T13:59:59Z', '2026-06-10T14:00:00Z'],
  ['a zone with a half hour', night, 'Asia/Kolkata', '2026-06-10T17:00:00Z', '2026-06-11T01:30:00Z'],
  ['the night that is an hour shorter', night, berlin, '2026-03-28T22:00:00Z', '2026-03-29T05:00:00Z'],
  ['the night that is an hour longer', night, berlin, '2026-10-24T21:00:00Z', '2026-10-25T06:00:00Z'],
  // On 29 March the clocks in Berlin jump from 2:00 to 3:00, on 25 October from 3:00 back to 2:00.
  [
    'an end that is skipped',
    { starts: '22:00', ends: '02:30' },
    berlin,
    '2026-03-29T00:30:00Z',
    '2026-03-29T01:30:00Z',
  ],
  [
    'an end that comes twice',
    { starts: '22:00', ends: '02:30' },
    berlin,
    '2026-10-25T00:15:00Z',
    '2026-10-25T00:30:00Z',
  ],
  ['is over when it comes again', { starts: '22:00', ends: '02:30' }, berlin, '2026-10-25T01:15:00Z', null],
]

for (const [name, hours, zone, now, until] of cases)
  test(`quiet hours: ${name}`, () => {
    assert.equal(quietUntil(hours, zone, new Date(now))?.toISOString() ?? null, until && new Date(until).toISOString())
  })

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

test('quiet hours: what waits goes within a day and an hour, later than now, and never into quiet hours again', () => {
  const zones = fc.constantFrom(berlin, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC')
  const days = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(clock, clock, zones, days, (starts, ends, zone, now) => {
      fc.pre(starts !== ends)
      const until = quietUntil({ starts, ends }, zone, now)
      if (until === null) return
      assert.ok(until > now && until.getTime() - now.getTime() <= 25 * 3600_000)
      assert.equal(quietUntil({ starts, ends }, zone, until), null)
    }),
  )
})
