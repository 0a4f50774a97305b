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
