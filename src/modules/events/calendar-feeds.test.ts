import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCalendar } from '../../../test/calendar.ts'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { organization, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'

const app = await testApp()
const owner = await person(app)
const club = await organization(app.db, { owner })
const other = await organization(app.db, { owner }, { name: 'Guest House' })
const day = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10)
const at = (days: number) => ({ startsAt: `${day(days)}T20:00`, endsAt: `${day(days)}T23:30` })

const ferry = await makeEvent(owner, club.id, { event: { name: 'Night Ferry', ...at(20) } })
await makeEvent(owner, other.id, { event: { name: 'Reels', category: 'film', city: 'Porto', ...at(10) } })
await makeEvent(owner, other.id, { event: { name: 'Far Away', ...at(500) } })
await makeEvent(owner, club.id, { event: { name: 'Secret Supper', visibility: 'unlisted', ...at(5) } })
await makeEvent(owner, club.id, { event: { name: 'Not Yet', ...at(5) }, live: false })
const called = await makeEvent(owner, club.id, { event: { name: 'Called Off', ...at(30) } })
await owner.api['POST /api/events/:eventId/cancellation']({
  params: { eventId: called.eventId },
  body: { message: '' },
})

const { api } = app.browser()
type Query = NonNullable<Parameters<(typeof api)['GET /calendar.ics']>[0]>['query']
const search = async (query: Query = {}) => readCalendar((await api['GET /calendar.ics']({ query })).bytes)
const names = ({ entries }: ReturnType<typeof readCalendar>) => entries.map(({ summary }) => summary)

test('the platform’s calendar has what is public in the year to come, in order, and says what is called off', async () => {
  const calendar = await search()
  assert.deepEqual(names(calendar), ['Reels', 'Night Ferry', 'Called Off'])
  assert.deepEqual(
    calendar.entries.map(({ status }) => status),
    ['CONFIRMED', 'CONFIRMED', 'CANCELLED'],
  )
  assert.equal(calendar.name, 'Conflux')
  assert.equal(calendar.entries[1]?.uid, `${ferry.eventId}@localhost`)
})

test('it is narrowed as a search is, and says so in its name', async () => {
  assert.deepEqual(names(await search({ category: 'film' })), ['Reels'])
  assert.deepEqual(names(await search({ city: 'lisbon' })), ['Night Ferry', 'Called Off'])
  assert.equal((await search({ category: 'film', city: 'Porto' })).name, 'Conflux, Film, Porto')
  assert.deepEqual(names(await search({ from: day(400), to: day(700) })), ['Far Away'])
})

test('days there are none, and spans too long or the wrong way round, are refused', async () => {
  for (const query of [{ from: day(10), to: day(1) }, { from: day(1), to: day(402) }, { to: '9999-12-31' }])
    await refusedWith('bad_request', search(query))
  await refusedWith('invalid', search({ from: 'soon' }))
  await refusedWith('invalid', search({ category: 'war' as 'film' }))
})

test('an organizer’s calendar has what they host, by every address they ever had; nobody’s has none', async () => {
  const of = async (slug: string) => readCalendar((await api['GET /o/:slug/calendar.ics']({ params: { slug } })).bytes)
  const calendar = await of(club.slug)
  assert.deepEqual(names(calendar), ['Night Ferry', 'Called Off'])
  assert.equal(calendar.name, 'Tidal Works')
  await owner.api['PATCH /api/organizations/:organizationId']({
    params: { organizationId: club.id },
    body: { slug: 'tidal-and-works' },
  })
  assert.deepEqual(names(await of(club.slug)), names(await of('tidal-and-works')))
  await refusedWith('not_found', of('nobody'))
})

test('whoever has it already is told so, until it changes', async () => {
  const get = (headers: Record<string, string> = {}) => fetch(`${app.origin}/calendar.ics?city=Porto`, { headers })
  const first = await get()
  const tag = first.headers.get('etag') ?? ''
  assert.equal(first.headers.get('cache-control'), 'public, max-age=300')
  assert.match(await first.text(), /^REFRESH-INTERVAL;VALUE=DURATION:PT60M\r$/m)
  const again = await get({ 'if-none-match': `"another", W/${tag}` })
  assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', tag])
  await makeEvent(owner, other.id, { event: { name: 'More Reels', city: 'Porto', ...at(11) } })
  const changed = await get({ 'if-none-match': tag })
  assert.equal(changed.status, 200)
  assert.notEqual(changed.headers.get('etag'), tag)
})
