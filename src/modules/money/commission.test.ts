import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, organization, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy } from '../../../test/sales.ts'
import { commissionIn, commissionTerms } from '../accounts/commission.ts'

const app = await testApp()
const { administrator, owner, finance, manager, stranger, own, foreign } = await cast(app)
const ours = { params: { organizationId: own.id } }

const setPlatform = (body: { percent: number; fixed: Record<string, number>; paidBy: 'buyer' | 'organizer' }) =>
  administrator.api['PUT /api/admin/commission']({ body })
const setOwn = (body: {
  percent: number | null
  fixed: Record<string, number> | null
  paidBy: 'buyer' | 'organizer' | null
}) => administrator.api['PUT /api/admin/organizations/:organizationId/commission']({ ...ours, body })
const of = async (currency: string, organizationId = own.id) =>
  commissionIn(await commissionTerms(app.db, organizationId), currency)

test('nothing is taken until an administrator says so', async () => {
  assert.deepEqual(await of('EUR'), { percent: 0, fixed: 0, paidBy: 'buyer' })
})

test('the platform’s terms are those of every organization, the fixed part by currency', async () => {
  const terms = { percent: 2_500, fixed: { EUR: 50, JPY: 40 }, paidBy: 'buyer' as const }
  assert.deepEqual(await setPlatform(terms), terms)
  assert.deepEqual(await administrator.api['GET /api/admin/commission'](), terms)
  assert.deepEqual(await of('EUR'), { percent: 2_500, fixed: 50, paidBy: 'buyer' })
  assert.deepEqual(await of('JPY', foreign.id), { percent: 2_500, fixed: 40, paidBy: 'buyer' })
  assert.deepEqual(await of('USD'), { percent: 2_500, fixed: 0, paidBy: 'buyer' })
})

test('an organization’s own terms go before the platform’s, each by itself', async () => {
  const own = await setOwn({ percent: 1_000, fixed: null, paidBy: null })
  assert.deepEqual(own.own, { percent: 1_000, fixed: null, paidBy: null })
  assert.deepEqual(await of('EUR'), { percent: 1_000, fixed: 50, paidBy: 'buyer' })
  await setOwn({ percent: 0, fixed: {}, paidBy: 'organizer' })
  assert.deepEqual(await of('EUR'), { percent: 0, fixed: 0, paidBy: 'organizer' })
  await setOwn({ percent: null, fixed: null, paidBy: null })
  assert.deepEqual(await of('EUR'), { percent: 2_500, fixed: 50, paidBy: 'buyer' })
})

test('an organization says who pays, and no more than that', async () => {
  const path = 'PUT /api/organizations/:organizationId/commission/payer'
  const terms = await finance.api[path]({ ...ours, body: { paidBy: 'organizer' } })
  assert.deepEqual(terms.inForce, { percent: 2_500, fixed: { EUR: 50, JPY: 40 }, paidBy: 'organizer' })
  assert.deepEqual(await owner.api['GET /api/organizations/:organizationId/commission'](ours), terms)
  await refusedWith('invalid', finance.api[path]({ ...ours, body: { paidBy: 'organizer', percent: 0 } as never }))
  await refusedWith('not_allowed', manager.api[path]({ ...ours, body: { paidBy: 'buyer' } }))
  await refusedWith('not_found', stranger.api[path]({ ...ours, body: { paidBy: 'buyer' } }))
  await finance.api[path]({ ...ours, body: { paidBy: null } })
})

test('wrong terms, wrong people and organizations that are none are refused', async () => {
  const terms = { percent: 2_500, fixed: {}, paidBy: 'buyer' as const }
  await refusedWith('invalid', setPlatform({ ...terms, percent: 100_001 }))
  await refusedWith('invalid', setPlatform({ ...terms, fixed: { euro: 5 } }))
  await refusedWith('invalid', setPlatform({ ...terms, fixed: { EUR: -5 } }))
  await refusedWith('not_allowed', owner.api['PUT /api/admin/commission']({ body: terms }))
  const nobody = { params: { organizationId: randomUUID() } }
  const path = '/api/admin/organizations/:organizationId/commission'
  await refusedWith('not_found', administrator.api[`GET ${path}`](nobody))
  await refusedWith('not_found', administrator.api[`PUT ${path}`]({ ...nobody, body: terms }))
})

test('the event page shows what one ticket costs with tax and fees', async () => {
  await setPlatform({ percent: 2_500, fixed: { EUR: 50 }, paidBy: 'buyer' })
  const { id: taxRateId } = await owner.api['POST /api/organizations/:organizationId/tax-rates']({
    ...ours,
    body: { name: 'Sales tax', rate: 8_875, inclusive: false },
  })
  const { slug } = await makeEvent(owner, own.id, {
    types: [
      { name: 'Taxed', price: 10_000, taxRateId },
      { name: 'Plain', price: 2_000 },
      { name: 'Free', price: 0, taxRateId },
    ],
  })
  const page = await app.browser().api['GET /api/discover/:slug']({ params: { slug } })
  assert.deepEqual(
    page.ticketTypes.map(({ price, each, fee }) => ({ price, each, fee })),
    [
      { price: 10_000, each: 10_000 + 888 + 300, fee: 300 },
      { price: 2_000, each: 2_100, fee: 100 },
      { price: 0, each: 0, fee: 0 },
    ],
  )
})

