import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { type Api, api } from '../src/api.ts'
import { makeApp } from '../src/app.ts'
import type { Client } from '../src/http/client.ts'
import type { Endpoint } from '../src/http/contract.ts'
import { makeEvent } from './events.ts'
import { newBrowser, testApp } from './harness.ts'
import { cast, type Person, person } from './people.ts'
import { refusedWith } from './refused.ts'
import { bankAccount, buy, hold, promise } from './sales.ts'

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const friend = await person(app, { name: 'Cy Friend' })

/** A second process on the same database. */
const second = await makeApp({ config: app.app.services.config, database: app.connect(6) })
const secondOrigin = await second.server.listen({ host: '127.0.0.1', port: 0 })
after(() => second.close())

await owner.api['PUT /api/organizations/:organizationId/bank-account']({
  params: { organizationId: own.id },
  body: { account: bankAccount },
})

type Call = (api: Client<Api>, key: string) => Promise<unknown>

/** A right call, the same endpoint asked for something else, and what counts how often it was done. */
interface Repeated {
  who: Person
  same: Call
  other: Call
  done(): Promise<number>
}

const event = async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    event: { byHand: { transfer: { days: 7, hoursBefore: null }, door: { days: null, hoursBefore: null } } },
  })
  return { eventId, typeId: String(typeIds[0]), buyer: await person(app, { name: 'Bo Buyer' }) }
}
const promised = async (way: 'transfer' | 'door') => {
  const what = await event()
  const { id: orderId } = await hold(what.buyer, what)
  return { ...what, orderId, paymentId: await promise(what.buyer, orderId, way) }
}
const bought = async () => {
  const what = await event()
  const { id: orderId, tickets } = await buy(what.buyer, { ...what, quantity: 2 })
  return { ...what, orderId, ticketIds: tickets.map(({ id }) => id) }
}
const refunded = async (state: 'failed' | 'by_hand') => {
  const { eventId, orderId, ticketIds } = await bought()
  const { id: refundId } = await owner.api['POST /api/events/:eventId/orders/:orderId/refunds']({
    params: { eventId, orderId },
    body: {
      tickets: ticketIds.slice(0, 1),
      give: { percent: 100 },
      fee: true,
      takeBack: false,
      amount: 2500,
      reason: '',
    },
  })
  await db.updateTable('refund').set({ state }).where('id', '=', refundId).execute()
  return { eventId, orderId, refundId }
}
const acts = async (kind: string, eventId: string) =>
  (await db.selectFrom('act').select('id').where('kind', '=', kind).where('event_id', '=', eventId).execute()).length

