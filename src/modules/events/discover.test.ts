import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { newId } from '../../db/id.ts'
import { writeCursor } from '../../lib/cursor.ts'

const app = await testApp()
const { owner, stranger, own } = await cast(app)
const anybody = app.browser().api
app.setNow('2027-06-01T12:00:00Z')

type Options = NonNullable<Parameters<typeof makeEvent>[2]>
const make = (event: NonNullable<Options['event']>, rest: Omit<Options, 'event'> = {}) =>
  makeEvent(owner, own.id, { event, ...rest })
const on = (date: string, from = '20:00', to = '23:00') => ({ startsAt: `${date}T${from}`, endsAt: `${date}T${to}` })

await make({
  name: 'Café der Häuser',
  ...on('2027-06-10'),
  language: 'de',
  description: 'Abende mit Konzerten',
  city: 'München',
  country: 'DE',
  venue: 'Gasteig',
  timeZone: 'Europe/Berlin',
  category: 'art',
  tags: ['Lesung'],
})
await make({
  name: 'Jazz Festival',
  ...on('2027-06-12'),
  language: 'en',
  description: 'Musicians playing all night',
  city: 'Lisbon',
  category: 'music',
  tags: ['jazz'],
})
await make(
  {
    name: 'Cooking class',
    ...on('2027-06-11'),
    language: 'en',
    summary: 'With jazz in the background',
    city: 'Lisbon',
    category: 'food',
  },
  { types: [{ name: 'Free', price: 0 }] },
)
await make({
  name: 'संगीत समारोह',
  ...on('2027-06-20'),
  language: 'hi',
  city: 'Mumbai',
  country: 'IN',
  timeZone: 'Asia/Kolkata',
})
await make(
  {
    name: 'Remote talk',
    ...on('2027-06-15'),
    attendance: 'online',
    venue: '',
    city: '',
    country: '',
    onlineUrl: 'https://example.org/secret',
    category: 'talks',
    currency: 'USD',
  },
  { types: [{ name: 'Seat', price: 900 }] },
)
await make({
  name: 'Two days of Basel',
  startsAt: '2027-07-03T10:00',
  endsAt: '2027-07-05T02:00',
  city: 'Basel',
  country: 'CH',
  timeZone: 'Europe/Zurich',
  category: 'film',
})
await make({ name: 'Hidden jazz', ...on('2027-06-13'), visibility: 'unlisted' })
await make({ name: 'Draft jazz', ...on('2027-06-13') }, { live: false })
app.setNow('2027-05-01T12:00:00Z')
await make({ name: 'Old jazz', ...on('2027-05-02') })
const cancelled = await make({ name: 'Cancelled jazz', ...on('2027-06-13') })
await owner.api['POST /api/events/:eventId/cancellation']({
  params: { eventId: cancelled.eventId },
  body: { message: '' },
})
app.setNow('2027-06-01T12:00:00Z')

type Query = NonNullable<Parameters<(typeof anybody)['GET /api/discover']>[0]>['query']
const find = (query: Query = {}) => anybody['GET /api/discover']({ query })
const names = async (query: Query = {}) => (await find(query)).items.map(({ name }) => name)

test('without words: what is public and not over, by date', async () => {
  assert.deepEqual(await names(), [
    'Café der Häuser',
    'Cooking class',
    'Jazz Festival',
    'Remote talk',
    'संगीत समारोह',
    'Two days of Basel',
  ])
})

const searches: [q: string, found: string[]][] = [
  ['jazz', ['Jazz Festival', 'Cooking class']],
  ['JAZZ festival', ['Jazz Festival']],
  ['jazz -festival', ['Cooking class']],
  ['haus', ['Café der Häuser']],
  ['Konzert', ['Café der Häuser']],
  ['munchen', ['Café der Häuser']],
  ['Muenchen', ['Café der Häuser']],
  ['cafe', ['Café der Häuser']],
  ['play', ['Jazz Festival']],
  ['fest', ['Jazz Festival']],
  ['the cooking', ['Cooking class']],
  ['संगीत', ['संगीत समारोह']],
  ['lisbon jazz', ['Jazz Festival', 'Cooking class']],
]

