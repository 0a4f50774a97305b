import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { aRefund, postSale } from '../../../../test/ledger.ts'
import { cast, organization, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { buy } from '../../../../test/sales.ts'
import { transact } from '../../../db/transact.ts'
import { refund } from '../journals.ts'
import { post } from '../ledger.ts'
import { recordPayout } from './payouts.ts'

const app = await testApp()
const { administrator, owner, stranger } = await cast(app)

/** A new organization of the owner with so much sold. */
async function soldFor(price: number) {
  const { id: organizationId, name } = await organization(app.db, { owner }, { name: `Works ${randomUUID()}` })
  const { eventId, typeIds } = await makeEvent(owner, organizationId, { types: [{ name: 'Admission', price }] })
  const order = await buy(app.browser(), { eventId, typeId: String(typeIds[0]) })
  await postSale(app.db, order.id)
  return { organizationId, name, orderId: order.id }
}

const record = (organizationId: string, amount: number, currency = 'EUR', key?: string) =>
  administrator.api['POST /api/admin/organizations/:organizationId/payouts']({
    params: { organizationId },
    body: { amount, currency },
    ...(key === undefined ? {} : { key }),
  })
const balance = async (organizationId: string) => {
  const { items } = await owner.api['GET /api/organizations/:organizationId/balance']({ params: { organizationId } })
  return items[0]
}
const inEuro = { currency: 'EUR', tax: 0 }

test('a payout leaves the balance when it is recorded, and is paid out when it is paid', async () => {
  const { organizationId } = await soldFor(5000)
  assert.deepEqual(await balance(organizationId), { ...inEuro, available: 5000, pending: 0, paidOut: 0 })
  const payout = await record(organizationId, 3000)
  assert.equal(payout.state, 'recorded')
  assert.deepEqual(await balance(organizationId), { ...inEuro, available: 2000, pending: 3000, paidOut: 0 })
  const body = { reference: 'TRF 0042' }
  const paid = await administrator.api['POST /api/admin/payouts/:payoutId/payment']({
    params: { payoutId: payout.id },
    body,
  })
  assert.deepEqual([paid.state, paid.reference], ['paid', 'TRF 0042'])
  assert.deepEqual(await balance(organizationId), { ...inEuro, available: 2000, pending: 0, paidOut: 3000 })
})

test('a payout that is taken back is on the balance again', async () => {
  const { organizationId } = await soldFor(5000)
  const { id: payoutId } = await record(organizationId, 5000)
  const taken = await administrator.api['DELETE /api/admin/payouts/:payoutId']({ params: { payoutId } })
  assert.equal(taken.state, 'cancelled')
  assert.deepEqual(await balance(organizationId), { ...inEuro, available: 5000, pending: 0, paidOut: 0 })
})

test('what was settled is not settled again', async () => {
  const { organizationId } = await soldFor(5000)
  const { id: payoutId } = await record(organizationId, 1000)
  const pay = () =>
    administrator.api['POST /api/admin/payouts/:payoutId/payment']({
      params: { payoutId },
      body: { reference: 'TRF 1' },
    })
  await pay()
  await refusedWith('payout_settled', pay())
  await refusedWith(
    'payout_settled',
    administrator.api['DELETE /api/admin/payouts/:payoutId']({ params: { payoutId } }),
  )
  assert.equal((await balance(organizationId))?.available, 4000)
})

test('nothing is paid out that is not on the balance, in another currency, or of nobody', async () => {
  const { organizationId } = await soldFor(5000)
  await refusedWith('balance_too_small', record(organizationId, 5001))
  await refusedWith('balance_too_small', record(organizationId, 1, 'USD'))
  await refusedWith('not_found', record(randomUUID(), 1))
  await refusedWith('invalid', record(organizationId, 0))
  await refusedWith('invalid', record(organizationId, 1.5))
})

test('the same key records one payout', async () => {
  const { organizationId } = await soldFor(5000)
  const key = randomUUID()
  const [first, second] = [
    await record(organizationId, 1000, 'EUR', key),
    await record(organizationId, 1000, 'EUR', key),
  ]
  assert.equal(first.id, second.id)
  assert.equal((await balance(organizationId))?.available, 4000)
})

test('payouts at once never take more than there is', async () => {
  const { organizationId } = await soldFor(5000)
  const { db } = app.connect(10)
  const given = { by: administrator.userId, at: new Date(), scope: 'race', key: undefined }
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => recordPayout(db, organizationId, { amount: 2000, currency: 'EUR' }, given)),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 2)
  assert.deepEqual(await balance(organizationId), { ...inEuro, available: 1000, pending: 4000, paidOut: 0 })
})

