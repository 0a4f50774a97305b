import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { cast, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { type Buyer, buy, hold, marta, startPaying, stockBooks } from '../../../../test/sales.ts'
import { newId } from '../../../db/id.ts'
import { beginPayment } from '../pay.ts'
import { providersOf } from '../providers.ts'
import { reconcilePayments } from '../reconcile.ts'
import { returnStranded } from '../stranded.ts'
import type { Money } from './provider.ts'

const app = await testApp()
const { db, browser, setNow, settle } = app
const { owner, own } = await cast(app)

const sale = async (quantity: number | null = 10, price = 2500) => {
  const event = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price, quantity }] })
  return { eventId: event.eventId, typeId: String(event.typeIds[0]) }
}
const read = ({ api }: Buyer, orderId: string) => api['GET /api/orders/:orderId']({ params: { orderId } })
const inSandbox = (act: 'payment' | 'decline' | 'cancel', ref: string) =>
  browser().api[`POST /api/sandbox/payments/:ref/${act}`]({ params: { ref } })
const confirm = ({ api }: Buyer, orderId: string, paymentId: string) =>
  api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params: { orderId, paymentId }, body: {} })
const pay = ({ api }: Buyer, orderId: string, key?: string) =>
  api['POST /api/orders/:orderId/payments']({
    params: { orderId },
    body: { provider: 'sandbox' },
    ...(key ? { key } : {}),
  })
const cashier = () => ({ ...app.app.services, providers: providersOf(app.app.services) })
const later = (seconds: number) => setNow(new Date(Date.now() + seconds * 1000))
const facts = async (orderId: string) =>
  (await db.selectFrom('outbox').selectAll().orderBy('id').execute())
    .filter(({ payload }) => (payload as { orderId?: string }).orderId === orderId)
    .map(({ fact }) => fact)

test('hold, details, pay, come back: the order is paid, its places are sold, and its tickets are there', async () => {
  const what = await sale()
  const order = await buy(browser(), { ...what, quantity: 3 })
  assert.equal(order.state, 'paid')
  assert.equal(order.expiresAt, null)
  assert.equal(order.payment?.state, 'succeeded')
  assert.deepEqual(
    order.tickets.map(({ position, attendeeName, attendeeEmail, state }) => [
      position,
      attendeeName,
      attendeeEmail,
      state,
    ]),
    [1, 2, 3].map((position) => [position, marta.name, marta.email, 'valid']),
  )
  for (const stock of await stockBooks(app, what.eventId)) {
    assert.deepEqual([stock.held, stock.sold], [0, 3])
    assert.deepEqual([stock.heldByOrders, stock.soldByTickets], [0, 3])
  }
  assert.deepEqual(await facts(order.id), ['order.paid'])
})

test('an order that costs nothing is done at once, without a provider, once', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale(10, 0))
  const done = () => buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId: id }, body: {} })
  await refusedWith('details_missing', done())
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  const answers = await Promise.all([done(), done(), done()])
  for (const answer of answers) assert.deepEqual(answer, { payment: null, next: { kind: 'done' } })
  const order = await read(buyer, id)
  assert.equal(order.state, 'paid')
  assert.equal(order.tickets.length, 1)
  assert.deepEqual((await facts(id)).filter((fact) => fact === 'order.paid').length, 1)
})

test('paying is refused without details, with an unknown provider, after the hold, and of a paid or dropped order', async () => {
  const what = await sale()
  const buyer = browser()
  const { id } = await hold(buyer, what)
  await refusedWith('details_missing', pay(buyer, id))
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  const unknown = { params: { orderId: id }, body: { provider: 'nobody' } }
  await refusedWith('provider_unknown', buyer.api['POST /api/orders/:orderId/payments'](unknown), 'provider')
  await refusedWith(
    'provider_unknown',
    buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId: id }, body: {} }),
  )
  await refusedWith('not_found', pay(browser(), id))
  later(601)
  await refusedWith('hold_expired', pay(buyer, id))
  setNow(undefined)
  const paid = await buy(buyer, what)
  await refusedWith('wrong_order_state', pay(buyer, paid.id))
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId: id } })
  await refusedWith('wrong_order_state', pay(buyer, id))
  assert.equal((await read(buyer, id)).payment, null)
})

