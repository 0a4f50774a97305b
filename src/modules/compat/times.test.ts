import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanFrom } from './times.ts'

const cases: [
  what: string,
  text: string,
  zone: string,
  span: [start: string, end: string, zone: string] | undefined,
][] = [
  ['an instant', '2027-05-01T18:00:00Z', 'UTC', ['2027-05-01T18:00:00', '2027-05-01T21:00:00', 'UTC']],
  [
    'an instant with an offset',
    '2027-05-01T18:00:00+05:30',
    'Europe/Lisbon',
    ['2027-05-01T13:30:00', '2027-05-01T16:30:00', 'Europe/Lisbon'],
  ],
  ['no offset', '2027-05-01T18:00', 'Asia/Kolkata', ['2027-05-01T18:00:00', '2027-05-01T21:00:00', 'Asia/Kolkata']],
  ['a blank for the T', '2027-05-01 18:00:00', 'UTC', ['2027-05-01T18:00:00', '2027-05-01T21:00:00', 'UTC']],
  ['a date alone', '2027-05-01', 'UTC', ['2027-05-01T00:00:00', '2027-05-01T03:00:00', 'UTC']],
  [
    'what Date.toISOString writes',
    '2027-05-01T18:00:00.123Z',
    'UTC',
    ['2027-05-01T18:00:00', '2027-05-01T21:00:00', 'UTC'],
  ],
  [
    'a time that spring skips',
    '2027-03-28T02:30',
    'Europe/Berlin',
    ['2027-03-28T03:30:00', '2027-03-28T06:30:00', 'Europe/Berlin'],
  ],
  [
    'the second of two same hours in autumn',
    '2027-10-31T01:30:00Z',
    'Europe/Berlin',
    ['2027-10-31T01:30:00', '2027-10-31T04:30:00', 'UTC'],
  ],
  ['a day that is none', '2027-02-30T18:00', 'UTC', undefined],
  ['words', 'tomorrow', 'UTC', undefined],
  ['a year beyond all calendars', '+275760-09-13T00:00:00Z', 'UTC', undefined],
  ['a year too far off', '2200-01-01T00:00:00Z', 'UTC', undefined],
  ['nothing', '', 'UTC', undefined],
  ['a time alone', '18:00', 'UTC', undefined],
]

for (const [what, text, zone, span] of cases)
  test(`reads ${what}: ${text}`, () => {
    const read = spanFrom(text, zone)
    assert.deepEqual(read && [read.startsAt, read.endsAt, read.timeZone], span)
  })
