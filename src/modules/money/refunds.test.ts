import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, buy, hold, promise, stockBooks } from '../../../test/sales.ts'
import { checkOrders } from '../orders/check.ts'
import { checkMoney } from './check.ts'
import { balancesOf } from './ledger.ts'
import { refundOrder } from './refunds.ts'

const app = await testApp()
const { db, settle, setNow } = app
const { owner, editor, finance, stranger, administrator, own } = await cast(app)
const day = 24 * 3600
const start = Date.parse('2099-11-28T20:00:00Z')
const steps = [
  { secondsBefore: 7 * day, percent: 100 },
  { secondsBefore: day, percent: 50 },
]

await administrator.api['PUT /api/admin/commission']({ body: { percent: 2_500, fixed: { EUR: 50 }, paidBy: 'buyer' } })
const { id: taxRateId } = await owner.api['POST /api/organizations/:organizationId/tax-rates']({
  params: { organizationId: own.id },
  body: { name: 'VAT', rate: 19_000, inclusive: true },
})

/** An event with a ticket for 25.00 EUR, in which 3.99 is tax and to which 1.13 of fee comes, and a free one. */
async function festival(policy: object = { kind: 'steps', steps, fee: true }) {
  const types = [
    { name: 'Admission', price: 2500, quantity: 100, taxRateId },
    { name: 'Children', price: 0 },
  ]
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types })
  await owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { refundPolicy: policy as never } })
  return { eventId, typeId: String(typeIds[0]), freeTypeId: String(typeIds[1]) }
}

const bought = async (what: { eventId: string; typeId: string }, quantity = 2) => {
  const buyer = await person(app)
  const order = await buy(buyer, { ...what, quantity }, { name: buyer.name, email: buyer.email })
  return { buyer, order, orderId: order.id, tickets: order.tickets.map(({ id }) => id) }
}
const quote = ({ api }: Buyer, orderId: string, tickets?: readonly string[]) =>
  api['GET /api/orders/:orderId/refund-quote']({
    params: { orderId },
    query: tickets ? { tickets: tickets.join() } : {},
  })
const giveUp = ({ api }: Buyer, orderId: string, tickets: readonly string[], amount: number, key?: string) =>
  api['POST /api/orders/:orderId/refunds']({
    params: { orderId },
    body: { tickets: [...tickets], amount },
    ...(key === undefined ? {} : { key }),
  })
type Goodwill = { tickets: readonly string[]; give: { percent: number } | { amount: number }; amount: number }
const giveBack = (
  { api }: Pick<Buyer, 'api'>,
  { eventId, orderId }: { eventId: string; orderId: string },
  { tickets, ...given }: Goodwill & { fee?: boolean; takeBack?: boolean; reason?: string },
  key?: string,
) =>
  api['POST /api/events/:eventId/orders/:orderId/refunds']({
    params: { eventId, orderId },
    body: { fee: false, takeBack: false, reason: '', ...given, tickets: [...tickets] },
    ...(key === undefined ? {} : { key }),
  })
const refundsOf = async (orderId: string) =>
  (await db.selectFrom('refund').selectAll().where('order_id', '=', orderId).orderBy('id').execute()) as {
    id: string
    state: string
    amount: number
  }[]
const organizerHas = async () => (await balancesOf(db, own.id))[0]?.available ?? 0
/** Whole days before the start. */
const daysBefore = (days: number) => setNow(new Date(start - days * day * 1000))
const nothingIsOff = async () => assert.deepEqual([...(await checkMoney(db)), ...(await checkOrders(db))], [])