const cases: Record<string, () => Promise<Repeated>> = {
  'POST /api/orders/:orderId/extension': async () => {
    const what = await event()
    const [one, two] = [await hold(what.buyer, what), await hold(what.buyer, what)]
    const extend =
      (orderId: string): Call =>
      (api, key) =>
        api['POST /api/orders/:orderId/extension']({ params: { orderId }, key }).then(({ expiresAt }) => expiresAt)
    const done = async () =>
      (await db.selectFrom('order').select('id').where('id', '=', one.id).where('extended', '=', true).execute()).length
    return { who: what.buyer, same: extend(one.id), other: extend(two.id), done }
  },
  'POST /api/events/:eventId/orders/:orderId/cancellation': async () => {
    const what = await event()
    const [one, two] = [await hold(what.buyer, what), await hold(what.buyer, what)]
    const end =
      (orderId: string): Call =>
      (api, key) =>
        api['POST /api/events/:eventId/orders/:orderId/cancellation']({
          params: { eventId: what.eventId, orderId },
          body: { message: '' },
          key,
        })
    return { who: owner, same: end(one.id), other: end(two.id), done: () => acts('order.ended', what.eventId) }
  },
  'PUT /api/events/:eventId/blocked': async () => {
    const { eventId } = await event()
    await owner.api['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity: 50 } })
    const block =
      (places: number): Call =>
      (api, key) =>
        api['PUT /api/events/:eventId/blocked']({ params: { eventId }, body: { places, reason: '' }, key })
    return { who: owner, same: block(3), other: block(4), done: () => acts('event.places_blocked', eventId) }
  },
  'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked': async () => {
    const { eventId, typeId: ticketTypeId } = await event()
    const block =
      (places: number): Call =>
      (api, key) =>
        api['PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked']({
          params: { eventId, ticketTypeId },
          body: { places, reason: '' },
          key,
        })
    return { who: owner, same: block(3), other: block(4), done: () => acts('event.places_blocked', eventId) }
  },
  'POST /api/events/:eventId/cancellation': async () => {
    const { eventId } = await event()
    const cancel =
      (message: string): Call =>
      (api, key) =>
        api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message }, key })
    return { who: owner, same: cancel('Rain.'), other: cancel('Snow.'), done: () => acts('event.cancelled', eventId) }
  },
  'POST /api/events/:eventId/cancellation/retries': async () => {
    const [{ eventId }, elsewhere] = [await event(), await event()]
    for (const params of [{ eventId }, { eventId: elsewhere.eventId }])
      await owner.api['POST /api/events/:eventId/cancellation']({ params, body: { message: '' } })
    const retry =
      (at: string): Call =>
      (api, key) =>
        api['POST /api/events/:eventId/cancellation/retries']({ params: { eventId: at }, key })
    const done = () => acts('event.cancellation_retried', eventId)
    return { who: owner, same: retry(eventId), other: retry(elsewhere.eventId), done }
  },
  'POST /api/orders/:orderId/payments/:paymentId/receipt': async () => {
    const [one, two] = [await promised('transfer'), await promised('transfer')]
    const receive =
      ({ orderId, paymentId }: { orderId: string; paymentId: string }): Call =>
      (api, key) =>
        api['POST /api/orders/:orderId/payments/:paymentId/receipt']({ params: { orderId, paymentId }, key })
    return { who: owner, same: receive(one), other: receive(two), done: () => acts('payment.received', one.eventId) }
  },
  'POST /api/events/:eventId/receipts': async () => {
    const { eventId, typeId, buyer, paymentId } = await promised('transfer')
    const { id: orderId } = await hold(buyer, { eventId, typeId })
    const another = await promise(buyer, orderId, 'transfer')
    const receive =
      (payments: string[]): Call =>
      (api, key) =>
        api['POST /api/events/:eventId/receipts']({ params: { eventId }, body: { payments }, key })
    const done = () => acts('payment.received', eventId)
    return { who: owner, same: receive([paymentId]), other: receive([another]), done }
  },
  'POST /api/events/:eventId/door/orders/:orderId/receipt': async () => {
    const [one, two] = [await promised('door'), await promised('door')]
    const receive =
      ({ eventId, orderId }: { eventId: string; orderId: string }): Call =>
      (api, key) =>
        api['POST /api/events/:eventId/door/orders/:orderId/receipt']({ params: { eventId, orderId }, key })
    return { who: owner, same: receive(one), other: receive(two), done: () => acts('payment.received', one.eventId) }
  },
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry': async () => {
    const [one, two] = [await refunded('failed'), await refunded('failed')]
    const retry =
      (params: typeof one): Call =>
      (api, key) =>
        api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry']({ params, key })
    return { who: owner, same: retry(one), other: retry(two), done: () => acts('refund.retried', one.eventId) }
  },
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment': async () => {
    const [one, two] = [await refunded('by_hand'), await refunded('by_hand')]
    const payBack =
      (params: typeof one): Call =>
      (api, key) =>
        api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment']({ params, key })
    return { who: owner, same: payBack(one), other: payBack(two), done: () => acts('refund.paid_back', one.eventId) }
  },
  'POST /api/tickets/:ticketId/transfer': async () => {
    const { ticketIds, buyer } = await bought()
    const ticketId = String(ticketIds[0])
    const offer =
      (email: string): Call =>
      (api, key) =>
        api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email }, key })
    return {
      who: buyer,
      same: offer('cy@example.org'),
      other: offer('di@example.org'),
      done: async () => (await transfersOf(ticketId)).length,
    }
  },
  'POST /api/transfers/:transferId/acceptance': async () => {
    const { ticketIds, buyer } = await bought()
    const ticketId = String(ticketIds[0])
    await buyer.api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email: friend.email } })
    const transferId = String((await transfersOf(ticketId))[0]?.id)
    const accept =
      (attendeeName: string): Call =>
      (api, key) =>
        api['POST /api/transfers/:transferId/acceptance']({ params: { transferId }, body: { attendeeName }, key })
    return {
      who: friend,
      same: accept('Cy Friend'),
      other: accept('Cyril Friend'),
      done: async () => (await transfersOf(ticketId)).filter(({ state }) => state === 'accepted').length,
    }
  },
}

const transfersOf = (ticketId: string) =>
  db.selectFrom('ticket_transfer').select(['id', 'state']).where('ticket_id', '=', ticketId).execute()

/** Those whose repeats are raced beside what they do. */
const elsewhere = {
  'POST /api/events/:eventId/orders': 'src/modules/orders/hold.test.ts',
  'POST /api/orders/:orderId/payments': 'src/modules/money/payments/payment.test.ts',
  'POST /api/orders/:orderId/refunds': 'src/modules/money/refunds.test.ts',
  'POST /api/events/:eventId/orders/:orderId/refunds': 'src/modules/money/refunds.test.ts',
  'POST /api/admin/organizations/:organizationId/payouts': 'src/modules/money/statements/payouts.test.ts',
}

test('every endpoint that takes an Idempotency-Key is tried', () => {
  const taking = Object.entries<Endpoint>(api).flatMap(([name, { idempotent }]) => (idempotent ? [name] : []))
  assert.deepEqual(taking.sort(), [...Object.keys(cases), ...Object.keys(elsewhere)].sort())
})

for (const [name, make] of Object.entries(cases))
  test(`${name}: twice at once in two processes is done once, with one answer`, async () => {
    const { who, same, other, done } = await make()
    const key = randomUUID()
    const [one, two] = await Promise.all([same(who.api, key), same(inSecond(who), key)])
    assert.deepEqual(one, two)
    assert.deepEqual(await same(who.api, key), one)
    assert.equal(await done(), 1)
    await refusedWith('idempotency_key_reused', other(who.api, key))
  })

/** The same person at the other process. */
function inSecond({ cookies }: Person): Client<Api> {
  const browser = newBrowser(secondOrigin)
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  return browser.api
}