test('what a buyer pays with tax and fees is the same on the page, in the order, on the invoice and in the books', async () => {
  await setPlatform({ percent: 2_500, fixed: { EUR: 50 }, paidBy: 'buyer' })
  const { id: organizationId } = await organization(app.db, { owner })
  const books = { params: { organizationId } }
  const { id: taxRateId } = await owner.api['POST /api/organizations/:organizationId/tax-rates']({
    ...books,
    body: { name: 'Sales tax', rate: 8_875, inclusive: false },
  })
  const { eventId, slug, typeIds } = await makeEvent(owner, organizationId, {
    types: [{ name: 'Seat', price: 1_999, taxRateId }],
  })
  const buyer = await person(app, { name: 'Bea Buyer' })
  const page = await buyer.api['GET /api/discover/:slug']({ params: { slug } })
  const { name, email } = buyer
  const order = await buy(buyer, { eventId, typeId: String(typeIds[0]), quantity: 3 }, { name, email })
  await app.settle()
  assert.equal(order.total, 3 * (page.ticketTypes[0]?.each ?? 0))
  assert.deepEqual([order.tax, order.fee, order.total], [3 * 177, 3 * 100, 3 * (1_999 + 177 + 100)])

  const { items: invoices } = await buyer.api['GET /api/orders/:orderId/invoices']({ params: { orderId: order.id } })
  assert.deepEqual([invoices[0]?.total, invoices[0]?.tax], [order.total, order.tax])
  const { items: paid } = await buyer.api['GET /api/me/transactions']({})
  assert.deepEqual([paid[0]?.amount, paid[0]?.invoice?.number], [order.total, invoices[0]?.number])
  const { items: lines } = await owner.api['GET /api/organizations/:organizationId/statement']({ ...books, query: {} })
  const { total, commission, net, tax } = lines[0] ?? {}
  assert.deepEqual([total, commission, net, tax], [order.total, -300, order.total - 300, order.tax])
  const { items: balances } = await owner.api['GET /api/organizations/:organizationId/balance'](books)
  assert.equal(balances[0]?.available, order.total - 300)
})

test('an example says in amounts what the terms come to, whoever pays', async () => {
  const books = { params: { organizationId: (await organization(app.db, { owner })).id } }
  const exampleOf = async () => (await owner.api['GET /api/organizations/:organizationId/commission'](books)).example
  await setPlatform({ percent: 2_500, fixed: { EUR: 50, JPY: 40 }, paidBy: 'buyer' })
  const hundred = { currency: 'EUR', price: 10_000 }
  assert.deepEqual(await exampleOf(), { ...hundred, buyer: 10_300, organizer: 10_000, platform: 300 })
  await setPlatform({ percent: 2_500, fixed: { EUR: 50, JPY: 40 }, paidBy: 'organizer' })
  assert.deepEqual(await exampleOf(), { ...hundred, buyer: 10_000, organizer: 9_700, platform: 300 })
  await makeEvent(owner, books.params.organizationId, { event: { currency: 'JPY' }, live: false })
  const inYen = { currency: 'JPY', price: 10_000, buyer: 10_000, organizer: 9_710, platform: 290 }
  assert.deepEqual(await exampleOf(), inYen)
})

test('an administrator finds organizations by name, with their terms and their account', async () => {
  const list = async (q: string) =>
    (await administrator.api['GET /api/admin/organizations']({ query: { q } })).items.map(
      ({ name, own, stripeAccount }) => ({ name, own, stripeAccount }),
    )
  const { id: organizationId } = await organization(app.db, { owner }, { name: 'Clube 100% Solda' })
  const params = { organizationId }
  const none = { percent: null, fixed: null, paidBy: null }
  assert.deepEqual(await list('100% s'), [{ name: 'Clube 100% Solda', own: none, stripeAccount: null }])
  const terms = { percent: 1_000, fixed: { EUR: 20 }, paidBy: 'organizer' as const }
  await administrator.api['PUT /api/admin/organizations/:organizationId/commission']({ params, body: terms })
  await administrator.api['PUT /api/organizations/:organizationId/payees/stripe']({
    params,
    body: { account: 'acct_1Solda' },
  })
  assert.deepEqual(await list('SOLDA'), [{ name: 'Clube 100% Solda', own: terms, stripeAccount: 'acct_1Solda' }])
  assert.deepEqual(await list('no such name'), [])
  assert.deepEqual(await owner.api['GET /api/organizations/:organizationId/payees']({ params }), {
    items: [{ provider: 'stripe', account: 'acct_1Solda' }],
  })
})

test('organizations come in pages, the newest first', async () => {
  const names = Array.from({ length: 51 }, (_, index) => `Paged ${index}`)
  for (const name of names) await organization(app.db, { owner }, { name })
  const list = (cursor?: string) =>
    administrator.api['GET /api/admin/organizations']({ query: { q: 'paged', ...(cursor ? { cursor } : {}) } })
  const first = await list()
  const second = await list(String(first.next))
  assert.deepEqual(
    [...first.items, ...second.items].map(({ name }) => name),
    names.toReversed(),
  )
  assert.equal(second.next, null)
})
