import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, bankAccount, buy, hold, marta, promise, startPaying, stockBooks } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import type { ByHand } from '../events/by-hand.ts'
import { copyEvent } from '../events/edit.ts'
import { sweepLapsed } from '../orders/release.ts'
import { checkMoney } from './check.ts'
import { balancesOf } from './ledger.ts'
import { followPromises } from './promises.ts'
import { providersOf } from './providers.ts'
import { reconcilePayments } from './reconcile.ts'

const app = await testApp()
const { db, browser, setNow, settle } = app
const { owner, manager, editor, finance, doorkeeper, stranger, own } = await cast(app)
const day = 24 * 3600 * 1000
const both: ByHand = { transfer: { days: 7, hoursBefore: 24 }, door: { days: null, hoursBefore: null } }

await owner.api['PUT /api/organizations/:organizationId/bank-account']({
  params: { organizationId: own.id },
  body: { account: bankAccount },
})

const sale = async (byHand: ByHand = both, quantity: number | null = 10) => {
  const { eventId, slug, typeIds } = await makeEvent(owner, own.id, {
    event: { byHand },
    types: [{ name: 'Admission', price: 2500, quantity }],
  })
  return { eventId, slug, typeId: String(typeIds[0]) }
}
const read = ({ api }: Buyer, orderId: string) => api['GET /api/orders/:orderId']({ params: { orderId } })
const promised = async ({ api }: Buyer, orderId: string) =>
  (await api['GET /api/orders/:orderId/promised-payment']({ params: { orderId } })).payment
const ways = async ({ api }: Buyer, orderId: string) =>
  (await api['GET /api/orders/:orderId/payment-providers']({ params: { orderId } })).items
const receive = ({ api }: Buyer, orderId: string, paymentId: string) =>
  api['POST /api/orders/:orderId/payments/:paymentId/receipt']({ params: { orderId, paymentId } })
const payment = (id: string) => db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const desk = () => app.app.services.desk
/** Moves the clock and does what the worker would have done by then. */
async function comes(at: Date) {
  setNow(at)
  await sweepLapsed(db, desk(), at)
  await followPromises(db, at)
  await settle()
}
const subjects = async (email: string) => (await mails(db, email)).map(({ subject }) => subject)

test.afterEach(() => setNow(undefined))

test('what an event offers is offered, a transfer only with an account, and neither after its end', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  assert.deepEqual(await ways(buyer, id), ['sandbox', 'transfer', 'door'])
  const plain = await hold(buyer, await sale({}))
  assert.deepEqual(await ways(buyer, plain.id), ['sandbox'])
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: plain.id }, body: marta })
  const choose = (orderId: string, provider: string) =>
    buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider } })
  await refusedWith('provider_unknown', choose(plain.id, 'transfer'), 'provider')
  await refusedWith('provider_unknown', choose(plain.id, 'door'), 'provider')

  const late = await hold(
    buyer,
    await sale({ transfer: { days: 1, hoursBefore: 24 }, door: { days: null, hoursBefore: 1 } }),
  )
  await db
    .updateTable('order')
    .set({ created_at: new Date(Date.now() - 2 * day) })
    .where('id', '=', late.id)
    .execute()
  assert.deepEqual(await ways(buyer, late.id), ['sandbox', 'door'])

  const elsewhere = await makeEvent(stranger, (await stranger.api['GET /api/me']())?.organizations[0]?.id ?? '', {
    event: { byHand: both },
  })
  const another = browser()
  const accountless = await hold(another, { eventId: elsewhere.eventId, typeId: String(elsewhere.typeIds[0]) })
  assert.deepEqual(await ways(another, accountless.id), ['sandbox', 'door'])
})