test('a buyer sees what goes back, gives one ticket up and gets just that', async () => {
  const what = await festival()
  const { buyer, orderId, tickets } = await bought(what)
  const [first = '', second = ''] = tickets
  const all = await quote(buyer, orderId)
  assert.deepEqual([all.percent, all.amount, all.fee, all.byHand], [100, 2 * 2613, 2 * 113, false])
  const one = await quote(buyer, orderId, [first])
  assert.equal(one.amount, 2613)
  const before = await organizerHas()

  const granted = await giveUp(buyer, orderId, [first], 2613)
  assert.deepEqual([granted.state, granted.amount, granted.currency], ['requested', 2613, 'EUR'])
  assert.equal(await organizerHas(), before - 2500)
  const order = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  assert.deepEqual(
    order.tickets.map(({ id, state }) => [id, state]),
    [
      [first, 'void'],
      [second, 'valid'],
    ],
  )
  assert.equal(order.state, 'paid')
  assert.equal((await stockBooks(app, what.eventId))[0]?.sold, 1)

  await settle()
  const { items } = await buyer.api['GET /api/orders/:orderId/refunds']({ params: { orderId } })
  assert.deepEqual(
    items.map(({ state, amount, fee, tickets: given, creditNote }) => ({
      state,
      amount,
      fee,
      given,
      note: creditNote !== null,
    })),
    [
      {
        state: 'sent',
        amount: 2613,
        fee: 113,
        given: [{ position: 1, ticketType: 'Admission', amount: 2613 }],
        note: true,
      },
    ],
  )
  const { items: paid } = await buyer.api['GET /api/me/transactions']({})
  assert.deepEqual(
    paid.map(({ kind, amount, invoice }) => [kind, amount, invoice?.number.replace(/\d/g, '')]),
    [
      ['refund', 2613, 'C-'],
      ['payment', 5226, 'I-'],
    ],
  )
  await nothingIsOff()
})

test('the last ticket ends the order, and the sandbox gave all of it back in parts', async () => {
  const what = await festival()
  const { buyer, orderId, tickets } = await bought(what)
  for (const ticket of tickets) await giveUp(buyer, orderId, [ticket], 2613)
  await settle()
  const order = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  assert.equal(order.state, 'cancelled')
  const { rows } = await sql<{ state: string }>`
    select s.state from sandbox_payment s join payment p on p.ref = s.ref where p.order_id = ${orderId}`.execute(db)
  assert.deepEqual(rows, [{ state: 'refunded' }])
  assert.equal((await stockBooks(app, what.eventId))[0]?.sold, 0)
  await nothingIsOff()
})

test('the policy of the moment of the purchase and the time before the start rule what goes back', async () => {
  const what = await festival()
  const { buyer, orderId, tickets } = await bought(what)
  const [first = '', second = ''] = tickets
  await owner.api['PATCH /api/events/:eventId']({
    params: { eventId: what.eventId },
    body: { refundPolicy: { kind: 'none' } },
  })
  daysBefore(8)
  assert.equal((await quote(buyer, orderId)).amount, 5226)
  daysBefore(2)
  const { percent, tickets: quoted } = await quote(buyer, orderId)
  assert.deepEqual([percent, quoted[0]?.amount, quoted[0]?.price], [50, 1250 + 57, 2613])
  const problem = await refusedWith('refund_changed', giveUp(buyer, orderId, [first], 2613), 'amount')
  assert.match(problem.detail, /13\.07 EUR/)
  await giveUp(buyer, orderId, [first], 1307)
  daysBefore(0.5)
  assert.deepEqual(
    (await quote(buyer, orderId)).tickets.map(({ obstacle }) => obstacle),
    ['ticket_not_valid', 'refund_closed'],
  )
  await refusedWith('refund_closed', giveUp(buyer, orderId, [second], 0))
  await refusedWith('refund_closed', giveUp(buyer, orderId, [second], 2613))
  setNow(undefined)
  await settle()
  await nothingIsOff()
})

