import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { aRefund, postSale } from '../../../../test/ledger.ts'
import { cast, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { buy, hold } from '../../../../test/sales.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { type Journal, providerFee, refund, refundSent, sale, stranded, strandedReturned } from '../journals.ts'
import { post } from '../ledger.ts'

const app = await testApp()
const { administrator, owner, own, foreign, stranger } = await cast(app)
const params = { organizationId: own.id }
const { eventId, typeIds } = await makeEvent(owner, own.id, { event: { name: '=1+1 Ferry' } })
const buyer = await person(app, { name: 'Bea Buyer' })
const order = (await hold(buyer, { eventId, typeId: String(typeIds[0]), quantity: 2 })).order
const paymentId = await payment(5_125)

/** A payment of the order as the ledger knows it: nothing else comes of it. */
async function payment(amount: number): Promise<string> {
  const id = newId()
  await app.db
    .insertInto('payment')
    .values({ id, order_id: order.id, provider: 'sandbox', amount, currency: 'EUR', state: 'failed' })
    .execute()
  return id
}

/** The next moment, later than those before; journals are listed by it. */
let clock = Date.parse('2031-01-31T23:00:00Z')
function next(seconds = 1): Date {
  clock += seconds * 1000
  return new Date(clock)
}
const of = (at = next()) => ({ organizationId: own.id, orderId: order.id, currency: 'EUR', at })
const write = (...journals: Journal[]) => transact(app.db, (tx) => post(tx, journals))

const statement = async (query: { cursor?: string; limit?: number } = {}) =>
  owner.api['GET /api/organizations/:organizationId/statement']({ params, query })

test('an organizer reads what changed the balance, and how it came about', async () => {
  const refundId = await aRefund(app.db, order.id)
  await write(sale({ ...of(), paymentId, total: 5_125, tax: 798, commission: 125 }))
  await write(refund({ ...of(), refundId, lines: [{ amount: 2_500, tax: 399 }], fee: 63, commission: 63 }))
  await write(refundSent({ ...of(), refundId, amount: 2_563 }))
  const { items } = await statement()
  assert.deepEqual(
    items.map(({ kind, total, tax, commission, net, orderCode, eventName }) => ({
      kind,
      total,
      tax,
      commission,
      net,
      orderCode,
      eventName,
    })),
    [
      { kind: 'refund', total: -2_563, tax: -399, commission: 63, net: -2_500, ...shown() },
      { kind: 'sale', total: 5_125, tax: 798, commission: -125, net: 5_000, ...shown() },
    ],
  )
  assert.deepEqual(await balances(), [{ currency: 'EUR', available: 2_500, tax: 399, pending: 0, paidOut: 0 }])
})

const balances = async () => (await owner.api['GET /api/organizations/:organizationId/balance']({ params })).items
const shown = () => ({ orderCode: order.code, eventName: '=1+1 Ferry' })

test('the statement goes on where the page before ended', async () => {
  const [first, second] = [await statement({ limit: 1 }), await statement()]
  const rest = await statement({ limit: 1, cursor: first.next ?? '' })
  assert.deepEqual([...first.items, ...rest.items], second.items)
  assert.equal(rest.next, null)
})

test('the statement as a file counts as numbers and runs nothing', async () => {
  const file = await owner.api['GET /api/organizations/:organizationId/statement.csv']({ params })
  const [head = '', line = ''] = Buffer.from(file.bytes).toString().split('\r\n')
  assert.match(head, /"Date \(UTC\)","What","Order"/)
  assert.match(line, /"'=1\+1 Ferry","EUR",-25\.63,0\.63,-25,-3\.99$/)
})

test('members without the role and other organizations see none of it', async () => {
  await refusedWith('not_found', stranger.api['GET /api/organizations/:organizationId/statement']({ params }))
  const { items } = await stranger.api['GET /api/organizations/:organizationId/statement']({
    params: { organizationId: foreign.id },
  })
  assert.deepEqual(items, [])
})

test('a buyer sees payments and what came back, also what could not pay its order', async () => {
  const lost = await payment(5_000)
  await write(stranded({ ...of(), paymentId: lost, amount: 4_999 }))
  await write(strandedReturned({ ...of(), paymentId: lost, amount: 4_999 }))
  const { items } = await buyer.api['GET /api/me/transactions']({})
  assert.deepEqual(
    items.map(({ kind, amount, currency, orderCode }) => [kind, amount, currency, orderCode]),
    [
      ['refund', 4_999, 'EUR', order.code],
      ['payment', 4_999, 'EUR', order.code],
      ['refund', 2_563, 'EUR', order.code],
      ['payment', 5_125, 'EUR', order.code],
    ],
  )
})

test('orders under an email are seen once it is confirmed', async () => {
  const email = 'late@example.org'
  const bought = await buy(app.browser(), { eventId, typeId: String(typeIds[0]) }, { name: 'Late', email })
  await postSale(app.db, bought.id)
  const late = await person(app, { email, emailVerified: false })
  assert.deepEqual((await late.api['GET /api/me/transactions']({})).items, [])
  await app.db.updateTable('users').set({ email_verified: true }).where('id', '=', late.userId).execute()
  const { items } = await late.api['GET /api/me/transactions']({})
  assert.deepEqual(
    items.map(({ orderCode }) => orderCode),
    [bought.code],
  )
})

test('revenue is by month of UTC, organization and currency', async () => {
  // 23:00 in UTC on the last of January, when it is February further east.
  const january = { month: '2031-01', organization: 'Tidal Works', organizationId: own.id, currency: 'EUR' }
  // What a provider keeps is of the month that told of it, in its own currency, and no part of what buyers paid.
  await write(providerFee({ ...of(next()), paymentId, amount: 105 }))
  await write(providerFee({ ...of(next()), paymentId: await payment(1), currency: 'USD', amount: 33 }))
  const { items } = await administrator.api['GET /api/admin/revenue']({ query: { from: '2031-01', to: '2031-01' } })
  const sums = { captured: 5_125, refunded: 2_563, commission: 62, providerFees: 105 }
  const abroad = { ...january, currency: 'USD', captured: 0, refunded: 0, commission: 0, providerFees: 33 }
  assert.deepEqual(items, [abroad, { ...january, ...sums }])
  const owedBefore = await balances()
  // What a provider gives to the organizer was paid by buyers, too, even if the platform keeps nothing of it.
  for (const commission of [100, 0])
    await write(
      sale({ ...of(), paymentId: await payment(2_000), total: 2_000, tax: 319, commission, held: commission }),
    )
  const { items: more } = await administrator.api['GET /api/admin/revenue']({ query: { from: '2031-01' } })
  assert.deepEqual(more, [abroad, { ...january, captured: 9_125, refunded: 2_563, commission: 162, providerFees: 105 }])
  assert.deepEqual(await balances(), owedBefore)
  const late = { ...of(next(24 * 3600)), refundId: await aRefund(app.db, order.id) }
  await write(refund({ ...late, lines: [{ amount: 100, tax: 0 }], fee: 0, commission: 0 }))
  const { items: both } = await administrator.api['GET /api/admin/revenue']({ query: { from: '2031-01', limit: 1 } })
  assert.deepEqual([both[0]?.month, both[0]?.refunded], ['2031-02', 100])
})

test('revenue goes on where the page before ended, and is had as a file', async () => {
  const read = (query: { limit?: number; cursor?: string }) =>
    administrator.api['GET /api/admin/revenue']({ query: { from: '2031-01', ...query } })
  const [first, all] = [await read({ limit: 1 }), await read({})]
  const rest = await read({ limit: 2, cursor: first.next ?? '' })
  assert.deepEqual([...first.items, ...rest.items], all.items)
  await refusedWith('bad_request', read({ cursor: 'nonsense' }))
  const file = await administrator.api['GET /api/admin/revenue.csv']({ query: { to: '2031-01', from: '2031-01' } })
  const [, , line] = Buffer.from(file.bytes).toString().split('\r\n')
  assert.equal(line, '"2031-01","Tidal Works","EUR",91.25,25.63,1.62,1.05')
})

test('months are the sums of their organizations, and all of them together are the ledger', async () => {
  const { eventId: elsewhere, typeIds: types } = await makeEvent(stranger, foreign.id)
  const bought = await buy(
    app.browser(),
    { eventId: elsewhere, typeId: String(types[0]) },
    { name: 'Ed', email: 'ed@example.org' },
  )
  await postSale(app.db, bought.id)
  const months = await everyPage((query) => administrator.api['GET /api/admin/revenue/months']({ query }))
  const rows = await everyPage((query) => administrator.api['GET /api/admin/revenue']({ query }))
  assert.ok(new Set(rows.map(({ organizationId }) => organizationId)).size > 1)
  for (const { month, currency, organizations, ...sums } of months) {
    const own = rows.filter((row) => row.month === month && row.currency === currency)
    assert.equal(organizations, own.length)
    assert.deepEqual(sums, { ...totals(own) })
  }
  const { rows: ledger } = await sql`
    select e.currency, (-sum(e.amount) filter (where e.account = 'buyer' and j.kind = 'refund'))::bigint as refunded,
      (-sum(e.amount) filter (where e.account = 'platform_commission'))::bigint as commission,
      sum(e.amount) filter (where e.account = 'provider_fee')::bigint as "providerFees"
    from entry e join journal j on j.id = e.journal_id where e.currency = 'EUR' group by 1`.execute(app.db)
  const { captured, ...others } = totals(months.filter(({ currency }) => currency === 'EUR'))
  assert.deepEqual(ledger, [{ currency: 'EUR', ...others }])
  const { rows: paid } = await sql`
    select sum(p.amount)::bigint as captured from payment p join journal j on j.payment_id = p.id and j.kind = 'sale'
    where p.currency = 'EUR'`.execute(app.db)
  assert.deepEqual(paid, [{ captured }])
  const [first] = (await administrator.api['GET /api/admin/revenue/months']({ query: { limit: 1 } })).items
  assert.deepEqual(first, months[0])
  await refusedWith('bad_request', administrator.api['GET /api/admin/revenue/months']({ query: { cursor: 'x' } }))
})

test('a page goes two years back at most, however many more it could hold, and the next begins where something happened', async () => {
  await write(providerFee({ ...of(new Date('2007-05-31T23:59:59Z')), paymentId: await payment(1), amount: 1 }))
  await write(providerFee({ ...of(new Date('2029-03-01T00:00:00Z')), paymentId: await payment(1), amount: 2 }))
  await write(providerFee({ ...of(new Date('2029-02-28T23:59:59Z')), paymentId: await payment(1), amount: 3 }))
  const pages: string[][] = []
  const months = await everyPage(async (query) => {
    const page = await administrator.api['GET /api/admin/revenue/months']({ query })
    pages.push([...new Set(page.items.map(({ month }) => month))])
    return page
  })
  assert.deepEqual([pages[0], pages[1]?.[0], pages.at(-1)], [['2031-02', '2031-01', '2029-03'], '2029-02', ['2007-05']])
  assert.ok(pages.every((page) => page.length > 0))
  const all = await everyPage((query) => administrator.api['GET /api/admin/revenue']({ query: { ...query, limit: 1 } }))
  assert.deepEqual([...new Set(all.map(({ month }) => month))], [...new Set(months.map(({ month }) => month))])
  const inFile = Buffer.from((await administrator.api['GET /api/admin/revenue.csv']({ query: {} })).bytes).toString()
  assert.match(inFile, /"2007-05"/)
  const bounded = await administrator.api['GET /api/admin/revenue/months']({
    query: { from: '2007-05', to: '2007-05' },
  })
  assert.deepEqual([bounded.items.length, bounded.next], [1, null])
  const nothing = await administrator.api['GET /api/admin/revenue/months']({ query: { to: '2001-01' } })
  assert.deepEqual(nothing, { items: [], next: null })
  const cursor = Buffer.from(JSON.stringify(['2031-13', 'EUR'])).toString('base64url')
  await refusedWith('bad_request', administrator.api['GET /api/admin/revenue/months']({ query: { cursor } }))
})

test('one organization has its own months', async () => {
  const read = (filter: object) =>
    everyPage((query) => administrator.api['GET /api/admin/revenue']({ query: { ...filter, ...query } }))
  const all = await read({})
  for (const { id } of [own, foreign]) {
    const mine = await read({ organizationId: id })
    assert.deepEqual(
      mine,
      all.filter(({ organizationId }) => organizationId === id),
    )
    assert.ok(mine.length > 0)
  }
})

/** What is on all pages of a list. */
async function everyPage<Row>(read: (query: { cursor?: string }) => Promise<{ items: Row[]; next: string | null }>) {
  const rows: Row[] = []
  let page = await read({})
  rows.push(...page.items)
  while (page.next !== null) {
    page = await read({ cursor: page.next })
    rows.push(...page.items)
  }
  return rows
}

type Sums = Record<'captured' | 'refunded' | 'commission' | 'providerFees', number>
const totals = (rows: readonly Sums[]): Sums => {
  const sum = (name: keyof Sums) => rows.reduce((total, row) => total + row[name], 0)
  return {
    captured: sum('captured'),
    refunded: sum('refunded'),
    commission: sum('commission'),
    providerFees: sum('providerFees'),
  }
}
