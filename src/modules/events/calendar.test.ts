import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCalendar } from '../../../test/calendar.ts'
import { type CalendarEvent, calendarOf, publicEntry } from './calendar.ts'

const sender = { publicUrl: 'https://tickets.example.org', mailFrom: 'Tickets <no-reply@tickets.example.org>' }

const ferry: CalendarEvent = {
  id: '0197b5f0-0000-7000-8000-000000000001',
  slug: 'night-ferry',
  name: 'Night Ferry',
  summary: 'Music, on the river; all night',
  starts_at: new Date('2026-11-28T20:00:00Z'),
  ends_at: new Date('2026-11-28T23:30:00Z'),
  time_zone: 'Europe/Lisbon',
  attendance: 'in-person',
  venue: 'Pier 3',
  address: 'Pier Road',
  city: 'Lisbon',
  online_url: 'https://stream.example.org/secret',
  state: 'published',
  sequence: 2,
  updated_at: new Date('2026-10-01T08:00:00Z'),
  organizer: 'Tidal "Works", Lda; 船',
}

test('an entry says what, when and where, and nothing that is for ticket holders', () => {
  const { method, entries } = readCalendar(calendarOf(sender, [publicEntry(ferry)]))
  assert.equal(method, 'PUBLISH')
  assert.deepEqual(entries, [
    {
      uid: `${ferry.id}@tickets.example.org`,
      sequence: 2,
      starts: ferry.starts_at,
      ends: ferry.ends_at,
      zone: 'Europe/Lisbon',
      summary: 'Night Ferry',
      description: 'Music, on the river; all night',
      location: 'Pier 3, Pier Road, Lisbon',
      url: 'https://tickets.example.org/e/night-ferry',
      status: 'CONFIRMED',
      transparency: 'TRANSPARENT',
      organizer: 'mailto:no-reply@tickets.example.org',
      attendees: [],
    },
  ])
})

test('somebody who is invited is taken up by it, until they are not', () => {
  const entry = (isInvited: boolean) => ({
    ...publicEntry(ferry),
    busy: true,
    revision: { id: 'one-of-theirs', sequence: 7 },
    attendee: { name: 'Marta: Quintela', email: 'marta@quintela.pt', isInvited },
  })
  const read = (isInvited: boolean, method: 'REQUEST' | 'CANCEL') => {
    const { method: said, entries } = readCalendar(calendarOf(sender, [entry(isInvited)], { method }))
    const { uid, sequence, status, transparency, attendees } = entries[0] ?? assert.fail('no entry')
    return [said, uid, sequence, status, transparency, ...attendees]
  }
  const of = ['one-of-theirs@tickets.example.org', 7]
  assert.deepEqual(read(true, 'REQUEST'), ['REQUEST', ...of, 'CONFIRMED', 'OPAQUE', 'mailto:marta@quintela.pt'])
  assert.deepEqual(read(false, 'CANCEL'), ['CANCEL', ...of, 'CANCELLED', 'TRANSPARENT', 'mailto:marta@quintela.pt'])
})

test('whatever the texts, zones and times: each entry comes back as it is, and each zone is there once', () => {
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC')
  const minute = fc.integer({ min: Date.UTC(2025, 0) / 60_000, max: Date.UTC(2031, 0) / 60_000 })
  const events = fc.array(
    fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1 }),
      zone,
      minute,
      length: fc.integer({ min: 1, max: 9_000 }),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(events, (all) => {
      const entries = all.map(({ name, zone: time_zone, minute: begins, length }) => {
        const [starts_at, ends_at] = [begins, begins + length].map((at) => new Date(at * 60_000)) as [Date, Date]
        return publicEntry({ ...ferry, name, time_zone, starts_at, ends_at })
      })
      const file = calendarOf(sender, entries, { feed: { name: 'All', source: 'https://x.example', everyMinutes: 60 } })
      const read = readCalendar(file)
      assert.deepEqual(
        read.entries.map(({ summary, starts, ends }) => [summary, starts, ends]),
        entries.map(({ event }) => [event.name.replaceAll(/\p{Cc}/gu, ''), event.starts_at, event.ends_at]),
      )
      const zones = [...file.matchAll(/^TZID:(.+)\r$/gm)].map(([, name]) => name)
      assert.equal(new Set(zones).size, zones.length)
    }),
    { numRuns: 60 },
  )
})
