import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { organization, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'

const app = await testApp()
const owner = await person(app)
const club = await organization(app.db, { owner })
const ferry = await makeEvent(owner, club.id, {
  event: { summary: 'Music, on the river; all night', address: 'Pier Road' },
})
const secret = await makeEvent(owner, club.id, { event: { name: 'Secret Supper', visibility: 'unlisted' } })
const draft = await makeEvent(owner, club.id, { event: { name: 'Not Yet' }, live: false })
const { api } = app.browser()

const textOf = (bytes: Uint8Array | string) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString())
const calendarOf = async (slug: string) => {
  const file = await api['GET /api/discover/:slug/calendar.ics']({ params: { slug } })
  assert.match(file.type, /^text\/calendar/)
  return textOf(file.bytes).replaceAll('\r\n ', '')
}

test('an event goes into a calendar at its instant, and under the same id for ever', async () => {
  const before = await calendarOf(ferry.slug)
  assert.match(before, /^DTSTART;TZID=Europe\/Lisbon:20991128T200000$/m)
  assert.match(before, /^DTEND;TZID=Europe\/Lisbon:20991128T233000$/m)
  assert.match(before, new RegExp(`UID:${ferry.eventId}@localhost`))
  assert.match(before, /LOCATION:Pier 3\\, Pier Road\\, Lisbon/)
  assert.match(before, /DESCRIPTION:Music\\, on the river\\; all night/)
  await owner.api['PATCH /api/events/:eventId']({
    params: { eventId: ferry.eventId },
    body: { startsAt: '2099-11-28T21:00', slug: 'the-night-ferry' },
  })
  const after = await calendarOf(ferry.slug)
  assert.match(after, /DTSTART;TZID=Europe\/Lisbon:20991128T210000/)
  const sequence = (text: string) => Number(/SEQUENCE:(\d+)/.exec(text)?.[1])
  assert.ok(sequence(after) > sequence(before))
  assert.match(after, /^URL:http:\/\/localhost:\d+\/e\/the-night-ferry$/m)
})

test('a cancelled event says so; what is not live has no calendar', async () => {
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: secret.eventId },
    body: { message: '' },
  })
  assert.match(await calendarOf(secret.slug), /STATUS:CANCELLED/)
  await refusedWith('not_found', calendarOf(draft.slug))
  await refusedWith('not_found', calendarOf('nowhere'))
})

test('the sitemap has what is public, and nothing else', async () => {
  const file = await api['GET /sitemap.xml']()
  const text = textOf(file.bytes)
  assert.match(text, /\/e\/the-night-ferry<\/loc><lastmod>\d{4}-/)
  assert.match(text, new RegExp(`/o/${club.slug}</loc>`))
  assert.doesNotMatch(text, /secret-supper|not-yet/)
})

test('crawlers keep out of what is private, and learn of the sitemap', async () => {
  const text = textOf((await api['GET /robots.txt']()).bytes)
  assert.match(text, /^User-agent: \*$/m)
  assert.match(text, /^Disallow: \/api\/$/m)
  assert.match(text, /^Sitemap: http:\/\/localhost:\d+\/sitemap\.xml$/m)
})