for (const [q, found] of searches)
  test(`“${q}” finds ${found.join(', ')}`, async () => assert.deepEqual(await names({ q }), found))

const misspelled: [q: string, found: string[]][] = [
  ['jaz festivl', ['Jazz Festival']],
  ['Jass Festivvl', ['Jazz Festival']],
  ['cookng clas', ['Cooking class']],
  ['Bazel', ['Two days of Basel']],
  ['Hauser Caffe', ['Café der Häuser']],
  ['cookng xyzzyq', ['Cooking class']],
  ['the cookng of -lisbonn', ['Cooking class']],
  ['Bazel festivvl', ['Jazz Festival', 'Two days of Basel']],
]

for (const [q, found] of misspelled)
  test(`“${q}”, misspelled, finds what is spelled alike and says so`, async () => {
    assert.deepEqual(await names({ q }), found)
    assert.ok((await find({ q })).similar)
  })

test('what is not public lends no words', async () => {
  assert.deepEqual(await find({ q: 'hiddenn' }), { items: [], next: null, similar: false })
  const kept = await app.db
    .selectFrom('event_word')
    .select('word')
    .where('word', 'in', ['hidden', 'draft', 'jazz'])
    .execute()
  assert.deepEqual(kept, [{ word: 'jazz' }])
})

test('words that exist, but not where one looks, are not taken for misspelled', async () => {
  assert.deepEqual(await find({ q: 'jazz', city: 'Mumbai' }), { items: [], next: null, similar: false })
})

test('what is like nothing finds nothing', async () => {
  assert.deepEqual(await find({ q: 'xyzzyq' }), { items: [], next: null, similar: false })
  assert.deepEqual(await find({ q: '!!!' }), { items: [], next: null, similar: false })
})

const filtered: [what: string, query: Query, found: string[]][] = [
  ['category', { category: 'food' }, ['Cooking class']],
  ['tag, in any case', { tag: 'JAZZ' }, ['Jazz Festival']],
  ['city without its accents', { city: 'munchen' }, ['Café der Häuser']],
  ['country', { country: 'IN' }, ['संगीत समारोह']],
  ['free', { free: true }, ['Cooking class']],
  ['online', { online: true }, ['Remote talk']],
  ['in person in Lisbon', { online: false, city: 'Lisbon' }, ['Cooking class', 'Jazz Festival']],
  ['price in a currency', { priceMax: 1000, currency: 'USD' }, ['Remote talk']],
  ['words by date', { q: 'jazz', sort: 'date' }, ['Cooking class', 'Jazz Festival']],
  ['one day', { from: '2027-06-11', to: '2027-06-11' }, ['Cooking class']],
  ['second day of two', { from: '2027-07-04', to: '2027-07-04' }, ['Two days of Basel']],
  ['morning after a night', { from: '2027-07-05', to: '2027-07-05' }, []],
  ['days that are over', { from: '2027-05-01', to: '2027-05-31' }, ['Old jazz']],
  ['from a day on', { from: '2027-06-20' }, ['संगीत समारोह', 'Two days of Basel']],
  ['up to a day', { to: '2027-06-10', city: 'München' }, ['Café der Häuser']],
]

for (const [what, query, found] of filtered)
  test(`filter: ${what}`, async () => assert.deepEqual(await names(query), found))

test('a day is a day where the event is', async () => {
  await make({ name: 'First of the year', ...on('2028-01-01', '00:30', '02:00'), timeZone: 'Pacific/Auckland' })
  assert.deepEqual(await names({ from: '2028-01-01', to: '2028-01-01' }), ['First of the year'])
  assert.deepEqual(await names({ from: '2027-12-31', to: '2027-12-31' }), [])
})

