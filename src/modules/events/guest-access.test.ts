import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { makeEvent } from '../../../test/events.ts'
import { type TestBrowser, testApp } from '../../../test/harness.ts'
import { cast, organization, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold } from '../../../test/sales.ts'

const app = await testApp()
const { db, browser, settle, origin } = app
const { owner, manager, doorkeeper, stranger, administrator, own } = await cast(app)
const { slug: organizer } = own
const event = await makeEvent(owner, own.id, {
  event: { name: 'Velvet Rope', visibility: 'invite-only', city: 'Sintra' },
})
const { eventId, slug } = event
const [typeId = ''] = event.typeIds
const guest = await person(app, { name: 'Gil Guest' })
await owner.api['POST /api/events/:eventId/guests']({ params: { eventId }, body: { guests: [{ email: guest.email }] } })

type Who = Pick<TestBrowser, 'api' | 'fetch'>

const look = ({ api }: Who) => api['GET /api/discover/:slug']({ params: { slug } })
const image = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#836' } })
    .png()
    .toBuffer()
const setVisibility = (visibility: 'public' | 'invite-only', of = eventId) =>
  owner.api['PATCH /api/events/:eventId']({ params: { eventId: of }, body: { visibility } })

test('it opens to guests, those who work on it and administrators; to everybody else it says nothing but that it is for guests', async () => {
  const cohost = await person(app)
  const third = await organization(db, { owner: cohost }, { name: 'Third Hall' })
  const { id: cohostId } = await owner.api['POST /api/events/:eventId/cohosts']({
    params: { eventId },
    body: { slug: third.slug, role: 'check-in' },
  })
  await refusedWith('guests_only', look(cohost))
  const params = { organizationId: third.id, cohostId }
  await cohost.api['POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance']({ params })
  for (const who of [owner, manager, doorkeeper, administrator, guest, cohost])
    assert.equal((await look(who)).name, 'Velvet Rope')
  for (const who of [browser(), stranger, await person(app)]) {
    const problem = await refusedWith('guests_only', look(who))
    assert.equal(problem.status, 403)
    assert.doesNotMatch(JSON.stringify(problem), /Velvet|Tidal|Sintra/)
  }
})

test('an earlier address leads nobody on who is not a guest', async () => {
  await owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { slug: 'velvet-rope-2099' } })
  await refusedWith('guests_only', look(stranger))
  assert.equal((await look(guest)).movedTo, 'velvet-rope-2099')
})

test('its draft is not there at all', async () => {
  const draft = await makeEvent(owner, own.id, { live: false, event: { visibility: 'invite-only' } })
  const params = { slug: draft.slug }
  await refusedWith('not_found', stranger.api['GET /api/discover/:slug']({ params }))
  assert.equal((await owner.api['GET /api/discover/:slug']({ params })).preview, true)
})

test('it is in no list, search, calendar, sitemap or list of other programs, not even of its guests', async () => {
  const { api, fetch } = guest
  const texts = [
    await api['GET /api/discover']({ query: {} }),
    await api['GET /api/discover']({ query: { q: 'velvet rope' } }),
    await api['GET /api/discover']({ query: { q: 'velvt' } }),
    await api['GET /api/discover/days']({ query: { from: '2099-11-01', to: '2099-12-01' } }),
    await api['GET /api/discover/cities'](),
    await api['GET /api/organizers/:slug']({ params: { slug: organizer } }),
    await api['GET /events']({ query: {} }),
    await api['GET /events']({ query: { q: 'velvet' } }),
    await (await fetch(`${origin}/sitemap.xml`)).text(),
  ]
  for (const text of texts) assert.doesNotMatch(JSON.stringify(text), /velvet|sintra/i)
  await refusedWith('not_found', api['GET /events/:id']({ params: { id: eventId } }))
})

test('its calendar file opens as its page does', async () => {
  const file = ({ api }: Who) => api['GET /api/discover/:slug/calendar.ics']({ params: { slug } })
  assert.match(Buffer.from((await file(guest)).bytes).toString(), /Velvet Rope/)
  await refusedWith('guests_only', file(stranger))
  await refusedWith('guests_only', file(browser()))
})