test('a transfer: its places are kept, the buyer is told where to, and the receipt makes the order paid', async () => {
  const email = 'transfer@example.org'
  const what = await sale()
  const buyer = browser()
  const { id } = await hold(buyer, { ...what, quantity: 2 })
  const paymentId = await promise(buyer, id, 'transfer', { name: 'Tomás', email })
  assert.equal(await promise(buyer, id, 'transfer', { name: 'Tomás', email }), paymentId)

  const order = await read(buyer, id)
  assert.equal(order.state, 'awaiting_payment')
  assert.equal(Date.parse(String(order.expiresAt)) - Date.parse(order.createdAt), 7 * day)
  const told = await promised(buyer, id)
  assert.deepEqual(told, {
    paymentId,
    way: 'transfer',
    amount: 5000,
    currency: 'EUR',
    reference: order.code,
    until: order.expiresAt,
    account: bankAccount,
  })
  await settle()
  const [mail, ...others] = await mails(db, email)
  assert.deepEqual(others, [])
  for (const part of [order.code, '€50.00', bankAccount.number, bankAccount.holder])
    assert.ok(mail?.text.includes(part), part)
  for (const { held, sold } of await stockBooks(app, what.eventId)) assert.deepEqual([held, sold], [2, 0])

  await receive(finance, id, paymentId)
  await receive(finance, id, paymentId)
  const paid = await read(buyer, id)
  assert.deepEqual([paid.state, paid.tickets.length, paid.expiresAt], ['paid', 2, null])
  const row = await payment(paymentId)
  assert.deepEqual([row.state, row.received_by, row.amount], ['succeeded', finance.userId, 5000])
  for (const { held, sold } of await stockBooks(app, what.eventId)) assert.deepEqual([held, sold], [0, 2])
  await settle()
  assert.equal((await subjects(email)).filter((subject) => subject.startsWith('Your tickets')).length, 1)
  const { items } = await buyer.api['GET /api/orders/:orderId/invoices']({ params: { orderId: id } })
  assert.deepEqual(
    items.map(({ kind, total }) => [kind, total]),
    [['invoice', 5000]],
  )
  assert.deepEqual(await checkMoney(db), [])
})

test('the organizer has the money and owes the platform its commission', async () => {
  const other = await cast(app)
  await db
    .updateTable('organization')
    .set({ commission_percent: 10_000, commission_paid_by: 'organizer' })
    .where('id', '=', other.own.id)
    .execute()
  const { eventId, typeIds } = await makeEvent(other.owner, other.own.id, { event: { byHand: both } })
  const buyer = browser()
  const { id } = await hold(buyer, { eventId, typeId: String(typeIds[0]), quantity: 2 })
  const paymentId = await promise(buyer, id, 'door')
  await receive(other.owner, id, paymentId)
  assert.deepEqual(await balancesOf(db, other.own.id), [
    { currency: 'EUR', available: -500, tax: 0, pending: 0, paidOut: 0 },
  ])
  const { items } = await other.owner.api['GET /api/organizations/:organizationId/statement']({
    params: { organizationId: other.own.id },
    query: {},
  })
  assert.deepEqual(
    items.map(({ kind, total, commission, net }) => [kind, total, commission, net]),
    [['sale', 0, -500, -500]],
  )
  assert.deepEqual(await checkMoney(db), [])
})