test('pages follow each other without gap or double, sorted either way', async () => {
  for (const query of [{}, { q: 'jazz' }, { q: 'jazz', sort: 'date' as const }]) {
    const all = await names(query)
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await find({ ...query, limit: 1, ...(cursor === undefined ? {} : { cursor }) })
      paged.push(...page.items.map(({ name }) => name))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    assert.deepEqual(paged, all)
  }
})

test('a card tells what it must and keeps the link to the stream', async () => {
  const [card] = (await find({ q: 'Remote' })).items
  assert.ok(card)
  assert.equal(card.priceFrom, 900)
  assert.equal(card.availability, 'available')
  assert.equal(card.left, null)
  assert.deepEqual(card.organizer, { name: own.name, slug: own.slug })
  assert.doesNotMatch(JSON.stringify(await find()), /secret/)
})

const cursorAt = (instant: string) => writeCursor([0, instant, newId()])

test('wrong filters are refused', async () => {
  for (const query of [
    { cursor: 'x' },
    { cursor: Buffer.from('["1","2","3"]').toString('base64url') },
    { cursor: cursorAt('2026-02-31T00:00:00.000Z') },
    { cursor: cursorAt('0000-01-01T00:00:00.000Z') },
    { from: '0000-01-01' },
  ])
    await refusedWith('bad_request', find(query))
  for (const query of [
    { from: 'today' },
    { category: 'rave' },
    { limit: 0 },
    { limit: 101 },
    { free: 'maybe' },
    { color: 'red' },
    { q: 'a\u0000' },
  ])
    await refusedWith('invalid', find(query as Query))
})

test('no text breaks a search', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.constantFrom("' or 1=1", '\\', ':*', '& | !', "a' b", '٣', 'ß', '½', '²'),
      ),
      async (q) => {
        const response = await fetch(`${app.origin}/api/discover?${new URLSearchParams({ q })}`)
        assert.ok([200, 400].includes(response.status), `${q}: ${response.status}`)
      },
    ),
    { numRuns: 150 },
  )
})

test('days count what is on them, also in the middle of several', async () => {
  const days = (query: { from: string; to: string; category?: 'film' }) => anybody['GET /api/discover/days']({ query })
  assert.deepEqual((await days({ from: '2027-07-01', to: '2027-07-31' })).days, [
    { date: '2027-07-03', count: 1, categories: ['film'] },
    { date: '2027-07-04', count: 1, categories: ['film'] },
  ])
  assert.deepEqual((await days({ from: '2027-06-01', to: '2027-06-30', category: 'film' })).days, [])
  for (const query of [
    { from: '2027-02-01', to: '2027-01-01' },
    { from: '2027-01-01', to: '2029-01-01' },
  ])
    await refusedWith('bad_request', days(query))
  await refusedWith('invalid', anybody['GET /api/discover/days']({ query: { from: '2027-01-01' } as never }))
})

test('cities of coming events', async () => {
  const { cities } = await anybody['GET /api/discover/cities']()
  assert.deepEqual(cities[0], { city: 'Lisbon', country: 'PT', count: 3 })
  assert.ok(cities.every(({ city }) => city !== ''))
})

test('an organizer’s page has what is public', async () => {
  const page = await anybody['GET /api/organizers/:slug']({ params: { slug: own.slug } })
  assert.equal(page.name, own.name)
  assert.deepEqual(
    page.past.map(({ name }) => name),
    ['Old jazz'],
  )
  const upcoming = page.upcoming.map(({ name, state }) => `${name} ${state}`)
  assert.ok(upcoming.includes('Jazz Festival published') && upcoming.includes('Cancelled jazz cancelled'))
  assert.ok(!upcoming.some((name) => /Hidden|Draft/.test(name)))
  await refusedWith('not_found', stranger.api['GET /api/organizers/:slug']({ params: { slug: 'nobody' } }))
})
