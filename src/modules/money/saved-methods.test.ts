import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, hold, marta } from '../../../test/sales.ts'
import { simulateProviders } from '../../../test/simulators/providers.ts'
import { providersOf } from './providers.ts'
import { forgetSavedMethods } from './saved-methods.ts'

const { stripe, settings } = await simulateProviders()
const app = await testApp(settings)
const { db, browser, settle } = app
const { owner, own, administrator } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 2500 }] })
const typeId = String(typeIds[0])
const parts = { db, providers: providersOf(app.app.services) }

/** An order that lacks nothing but the payment. */
async function due(buyer: Buyer): Promise<string> {
  const { id } = await hold(buyer, { eventId, typeId })
  await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: id }, body: marta })
  return id
}

type How = { provider?: string; remember?: boolean; method?: string; key?: string }

const pay = ({ api }: Buyer, orderId: string, { provider = 'sandbox', key = randomUUID(), ...wish }: How = {}) =>
  api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider, ...wish }, key })

const inSandbox = (ref: string, act: 'challenge' | 'pass' | 'fail') =>
  browser().api['POST /api/sandbox/payments/:ref/trouble']({ params: { ref }, body: { act } })

const addressOf = ({ next }: Awaited<ReturnType<typeof pay>>) => {
  assert.equal(next.kind, 'redirect')
  return new URL(next.kind === 'redirect' ? next.url : '')
}
const refOf = (begun: Awaited<ReturnType<typeof pay>>) => addressOf(begun).pathname.split('/').at(-1) ?? ''

/** Comes back from the provider, and says how the order stands. */
async function comeBack({ api }: Buyer, orderId: string, paymentId: string | undefined) {
  const params = { orderId, paymentId: paymentId ?? '' }
  const { state } = await api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params, body: {} })
  return [state, (await api['GET /api/orders/:orderId']({ params: { orderId } })).state]
}

const methodsOf = async ({ api }: Person) => (await api['GET /api/me/payment-methods']()).items

/** Pays in the sandbox once and has the card remembered; says by which name. */
async function remember(buyer: Person, { asked = false } = {}): Promise<string> {
  const before = (await methodsOf(buyer)).map(({ ref }) => ref)
  const orderId = await due(buyer)
  const begun = await pay(buyer, orderId, { remember: true })
  const ref = refOf(begun)
  assert.equal((await browser().api['GET /api/sandbox/payments/:ref']({ params: { ref } })).remembers, true)
  if (asked) {
    await inSandbox(ref, 'challenge')
    await inSandbox(ref, 'pass')
  } else await browser().api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  assert.deepEqual(await comeBack(buyer, orderId, begun.payment?.id), ['succeeded', 'paid'])
  const added = (await methodsOf(buyer)).filter((method) => !before.includes(method.ref))
  assert.equal(added.length, 1)
  return String(added[0]?.ref)
}

test('nothing is remembered unasked', async () => {
  const ana = await person(app)
  const orderId = await due(ana)
  const begun = await pay(ana, orderId)
  await browser().api['POST /api/sandbox/payments/:ref/payment']({ params: { ref: refOf(begun) } })
  await comeBack(ana, orderId, begun.payment?.id)
  assert.deepEqual(await ana.api['GET /api/me/payment-methods'](), { items: [], unanswered: [] })
  assert.deepEqual(await db.selectFrom('payment_customer').where('user_id', '=', ana.userId).selectAll().execute(), [])
})

test('a remembered card pays the next order at once, through the same settling', async () => {
  const ana = await person(app)
  const method = await remember(ana)
  const orderId = await due(ana)
  const begun = await pay(ana, orderId, { method })
  assert.match(addressOf(begun).pathname, new RegExp(`/checkout/${orderId}/return/${begun.payment?.id}$`))
  assert.deepEqual(await comeBack(ana, orderId, begun.payment?.id), ['succeeded', 'paid'])
  await settle()
  const sales = await db
    .selectFrom('journal')
    .where('order_id', '=', orderId)
    .where('kind', '=', 'sale')
    .selectAll()
    .execute()
  assert.equal(sales.length, 1)
})

test('the same key pays once, and with another card it is refused', async () => {
  const ana = await person(app)
  const [one, other] = [await remember(ana), await remember(ana)]
  const [orderId, key] = [await due(ana), randomUUID()]
  const answers = await Promise.all([1, 2, 3].map(() => pay(ana, orderId, { method: one, key })))
  assert.equal(new Set(answers.map(({ payment }) => payment?.id)).size, 1)
  await refusedWith('idempotency_key_reused', pay(ana, orderId, { method: other, key }))
})