test('a fee that the policy keeps stays with the platform', async () => {
  const { buyer, orderId, tickets } = await bought(await festival({ kind: 'steps', steps, fee: false }))
  assert.equal((await quote(buyer, orderId)).amount, 5000)
  await giveUp(buyer, orderId, tickets, 5000)
  const { rows } = await sql<{ account: string; amount: number }>`
    select e.account, sum(e.amount)::bigint as amount from entry e join journal j on j.id = e.journal_id
    where j.order_id = ${orderId} and e.account in ('platform_commission', 'organizer_payable', 'tax_payable')
    group by e.account having sum(e.amount) <> 0 order by e.account`.execute(db)
  assert.deepEqual(rows, [{ account: 'platform_commission', amount: -226 }])
  await settle()
  await nothingIsOff()
})

test('where the organizer decides, the buyer is told to ask', async () => {
  const contact = await bought(await festival({ kind: 'contact' }))
  assert.equal((await quote(contact.buyer, contact.orderId)).tickets[0]?.obstacle, 'refund_by_organizer')
  await refusedWith('refund_by_organizer', giveUp(contact.buyer, contact.orderId, contact.tickets, 5226))
  const none = await bought(await festival({ kind: 'none' }))
  await refusedWith('refund_closed', giveUp(none.buyer, none.orderId, none.tickets, 5226))
})

test('what cost nothing can be given up until the start, whatever the policy says', async () => {
  const { eventId, freeTypeId } = await festival({ kind: 'none' })
  const buyer = await person(app)
  const held = await buyer.api['POST /api/events/:eventId/orders']({
    params: { eventId },
    body: { lines: [{ ticketTypeId: freeTypeId, quantity: 2 }], buyer: { name: buyer.name, email: buyer.email } },
  })
  const orderId = held.id
  await refusedWith('wrong_order_state', quote(buyer, orderId))
  await buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: {} })
  const { tickets } = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  setNow(new Date(start + 1000))
  await refusedWith('refund_closed', giveUp(buyer, orderId, [String(tickets[0]?.id)], 0))
  setNow(undefined)
  const granted = await giveUp(buyer, orderId, [String(tickets[0]?.id)], 0)
  assert.deepEqual([granted.state, granted.amount], ['sent', 0])
  assert.ok(await refundOrder(app.app.services, { orderId, kind: 'event_cancelled' }))
  const order = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  assert.equal(order.state, 'cancelled')
  await settle()
  await nothingIsOff()
})

test('who was let in, and what is not theirs, cannot be given up', async () => {
  const what = await festival()
  const { buyer, orderId, tickets } = await bought(what)
  const [first = '', second = ''] = tickets
  const other = await bought(what)
  await owner.api['POST /api/events/:eventId/scans']({
    params: { eventId: what.eventId },
    body: { nonce: randomUUID(), ticketId: first },
  })
  await refusedWith('ticket_checked_in', giveUp(buyer, orderId, tickets, 5226))
  await refusedWith('not_found', giveUp(buyer, orderId, [second, String(other.tickets[0])], 5226))
  await refusedWith('not_found', giveUp(buyer, other.orderId, other.tickets, 5226))
  await refusedWith('invalid', giveUp(buyer, orderId, [], 0))
  assert.equal((await quote(buyer, orderId)).amount, 2613)
  await giveUp(buyer, orderId, [second], 2613)
  await refusedWith('ticket_not_valid', giveUp(buyer, orderId, [second], 2613))
})

test('the same key is the same refund; other content is refused', async () => {
  const { buyer, orderId, tickets } = await bought(await festival())
  const key = randomUUID()
  const [first = ''] = tickets
  const one = await giveUp(buyer, orderId, [first], 2613, key)
  assert.deepEqual(await giveUp(buyer, orderId, [first], 2613, key), one)
  await refusedWith('idempotency_key_reused', giveUp(buyer, orderId, tickets, 5226, key))
  assert.equal((await refundsOf(orderId)).length, 1)
})

