import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { hold, marta, stockBooks } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'

const app = await testApp()
const { db, browser, setNow } = app
const { owner, own } = await cast(app)

const cart = (lines: { ticketTypeId: string; quantity: number; price?: number }[]) => ({ body: { lines } })
const post = (who: ReturnType<typeof browser>, eventId: string, lines: Parameters<typeof cart>[0], key?: string) =>
  who.api['POST /api/events/:eventId/orders']({ params: { eventId }, ...cart(lines), ...(key ? { key } : {}) })

const venue = await makeEvent(owner, own.id, {
  types: [
    { name: 'Weekend', price: 5800, quantity: 50 },
    { name: 'Under 14', price: 0, quantity: 20 },
  ],
  capacity: 60,
})
const [weekend = '', child = ''] = venue.typeIds

test('a hold takes its stock, has a deadline, prices its lines, and opens with its secret alone', async () => {
  const before = await stockBooks(app, venue.eventId)
  const buyer = browser()
  const { id, secret, order } = await post(buyer, venue.eventId, [
    { ticketTypeId: weekend, quantity: 2, price: 5800 },
    { ticketTypeId: child, quantity: 1, price: 0 },
  ])
  assert.equal(order.state, 'held')
  assert.match(order.code, /^[2-9A-HJKMNP-TV-Z]{8}$/)
  assert.equal(order.total, 11600)
  assert.equal(order.currency, 'EUR')
  assert.deepEqual(
    order.lines.map(({ name, quantity, unitPrice, total }) => [name, quantity, unitPrice, total]),
    [
      ['Weekend', 2, 5800, 11600],
      ['Under 14', 1, 0, 0],
    ],
  )
  assert.equal(Date.parse(String(order.expiresAt)) - Date.parse(order.createdAt), 600_000)
  const taken = (await stockBooks(app, venue.eventId)).map(({ held }, index) => held - Number(before[index]?.held))
  assert.deepEqual(taken.sort(), [1, 2, 3])

  assert.equal((await buyer.api['GET /api/orders/:orderId']({ params: { orderId: id } })).id, id)
  const bySecret = await browser().api['GET /api/orders/:orderId']({
    params: { orderId: id },
    headers: { 'order-secret': secret },
  })
  assert.equal(bySecret.code, order.code)
  await refusedWith('not_found', browser().api['GET /api/orders/:orderId']({ params: { orderId: id } }))
  const kept = await db.selectFrom('order').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  assert.ok(!JSON.stringify(kept).includes(secret))
  assert.ok(buyer.cookies.get('conflux.orders')?.startsWith(secret))
})

test('a line keeps how its price came about', async () => {
  const { id } = await hold(browser(), { eventId: venue.eventId, typeId: weekend, quantity: 3 })
  const line = await db.selectFrom('order_line').selectAll().where('order_id', '=', id).executeTakeFirstOrThrow()
  assert.deepEqual(line.explanation, [{ step: 'base', unitPrice: 5800, quantity: 3, amount: 17400 }])
})

test('a cart is refused whole, with the line and field at fault, and takes nothing', async () => {
  const event = await makeEvent(owner, own.id, {
    types: [
      { name: 'Two to four', price: 1000, quantity: 5, minimumPerOrder: 2, maximumPerOrder: 4 },
      { name: 'Paused', price: 1000, quantity: 5, onSale: false },
      { name: 'Plenty', price: 1000 },
    ],
    capacity: 7,
  })
  const [few = '', paused = '', plenty = ''] = event.typeIds
  const before = await stockBooks(app, event.eventId)
  const orders = db.selectFrom('order').select(db.fn.countAll<number>().as('n')).where('event_id', '=', event.eventId)
  const refusals: [string, string, Parameters<typeof cart>[0]][] = [
    ['under_minimum', 'lines.0.quantity', [{ ticketTypeId: few, quantity: 1 }]],
    ['over_limit', 'lines.0.quantity', [{ ticketTypeId: few, quantity: 5 }]],
    [
      'over_limit',
      'lines.0.quantity',
      [
        { ticketTypeId: few, quantity: 3 },
        { ticketTypeId: few, quantity: 2 },
      ],
    ],
    [
      'not_on_sale',
      'lines.1.ticketTypeId',
      [
        { ticketTypeId: few, quantity: 2 },
        { ticketTypeId: paused, quantity: 1 },
      ],
    ],
    ['cart_stale', 'lines.0.price', [{ ticketTypeId: few, quantity: 2, price: 900 }]],
    [
      'sold_out',
      'lines.1.quantity',
      [
        { ticketTypeId: few, quantity: 2 },
        { ticketTypeId: plenty, quantity: 6 },
      ],
    ],
    ['sold_out', 'lines.0.quantity', [{ ticketTypeId: plenty, quantity: 8 }]],
    ['invalid', 'lines.0.ticketTypeId', [{ ticketTypeId: newId(), quantity: 1 }]],
    ['invalid', 'lines.0.ticketTypeId', [{ ticketTypeId: weekend, quantity: 1 }]],
    ['invalid', 'lines.0.quantity', [{ ticketTypeId: few, quantity: 0 }]],
    ['invalid', 'lines.0.quantity', [{ ticketTypeId: few, quantity: 1.5 }]],
    ['invalid', 'lines', []],
  ]
  for (const [code, field, lines] of refusals) await refusedWith(code, post(browser(), event.eventId, lines), field)
  const left = await refusedWith('sold_out', post(browser(), event.eventId, [{ ticketTypeId: plenty, quantity: 8 }]))
  assert.match(left.detail, /7/)
  assert.deepEqual(await stockBooks(app, event.eventId), before)
  assert.equal((await orders.executeTakeFirstOrThrow()).n, 0)
})

