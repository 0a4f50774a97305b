import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completeDraft, makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { newId } from '../../db/id.ts'

const app = await testApp()
const { db } = app
const { owner, editor, finance, doorkeeper, stranger, administrator, own } = await cast(app)
const { api } = owner

const event = (options: Parameters<typeof makeEvent>[2] = {}) => makeEvent(owner, own.id, options)
const typesOf = (eventId: string) => api['GET /api/events/:eventId/ticket-types']({ params: { eventId } })
const take = (stockOf: string, sold: number) =>
  db
    .updateTable('stock')
    .set({ sold })
    .where('id', 'in', db.selectFrom('ticket_type_stock').select('stock_id').where('ticket_type_id', '=', stockOf))
    .execute()

/** A paid order of one type, as the orders module would leave it. */
async function sell(eventId: string, ticket_type_id: string, quantity: number, total: number, paid_at = new Date()) {
  const id = newId()
  await db
    .insertInto('order')
    .values({
      id,
      event_id: eventId,
      organization_id: own.id,
      code: id,
      state: 'paid',
      secret_hash: id,
      currency: 'EUR',
      total,
      paid_at,
      name: 'A',
      email: 'a@example.org',
    })
    .execute()
  await db
    .insertInto('order_line')
    .values({ id: newId(), order_id: id, ticket_type_id, quantity, unit_price: 0, total })
    .execute()
}

test('a ticket type needs a name and a price; the rest has defaults', async () => {
  const { eventId } = await event({ types: [], live: false })
  const add = (body: { name: string; price: number }) =>
    editor.api['POST /api/events/:eventId/ticket-types']({ params: { eventId }, body })
  const { id, ...type } = await add({ name: 'Admission', price: 1250 })
  assert.deepEqual(type, {
    name: 'Admission',
    description: '',
    price: 1250,
    taxRateId: null,
    tax: null,
    quantity: null,
    sold: 0,
    held: 0,
    blocked: 0,
    blockReason: '',
    saleStartsAt: null,
    saleEndsAt: null,
    saleStartsAtLocal: null,
    saleEndsAtLocal: null,
    minimumPerOrder: 1,
    maximumPerOrder: 10,
    maximumPerPerson: null,
    onSale: true,
    position: 0,
    saleState: 'on_sale',
  })
  assert.equal((await add({ name: 'Second', price: 0 })).position, 1)
  const { currency, capacity, ticketTypes } = await typesOf(eventId)
  assert.deepEqual([currency, capacity, ticketTypes.map(({ name }) => name)], ['EUR', null, ['Admission', 'Second']])
  assert.ok(id)
})

test('sale windows are local in the zone of the event', async () => {
  const { eventId } = await event({
    event: { timeZone: 'Asia/Kolkata' },
    types: [{ name: 'Early', price: 1, saleStartsAt: '2098-01-01T10:00', saleEndsAt: '2098-02-01T10:00' }],
  })
  const [type] = (await typesOf(eventId)).ticketTypes
  assert.equal(type?.saleStartsAt, '2098-01-01T04:30:00.000Z')
  assert.equal(type?.saleStartsAtLocal, '2098-01-01T10:00')
  assert.equal(type?.saleState, 'not_yet')
})

test('contradictions are refused, in a draft and in a change', async () => {
  const { eventId, typeIds } = await event({
    types: [{ name: 'A', price: 1, maximumPerOrder: 4, saleStartsAt: '2098-01-01T10:00' }],
  })
  const add = (body: Record<string, unknown>) =>
    api['POST /api/events/:eventId/ticket-types']({ params: { eventId }, body: { name: 'x', price: 1, ...body } })
  const edit = (body: Record<string, unknown>) =>
    api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({
      params: { eventId, ticketTypeId: typeIds[0] ?? '' },
      body,
    })
  await refusedWith('minimum_over_maximum', add({ minimumPerOrder: 11 }), 'minimumPerOrder')
  await refusedWith('minimum_over_maximum', edit({ minimumPerOrder: 5 }), 'minimumPerOrder')
  await refusedWith(
    'sale_window_reversed',
    add({ saleStartsAt: '2027-01-02T00:00', saleEndsAt: '2027-01-02T00:00' }),
    'saleEndsAt',
  )
  await refusedWith('sale_window_reversed', edit({ saleEndsAt: '2097-01-01T00:00' }), 'saleEndsAt')
  for (const [field, body] of [
    ['price', { price: -1 }],
    ['price', { price: 1.5 }],
    ['price', { price: '5' }],
    ['quantity', { quantity: -1 }],
    ['quantity', { quantity: 1e9 }],
    ['saleEndsAt', { saleEndsAt: '2027-02-30T00:00' }],
    ['maximumPerOrder', { maximumPerOrder: 101 }],
    ['name', { name: '' }],
    ['sold', { sold: 5 }],
  ] as const) {
    await refusedWith('invalid', add(body), field)
    await refusedWith('invalid', edit(body), field)
  }
  assert.equal((await typesOf(eventId)).ticketTypes.length, 1)
})