test('at the door without an end: the order never lapses, and is found at the door by name and code', async () => {
  const what = await sale()
  const buyer = browser()
  const { id } = await hold(buyer, what)
  await promise(buyer, id, 'door', { name: 'Dores Quintela', email: 'dores@example.org' })
  const order = await read(buyer, id)
  assert.deepEqual([order.state, order.expiresAt], ['awaiting_payment', null])
  await comes(new Date(Date.now() + 400 * day))
  assert.equal((await read(buyer, id)).state, 'awaiting_payment')
  setNow(undefined)

  const search = (q: string) =>
    doorkeeper.api['GET /api/events/:eventId/door/search']({ params: { eventId: what.eventId }, query: { q } })
  const found = {
    id,
    code: order.code,
    name: 'Dores Quintela',
    lines: [{ name: 'Admission', quantity: 1 }],
    total: 2500,
    currency: 'EUR',
  }
  assert.deepEqual(await search('quintela'), { unpaid: [found], tickets: [] })
  assert.deepEqual((await search(order.code.slice(0, 5).toLowerCase())).unpaid, [found])
  assert.deepEqual((await search('nobody')).unpaid, [])

  const atDoor = ({ api }: Buyer, eventId: string, orderId = id) =>
    api['POST /api/events/:eventId/door/orders/:orderId/receipt']({ params: { eventId, orderId } })
  await refusedWith('not_found', atDoor(doorkeeper, (await sale()).eventId))
  await refusedWith('not_found', atDoor(doorkeeper, what.eventId, newId()))
  await refusedWith('not_allowed', atDoor(editor, what.eventId))
  const [one, again] = await Promise.all([atDoor(doorkeeper, what.eventId), atDoor(doorkeeper, what.eventId)])
  assert.deepEqual(one, again)
  const ticketId = String(one.tickets[0]?.id)
  const scan = await doorkeeper.api['POST /api/events/:eventId/scans']({
    params: { eventId: what.eventId },
    body: { nonce: newId(), ticketId },
  })
  assert.equal(scan.scan.result, 'admitted')
  assert.deepEqual((await search('quintela')).unpaid, [])

  const transfer = await hold(buyer, what)
  await promise(buyer, transfer.id, 'transfer')
  await refusedWith('not_found', atDoor(doorkeeper, what.eventId, transfer.id))
})

test('who may not say that the money is there is refused, and so is what is no payment by hand', async () => {
  const buyer = browser()
  const what = await sale()
  const { id } = await hold(buyer, what)
  const paymentId = await promise(buyer, id, 'transfer')
  await refusedWith('sign_in_required', receive(buyer, id, paymentId))
  await refusedWith('not_found', receive(stranger, id, paymentId))
  for (const one of [editor, doorkeeper]) await refusedWith('not_allowed', receive(one, id, paymentId))
  await refusedWith('not_found', receive(manager, id, newId()))
  const other = await hold(buyer, what)
  await refusedWith('not_found', receive(manager, other.id, paymentId))
  const online = await startPaying(buyer, other.id)
  await refusedWith('not_found', receive(manager, other.id, online.paymentId))
  assert.equal((await read(buyer, id)).state, 'awaiting_payment')
})

test('money for what cannot be paid any more is refused, and nothing is changed', async () => {
  const buyer = browser()
  const dropped = await hold(buyer, await sale())
  const droppedPayment = await promise(buyer, dropped.id, 'transfer')
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId: dropped.id } })
  await refusedWith('wrong_order_state', receive(owner, dropped.id, droppedPayment))

  const otherwise = await hold(buyer, await sale())
  const byTransfer = await promise(buyer, otherwise.id, 'transfer')
  const { paymentId, ref } = await startPaying(buyer, otherwise.id)
  assert.equal(await promised(buyer, otherwise.id), null)
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId: otherwise.id, paymentId },
    body: {},
  })
  await refusedWith('wrong_order_state', receive(owner, otherwise.id, byTransfer))

  const what = await sale()
  const called = await hold(buyer, what)
  const calledPayment = await promise(buyer, called.id, 'door')
  await db
    .updateTable('event')
    .set({ state: 'cancelled', cancelled_at: new Date() })
    .where('id', '=', what.eventId)
    .execute()
  await refusedWith('event_not_live', receive(owner, called.id, calledPayment))

  await comes(new Date())
  for (const id of [droppedPayment, byTransfer]) assert.equal((await payment(id)).state, 'cancelled')
  assert.deepEqual(await checkMoney(db), [])
})

