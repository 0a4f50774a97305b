import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { buy, hold, marta } from '../../../test/sales.ts'
import { simulateProviders } from '../../../test/simulators/providers.ts'
import { checkMoney } from './check.ts'
import { noteFees } from './fees.ts'
import { providersOf } from './providers.ts'

const { stripe, paypal, settings } = await simulateProviders()
const app = await testApp(settings)
const { db, browser, setNow, settle } = app
const { owner, own, administrator } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id, {
  types: [{ name: 'Admission', price: 2500, quantity: 99 }],
})
const what = { eventId, typeId: String(typeIds[0]) }
const cashier = { ...app.app.services, providers: providersOf(app.app.services) }
const asked = () => stripe.asked.filter(({ method }) => method === 'GET').length

/** Asks for fees so many seconds from now. */
async function noteFeesIn(seconds: number) {
  setNow(new Date(Date.now() + seconds * 1000))
  await noteFees(cashier).finally(() => setNow(undefined))
}

/** Somebody pays 25.00 EUR; drops the order before the money comes, when it is to be stranded. */
async function pay(provider: 'stripe' | 'paypal', { strand = false } = {}) {
  const { api } = browser()
  const { id: orderId } = await hold({ api }, what)
  await api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: marta })
  const { payment } = await api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider } })
  const paymentId = payment?.id ?? ''
  const row = await db.selectFrom('payment').select('ref').where('id', '=', paymentId).executeTakeFirstOrThrow()
  const ref = row.ref ?? ''
  if (provider === 'stripe') stripe.pay(ref)
  else paypal.approve(ref)
  if (strand) await api['DELETE /api/orders/:orderId']({ params: { orderId } })
  await api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params: { orderId, paymentId }, body: {} })
  await settle()
  return { orderId, paymentId, ref }
}

/** What the ledger says that a provider kept of a payment. */
async function keptOf(paymentId: string) {
  const { rows } = await sql<{ amount: number; currency: string }>`
    select e.amount, e.currency from entry e join journal j on j.id = e.journal_id
    where j.payment_id = ${paymentId} and e.account = 'provider_fee'`.execute(db)
  return rows
}

test('what the sandbox makes believe to keep is posted with the sale', async () => {
  const { id } = await buy(browser(), { ...what, quantity: 2 })
  const { id: paymentId } = await db
    .selectFrom('payment')
    .select('id')
    .where('order_id', '=', id)
    .executeTakeFirstOrThrow()
  assert.deepEqual(await keptOf(paymentId), [{ amount: 100, currency: 'EUR' }])
})

test('what PayPal keeps is known with the capture, in the currency it takes it in', async (t) => {
  const { paymentId } = await pay('paypal')
  assert.deepEqual(await keptOf(paymentId), [{ amount: 114, currency: 'EUR' }])
  paypal.keepInAccount({ currency_code: 'USD', value: '1.32' })
  t.after(() => paypal.keepInAccount(undefined))
  const abroad = await pay('paypal')
  assert.deepEqual(await keptOf(abroad.paymentId), [{ amount: 132, currency: 'USD' }])
})

test('what Stripe keeps is asked for until it says so, and posted once', async () => {
  const { paymentId, ref } = await pay('stripe')
  const before = asked()
  await noteFeesIn(30)
  assert.equal(asked(), before)
  await noteFeesIn(90)
  assert.equal(asked(), before + 1)
  assert.deepEqual(await keptOf(paymentId), [])
  stripe.book(ref, 88)
  // It was asked about after 90 seconds and is asked again after as many.
  await noteFeesIn(120)
  assert.deepEqual(await keptOf(paymentId), [])
  await Promise.all([noteFeesIn(200), noteFeesIn(200)])
  assert.deepEqual(await keptOf(paymentId), [{ amount: 88, currency: 'EUR' }])
  const known = asked()
  await noteFeesIn(9000)
  assert.equal(asked(), known)
})

test('money that could not pay its order has its fee, too; one that was nothing is not posted', async () => {
  const stranded = await pay('stripe', { strand: true })
  const free = await pay('stripe')
  stripe.book(stranded.ref, 102, 'usd')
  stripe.book(free.ref, 0)
  await noteFeesIn(90)
  assert.deepEqual(await keptOf(stranded.paymentId), [{ amount: 102, currency: 'USD' }])
  assert.deepEqual(await keptOf(free.paymentId), [])
  const due = await db.selectFrom('payment').select('id').where('fee_due', '=', true).execute()
  assert.deepEqual(due, [])
})

test('a provider that does not answer is asked again; one that never says is let be after thirty days', async () => {
  const { paymentId, ref } = await pay('stripe')
  stripe.ail('broken')
  await assert.rejects(noteFeesIn(90), AggregateError)
  stripe.well()
  await noteFeesIn(300)
  assert.deepEqual(await keptOf(paymentId), [])
  stripe.book(ref, 88)
  await noteFeesIn(31 * 24 * 3600)
  assert.deepEqual(await keptOf(paymentId), [])
  await noteFeesIn(29 * 24 * 3600)
  assert.deepEqual(await keptOf(paymentId), [{ amount: 88, currency: 'EUR' }])
})

test('what an organizer is owed has no fee in it; what the platform took is shown beside it, by currency', async () => {
  const params = { organizationId: own.id }
  const { items: lines } = await owner.api['GET /api/organizations/:organizationId/statement']({ params })
  assert.ok(lines.every(({ kind, net, total, commission }) => kind === 'sale' && net === total + commission))
  const { items } = await administrator.api['GET /api/admin/revenue']({})
  const sums = (currency: string) => {
    const rows = items.filter((row) => row.currency === currency)
    return (['captured', 'providerFees'] as const).map((name) => rows.reduce((sum, row) => sum + row[name], 0))
  }
  // The last fee was noted in another month than its payment.
  assert.deepEqual(sums('EUR'), [5000 + 5 * 2500, 100 + 114 + 88 + 88])
  assert.deepEqual(sums('USD'), [0, 132 + 102])
  assert.deepEqual(await checkMoney(db), [])
})