test('its uploaded cover is for those it opens to, and kept by no shared cache; the same image of a public event is for all', async () => {
  const body = { type: 'image/png', bytes: await image() }
  const { cover } = await owner.api['PUT /api/events/:eventId/cover']({ params: { eventId }, body })
  const file = ({ fetch }: Who) => fetch(`${origin}/covers/files/${cover?.key}/${cover?.widths[0]}.webp`)
  for (const who of [guest, owner, administrator]) {
    const reply = await file(who)
    assert.deepEqual([reply.status, reply.headers.get('cache-control')], [200, 'private, no-store'])
  }
  for (const who of [browser(), stranger]) assert.equal((await file(who)).status, 404)
  const open = await makeEvent(owner, own.id)
  await owner.api['PUT /api/events/:eventId/cover']({ params: { eventId: open.eventId }, body })
  assert.match((await file(browser())).headers.get('cache-control') ?? '', /^public/)
})

test('nobody but its guests writes about it, reports it, or takes its places', async () => {
  const params = { eventId }
  const message = { params, body: { message: 'What is this?' } }
  const report = { params, body: { reason: 'other', details: '' } } as const
  await refusedWith('guests_only', stranger.api['POST /api/events/:eventId/messages'](message))
  await refusedWith('guests_only', stranger.api['POST /api/events/:eventId/reports'](report))
  await refusedWith('guests_only', hold(stranger, { eventId, typeId }))
  await refusedWith('guests_only', hold(browser(), { eventId, typeId }))
  await refusedWith('guests_only', stranger.api['POST /tickets']({ body: { eventId } }))
  await refusedWith('guests_only', stranger.api['POST /api/reg/register_event']({ body: { event_id: eventId } }))
  // Who works on it is invited like everybody else, before they take a place.
  await refusedWith('guests_only', hold(owner, { eventId, typeId }))
  await guest.api['POST /api/events/:eventId/messages'](message)
})

test('a live event that becomes one for guests: tickets stay good and show what they are for, nobody else buys, and nothing is passed on', async () => {
  const live = await makeEvent(owner, own.id, { event: { name: 'Open House' } })
  const [type = ''] = live.typeIds
  const buying = { eventId: live.eventId, typeId: type }
  const [holder, anonymous, half] = [await person(app), browser(), browser()]
  const order = await buy(holder, buying)
  await buy(anonymous, buying)
  const unfinished = await hold(half, buying)
  const page = ({ api }: Who) => api['GET /api/discover/:slug']({ params: { slug: live.slug } })
  await setVisibility('invite-only', live.eventId)
  await settle()

  await refusedWith('guests_only', page(browser()))
  for (const who of [holder, anonymous, half]) assert.equal((await page(who)).guest, null)
  for (const who of [holder, anonymous]) await refusedWith('guests_only', hold(who, buying))
  const ticketId = order.tickets[0]?.id ?? ''
  await refusedWith(
    'transfers_off',
    holder.api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email: 'jun@example.org' } }),
  )
  await half.api['PATCH /api/orders/:orderId/details']({
    params: { orderId: unfinished.id },
    body: { name: 'Hal F', email: 'hal@example.org' },
  })
  const { payment } = await half.api['POST /api/orders/:orderId/payments']({
    params: { orderId: unfinished.id },
    body: { provider: 'sandbox' },
    key: 'pays',
  })
  assert.equal(payment?.state, 'pending')

  await setVisibility('public', live.eventId)
  assert.equal((await page(browser())).name, 'Open House')
  await hold(browser(), buying)

  await setVisibility('invite-only', live.eventId)
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: live.eventId },
    body: { message: 'The roof leaks.' },
  })
  await settle()
  assert.equal((await page(holder)).cancellationMessage, 'The roof leaks.')
  await refusedWith('guests_only', page(browser()))
})
