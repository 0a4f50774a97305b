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