test('an organizer gives a part back and leaves the tickets, then another, and never more than was paid', async () => {
  const what = await festival({ kind: 'none' })
  const { buyer, orderId, tickets } = await bought(what)
  const place = { eventId: what.eventId, orderId }
  const [first = ''] = tickets
  const preview = await owner.api['GET /api/events/:eventId/orders/:orderId/refund-quote']({
    params: place,
    query: { tickets: tickets.join(), percent: 20, fee: 'yes' },
  })
  assert.deepEqual([preview.amount, preview.fee, preview.commission], [1046, 46, 46])
  const key = randomUUID()
  const given = { tickets, give: { percent: 20 }, fee: true, amount: 1046, reason: 'The band was late.' }
  const one = await giveBack(finance, place, given, key)
  assert.deepEqual(await giveBack(finance, place, given, key), one)
  await refusedWith('refund_changed', giveBack(finance, place, { ...given, amount: 1045 }), 'amount')
  await refusedWith(
    'refund_too_large',
    giveBack(owner, place, { tickets: [first], give: { amount: 2001 }, amount: 2001 }),
  )
  await giveBack(owner, place, { tickets: [first], give: { amount: 2000 }, amount: 2000 })
  const order = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  assert.deepEqual(
    order.tickets.map(({ state }) => state),
    ['valid', 'valid'],
  )
  await settle()
  const { items } = await owner.api['GET /api/events/:eventId/orders/:orderId/refunds']({ params: place })
  assert.deepEqual(
    items.map(({ kind, state, amount, reason, requestedBy }) => [kind, state, amount, reason, requestedBy]),
    [
      ['organizer', 'sent', 2000, '', 'Olga Owner'],
      ['organizer', 'sent', 1046, 'The band was late.', 'Finn Finance'],
    ],
  )
  await nothingIsOff()
})

test('an organizer takes tickets back, with or without their money, and gives the money later', async () => {
  const what = await festival({ kind: 'none' })
  const { orderId, tickets } = await bought(what)
  const place = { eventId: what.eventId, orderId }
  await giveBack(owner, place, { tickets, give: { percent: 0 }, takeBack: true, amount: 0 })
  assert.equal((await stockBooks(app, what.eventId))[0]?.sold, 0)
  await giveBack(owner, place, { tickets, give: { percent: 100 }, fee: true, takeBack: true, amount: 5226 })
  await settle()
  assert.deepEqual(
    (await refundsOf(orderId)).map(({ state, amount }) => [state, amount]),
    [
      ['sent', 0],
      ['sent', 5226],
    ],
  )
  await nothingIsOff()
})

test('an organizer cannot give nothing back for nothing, and nobody is told of it', async () => {
  const what = await festival()
  const { orderId, tickets } = await bought(what)
  const place = { eventId: what.eventId, orderId }
  const nothing = { tickets, give: { percent: 0 }, amount: 0 }
  await refusedWith('nothing_to_refund', giveBack(owner, place, nothing))
  await refusedWith('nothing_to_refund', giveBack(owner, place, { ...nothing, give: { amount: 0 }, fee: true }))
  const key = randomUUID()
  const takenBack = { ...nothing, takeBack: true }
  const granted = await giveBack(owner, place, takenBack, key)
  assert.deepEqual(await giveBack(owner, place, takenBack, key), granted)
  // They are void already.
  await refusedWith('nothing_to_refund', giveBack(owner, place, takenBack))

  const buyer = await person(app)
  const free = await buyer.api['POST /api/events/:eventId/orders']({
    params: { eventId: what.eventId },
    body: {
      lines: [{ ticketTypeId: what.freeTypeId, quantity: 1 }],
      buyer: { name: buyer.name, email: buyer.email },
    },
  })
  await buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId: free.id }, body: {} })
  const { tickets: given } = await buyer.api['GET /api/orders/:orderId']({ params: { orderId: free.id } })
  const all = { tickets: given.map(({ id }) => id), give: { percent: 100 }, fee: true, amount: 0 }
  await refusedWith('nothing_to_refund', giveBack(owner, { eventId: what.eventId, orderId: free.id }, all))
  await settle()
  assert.deepEqual(await refundsOf(free.id), [])
  assert.equal((await refundsOf(orderId)).length, 1)
  await nothingIsOff()
})