test('a bank that asked once asks again, and may say no', async () => {
  const ana = await person(app)
  const method = await remember(ana, { asked: true })
  for (const [answer, states] of [
    ['fail', ['failed', 'awaiting_payment']],
    ['pass', ['succeeded', 'paid']],
  ] as const) {
    const orderId = await due(ana)
    const begun = await pay(ana, orderId, { method })
    assert.match(addressOf(begun).pathname, /^\/sandbox\//)
    assert.deepEqual(await comeBack(ana, orderId, begun.payment?.id), ['pending', 'awaiting_payment'])
    await inSandbox(refOf(begun), answer)
    assert.deepEqual(await comeBack(ana, orderId, begun.payment?.id), states)
  }
})

test('one of them is used first, and a removed one is gone', async () => {
  const ana = await person(app)
  const older = await remember(ana)
  const newer = await remember(ana)
  const shown = async () => (await methodsOf(ana)).map(({ ref, preferred }) => [ref, preferred])
  assert.deepEqual(await shown(), [
    [newer, true],
    [older, false],
  ])
  const params = { provider: 'sandbox', method: older }
  await ana.api['PUT /api/me/payment-methods/:provider/:method/preferred']({ params })
  assert.deepEqual(await shown(), [
    [newer, false],
    [older, true],
  ])
  const remove = () => ana.api['DELETE /api/me/payment-methods/:provider/:method']({ params })
  const results = await Promise.allSettled([remove(), remove()])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.deepEqual(await shown(), [[newer, true]])
  const orderId = await due(ana)
  await refusedWith('payment_method_gone', pay(ana, orderId, { method: older }), 'method')
  await refusedWith('not_found', ana.api['PUT /api/me/payment-methods/:provider/:method/preferred']({ params }))
})

test('it is each person’s own: not a guest’s, not another’s, not of whoever acts as them', async () => {
  const [ana, ben] = [await person(app), await person(app)]
  const method = await remember(ana)
  await remember(ben)
  const guest = browser()
  const ofGuest = await due(guest)
  await refusedWith('sign_in_required', pay(guest, ofGuest, { remember: true }))
  await refusedWith('sign_in_required', pay(guest, ofGuest, { method }))
  assert.deepEqual(
    (await guest.api['GET /api/orders/:orderId/payment-providers']({ params: { orderId: ofGuest } })).keeps,
    [],
  )
  await refusedWith('payment_method_gone', pay(ben, await due(ben), { method }), 'method')
  const params = { provider: 'sandbox', method }
  await refusedWith('not_found', ben.api['DELETE /api/me/payment-methods/:provider/:method']({ params }))
  await refusedWith('not_found', ben.api['PUT /api/me/payment-methods/:provider/:method/preferred']({ params }))

  await administrator.api['POST /api/admin/people/:userId/acting']({ params: { userId: ana.userId } })
  const ofAna = await due(administrator)
  await refusedWith('not_while_acting', pay(administrator, ofAna, { method }))
  await refusedWith('not_while_acting', pay(administrator, ofAna, { remember: true }))
  await refusedWith('not_while_acting', administrator.api['GET /api/me/payment-methods']())
  await refusedWith(
    'not_while_acting',
    administrator.api['DELETE /api/me/payment-methods/:provider/:method']({ params }),
  )
  const ways = await administrator.api['GET /api/orders/:orderId/payment-providers']({ params: { orderId: ofAna } })
  assert.deepEqual(ways.keeps, [])
  await administrator.api['DELETE /api/acting']()
  assert.deepEqual(
    (await methodsOf(ana)).map(({ ref }) => ref),
    [method],
  )
})

test('providers that keep nothing say so', async () => {
  const ana = await person(app)
  const orderId = await due(ana)
  const ways = await ana.api['GET /api/orders/:orderId/payment-providers']({ params: { orderId } })
  assert.deepEqual(ways.keeps, ['stripe', 'sandbox'])
  await refusedWith('method_not_kept', pay(ana, orderId, { provider: 'paypal', remember: true }), 'remember')
  await refusedWith('invalid', pay(ana, orderId, { method: 'no/such' }), 'method')
})

test('at Stripe: remembered, used, challenged, declined, removed', async () => {
  const ana = await person(app)
  const first = await due(ana)
  const begun = await pay(ana, first, { provider: 'stripe', remember: true })
  const session = [...stripe.sessions.values()].at(-1)?.id ?? ''
  stripe.pay(session)
  assert.deepEqual(await comeBack(ana, first, begun.payment?.id), ['succeeded', 'paid'])
  const [kept] = await methodsOf(ana)
  assert.deepEqual(kept && { ...kept, ref: '' }, {
    provider: 'stripe',
    ref: '',
    brand: 'visa',
    last4: '4242',
    expires: { year: 2034, month: 12 },
    preferred: true,
  })
  const method = kept?.ref ?? ''
  const withIt = async () => {
    const orderId = await due(ana)
    const { payment, next } = await pay(ana, orderId, { provider: 'stripe', method })
    return { orderId, paymentId: payment?.id, url: next.kind === 'redirect' ? next.url : '' }
  }
  const good = await withIt()
  assert.ok(good.url.includes('/return/'))
  assert.deepEqual(await comeBack(ana, good.orderId, good.paymentId), ['succeeded', 'paid'])

  stripe.chargeAs('asked')
  const asked = await withIt()
  assert.ok(asked.url.startsWith('https://hooks.stripe.com/'))
  assert.deepEqual(await comeBack(ana, asked.orderId, asked.paymentId), ['pending', 'awaiting_payment'])
  const [intent] = [...stripe.direct.keys()].slice(-1)
  stripe.answer(intent ?? '', true)
  const { body, headers } = stripe.webhook('payment_intent.succeeded', intent ?? '')
  const told = await fetch(`${app.origin}/api/webhooks/stripe`, { method: 'POST', body, headers })
  assert.equal(told.status, 204)
  await settle()
  assert.equal((await ana.api['GET /api/orders/:orderId']({ params: { orderId: asked.orderId } })).state, 'paid')

  stripe.chargeAs('no funds')
  const poor = await withIt()
  assert.deepEqual(await comeBack(ana, poor.orderId, poor.paymentId), ['failed', 'awaiting_payment'])
  const { payment } = await ana.api['GET /api/orders/:orderId']({ params: { orderId: poor.orderId } })
  assert.equal(payment?.failure, 'insufficient_funds')
  stripe.chargeAs('good')

  await ana.api['DELETE /api/me/payment-methods/:provider/:method']({ params: { provider: 'stripe', method } })
  assert.equal(stripe.cards.get(method)?.customer, null)
  assert.deepEqual(await methodsOf(ana), [])
})

test('a provider that is down takes nothing away: the list says so, and nothing is changed', async () => {
  const ana = await person(app)
  const inTheSandbox = await remember(ana)
  const orderId = await due(ana)
  const begun = await pay(ana, orderId, { provider: 'stripe', remember: true })
  stripe.pay([...stripe.sessions.keys()].at(-1) ?? '')
  await comeBack(ana, orderId, begun.payment?.id)
  const method = (await methodsOf(ana)).find(({ provider }) => provider === 'stripe')?.ref ?? ''
  const params = { provider: 'stripe', method }
  stripe.ail('broken')
  const { items, unanswered } = await ana.api['GET /api/me/payment-methods']()
  assert.deepEqual([items.map(({ ref }) => ref), unanswered], [[inTheSandbox], ['stripe']])
  await refusedWith('methods_unavailable', ana.api['DELETE /api/me/payment-methods/:provider/:method']({ params }))
  await refusedWith('provider_unavailable', pay(ana, await due(ana), { provider: 'stripe', method }))
  await assert.rejects(forgetSavedMethods(parts, ana.userId), { code: 'provider_unavailable' })
  stripe.well()
  assert.deepEqual((await methodsOf(ana)).map(({ ref }) => ref).sort(), [method])
})

test('who is gone at the provider is made known anew, and nothing is kept for them until then', async () => {
  const ana = await person(app)
  const orderId = await due(ana)
  const remembered = async () => {
    await pay(ana, orderId, { provider: 'stripe', remember: true })
    const row = db.selectFrom('payment_customer').where('user_id', '=', ana.userId).select('ref')
    return (await row.executeTakeFirstOrThrow()).ref
  }
  const deleted = await remembered()
  assert.equal(await remembered(), deleted)
  await parts.providers.get('stripe')?.wallet?.close(deleted)
  assert.deepEqual(await methodsOf(ana), [])
  const renewed = await remembered()
  assert.notEqual(renewed, deleted)
  const unheardOf = 'cus_of_other_keys'
  await db.updateTable('payment_customer').set({ ref: unheardOf }).where('user_id', '=', ana.userId).execute()
  assert.deepEqual(await ana.api['GET /api/me/payment-methods'](), { items: [], unanswered: [] })
  assert.notEqual(await remembered(), unheardOf)
})

test('two orders at once make somebody known once', async () => {
  const ana = await person(app)
  const orders = await Promise.all([due(ana), due(ana)])
  const known = stripe.customers.size
  await Promise.all(orders.map((orderId) => pay(ana, orderId, { provider: 'stripe', remember: true })))
  const rows = await db.selectFrom('payment_customer').where('user_id', '=', ana.userId).select('ref').execute()
  assert.equal(rows.length, 1)
  const made = [...stripe.customers.values()].slice(known)
  assert.deepEqual(
    made.filter(({ deleted }) => !deleted).map(({ id }) => id),
    [rows[0]?.ref],
  )
})

test('forgetting somebody empties what every provider keeps for them, again without harm; nobody is deleted before', async () => {
  const [ana, ben] = [await person(app), await person(app)]
  await remember(ana)
  const ofBen = await remember(ben)
  await pay(ana, await due(ana), { provider: 'stripe', remember: true })
  const customer = [...stripe.customers.keys()].at(-1) ?? ''
  await assert.rejects(db.deleteFrom('users').where('id', '=', ana.userId).execute(), /payment_customer/)
  await forgetSavedMethods(parts, ana.userId)
  await forgetSavedMethods(parts, ana.userId)
  assert.equal(stripe.customers.get(customer)?.deleted, true)
  assert.deepEqual(await methodsOf(ana), [])
  assert.deepEqual(
    (await methodsOf(ben)).map(({ ref }) => ref),
    [ofBen],
  )
  // Somebody who comes back is somebody new.
  await remember(ana)
})
