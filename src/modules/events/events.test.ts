import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../test/harness.ts'
import { cast, organization } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { editEvent } from './edit.ts'
import { lockStocks } from './row.ts'

const app = await testApp({ CURRENCY: 'EUR' })
const { db } = app
const people = await cast(app)
const { owner, editor, finance, stranger, own } = people
const organizationId = own.id

const draft = (body: { name: string } & Record<string, unknown> = { name: 'Night Ferry' }, by = owner) =>
  by.api['POST /api/organizations/:organizationId/events']({ params: { organizationId }, body })

test('a name is enough for a draft; the rest has defaults', async () => {
  const event = await draft({ name: 'Ponto Zero — Nächte' })
  assert.equal(event.state, 'draft')
  assert.equal(event.slug, 'ponto-zero-naechte')
  assert.equal(event.timeZone, 'Europe/Lisbon')
  assert.equal(event.currency, 'EUR')
  assert.equal(event.category, 'community')
  assert.equal(event.startsAt, null)
  assert.equal(event.cover, null)
  assert.match(event.palette, /^community-[0-7]$/)
  assert.deepEqual(await owner.api['GET /api/events/:eventId']({ params: { eventId: event.id } }), event)
})

test('everything can be said at once, and the next event has the same currency', async () => {
  const event = await draft({
    name: 'Open air',
    summary: 'Out there',
    description: '# Bring\n\n**boots**',
    category: 'music',
    tags: ['Jazz', ' jazz', 'Night'],
    language: 'de',
    startsAt: '2027-07-01T20:00',
    endsAt: '2027-07-02T02:00',
    timeZone: 'Europe/Berlin',
    attendance: 'hybrid',
    venue: 'Waldbühne',
    address: 'Glockenturmstraße 1',
    city: 'Berlin',
    country: 'DE',
    onlineUrl: 'https://example.org/live',
    currency: 'CHF',
    visibility: 'unlisted',
    slug: 'open-air-27',
    holdSeconds: 900,
  })
  assert.equal(event.startsAt, '2027-07-01T18:00:00.000Z')
  assert.equal(event.endsAtLocal, '2027-07-02T02:00')
  assert.deepEqual(event.tags, ['jazz', 'night'])
  assert.equal(event.descriptionHtml, '<h3>Bring</h3>\n<p><strong>boots</strong></p>\n')
  assert.equal(event.slug, 'open-air-27')
  assert.equal((await draft({ name: 'Next' })).currency, 'CHF')
})

test('the same name twice, even at once, gives two addresses', async () => {
  const events = await Promise.all([1, 2, 3, 4, 5].map(() => draft({ name: 'Twin' })))
  assert.equal(new Set(events.map(({ slug }) => slug)).size, 5)
  assert.ok(events.some(({ slug }) => slug === 'twin'))
})

test('a name without a letter we can spell gets an address all the same', async () => {
  assert.match((await draft({ name: '東京' })).slug, /^event/)
})

const wrongBodies: [what: string, body: Record<string, unknown>, field: string][] = [
  ['blank name', { name: '  ' }, 'name'],
  ['name of two lines', { name: 'a\nb' }, 'name'],
  ['unknown field', { name: 'x', state: 'published' }, 'state'],
  ['unknown category', { name: 'x', category: 'rave' }, 'category'],
  ['date that is none', { name: 'x', startsAt: '2027-02-29T10:00' }, 'startsAt'],
  ['date of another millennium', { name: 'x', startsAt: '0001-01-01T00:00' }, 'startsAt'],
  ['instant in place of a local time', { name: 'x', startsAt: '2027-02-02T10:00:00Z' }, 'startsAt'],
  ['script in a link', { name: 'x', onlineUrl: 'javascript:alert(1)' }, 'onlineUrl'],
  ['currency that is none', { name: 'x', currency: 'ZZZ' }, 'currency'],
  ['address with slashes', { name: 'x', slug: 'a/b' }, 'slug'],
  ['NUL in the text', { name: 'x', description: 'a\u0000b' }, 'description'],
  ['too many tags', { name: 'x', tags: Array.from({ length: 11 }, (_, index) => `t${index}`) }, 'tags'],
]

for (const [what, body, field] of wrongBodies)
  test(`a draft is refused for a ${what}`, async () => {
    const before = await count()
    const problem = await refusedWith('invalid', draft(body as { name: string }))
    assert.deepEqual(Object.keys(problem.fields), [field])
    assert.equal(await count(), before)
  })