test('a quantity cannot go below what is taken', async () => {
  const { eventId, typeIds } = await event({ types: [{ name: 'A', price: 1, quantity: 10 }] })
  const ticketTypeId = typeIds[0] ?? ''
  const edit = (quantity: number | null) =>
    api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({
      params: { eventId, ticketTypeId },
      body: { quantity },
    })
  await take(ticketTypeId, 7)
  const problem = await refusedWith('capacity_below_sold', edit(6), 'quantity')
  assert.match(problem.detail, /7/)
  assert.equal((await edit(7)).quantity, 7)
  assert.equal((await edit(null)).quantity, null)
  assert.equal((await edit(8)).sold, 7)
})

test('the capacity of an event covers all its types, and cannot go below what is taken', async () => {
  const { eventId, typeIds } = await event({
    types: [
      { name: 'A', price: 1 },
      { name: 'B', price: 2, quantity: 5 },
    ],
  })
  const set = (capacity: number | null) =>
    api['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity } })
  await take(typeIds[0] ?? '', 4)
  await refusedWith('capacity_below_sold', set(3), 'capacity')
  assert.deepEqual(await set(4), { capacity: 4, taken: 4 })
  assert.equal((await typesOf(eventId)).capacity, 4)
  assert.deepEqual(await set(null), { capacity: null, taken: 4 })
  await refusedWith('invalid', set(-1), 'capacity')
  const { items } = await api['GET /api/organizations/:organizationId/events']({ params: { organizationId: own.id } })
  assert.equal(items.find(({ id }) => id === eventId)?.capacity, null)
})

test('a capacity set before there is a type is the one that types draw on', async () => {
  const { eventId } = await event({ types: [], live: false })
  const set = (capacity: number) =>
    api['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity } })
  await Promise.all([set(5), set(5)])
  const add = (name: string) =>
    api['POST /api/events/:eventId/ticket-types']({ params: { eventId }, body: { name, price: 0 } })
  await Promise.all([add('One'), add('Two')])
  const stocks = await db.selectFrom('stock').selectAll().where('event_id', '=', eventId).execute()
  assert.deepEqual(stocks.map(({ capacity }) => capacity).sort(), [5, null, null])
})

test('a type that was ordered stays; one that was not goes with its stock', async () => {
  const { eventId, typeIds } = await event({
    types: [
      { name: 'A', price: 1 },
      { name: 'B', price: 1 },
    ],
  })
  const [a = '', b = ''] = typeIds
  const remove = (ticketTypeId: string) =>
    api['DELETE /api/events/:eventId/ticket-types/:ticketTypeId']({ params: { eventId, ticketTypeId } })
  await sell(eventId, a, 1, 1)
  await refusedWith('ticket_type_in_use', remove(a))
  const results = await Promise.allSettled([remove(b), remove(b)])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await refusedWith('not_found', remove(b))
  assert.equal((await db.selectFrom('stock').select('id').where('event_id', '=', eventId).execute()).length, 2)
})

test('a type of another event is not found, nor is anything to strangers and to members without the permission', async () => {
  const mine = await event()
  const other = await event()
  const params = { eventId: mine.eventId, ticketTypeId: other.typeIds[0] ?? '' }
  await refusedWith(
    'not_found',
    api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({ params, body: { price: 0 } }),
  )
  await refusedWith('not_found', api['DELETE /api/events/:eventId/ticket-types/:ticketTypeId']({ params }))
  const { eventId } = mine
  const own = { eventId, ticketTypeId: mine.typeIds[0] ?? '' }
  const calls = [
    (by: typeof api) => by['GET /api/events/:eventId/ticket-types']({ params: { eventId } }),
    (by: typeof api) => by['GET /api/events/:eventId/figures']({ params: { eventId } }),
    (by: typeof api) => by['POST /api/events/:eventId/copies']({ params: { eventId } }),
    (by: typeof api) =>
      by['POST /api/events/:eventId/ticket-types']({ params: { eventId }, body: { name: 'x', price: 0 } }),
    (by: typeof api) =>
      by['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({ params: own, body: { price: 0 } }),
    (by: typeof api) => by['DELETE /api/events/:eventId/ticket-types/:ticketTypeId']({ params: own }),
    (by: typeof api) => by['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity: 1 } }),
  ]
  for (const call of calls) {
    await refusedWith('not_found', call(stranger.api))
    await refusedWith('sign_in_required', call(app.browser().api))
  }
  for (const call of calls.slice(2)) await refusedWith('not_allowed', call(finance.api))
  assert.equal((await typesOf(eventId)).ticketTypes[0]?.price, 2500)
})

test('a copy has the types and the capacity, and no dates, sales or address of the first', async () => {
  const { eventId, typeIds, slug } = await event({
    types: [{ name: 'A', price: 700, quantity: 3, maximumPerOrder: 2, saleEndsAt: '2098-01-01T00:00' }],
    capacity: 50,
  })
  await take(typeIds[0] ?? '', 2)
  const copy = await editor.api['POST /api/events/:eventId/copies']({ params: { eventId } })
  assert.deepEqual(
    [copy.name, copy.state, copy.startsAt, copy.venue, copy.currency],
    [completeDraft.name, 'draft', null, completeDraft.venue, 'EUR'],
  )
  assert.notEqual(copy.slug, slug)
  const { capacity, taken, ticketTypes } = await typesOf(copy.id)
  assert.deepEqual([capacity, taken], [50, 0])
  assert.deepEqual(
    ticketTypes.map((type) => [type.name, type.price, type.quantity, type.maximumPerOrder, type.sold, type.saleEndsAt]),
    [['A', 700, 3, 2, 0, null]],
  )
})

const page = (slug: string, by = app.browser().api) => by['GET /api/discover/:slug']({ params: { slug } })

test('the page of a live event has what is for sale and how much is left when it is little', async () => {
  const { slug, typeIds } = await event({
    event: {
      description: '# Hello\n\n[x](https://example.org) <b>',
      onlineUrl: 'https://example.org/secret',
      summary: 'Short',
    },
    types: [
      { name: 'Plenty', price: 3000, quantity: 500 },
      { name: 'Few', price: 2000, quantity: 10 },
      { name: 'None', price: 1000, quantity: 5 },
      { name: 'Later', price: 100, saleStartsAt: '2098-01-01T00:00' },
    ],
  })
  await take(typeIds[2] ?? '', 5)
  await db
    .updateTable('stock')
    .set({ held: 4 })
    .where(
      'id',
      'in',
      db
        .selectFrom('ticket_type_stock')
        .select('stock_id')
        .where('ticket_type_id', '=', typeIds[1] ?? ''),
    )
    .execute()
  const shown = await page(slug)
  assert.deepEqual(
    shown.ticketTypes.map(({ name, saleState, availability, left }) => [name, saleState, availability, left]),
    [
      ['Plenty', 'on_sale', 'available', null],
      ['Few', 'on_sale', 'few', 6],
      ['None', 'on_sale', 'sold_out', 0],
      ['Later', 'not_yet', 'off_sale', null],
    ],
  )
  assert.deepEqual(
    [shown.priceFrom, shown.availability, shown.onSale, shown.preview, shown.movedTo],
    [2000, 'available', true, false, null],
  )
  assert.match(shown.descriptionHtml, /<h3>Hello<\/h3>/)
  assert.equal(shown.descriptionText, 'Hello x <b>')
  assert.doesNotMatch(JSON.stringify(shown), /secret|stockIds|"sold"/)
  const card = (await app.browser().api['GET /api/discover']({ query: { limit: 100 } })).items.find(
    (item) => item.slug === slug,
  )
  assert.deepEqual([card?.priceFrom, card?.availability], [2000, 'available'])
})

test('places under a hold that lapsed count as left', async () => {
  const { eventId, slug, typeIds } = await event({ types: [{ name: 'A', price: 1, quantity: 2 }] })
  const [typeId = ''] = typeIds
  await sell(eventId, typeId, 2, 2)
  await db
    .updateTable('order')
    .set({ state: 'held', paid_at: null, expires_at: new Date(Date.now() - 1000) })
    .where('event_id', '=', eventId)
    .execute()
  await db.updateTable('stock').set({ held: 2 }).where('event_id', '=', eventId).execute()
  assert.deepEqual(
    (await page(slug)).ticketTypes.map(({ left }) => left),
    [2],
  )
  await db
    .updateTable('order')
    .set({ expires_at: new Date(Date.now() + 60_000) })
    .where('event_id', '=', eventId)
    .execute()
  assert.deepEqual(
    (await page(slug)).ticketTypes.map(({ availability }) => availability),
    ['sold_out'],
  )
  assert.equal((await page(slug)).onSale, false)
})

test('the capacity of the event limits every type', async () => {
  const { slug } = await event({
    types: [
      { name: 'A', price: 1, quantity: 50 },
      { name: 'B', price: 1 },
    ],
    capacity: 3,
  })
  const shown = await page(slug)
  assert.deepEqual(
    shown.ticketTypes.map(({ left }) => left),
    [3, 3],
  )
  assert.deepEqual([shown.availability, shown.left], ['few', 3])
})

test('an old address leads to the new one', async () => {
  const { eventId, slug } = await event()
  await api['PATCH /api/events/:eventId']({ params: { eventId }, body: { slug: 'found-again' } })
  assert.equal((await page(slug)).movedTo, 'found-again')
  assert.equal((await page('found-again')).movedTo, null)
  await refusedWith('not_found', page('never-was'))
})

test('a draft is seen by its organization and by administrators alone; an unlisted event by whoever has the address', async () => {
  const { slug } = await event({ live: false })
  await refusedWith('not_found', page(slug))
  await refusedWith('not_found', page(slug, stranger.api))
  for (const by of [owner, doorkeeper, administrator]) assert.ok((await page(slug, by.api)).preview)
  const unlisted = await event({ event: { visibility: 'unlisted' } })
  assert.equal((await page(unlisted.slug)).visibility, 'unlisted')
})

test('an event that is over or cancelled sells nothing', async () => {
  const { slug, eventId } = await event()
  app.setNow('2100-01-01T00:00:00Z')
  try {
    assert.deepEqual([(await page(slug)).onSale, (await page(slug)).availability], [false, 'off_sale'])
  } finally {
    app.setNow(undefined)
  }
  await api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message: '' } })
  assert.deepEqual([(await page(slug)).onSale, (await page(slug)).state], [false, 'cancelled'])
})

test('figures count what is sold, by day in the zone of the event; takings are for those who see orders', async () => {
  const { eventId, typeIds } = await event({
    event: { timeZone: 'America/New_York' },
    types: [{ name: 'A', price: 500, quantity: 20 }],
    capacity: 15,
  })
  const [typeId = ''] = typeIds
  app.setNow('2027-03-15T12:00:00Z')
  try {
    await sell(eventId, typeId, 2, 1000, new Date('2027-03-15T04:00:00Z'))
    await sell(eventId, typeId, 1, 500, new Date('2027-03-15T03:59:59Z'))
    await sell(eventId, typeId, 4, 2000, new Date('2027-01-01T00:00:00Z'))
    await take(typeId, 7)
    const figures = await api['GET /api/events/:eventId/figures']({ params: { eventId } })
    assert.deepEqual(
      { ...figures, perDay: figures.perDay.length },
      { sold: 7, held: 0, blocked: 0, capacity: 15, soldToday: 2, currency: 'EUR', taken: 3500, perDay: 28 },
    )
    assert.deepEqual(figures.perDay.slice(-2), [
      { date: '2027-03-14', sold: 1 },
      { date: '2027-03-15', sold: 2 },
    ])
    assert.equal((await editor.api['GET /api/events/:eventId/figures']({ params: { eventId } })).taken, null)
    assert.equal((await finance.api['GET /api/events/:eventId/figures']({ params: { eventId } })).taken, 3500)
  } finally {
    app.setNow(undefined)
  }
})