test('nothing is sold of an event that is not there, not published, cancelled or over', async () => {
  const lines = [{ ticketTypeId: weekend, quantity: 1 }]
  await refusedWith('not_found', post(browser(), newId(), lines))
  const draft = await makeEvent(owner, own.id, { live: false })
  const some = (event: typeof draft) => [{ ticketTypeId: String(event.typeIds[0]), quantity: 1 }]
  await refusedWith('event_not_on_sale', post(browser(), draft.eventId, some(draft)))
  const gone = await makeEvent(owner, own.id)
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: gone.eventId },
    body: { message: '' },
  })
  await refusedWith('event_not_on_sale', post(browser(), gone.eventId, some(gone)))
  setNow('2099-11-29T00:00:00Z')
  await refusedWith('event_not_on_sale', post(browser(), venue.eventId, lines))
  setNow(undefined)
})

test('a type is sold from the first instant of its window and not from the last', async () => {
  const event = await makeEvent(owner, own.id, {
    types: [{ name: 'Early', price: 100, saleStartsAt: '2098-01-01T10:00', saleEndsAt: '2098-01-01T11:00' }],
  })
  const lines = [{ ticketTypeId: String(event.typeIds[0]), quantity: 1 }]
  const moments: [string, boolean][] = [
    ['2098-01-01T09:59:59.999Z', false],
    ['2098-01-01T10:00:00.000Z', true],
    ['2098-01-01T10:59:59.999Z', true],
    ['2098-01-01T11:00:00.000Z', false],
  ]
  for (const [moment, isSold] of moments) {
    setNow(moment)
    const call = post(browser(), event.eventId, lines)
    if (isSold) await call
    else await refusedWith('not_on_sale', call, 'lines.0.ticketTypeId')
  }
  setNow(undefined)
})

test('a browser, or a person, keeps at most three unlapsed holds', async () => {
  const event = await makeEvent(owner, own.id)
  const lines = [{ ticketTypeId: String(event.typeIds[0]), quantity: 1 }]
  for (const who of [browser(), await person(app)]) {
    const first = await post(who, event.eventId, lines)
    await post(who, event.eventId, lines)
    await post(who, event.eventId, lines)
    await refusedWith('too_many_holds', post(who, event.eventId, lines))
    await who.api['DELETE /api/orders/:orderId']({ params: { orderId: first.id } })
    await post(who, event.eventId, lines)
    setNow(new Date(Date.now() + 601_000))
    await post(who, event.eventId, lines)
    setNow(undefined)
  }
})

test('a made-up browser cookie is worth nothing', async () => {
  const who = browser()
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  await hold(who, { eventId, typeId: String(typeIds[0]) })
  const mine = String(who.cookies.get('conflux.browser'))
  const other = browser()
  other.cookies.set('conflux.browser', `${mine.split('.')[0]}.${'A'.repeat(43)}`)
  await hold(other, { eventId, typeId: String(typeIds[0]) })
  const ids = await db.selectFrom('order').select('browser_id').where('event_id', '=', eventId).execute()
  assert.equal(new Set(ids.map((row) => row.browser_id)).size, 2)
})

