import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { icsOf } from './ics.ts'
import { icsMoment, icsTimeZone, isInZone } from './ics-time-zone.ts'

const observances = (zone: string, from: string, until = from) =>
  (icsTimeZone(zone, new Date(from), new Date(until)).components ?? []).map(({ name, properties }) =>
    [name, ...properties.map(([, value]) => value)].join(' '),
  )

const tables: Readonly<Record<string, readonly string[]>> = {
  'Europe/Berlin': [
    'STANDARD 20251026T030000 +0200 +0100',
    'DAYLIGHT 20260329T020000 +0100 +0200',
    'STANDARD 20261025T030000 +0200 +0100',
  ],
  'America/New_York': [
    'STANDARD 20251102T020000 -0400 -0500',
    'DAYLIGHT 20260308T020000 -0500 -0400',
    'STANDARD 20261101T020000 -0400 -0500',
  ],
  'Australia/Lord_Howe': [
    'DAYLIGHT 20251005T020000 +1030 +1100',
    'STANDARD 20260405T020000 +1100 +1030',
    'DAYLIGHT 20261004T020000 +1030 +1100',
  ],
  'Asia/Kolkata': ['STANDARD 19451015T000000 +0630 +0530'],
  'Asia/Kathmandu': ['DAYLIGHT 19860101T000000 +0530 +0545'],
}

test('the changes of clocks in a year, and the one that ruled when it began', () => {
  for (const [zone, expected] of Object.entries(tables))
    assert.deepEqual(observances(zone, '2026-11-28T20:00:00Z'), expected, zone)
})

test('a zone that never changed its clocks has one offset', () => {
  assert.deepEqual(observances('Etc/GMT-5', '2026-11-28T20:00:00Z'), ['STANDARD 19700101T000000 +0500 +0500'])
})

/** An instant written in a zone, as an independent reader takes it from the file. */
function readBack(instant: Date, zone: string, years: [Date, Date] = [instant, instant]): number {
  const file = icsOf({
    name: 'VCALENDAR',
    properties: [],
    components: [
      ...(isInZone(zone, instant) ? [icsTimeZone(zone, ...years)] : []),
      { name: 'VEVENT', properties: [icsMoment('DTSTART', instant, zone)] },
    ],
  })
  const calendar = new ICAL.Component(ICAL.parse(file))
  const start = calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('dtstart')
  assert.ok(start instanceof ICAL.Time)
  const rules = calendar.getFirstSubcomponent('vtimezone')
  if (rules) start.zone = new ICAL.Timezone(rules)
  return start.toUnixTime() * 1000
}

test('every instant is the same to an independent reader, whatever the zone and the time of year', () => {
  const zones = [
    ...Object.keys(tables),
    'Europe/Dublin',
    'Africa/Casablanca',
    'America/St_Johns',
    'Pacific/Apia',
    'UTC',
  ]
  const minutes = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2045, 0, 1) / 60_000 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
      const instant = new Date(minute * 60_000)
      assert.equal(readBack(instant, zone), instant.getTime())
    }),
    { numRuns: 300 },
  )
})

test('around a change of clocks, too, and in a file that spans years', () => {
  const years: [Date, Date] = [new Date('2026-03-01T00:00:00Z'), new Date('2028-03-01T00:00:00Z')]
  for (const [zone, change] of [
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2027-10-31T01:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ] as const)
    for (let minutes = -90; minutes <= 90; minutes += 15) {
      const instant = new Date(Date.parse(change) + minutes * 60_000)
      assert.equal(readBack(instant, zone, years), instant.getTime(), `${zone} ${instant.toISOString()}`)
    }
})

test('an hour that comes twice is written in UTC', () => {
  for (const time of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
    assert.deepEqual(icsMoment('DTSTART', new Date(time), 'Europe/Berlin'), ['DTSTART', time.replaceAll(/[-:]/g, '')])
  assert.deepEqual(icsMoment('DTSTART', new Date('2026-10-25T02:00:00Z'), 'Europe/Berlin'), [
    'DTSTART',
    '20261025T030000',
    { TZID: 'Europe/Berlin' },
  ])
})