test('rules of a draft have codes of their own', async () => {
  await refusedWith('unknown_time_zone', draft({ name: 'x', timeZone: 'Mars/Phobos' }), 'timeZone')
  await refusedWith('unknown_time_zone', draft({ name: 'x', timeZone: 'europe/berlin' }), 'timeZone')
  await refusedWith(
    'ends_before_start',
    draft({ name: 'x', startsAt: '2027-01-01T10:00', endsAt: '2027-01-01T10:00' }),
    'endsAt',
  )
  await draft({ name: 'x', slug: 'taken-once' })
  await refusedWith('slug_taken', draft({ name: 'x', slug: 'taken-once' }), 'slug')
})

test('only members who may create events draft them', async () => {
  await refusedWith('not_allowed', draft({ name: 'x' }, finance))
  await refusedWith('not_found', draft({ name: 'x' }, stranger))
  const anybody = app.browser().api['POST /api/organizations/:organizationId/events']
  await refusedWith('sign_in_required', anybody({ params: { organizationId }, body: { name: 'x' } }))
  await refusedWith(
    'not_found',
    owner.api['POST /api/organizations/:organizationId/events']({
      params: { organizationId: newId() },
      body: { name: 'x' },
    }),
  )
})

test('every endpoint of an event is closed to strangers, and to members without the permission', async () => {
  const { id: eventId } = await draft()
  const params = { eventId }
  const png = { type: 'image/png', bytes: new Uint8Array([1]) }
  const calls = [
    (api: typeof owner.api) => api['GET /api/events/:eventId']({ params }),
    (api: typeof owner.api) => api['GET /api/events/:eventId/checklist']({ params }),
    (api: typeof owner.api) => api['PATCH /api/events/:eventId']({ params, body: { name: 'Mine now' } }),
    (api: typeof owner.api) => api['PUT /api/events/:eventId/cover']({ params, body: png }),
    (api: typeof owner.api) => api['DELETE /api/events/:eventId/cover']({ params }),
    (api: typeof owner.api) => api['POST /api/events/:eventId/publication']({ params }),
    (api: typeof owner.api) => api['DELETE /api/events/:eventId/publication']({ params }),
    (api: typeof owner.api) => api['POST /api/events/:eventId/cancellation']({ params, body: { message: '' } }),
    (api: typeof owner.api) => api['DELETE /api/events/:eventId']({ params }),
  ]
  for (const call of calls) {
    await refusedWith('not_found', call(stranger.api))
    await refusedWith('sign_in_required', call(app.browser().api))
  }
  for (const call of calls.slice(2)) await refusedWith('not_allowed', call(finance.api))
  for (const call of calls.slice(5)) await refusedWith('not_allowed', call(editor.api))
  assert.equal((await owner.api['GET /api/events/:eventId']({ params })).name, 'Night Ferry')
})

test('an edit changes what it names and nothing else', async () => {
  const event = await draft({
    name: 'Before',
    summary: 'Kept',
    startsAt: '2027-03-28T01:30',
    endsAt: '2027-03-28T05:00',
    timeZone: 'Europe/Berlin',
  })
  const changed = await editor.api['PATCH /api/events/:eventId']({
    params: { eventId: event.id },
    body: { name: 'After' },
  })
  assert.deepEqual({ ...changed, name: '', updatedAt: '' }, { ...event, name: '', updatedAt: '' })
})

test('another zone keeps the times as they read; a time that clocks skip is moved on', async () => {
  const { id: eventId } = await draft({
    name: 'x',
    startsAt: '2027-03-28T02:30',
    endsAt: '2027-03-28T06:00',
    timeZone: 'Europe/Lisbon',
  })
  const patch = (body: Record<string, unknown>) =>
    owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body })
  assert.equal((await patch({ timeZone: 'Asia/Kolkata' })).startsAtLocal, '2027-03-28T02:30')
  const berlin = await patch({ timeZone: 'Europe/Berlin' })
  assert.equal(berlin.startsAtLocal, '2027-03-28T03:30')
  assert.equal(berlin.startsAt, '2027-03-28T01:30:00.000Z')
  await refusedWith('ends_before_start', patch({ endsAt: '2027-03-28T03:00' }), 'endsAt')
  assert.equal((await patch({ startsAt: null })).startsAt, null)
})

