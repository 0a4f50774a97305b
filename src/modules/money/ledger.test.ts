import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../test/harness.ts'
import { aPayout, aRefund } from '../../../test/ledger.ts'
import { organization } from '../../../test/people.ts'
import { order, soldEvent } from '../../../test/tickets.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { type Journal, payoutPaid, payoutRecorded, providerFee, refund, refundSent } from './journals.ts'
import { balancesOf, post } from './ledger.ts'

const app = await testApp()
let organizationId: string

const at = new Date('2026-11-21T10:00:00Z')
const newOrganization = async () => {
  organizationId = (await organization(app.db, {})).id
  const { id: orderId } = await order(app.db, await soldEvent(app.db, organizationId))
  return { organizationId, orderId, currency: 'EUR', at }
}
const entries = async () => {
  const { rows } = await sql`
    select e.account, e.amount, e.currency, j.kind from entry e join journal j on j.id = e.journal_id
    where e.organization_id = ${organizationId} order by j.kind, e.account`.execute(app.db)
  return rows
}

/** Gives an organization money without a payment: a refund backwards. */
const credit = async (of: Awaited<ReturnType<typeof newOrganization>>, amount: number, tax = 0): Promise<Journal> =>
  refund({
    ...of,
    refundId: await aRefund(app.db, of.orderId),
    lines: [{ amount: -amount, tax: -tax }],
    fee: 0,
    commission: 0,
  })

test('journals are written with their entries, many at once', async () => {
  const of = await newOrganization()
  const refundId = await aRefund(app.db, of.orderId)
  await transact(app.db, (tx) =>
    post(tx, [
      refund({ ...of, refundId, lines: [{ amount: 500, tax: 80 }], fee: 0, commission: 20 }),
      refundSent({ ...of, refundId, amount: 500 }),
    ]),
  )
  assert.deepEqual(await entries(), [
    { kind: 'refund', account: 'buyer', amount: -500, currency: 'EUR' },
    { kind: 'refund', account: 'organizer_payable', amount: 400, currency: 'EUR' },
    { kind: 'refund', account: 'platform_commission', amount: 20, currency: 'EUR' },
    { kind: 'refund', account: 'tax_payable', amount: 80, currency: 'EUR' },
    { kind: 'refund_sent', account: 'buyer', amount: 500, currency: 'EUR' },
    { kind: 'refund_sent', account: 'provider_clearing', amount: -500, currency: 'EUR' },
  ])
})

test('what was posted is not posted again, and the rest of the batch is', async () => {
  const of = await newOrganization()
  const [first, second] = [await credit(of, 700), await credit(of, 50)]
  await transact(app.db, (tx) => post(tx, [first]))
  await transact(app.db, (tx) => post(tx, [first, second]))
  assert.equal((await balancesOf(app.db, organizationId))[0]?.available, 750)
})

test('the same journal posted by many at once is there once', async () => {
  const journal = await credit(await newOrganization(), 700)
  const { db } = app.connect(8)
  await Promise.all(Array.from({ length: 8 }, () => transact(db, (tx) => post(tx, [journal]))))
  assert.equal((await balancesOf(app.db, organizationId))[0]?.available, 700)
})

test('a journal that does not sum to zero is refused when its transaction commits, and nothing of it stays', async () => {
  const of = await newOrganization()
  const crooked = { ...(await credit(of, 700)), entries: [{ account: 'buyer' as const, amount: 1 }] }
  const straight = await credit(of, 10)
  let reached = false
  await assert.rejects(
    transact(app.db, async (tx) => {
      await post(tx, [straight, crooked])
      reached = true
    }),
    /do not sum to zero/,
  )
  assert.ok(reached, 'the check waits for the commit')
  assert.deepEqual(await entries(), [])
})

test('sums are per currency', async () => {
  const of = await newOrganization()
  const journal = await credit(of, 700)
  await transact(app.db, (tx) => post(tx, [journal]))
  const { rows } = await sql<{ id: string }>`select id from journal where organization_id = ${organizationId}`.execute(
    app.db,
  )
  await assert.rejects(
    sql`insert into entry (journal_id, account, organization_id, amount, currency) values
      (${rows[0]?.id}, 'buyer', ${organizationId}, 5, 'USD'), (${rows[0]?.id}, 'discount', ${organizationId}, -5, 'JPY')`.execute(
      app.db,
    ),
    /do not sum to zero/,
  )
})

test('nothing in the ledger is ever changed or taken out', async () => {
  const of = await newOrganization()
  const journal = await credit(of, 700)
  await transact(app.db, (tx) => post(tx, [journal]))
  const refused = /are never changed/
  const where = sql`where organization_id = ${organizationId}`
  await assert.rejects(sql`update entry set amount = amount * 2 ${where}`.execute(app.db), refused)
  await assert.rejects(sql`delete from entry ${where}`.execute(app.db), refused)
  await assert.rejects(sql`update journal set kind = 'refund_sent' ${where}`.execute(app.db), refused)
  await assert.rejects(sql`delete from journal ${where}`.execute(app.db), refused)
})

test('balances are sums, one for each currency, apart from payouts that are on their way', async () => {
  const of = await newOrganization()
  const payoutId = await aPayout(app.db, organizationId, { amount: 300, currency: 'EUR' })
  const out = { organizationId, currency: 'EUR', at, payoutId, amount: 300, tax: 100 }
  const credits = [await credit(of, 1000, 160), await credit({ ...of, currency: 'JPY' }, 5)]
  await transact(app.db, (tx) => post(tx, [...credits, payoutRecorded(out)]))
  assert.deepEqual(await balancesOf(app.db, organizationId), [
    { currency: 'EUR', available: 700, tax: 60, pending: 300, paidOut: 0 },
    { currency: 'JPY', available: 5, tax: 0, pending: 0, paidOut: 0 },
  ])
  await transact(app.db, (tx) => post(tx, [payoutPaid(out)]))
  assert.equal((await balancesOf(app.db, organizationId))[0]?.pending, 0)
})

test('a fee that a provider kept in another currency is no balance of the organization', async () => {
  const of = await newOrganization()
  const paymentId = newId()
  const payment = { id: paymentId, order_id: of.orderId, provider: 'stripe', state: 'succeeded', amount: 1000 } as const
  await app.db
    .insertInto('payment')
    .values({ ...payment, currency: 'EUR' })
    .execute()
  const journals = [await credit(of, 1000), providerFee({ ...of, currency: 'USD', paymentId, amount: 33 })]
  await transact(app.db, (tx) => post(tx, journals))
  assert.deepEqual(
    (await balancesOf(app.db, organizationId)).map(({ currency, available }) => [currency, available]),
    [['EUR', 1000]],
  )
})