test('paying and taking back at once does one of the two', async () => {
  const { organizationId } = await soldFor(5000)
  const { id: payoutId } = await record(organizationId, 5000)
  const outcomes = await Promise.allSettled([
    administrator.api['POST /api/admin/payouts/:payoutId/payment']({ params: { payoutId }, body: { reference: 'x' } }),
    administrator.api['DELETE /api/admin/payouts/:payoutId']({ params: { payoutId } }),
  ])
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  const { available, pending, paidOut } = (await balance(organizationId)) ?? { available: 0, pending: 0, paidOut: 0 }
  assert.equal(available + paidOut, 5000)
  assert.equal(pending, 0)
})

test('administrators see what is owed to whom, and all payouts, also as a file', async () => {
  const { organizationId, name } = await soldFor(4000)
  const { items: owed } = await administrator.api['GET /api/admin/balances']({ query: { limit: 100 } })
  assert.deepEqual(
    owed.filter((one) => one.organizationId === organizationId),
    [{ organizationId, organization: name, currency: 'EUR', available: 4000, pending: 0 }],
  )
  const payout = await record(organizationId, 4000)
  const { items } = await administrator.api['GET /api/admin/payouts']({ query: { state: 'recorded', limit: 1 } })
  assert.deepEqual(items, [payout])
  const file = await administrator.api['GET /api/admin/payouts.csv']({ query: { state: 'recorded' } })
  const line = Buffer.from(file.bytes).toString().split('\r\n')[1]
  assert.equal(line, `"${payout.recordedAt}","${name}","To be paid",40,"EUR","","","${payout.id}"`)
})

test('an organization that owes what is on its way to it is among the balances', async () => {
  const { organizationId, name, orderId } = await soldFor(1000)
  await record(organizationId, 1000)
  const lines = [{ amount: 1000, tax: 0 }]
  const of = { organizationId, orderId, currency: 'EUR', at: new Date() }
  const refundId = await aRefund(app.db, orderId)
  await transact(app.db, (tx) => post(tx, [refund({ ...of, refundId, lines, fee: 0, commission: 0 })]))
  const { items } = await administrator.api['GET /api/admin/balances']({ query: { limit: 100 } })
  assert.deepEqual(
    items.filter((one) => one.organizationId === organizationId),
    [{ organizationId, organization: name, currency: 'EUR', available: -1000, pending: 1000 }],
  )
})

test('every page of balances and payouts continues the one before', async () => {
  const read = async (list: 'GET /api/admin/balances' | 'GET /api/admin/payouts') => {
    const all: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: object[]; next: string | null } = await administrator.api[list]({
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      })
      all.push(...page.items.map((item) => JSON.stringify(item)))
      cursor = page.next
    } while (cursor)
    return all
  }
  for (const list of ['GET /api/admin/balances', 'GET /api/admin/payouts'] as const) {
    const { items } = await administrator.api[list]({ query: { limit: 100 } })
    assert.ok(items.length > 4)
    assert.deepEqual(
      await read(list),
      items.map((item) => JSON.stringify(item)),
    )
  }
  await refusedWith('bad_request', administrator.api['GET /api/admin/balances']({ query: { cursor: 'x' } }))
})

test('organizers see their own payouts, and nobody else’s', async () => {
  const { organizationId } = await soldFor(4000)
  const payout = await record(organizationId, 4000)
  const params = { organizationId }
  const { items } = await owner.api['GET /api/organizations/:organizationId/payouts']({ params })
  assert.deepEqual(items, [payout])
  await refusedWith('not_found', stranger.api['GET /api/organizations/:organizationId/payouts']({ params }))
  const nobody = await person(app)
  await refusedWith('not_allowed', nobody.api['GET /api/admin/payouts']({}))
})