test('old addresses stay the event’s and nobody else gets them', async () => {
  const { id: eventId } = await draft({ name: 'Moving', slug: 'moving-one' })
  const other = await draft({ name: 'Other' })
  const move = (id: string, slug: string) =>
    owner.api['PATCH /api/events/:eventId']({ params: { eventId: id }, body: { slug } })
  await move(eventId, 'moving-two')
  await refusedWith('slug_taken', move(other.id, 'moving-one'), 'slug')
  assert.equal((await move(eventId, 'moving-one')).slug, 'moving-one')
  const raced = await Promise.allSettled([move(eventId, 'both-want'), move(other.id, 'both-want')])
  assert.deepEqual(raced.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('the currency is fixed by the first order', async () => {
  const event = await draft({ name: 'Sold once' })
  const patch = (currency: string) =>
    owner.api['PATCH /api/events/:eventId']({ params: { eventId: event.id }, body: { currency } })
  assert.equal((await patch('GBP')).currency, 'GBP')
  await db
    .insertInto('order')
    .values({
      id: newId(),
      event_id: event.id,
      organization_id: organizationId,
      code: newId(),
      state: 'expired',
      secret_hash: newId(),
      currency: 'GBP',
      total: 0,
    })
    .execute()
  await refusedWith('currency_frozen', patch('EUR'), 'currency')
  assert.equal((await patch('GBP')).currency, 'GBP')
  await refusedWith('event_has_orders', owner.api['DELETE /api/events/:eventId']({ params: { eventId: event.id } }))
})

test('no order can begin in the old currency while the currency is being changed', async () => {
  const event = await draft({ name: 'Priced anew' })
  const ticketType = { params: { eventId: event.id }, body: { name: 'A', price: 100 } }
  await owner.api['POST /api/events/:eventId/ticket-types'](ticketType)
  const editor = app.connect(1)
  await transact(db, async (sale) => {
    await lockStocks(sale, event.id)
    const change = transact(editor.db, async (tx) => {
      await sql`set local lock_timeout = '100ms'`.execute(tx)
      await editEvent(tx, event.id, { currency: 'GBP' }, new Date())
    })
    await assert.rejects(change, { code: '55P03' })
  })
  await editEvent(editor.db, event.id, { currency: 'GBP' }, new Date())
})

test('an edit of the name leaves the times as they are, to the second', async () => {
  const event = await draft({
    name: 'Short',
    timeZone: 'UTC',
    startsAt: '2099-05-01T10:00:10',
    endsAt: '2099-05-01T10:00:40',
  })
  const edited = await owner.api['PATCH /api/events/:eventId']({
    params: { eventId: event.id },
    body: { name: 'Shorter' },
  })
  assert.deepEqual([edited.startsAt, edited.endsAt], [event.startsAt, event.endsAt])
  assert.equal(edited.startsAt, '2099-05-01T10:00:10.000Z')
})

test('a draft can be deleted, once', async () => {
  const { id: eventId } = await draft({ name: 'Gone', slug: 'gone-soon' })
  const removal = () => owner.api['DELETE /api/events/:eventId']({ params: { eventId } })
  const results = await Promise.allSettled([removal(), removal()])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await refusedWith('not_found', owner.api['GET /api/events/:eventId']({ params: { eventId } }))
  assert.equal((await draft({ name: 'Again', slug: 'gone-soon' })).slug, 'gone-soon')
})

test('a description can be looked at before it is saved', async () => {
  const preview = (by: typeof owner.api, text: string) => by['POST /api/markdown']({ body: { text } })
  assert.equal((await preview(stranger.api, '*soon* <b>')).html, '<p><em>soon</em> &lt;b&gt;</p>\n')
  await refusedWith('sign_in_required', preview(app.browser().api, 'x'))
  await refusedWith('invalid', preview(owner.api, 'x'.repeat(20_001)), 'text')
})

test('the list of an organization has its own events, in pages', async () => {
  const { id } = await organization(db, { owner })
  const make = (body: { name: string } & Record<string, unknown>) =>
    owner.api['POST /api/organizations/:organizationId/events']({ params: { organizationId: id }, body })
  await make({ name: 'Undated' })
  await make({ name: 'Past', startsAt: '2020-01-01T10:00', endsAt: '2020-01-01T12:00' })
  for (let day = 0; day < 52; day++) {
    const date = new Date(Date.UTC(2100, 0, 1 + day)).toISOString().slice(0, 10)
    await make({ name: `Day ${day}`, startsAt: `${date}T10:00`, endsAt: `${date}T12:00` })
  }
  const list = (query: { when?: 'past'; cursor?: string } = {}) =>
    owner.api['GET /api/organizations/:organizationId/events']({ params: { organizationId: id }, query })
  const first = await list()
  assert.equal(first.items.length, 50)
  assert.equal(first.items[0]?.name, 'Day 0')
  assert.deepEqual(first.items[0]?.capacity, null)
  const second = await list({ cursor: first.next ?? '' })
  assert.deepEqual(
    second.items.map(({ name }) => name),
    ['Day 50', 'Day 51', 'Undated'],
  )
  assert.equal(second.next, null)
  assert.deepEqual(
    (await list({ when: 'past' })).items.map(({ name }) => name),
    ['Past'],
  )
  await refusedWith('bad_request', list({ cursor: 'nonsense' }))
  await refusedWith(
    'not_found',
    stranger.api['GET /api/organizations/:organizationId/events']({ params: { organizationId: id }, query: {} }),
  )
})

const count = async () =>
  (
    await db
      .selectFrom('event')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count