test('the same key starts one payment; another is another try', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  const key = randomUUID()
  const answers = await Promise.all([pay(buyer, id, key), pay(buyer, id, key), pay(buyer, id, key)])
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  assert.notEqual((await pay(buyer, id)).payment?.id, answers[0]?.payment?.id)
  const other = await hold(buyer, await sale())
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: other.id }, body: marta })
  await refusedWith('idempotency_key_reused', pay(buyer, other.id, key))
})

test('an order keeps its places as long as the provider’s page stays open', async () => {
  const buyer = browser()
  const { id, order } = await hold(buyer, await sale())
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  const sandbox = cashier().providers.get('sandbox')
  assert.ok(sandbox)
  const providers = new Map([['sandbox', { ...sandbox, session: 2100 }]])
  const before = Date.now()
  await beginPayment({ ...cashier(), providers }, id, 'sandbox', { scope: 'somebody', key: undefined })
  const { expiresAt } = await read(buyer, id)
  const until = Date.parse(String(expiresAt))
  assert.ok(until >= before + 2_100_000 && until > Date.parse(String(order.expiresAt)))
})

test('webhook and return, in any order and at the same time, pay an order once', async () => {
  for (const arrange of ['webhook first', 'return first', 'both at once'] as const) {
    const buyer = browser()
    const { id } = await hold(buyer, await sale())
    const { paymentId, ref } = await startPaying(buyer, id)
    await inSandbox('payment', ref)
    if (arrange === 'webhook first') await settle()
    if (arrange === 'both at once')
      await Promise.all([settle(), ...Array.from({ length: 4 }, () => confirm(buyer, id, paymentId))])
    assert.equal((await confirm(buyer, id, paymentId)).state, 'succeeded', arrange)
    await settle()
    const order = await read(buyer, id)
    assert.equal(order.state, 'paid', arrange)
    assert.equal(order.tickets.length, 1, arrange)
  }
})

test('a webhook alone pays the order of a buyer who closed the window', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const { ref } = await startPaying(buyer, id)
  await inSandbox('payment', ref)
  await settle()
  assert.equal((await read(buyer, id)).state, 'paid')
})

test('a declined payment leaves the hold, says so, and the next try pays', async () => {
  const buyer = browser()
  const what = await sale()
  const { id } = await hold(buyer, what)
  const first = await startPaying(buyer, id)
  await inSandbox('decline', first.ref)
  const declined = await confirm(buyer, id, first.paymentId)
  assert.deepEqual([declined.state, declined.failure], ['failed', 'declined'])
  const waiting = await read(buyer, id)
  assert.deepEqual([waiting.state, waiting.payment?.state, waiting.tickets.length], ['awaiting_payment', 'failed', 0])
  assert.equal((await stockBooks(app, what.eventId))[0]?.held, 1)
  const second = await startPaying(buyer, id)
  await inSandbox('payment', second.ref)
  assert.equal((await confirm(buyer, id, second.paymentId)).state, 'succeeded')
  assert.equal((await read(buyer, id)).state, 'paid')
})

test('going back without paying leaves the hold', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const { paymentId, ref } = await startPaying(buyer, id)
  assert.equal((await confirm(buyer, id, paymentId)).state, 'pending')
  await inSandbox('cancel', ref)
  assert.equal((await confirm(buyer, id, paymentId)).state, 'cancelled')
  assert.equal((await read(buyer, id)).state, 'awaiting_payment')
})

test('what was decided in the sandbox stays decided', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const { ref } = await startPaying(buyer, id)
  const [one, two] = await Promise.all([inSandbox('payment', ref), inSandbox('decline', ref)])
  assert.equal(one.state, two.state)
  assert.equal((await inSandbox('cancel', ref)).state, one.state)
  await refusedWith('not_found', inSandbox('payment', 'nothing-of-ours'))
})