test('who may give something back', async () => {
  const what = await festival()
  const { orderId, tickets } = await bought(what)
  const other = await festival()
  const given = { tickets, give: { percent: 10 }, amount: 500 }
  await refusedWith('not_allowed', giveBack(editor, { eventId: what.eventId, orderId }, given))
  await refusedWith('not_found', giveBack(stranger, { eventId: what.eventId, orderId }, given))
  await refusedWith('not_found', giveBack(owner, { eventId: other.eventId, orderId }, given))
  await refusedWith(
    'not_found',
    giveBack(owner, { eventId: what.eventId, orderId }, { ...given, tickets: [randomUUID()] }),
  )
  const more = { ...given, give: { percent: 101 } }
  await refusedWith('invalid', giveBack(owner, { eventId: what.eventId, orderId }, more))
  assert.deepEqual(await refundsOf(orderId), [])
})

test('a cancelled event gives back what is left, once, however often and by however many it is done', async () => {
  const what = await festival({ kind: 'none' })
  const { orderId, tickets } = await bought(what)
  const place = { eventId: what.eventId, orderId }
  await giveBack(owner, place, { tickets: [String(tickets[0])], give: { amount: 700 }, amount: 700 })
  const before = await organizerHas()
  const again = () => refundOrder(app.app.services, { orderId, kind: 'event_cancelled' })
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, again))
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled' && one.value !== null).length, 1)
  assert.equal(await again(), null)
  assert.deepEqual(
    (await refundsOf(orderId)).map(({ amount }) => amount),
    [700, 5226 - 700],
  )
  assert.equal(await organizerHas(), before - 4300)
  await settle()
  await nothingIsOff()
})

test('money that the organizer took is theirs to give back, and they say when it is done', async () => {
  const byHand = { door: { days: null, hoursBefore: null } }
  const { eventId, typeIds } = await makeEvent(owner, own.id, { event: { byHand } })
  const buyer = await person(app)
  const { id: orderId } = await hold(buyer, { eventId, typeId: String(typeIds[0]) })
  const paymentId = await promise(buyer, orderId, 'door')
  await owner.api['POST /api/orders/:orderId/payments/:paymentId/receipt']({ params: { orderId, paymentId } })
  const before = await organizerHas()
  const { byHand: isByHand, amount, tickets } = await quote(buyer, orderId)
  assert.equal(isByHand, true)
  const { id: refundId, state } = await giveUp(buyer, orderId, [String(tickets[0]?.id)], amount)
  assert.equal(state, 'by_hand')
  await settle()
  assert.equal((await refundsOf(orderId))[0]?.state, 'by_hand')
  const place = { params: { eventId, orderId, refundId } }
  await refusedWith(
    'refund_settled',
    owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry'](place),
  )
  await owner.api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment'](place)
  assert.equal((await refundsOf(orderId))[0]?.state, 'sent')
  // The organizer owed the platform its commission, and does so no more.
  assert.equal(await organizerHas(), before + 113)
  await nothingIsOff()
})

test('a test order is given up like any other, but it is no money, and it can be deleted', async () => {
  const what = await festival()
  const params = { eventId: what.eventId }
  await owner.api['PATCH /api/events/:eventId']({ params, body: { testMode: true } })
  const { buyer, orderId, tickets } = await bought(what)
  await giveUp(buyer, orderId, tickets, 5226)
  await settle()
  const { items } = await buyer.api['GET /api/orders/:orderId/refunds']({ params: { orderId } })
  assert.deepEqual(
    items.map(({ state, amount, creditNote }) => [state, amount, creditNote]),
    [['sent', 5226, null]],
  )
  assert.deepEqual(await db.selectFrom('journal').select('kind').where('order_id', '=', orderId).execute(), [])
  await nothingIsOff()
  await owner.api['DELETE /api/events/:eventId/test-orders']({ params })
  assert.deepEqual(await refundsOf(orderId), [])
  await nothingIsOff()
})