test('the same key gives the same order: once, again, at the same time, and never with another cart', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const typeId = String(typeIds[0])
  for (const who of [browser(), await person(app)]) {
    const key = randomUUID()
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => hold(who, { eventId, typeId, key })))
    const ids = new Set(atOnce.map(({ id, secret }) => `${id} ${secret}`))
    assert.equal(ids.size, 1)
    const again = await hold(who, { eventId, typeId, key })
    assert.ok(ids.has(`${again.id} ${again.secret}`), 'also once the browser has its cookie')
  }
  const who = await person(app)
  const key = randomUUID()
  const first = await hold(who, { eventId, typeId, key })
  assert.equal((await hold(who, { eventId, typeId, key })).secret, first.secret)
  await refusedWith('idempotency_key_reused', hold(who, { eventId, typeId, quantity: 2, key }))
  const someone = await person(app)
  const theirs = await hold(someone, { eventId, typeId, key })
  assert.notEqual(theirs.id, first.id)
})

test('no key is too short or too long to count', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  for (const key of ['k', 'k'.repeat(3000)]) {
    const who = browser()
    const [one, other] = [
      await hold(who, { eventId, typeId: String(typeIds[0]), key }),
      await hold(who, { eventId, typeId: String(typeIds[0]), key }),
    ]
    assert.equal(one.id, other.id)
  }
})

test('limits per person count an account’s orders at the hold, and an email’s when it is given', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    types: [{ name: 'Pair', price: 0, maximumPerPerson: 2, maximumPerOrder: 4 }],
  })
  const typeId = String(typeIds[0])
  await refusedWith('person_limit', hold(browser(), { eventId, typeId, quantity: 3 }), 'lines.0.quantity')

  const member = await person(app)
  await hold(member, { eventId, typeId, quantity: 1 })
  const refused = await refusedWith('person_limit', hold(member, { eventId, typeId, quantity: 2 }), 'lines.0.quantity')
  assert.match(refused.detail, /1/)

  const guest = browser()
  const first = await hold(guest, { eventId, typeId, quantity: 2 })
  const second = await hold(guest, { eventId, typeId, quantity: 1 })
  const details = (orderId: string, email: string) =>
    guest.api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: { ...marta, email } })
  await details(first.id, 'Marta@Quintela.pt')
  await refusedWith('person_limit', details(second.id, 'marta@quintela.pt'), 'lines.0.quantity')
  const kept = await guest.api['GET /api/orders/:orderId']({ params: { orderId: second.id } })
  assert.equal(kept.state, 'held')
  assert.equal(kept.email, null)
  await details(second.id, 'jun@example.org')
  const posing = browser()
  const third = await hold(posing, { eventId, typeId, quantity: 2 })
  await refusedWith(
    'person_limit',
    posing.api['PATCH /api/orders/:orderId/details']({
      params: { orderId: third.id },
      body: { ...marta, email: member.email },
    }),
  )
})

test('orders that are given the same email at the same time are counted together', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    types: [{ name: 'One', price: 0, maximumPerPerson: 1 }],
  })
  const typeId = String(typeIds[0])
  const guests = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const guest = browser()
      return { guest, orderId: (await hold(guest, { eventId, typeId })).id }
    }),
  )
  const answers = await Promise.allSettled(
    guests.map(({ guest, orderId }) =>
      guest.api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: marta }),
    ),
  )
  const codes = answers.map((answer) => (answer.status === 'fulfilled' ? 'given' : answer.reason.code))
  assert.deepEqual(codes.sort(), ['given', ...Array.from({ length: 5 }, () => 'person_limit')])
})

test('an order keeps the refund policy it was held under, whatever its event says later', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const typeId = String(typeIds[0])
  const buyer = browser()
  const first = await hold(buyer, { eventId, typeId })
  const promised = { kind: 'steps', steps: [{ secondsBefore: 86_400, percent: 100 }], fee: true } as const
  assert.deepEqual(first.order.refundPolicy, promised)
  await owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { refundPolicy: { kind: 'none' } } })
  const policyOf = async ({ id }: { id: string }) =>
    (await buyer.api['GET /api/orders/:orderId']({ params: { orderId: id } })).refundPolicy
  assert.deepEqual(await policyOf(first), promised)
  assert.deepEqual(await policyOf(await hold(buyer, { eventId, typeId })), { kind: 'none' })
})