test('a late payment is taken while nobody took its places', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale(1))
  const { paymentId, ref } = await startPaying(buyer, id)
  later(700)
  await inSandbox('payment', ref)
  assert.equal((await confirm(buyer, id, paymentId)).state, 'succeeded')
  setNow(undefined)
  assert.equal((await read(buyer, id)).state, 'paid')
})

test('a late payment of an expired order takes its places again where they are free', async () => {
  const what = await sale(2)
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const { paymentId, ref } = await startPaying(buyer, id)
  later(700)
  const rival = await hold(browser(), { ...what, quantity: 2 })
  assert.equal((await read(buyer, id)).state, 'expired')
  later(1400)
  await inSandbox('payment', ref)
  assert.equal((await confirm(buyer, id, paymentId)).state, 'succeeded')
  setNow(undefined)
  assert.equal((await read(buyer, id)).state, 'paid')
  const taken = await db.selectFrom('order').select('state').where('id', '=', rival.id).executeTakeFirstOrThrow()
  assert.equal(taken.state, 'expired')
  for (const stock of await stockBooks(app, what.eventId)) assert.deepEqual([stock.held, stock.sold], [0, 1])
})

test('a late payment whose places are gone goes back by itself', async () => {
  const what = await sale(1)
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const { paymentId, ref } = await startPaying(buyer, id)
  later(700)
  await buy(browser(), what)
  await inSandbox('payment', ref)
  assert.equal((await confirm(buyer, id, paymentId)).state, 'stranded')
  await settle()
  setNow(undefined)
  const order = await read(buyer, id)
  assert.deepEqual([order.state, order.payment?.state, order.tickets.length], ['expired', 'refunded', 0])
  assert.equal((await browser().api['GET /api/sandbox/payments/:ref']({ params: { ref } })).state, 'refunded')
})

test('money for a dropped order, a cancelled event, or an order paid by another try goes back', async () => {
  const dropped = browser()
  const one = await hold(dropped, await sale())
  const first = await startPaying(dropped, one.id)
  await dropped.api['DELETE /api/orders/:orderId']({ params: { orderId: one.id } })
  await inSandbox('payment', first.ref)

  const cancelled = browser()
  const what = await sale()
  const two = await hold(cancelled, what)
  const second = await startPaying(cancelled, two.id)
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: what.eventId },
    body: { message: '' },
  })
  await inSandbox('payment', second.ref)

  const twice = browser()
  const three = await hold(twice, await sale())
  const third = await startPaying(twice, three.id)
  const fourth = await startPaying(twice, three.id)
  await inSandbox('payment', third.ref)
  await inSandbox('payment', fourth.ref)

  await settle()
  const states = async (orderId: string) =>
    (await db.selectFrom('payment').select('state').where('order_id', '=', orderId).orderBy('state').execute()).map(
      (row) => row.state,
    )
  assert.deepEqual(await states(one.id), ['refunded'])
  assert.deepEqual(await states(two.id), ['refunded'])
  assert.deepEqual(await states(three.id), ['refunded', 'succeeded'])
  assert.equal((await read(twice, three.id)).tickets.length, 1)
})

test('paying is not begun for an event that was cancelled meanwhile, nor is an order of it confirmed', async () => {
  for (const price of [2500, 0]) {
    const what = await sale(10, price)
    const buyer = browser()
    const { id } = await hold(buyer, what)
    await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
    await owner.api['POST /api/events/:eventId/cancellation']({
      params: { eventId: what.eventId },
      body: { message: '' },
    })
    await refusedWith('event_not_on_sale', pay(buyer, id))
    assert.deepEqual([(await read(buyer, id)).state, (await read(buyer, id)).payment], ['held', null])
  }
})