test('what was not confirmed in time lapses and is said so; confirmed later it takes its places back while there are any', async () => {
  const email = 'late@example.org'
  const what = await sale({ transfer: { days: 3, hoursBefore: null } }, 1)
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const paymentId = await promise(buyer, id, 'transfer', { name: 'Lara', email })
  const ends = Date.parse(String((await read(buyer, id)).expiresAt))

  await comes(new Date(ends - 1.6 * day))
  await comes(new Date(ends - 1.4 * day))
  await comes(new Date(ends - 1.3 * day))
  await comes(new Date(ends + 1000))
  await comes(new Date(ends + 61_000))
  assert.deepEqual(await subjects(email), [
    'To be transferred: your order for Night Ferry',
    'Your transfer for Night Ferry is still awaited',
    'Your order for Night Ferry has lapsed',
  ])
  assert.equal((await read(buyer, id)).state, 'expired')
  assert.equal((await payment(paymentId)).state, 'cancelled')

  const next = browser()
  const taken = await hold(next, what)
  await refusedWith('places_gone', receive(owner, id, paymentId))
  assert.equal((await payment(paymentId)).state, 'cancelled')
  await next.api['DELETE /api/orders/:orderId']({ params: { orderId: taken.id } })
  await receive(owner, id, paymentId)
  assert.deepEqual([(await read(buyer, id)).state, (await payment(paymentId)).state], ['paid', 'succeeded'])
  for (const { held, sold } of await stockBooks(app, what.eventId)) assert.deepEqual([held, sold], [0, 1])
  assert.deepEqual(await checkMoney(db), [])
})

test('a look at another way to pay hides no promise once it is over, and swallows no letter', async () => {
  const email = 'undecided@example.org'
  const buyer = browser()
  const { id } = await hold(buyer, await sale({ transfer: { days: 5, hoursBefore: null } }))
  const paymentId = await promise(buyer, id, 'transfer', { name: 'Uma', email })
  const looked = await startPaying(buyer, id, { name: 'Uma', email })
  await settle()
  await comes(new Date(Date.parse(String((await read(buyer, id)).expiresAt)) - 1.9 * day))
  assert.deepEqual(await subjects(email), [
    'To be transferred: your order for Night Ferry',
    'Your transfer for Night Ferry is still awaited',
  ])

  await buyer.api['POST /api/sandbox/payments/:ref/cancel']({ params: { ref: looked.ref } })
  await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId: id, paymentId: looked.paymentId },
    body: { params: { cancelled: '1' } },
  })
  assert.equal((await payment(looked.paymentId)).state, 'cancelled')
  assert.equal((await promised(buyer, id))?.paymentId, paymentId)
  assert.equal(await promise(buyer, id, 'transfer', { name: 'Uma', email }), paymentId)
})

test('lapsed holds of others are taken back before a receipt is refused for want of places', async () => {
  const what = await sale({ transfer: { days: 1, hoursBefore: null } }, 1)
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const paymentId = await promise(buyer, id, 'transfer')
  await comes(new Date(Date.now() + 2 * day))
  await hold(browser(), what)
  setNow(new Date(Date.now() + 3 * day))
  await receive(owner, id, paymentId)
  assert.equal((await read(buyer, id)).state, 'paid')
})

test('reconciliation asks nobody about what is promised, however old', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const paymentId = await promise(buyer, id, 'door')
  setNow(new Date(Date.now() + 30 * day))
  await reconcilePayments({ ...app.app.services, providers: providersOf(app.app.services) })
  const { state, asked_at } = await payment(paymentId)
  assert.deepEqual([state, asked_at], ['pending', null])
  await receive(owner, id, paymentId)
})

test('choosing again does not put the end off, and another way has its own', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  await promise(buyer, id, 'transfer')
  const end = (await read(buyer, id)).expiresAt
  setNow(new Date(Date.now() + 5 * day))
  await promise(buyer, id, 'door')
  assert.equal((await read(buyer, id)).expiresAt, null)
  await promise(buyer, id, 'transfer')
  assert.equal((await read(buyer, id)).expiresAt, end)
})

test('orders that wait for a transfer keep nobody from buying elsewhere, but from hoarding one event', async () => {
  const buyer = browser()
  const what = await sale()
  for (const way of ['transfer', 'door', 'door'] as const) await promise(buyer, (await hold(buyer, what)).id, way)
  await refusedWith('too_many_holds', hold(buyer, what))
  assert.equal((await hold(buyer, await sale())).order.state, 'held')
})

