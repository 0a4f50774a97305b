import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { organization, person } from '../../../test/people.ts'

const app = await testApp()
const owner = await person(app)
const club = await organization(app.db, { owner })
const { api } = app.browser()

test('a card tells the lowest and the highest price one can still pay', async () => {
  await makeEvent(owner, club.id, {
    event: { name: 'Three Prices' },
    types: [
      { name: 'Gone', price: 100, quantity: 0 },
      { name: 'Deck', price: 2500 },
      { name: 'Cabin', price: 9000 },
      { name: 'Paused', price: 20_000, onSale: false },
    ],
  })
  await makeEvent(owner, club.id, {
    event: { name: 'Nothing Left' },
    types: [{ name: 'Only', price: 700, quantity: 0 }],
  })
  const { items } = await api['GET /api/discover']({ query: {} })
  const prices = Object.fromEntries(items.map(({ name, priceFrom, priceTo }) => [name, [priceFrom, priceTo]]))
  assert.deepEqual(prices, { 'Three Prices': [2500, 9000], 'Nothing Left': [700, 700] })
})

test('prices on cards are those of the event page: with the fee, and with tax that is added', async () => {
  const administrator = await person(app, { administrator: true })
  await administrator.api['PUT /api/admin/commission']({
    body: { percent: 3_250, fixed: { EUR: 49 }, paidBy: 'buyer' },
  })
  const params = { organizationId: club.id }
  const added = await owner.api['POST /api/organizations/:organizationId/tax-rates']({
    params,
    body: { name: 'Sales tax', rate: 8_875, inclusive: false },
  })
  const contained = await owner.api['POST /api/organizations/:organizationId/tax-rates']({
    params,
    body: { name: 'VAT', rate: 19_000, inclusive: true },
  })
  const { slug } = await makeEvent(owner, club.id, {
    event: { name: 'With All Of It' },
    types: [
      { name: 'Added', price: 1_995, taxRateId: added.id },
      { name: 'Contained', price: 9_999, taxRateId: contained.id },
    ],
  })
  const { ticketTypes } = await api['GET /api/discover/:slug']({ params: { slug } })
  const card = async (query: object) =>
    (await api['GET /api/discover']({ query })).items.find(({ name }) => name === 'With All Of It')
  const each = ticketTypes.map((type) => type.each)
  const shown = await card({})
  assert.deepEqual([shown?.priceFrom, shown?.priceTo], each)
  assert.ok(await card({ priceMax: each[0] }))
  assert.equal(await card({ priceMax: (each[0] ?? 0) - 1 }), undefined)
})

test('a day tells the category of each of its events', async () => {
  const day = { startsAt: '2099-05-01T10:00', endsAt: '2099-05-01T12:00' }
  for (const [name, category] of [
    ['One', 'film'],
    ['Two', 'music'],
    ['Three', 'film'],
  ] as const)
    await makeEvent(owner, club.id, { event: { ...day, name, category } })
  const { days } = await api['GET /api/discover/days']({ query: { from: '2099-05-01', to: '2099-05-31' } })
  assert.deepEqual(
    days.map(({ date, count, categories }) => [date, count, categories.toSorted()]),
    [['2099-05-01', 3, ['film', 'film', 'music']]],
  )
})

test('an event is found with all who host it, by each of them, on the page of each', async () => {
  const other = await person(app)
  const guests = await organization(app.db, { owner: other }, { name: 'Guest House' })
  const late = await organization(app.db, { owner: other }, { name: 'Late House' })
  const { eventId, slug } = await makeEvent(owner, club.id, { event: { name: 'Together' } })
  const cohostings: [string, string][] = []
  for (const { id, slug: at } of [guests, late]) {
    const { id: cohostId } = await owner.api['POST /api/events/:eventId/cohosts']({
      params: { eventId },
      body: { slug: at, role: 'editor' },
    })
    cohostings.push([id, cohostId])
  }
  const agree = ([organizationId = '', cohostId = '']: string[] = []) =>
    other.api['POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance']({
      params: { organizationId, cohostId },
    })
  const cardOf = async () => (await api['GET /api/discover']({ query: { q: 'together' } })).items[0]
  const found = async (organizer: string) =>
    (await api['GET /api/discover']({ query: { organizer } })).items.map((card) => card.slug)
  const onPageOf = async (organizer: string) =>
    (await api['GET /api/organizers/:slug']({ params: { slug: organizer } })).upcoming.map((card) => card.slug)

  assert.deepEqual((await cardOf())?.cohosts, [])
  assert.deepEqual([await found(guests.slug), await onPageOf(guests.slug)], [[], []])
  await agree(cohostings[0])
  assert.deepEqual((await cardOf())?.organizer, { name: club.name, slug: club.slug })
  assert.deepEqual((await cardOf())?.cohosts, [{ name: 'Guest House', slug: guests.slug }])
  assert.deepEqual([await found(guests.slug), await onPageOf(guests.slug)], [[slug], [slug]])
  assert.deepEqual([await found(late.slug), await onPageOf(late.slug)], [[], []])
  assert.ok((await found(club.slug)).includes(slug) && (await onPageOf(club.slug)).includes(slug))
  assert.deepEqual(await found('nobody-at-all'), [])

  await owner.api['DELETE /api/events/:eventId/cohosts/:cohostId']({
    params: { eventId, cohostId: cohostings[0]?.[1] ?? '' },
  })
  assert.deepEqual((await cardOf())?.cohosts, [])
  assert.deepEqual(await onPageOf(guests.slug), [])
})

test('of what a co-host hosts, drafts and unlisted events are on no page', async () => {
  const other = await person(app)
  const guests = await organization(app.db, { owner: other })
  for (const given of [{ live: false }, { event: { visibility: 'unlisted' as const } }]) {
    const { eventId } = await makeEvent(owner, club.id, given)
    const { id: cohostId } = await owner.api['POST /api/events/:eventId/cohosts']({
      params: { eventId },
      body: { slug: guests.slug, role: 'editor' },
    })
    await other.api['POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance']({
      params: { organizationId: guests.id, cohostId },
    })
  }
  const { upcoming, past } = await api['GET /api/organizers/:slug']({ params: { slug: guests.slug } })
  assert.deepEqual([upcoming, past], [[], []])
  assert.deepEqual((await api['GET /api/discover']({ query: { organizer: guests.slug } })).items, [])
})