test('money that comes late for an event that was taken back to draft goes back', async () => {
  const what = await sale()
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const { paymentId, ref } = await startPaying(buyer, id)
  later(700)
  await owner.api['DELETE /api/events/:eventId/publication']({ params: { eventId: what.eventId } })
  await inSandbox('payment', ref)
  assert.equal((await confirm(buyer, id, paymentId)).state, 'stranded')
  setNow(undefined)
  assert.equal((await read(buyer, id)).tickets.length, 0)
})

test('a payment of another amount than is due pays nothing', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const { paymentId, ref } = await startPaying(buyer, id)
  await db.updateTable('sandbox_payment').set({ amount: 1 }).where('ref', '=', ref).execute()
  await inSandbox('payment', ref)
  assert.equal((await confirm(buyer, id, paymentId)).state, 'stranded')
  assert.equal((await read(buyer, id)).state, 'awaiting_payment')
  const sandbox = cashier().providers.get('sandbox')
  assert.ok(sandbox)
  const returned: Money[] = []
  const refund: typeof sandbox.refund = (given) => {
    returned.push(given.amount)
    return sandbox.refund(given)
  }
  await returnStranded({ ...cashier(), providers: new Map([['sandbox', { ...sandbox, refund }]]) }, paymentId)
  assert.deepEqual(returned, [{ amount: 1, currency: 'EUR' }])
})

test('reconciliation finds what no webhook and no return told', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const { ref } = await startPaying(buyer, id)
  await inSandbox('payment', ref)
  await reconcilePayments(cashier())
  assert.equal((await read(buyer, id)).state, 'awaiting_payment')
  later(90)
  await reconcilePayments(cashier())
  assert.equal((await read(buyer, id)).state, 'paid')
  const abandoned = await hold(buyer, await sale())
  const { paymentId } = await startPaying(buyer, abandoned.id)
  later(4 * 24 * 3600)
  await reconcilePayments(cashier())
  setNow(undefined)
  const given = await db.selectFrom('payment').select('state').where('id', '=', paymentId).executeTakeFirstOrThrow()
  assert.equal(given.state, 'cancelled')
})

test('a payment is asked about before it is given up, and not kept waiting by newer ones that nobody finishes', async () => {
  const buyer = browser()
  const what = await sale(500)
  const { id } = await hold(buyer, what)
  const { ref } = await startPaying(buyer, id)
  const { id: abandoned } = await hold(browser(), what)
  const started = new Date(Date.now() + 1000)
  const row = { order_id: abandoned, provider: 'sandbox', amount: 2500, currency: 'EUR', created_at: started }
  const newer = Array.from({ length: 150 }, () => newId())
  const page = { amount: 2500, currency: 'EUR', label: 'x', return_url: '/', cancel_url: '/' }
  await db
    .insertInto('sandbox_payment')
    .values(newer.map((one) => ({ ...page, ref: one })))
    .execute()
  await db
    .insertInto('payment')
    .values(newer.map((one) => ({ ...row, id: one, ref: one })))
    .execute()
  later(90)
  await reconcilePayments(cashier())
  await inSandbox('payment', ref)
  later(300)
  await reconcilePayments(cashier())
  assert.equal((await read(buyer, id)).state, 'paid')

  const { id: lateId } = await hold(buyer, what)
  const late = await startPaying(buyer, lateId)
  later(4 * 24 * 3600)
  await inSandbox('payment', late.ref)
  for (let round = 0; round < 3; round++) await reconcilePayments(cashier())
  assert.equal((await read(buyer, lateId)).payment?.state, 'succeeded')
  setNow(undefined)
})

test('a payment is confirmed for its own order alone', async () => {
  const buyer = browser()
  const { id } = await hold(buyer, await sale())
  const { paymentId } = await startPaying(buyer, id)
  const other = await hold(buyer, await sale())
  await refusedWith('not_found', confirm(buyer, other.id, paymentId))
  await refusedWith('not_found', confirm(buyer, id, newId()))
  await refusedWith('not_found', confirm(await person(app), id, paymentId))
})

test('ways to pay are listed', async () => {
  assert.deepEqual(await browser().api['GET /api/payment-providers'](), { items: ['sandbox'] })
})
