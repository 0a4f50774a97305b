import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Checked, checklistOf, missingOf } from './checklist.ts'

const now = new Date('2027-01-01T00:00:00Z')
const complete: Checked = {
  name: 'Ferry',
  summary: '',
  description: '',
  cover_key: null,
  tested_at: null,
  attendance: 'in-person',
  venue: 'Pier',
  address: '',
  city: 'Lisbon',
  online_url: '',
  starts_at: new Date('2027-02-01T20:00:00Z'),
  ends_at: new Date('2027-02-01T23:00:00Z'),
  has_tickets: true,
}

const cases: [what: string, change: Partial<Checked>, missing: string[]][] = [
  ['nothing', {}, []],
  ['no date', { starts_at: null, ends_at: null }, ['date']],
  ['no end', { ends_at: null }, ['date']],
  ['a date that is over', { starts_at: new Date('2026-01-01'), ends_at: new Date('2026-01-02') }, ['date']],
  ['no venue', { venue: '' }, ['place']],
  ['just an address', { venue: '', city: '', address: '1 Main Street, Lisbon' }, []],
  ['no city', { city: '' }, ['place']],
  ['online without a link', { attendance: 'online' }, ['place']],
  [
    'online with a link and no venue',
    { attendance: 'online', venue: '', city: '', online_url: 'https://example.org' },
    [],
  ],
  ['hybrid without a link', { attendance: 'hybrid' }, ['place']],
  ['hybrid without a venue', { attendance: 'hybrid', venue: '', online_url: 'https://example.org' }, ['place']],
  ['no tickets', { has_tickets: false }, ['tickets']],
  ['a blank name', { name: ' ' }, ['name']],
]

for (const [what, change, missing] of cases)
  test(`an event with ${what} misses ${missing.join() || 'nothing'}`, () => {
    assert.deepEqual(missingOf(checklistOf({ ...complete, ...change }, now)), missing)
  })

test('a description, a cover and a test are wished for, not required', () => {
  const open = checklistOf(complete, now).filter(({ done }) => !done)
  assert.deepEqual(open, [
    { key: 'description', done: false, required: false },
    { key: 'cover', done: false, required: false },
    { key: 'test', done: false, required: false },
  ])
})