test('several at once: each is confirmed or says why not', async () => {
  const buyer = browser()
  const what = await sale()
  const one = await hold(buyer, what)
  const two = await hold(buyer, what)
  const gone = await hold(buyer, what)
  const ids = [
    await promise(buyer, one.id, 'transfer'),
    await promise(buyer, two.id, 'door'),
    await promise(buyer, gone.id, 'door'),
  ]
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId: gone.id } })
  const foreign = await hold(browser(), await sale())
  const confirm = ({ api }: Buyer, payments: string[]) =>
    api['POST /api/events/:eventId/receipts']({ params: { eventId: what.eventId }, body: { payments } })
  await refusedWith('not_allowed', confirm(editor, ids))
  await refusedWith('invalid', confirm(manager, []))
  const { items } = await confirm(manager, [...ids, foreign.id])
  assert.deepEqual(
    items.map(({ refusal }) => refusal),
    [null, null, 'wrong_order_state', 'not_found'],
  )
  for (const { id } of [one, two]) assert.equal((await read(buyer, id)).state, 'paid')
})

test('terms make sense, are set by whoever edits events, and go along with a copy', async () => {
  const { eventId } = await sale()
  const set = ({ api }: Buyer, terms: { days: number | null; hoursBefore: number | null }) =>
    api['PATCH /api/events/:eventId']({ params: { eventId }, body: { byHand: { door: terms } } })
  const wrong = await refusedWith('invalid', set(owner, { days: 0, hoursBefore: null }))
  assert.ok(wrong.fields['byHand.door.days'])
  await refusedWith('not_allowed', set(finance, { days: 3, hoursBefore: null }))
  assert.deepEqual((await set(editor, { days: 3, hoursBefore: 2 })).byHand, { door: { days: 3, hoursBefore: 2 } })
  const copyId = await copyEvent(db, eventId, owner.userId)
  const { byHand } = await owner.api['GET /api/events/:eventId']({ params: { eventId: copyId } })
  assert.deepEqual(byHand, { door: { days: 3, hoursBefore: 2 } })
})

test('an account is set and taken away by whoever keeps the books, and read by whoever reads them', async () => {
  const params = { organizationId: own.id }
  const set = ({ api }: Buyer, account: typeof bankAccount | null) =>
    api['PUT /api/organizations/:organizationId/bank-account']({ params, body: { account } })
  await refusedWith('not_allowed', set(manager, null))
  await refusedWith('not_found', set(stranger, null))
  const nameless = await refusedWith('invalid', set(owner, { ...bankAccount, holder: ' ' }))
  assert.ok(nameless.fields['account.holder'])
  const { account } = await manager.api['GET /api/organizations/:organizationId/bank-account']({ params })
  assert.deepEqual(account, bankAccount)
  assert.deepEqual(await set(finance, null), { account: null })
  await set(owner, bankAccount)
})

test('the database itself keeps payments by hand from having a provider’s ways', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const paymentId = await promise(buyer, id, 'door')
  for (const values of [{ state: 'stranded' as const }, { ref: 'x' }])
    await assert.rejects(db.updateTable('payment').set(values).where('id', '=', paymentId).execute(), /payment_by_hand/)
})

test('the check names money said to be with the platform, and orders that wait without end for nobody', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const paymentId = await promise(buyer, id, 'door')
  await receive(owner, id, paymentId)
  const bought = await buy(buyer, await sale())
  await sql`update payment set provider = 'door', ref = null where order_id = ${bought.id}`.execute(db)
  const endless = await hold(buyer, await sale())
  await startPaying(buyer, endless.id)
  await db.updateTable('order').set({ expires_at: null }).where('id', '=', endless.id).execute()
  const findings = (await checkMoney(db)).map(({ what }) => what)
  assert.equal(findings.length, 2)
  assert.match(String(findings[0]), /is with its organizer, but 2500 minor units/)
  assert.match(String(findings[1]), new RegExp(`order ${endless.order.code} waits for its payment without end`))
})
