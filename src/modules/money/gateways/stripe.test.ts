import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newAttempt } from '../../../../test/simulators/attempt.ts'
import { type StripeCard, simulateStripe } from '../../../../test/simulators/stripe.ts'
import { newId } from '../../../db/id.ts'
import { stripeProvider } from './stripe.ts'

const keys = { secretKey: 'sk_test_simulated', webhookSecret: 'whsec_simulated' }
const stripe = await simulateStripe(keys)
const now = () => new Date()
const refused = (code: string, call: Promise<unknown>) => assert.rejects(call, { code })
const provider = stripeProvider({ ...keys, api: stripe.origin, now })

const paid = { status: 'succeeded', paid: { amount: 2500, currency: 'EUR' }, fee: null } as const
const confirm = (ref: string, params = {}) => provider.confirm({ ref, params })
const asked = (path: string) => stripe.asked.filter((one) => one.path === path)
const read = (webhook: { headers: Record<string, string>; body: string }) =>
  provider.parseWebhook({ headers: webhook.headers, raw: Buffer.from(webhook.body) })

test('a session is begun once for a try, with the version, the amount and where to come back to', async () => {
  const attempt = newAttempt()
  const begun = await Promise.all([provider.begin(attempt), provider.begin(attempt)])
  assert.deepEqual(begun[0], begun[1])
  assert.equal(begun[0].next.kind, 'redirect')
  const session = stripe.sessions.get(begun[0].ref)
  assert.deepEqual([session?.amount_total, session?.currency], [2500, 'eur'])
  assert.deepEqual(session?.metadata, { order_id: attempt.orderId, payment_id: attempt.attemptId })
  assert.equal(asked('/v1/checkout/sessions').at(-1)?.headers['idempotency-key'], attempt.attemptId)
})

test('a session lives as long as the hold, and at least and at most as long as Stripe wants', async () => {
  const endOf = async (expiresAt: Date | null) => {
    const { ref } = await provider.begin(newAttempt({ expiresAt }))
    return (stripe.sessions.get(ref)?.expires_at ?? 0) - Date.now() / 1000
  }
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
  assert.ok(Math.abs((await endOf(inHours(0.1))) - 35 * 60) < 30)
  assert.ok(Math.abs((await endOf(inHours(2))) - 2 * 3600) < 30)
  assert.ok(Math.abs((await endOf(inHours(5 * 24))) - (24 * 3600 - 300)) < 30)
  assert.ok(Math.abs((await endOf(null)) - 24 * 3600) < 30)
})

test('what a card comes to', async () => {
  const outcomes: [StripeCard, unknown, unknown][] = [
    ['good', paid, paid],
    ['3-D Secure passed', paid, paid],
    ['declined', { status: 'pending' }, { status: 'failed', failure: 'declined' }],
    ['no funds', { status: 'pending' }, { status: 'failed', failure: 'insufficient_funds' }],
    ['3-D Secure failed', { status: 'pending' }, { status: 'failed', failure: 'authentication_failed' }],
  ]
  for (const [card, open, closed] of outcomes) {
    const { ref } = await provider.begin(newAttempt())
    stripe.pay(ref, card)
    assert.deepEqual(await confirm(ref), open, card)
    assert.deepEqual(await provider.close(ref), closed, card)
    assert.deepEqual(await provider.fetch(ref), closed, card)
  }
})

test('a buyer who was declined may pay with another card', async () => {
  const { ref } = await provider.begin(newAttempt())
  stripe.pay(ref, 'declined')
  stripe.pay(ref)
  assert.deepEqual(await confirm(ref), paid)
})

test('coming back without paying ends the session, unless it was paid after all', async () => {
  const { ref } = await provider.begin(newAttempt())
  assert.deepEqual(await confirm(ref), { status: 'pending' })
  assert.deepEqual(await confirm(ref, { cancelled: '1' }), { status: 'cancelled' })
  assert.equal(stripe.sessions.get(ref)?.status, 'expired')
  assert.deepEqual(await provider.close(ref), { status: 'cancelled' })
  const { ref: other } = await provider.begin(newAttempt())
  stripe.pay(other)
  assert.deepEqual(await confirm(other, { cancelled: '1' }), paid)
})

test('money from a bank is waited for', async () => {
  for (const ok of [true, false]) {
    const { ref } = await provider.begin(newAttempt())
    stripe.payByBank(ref)
    assert.deepEqual(await confirm(ref), { status: 'pending' })
    assert.deepEqual(await provider.close(ref), { status: 'pending' })
    stripe.arrive(ref, ok)
    assert.deepEqual(await provider.fetch(ref), ok ? paid : { status: 'failed', failure: 'declined' })
  }
})

test('currencies without decimals, with three, and those Stripe counts in its own way', async () => {
  const total = (amount: number, currency: string) => ({ total: { amount, currency } })
  for (const [amount, currency, units] of [
    [500, 'JPY', 500],
    [295_990, 'KWD', 295_990],
    [700, 'ISK', 70_000],
  ] as const) {
    const { ref } = await provider.begin(newAttempt(total(amount, currency)))
    assert.equal(stripe.sessions.get(ref)?.amount_total, units)
    stripe.pay(ref)
    assert.deepEqual(await confirm(ref), { status: 'succeeded', paid: { amount, currency }, fee: null })
  }
  await refused('amount_not_payable', provider.begin(newAttempt(total(295_991, 'KWD'))))
})

test('the fee is known when the charge is in the balance, in the currency of that', async () => {
  for (const [fee, currency, known] of [
    [88, 'eur', { amount: 88, currency: 'EUR' }],
    [102, 'usd', { amount: 102, currency: 'USD' }],
    [0, 'eur', { amount: 0, currency: 'EUR' }],
    // Stripe counts hundredths of a króna, which ISO 4217 does not.
    [1251, 'isk', { amount: 13, currency: 'ISK' }],
  ] as const) {
    const { ref } = await provider.begin(newAttempt())
    stripe.pay(ref)
    assert.deepEqual(await confirm(ref), paid)
    stripe.book(ref, fee, currency)
    assert.deepEqual(await provider.fetch(ref), { ...paid, fee: known })
  }
})

test('with an account of the organizer the money is theirs, less the fee; a refund takes both back', async () => {
  const { ref } = await provider.begin(newAttempt({ payee: { account: 'acct_1Organizer', fee: 125 } }))
  const { transfer_data, application_fee_amount } = stripe.intentOf(ref)
  assert.deepEqual([transfer_data, application_fee_amount], [{ destination: 'acct_1Organizer' }, 125])
  stripe.pay(ref)
  const amount = { amount: 2500, currency: 'EUR' }
  assert.deepEqual(await provider.refund({ refundId: newId(), ref, amount, returnsFee: true }), { status: 'done' })
  const refund = stripe.refunds.at(-1)
  assert.deepEqual([refund?.reverse_transfer, refund?.refund_application_fee], [true, true])
  const fine = { payee: { account: 'acct_1Organizer', fee: 1239 }, total: { amount: 20_000, currency: 'KWD' } }
  const { ref: other } = await provider.begin(newAttempt(fine))
  assert.equal(stripe.intentOf(other).application_fee_amount, 1230)
})

test('a refund is made once for its id, in parts for several, and says when it did not work', async () => {
  const { ref } = await provider.begin(newAttempt())
  const part = (refundId: string, amount = 1000) =>
    provider.refund({ refundId, ref, amount: { amount, currency: 'EUR' }, returnsFee: true })
  assert.deepEqual(await part(newId()), { status: 'failed' })
  stripe.pay(ref)
  const before = stripe.refunds.length
  const id = newId()
  assert.deepEqual(await part(id), { status: 'done' })
  assert.deepEqual(await part(id), { status: 'done' })
  assert.equal(stripe.refunds.length, before + 1)
  stripe.refundAs('pending')
  assert.deepEqual(await part(newId(), 500), { status: 'pending' })
  stripe.refundAs('failed')
  const other = newId()
  assert.deepEqual(await part(other, 500), { status: 'failed' })
  assert.deepEqual(await part(other, 500), { status: 'failed' })
  stripe.refundAs('succeeded')
  assert.deepEqual(await part(other, 500), { status: 'done' })
  assert.deepEqual(await part(other, 500), { status: 'done' })
  assert.equal(stripe.refunds.length, before + 5)
  await assert.rejects(part(newId(), 2000))
})

test('a refund that Stripe refused outright is made when somebody tries it again, once', async () => {
  const { ref } = await provider.begin(newAttempt())
  stripe.pay(ref)
  const refundId = newId()
  const intent = stripe.intentOf(ref)
  const tried = (tries?: number) => {
    const amount = { amount: intent.amount, currency: 'EUR' }
    return provider.refund({ refundId, ref, amount, returnsFee: true, ...(tries === undefined ? {} : { tries }) })
  }
  const other = await provider.refund({
    refundId: newId(),
    ref,
    amount: { amount: 100, currency: 'EUR' },
    returnsFee: true,
  })
  assert.deepEqual(other, { status: 'done' })
  await assert.rejects(tried(), /charge_already_refunded/)
  Object.assign(stripe.refunds.at(-1) ?? {}, { status: 'failed' })
  // Stripe answers the key it knows as it did before.
  await assert.rejects(tried(0), /charge_already_refunded/)
  const before = stripe.refunds.length
  assert.deepEqual(await Promise.all([tried(1), tried(1)]), [{ status: 'done' }, { status: 'done' }])
  assert.deepEqual(await tried(2), { status: 'done' })
  assert.equal(stripe.refunds.length, before + 1)
})

test('an answer that was lost is asked for again and has its effect once', async () => {
  const attempt = newAttempt()
  const before = stripe.sessions.size
  stripe.ail('broken after', 1)
  const { ref } = await provider.begin(attempt)
  assert.equal(stripe.sessions.size, before + 1)
  stripe.pay(ref)
  stripe.ail('broken', 1)
  assert.deepEqual(await confirm(ref), paid)
  const refunds = stripe.refunds.length
  const refund = { refundId: newId(), ref, amount: { amount: 2500, currency: 'EUR' }, returnsFee: true }
  stripe.ail('broken after', 1)
  assert.deepEqual(await provider.refund(refund), { status: 'done' })
  assert.equal(stripe.refunds.length, refunds + 1)
})

test('a provider that is broken, silent or gone is said to be unavailable', async () => {
  const impatient = stripeProvider({ ...keys, api: stripe.origin, now, patience: 50 })
  for (const trouble of ['broken', 'silent'] as const) {
    stripe.ail(trouble)
    await refused('provider_unavailable', impatient.begin(newAttempt()))
    await refused('provider_unavailable', impatient.fetch('cs_test_any'))
    stripe.well()
  }
  const gone = stripeProvider({ ...keys, api: 'http://127.0.0.1:1', now })
  await refused('provider_unavailable', gone.begin(newAttempt()))
})

test('only what is wrong with a kept card is said to be', async () => {
  const customer = await provider.wallet?.open({ userId: newId(), email: 'marta@quintela.pt' })
  const keptFor = { customer: String(customer), method: stripe.keep(String(customer)).id }
  const total = { amount: 30, currency: 'EUR' }
  await assert.rejects(provider.begin(newAttempt({ keptFor, total })), { code: 'amount_too_small' })
  await refused('payment_method_gone', provider.begin(newAttempt({ keptFor: { ...keptFor, method: 'pm_gone' } })))
  const attempt = newAttempt({ keptFor })
  const { ref } = await provider.begin(attempt)
  assert.equal(await provider.wallet?.findCharge(keptFor.customer, attempt.attemptId), ref)
  assert.equal(await provider.wallet?.findCharge(keptFor.customer, newId()), null)
  await provider.wallet?.close(keptFor.customer)
  await refused('payment_method_gone', provider.begin(newAttempt({ keptFor })))
})

test('keys that Stripe does not take are a fault, not a refusal', async () => {
  const stranger = stripeProvider({ ...keys, secretKey: 'sk_test_other', api: stripe.origin, now })
  await assert.rejects(stranger.begin(newAttempt()), { type: 'StripeAuthenticationError' })
})

test('webhooks about a session are read; others are taken and left alone', async () => {
  const { ref } = await provider.begin(newAttempt())
  for (const type of ['completed', 'expired', 'async_payment_succeeded', 'async_payment_failed']) {
    const events = await read(stripe.webhook(`checkout.session.${type}`, ref, { id: `evt_${type}` }))
    assert.deepEqual(events, [{ eventId: `evt_${type}`, ref }])
  }
  assert.deepEqual(await read(stripe.webhook('charge.succeeded', ref)), [])
})

test('webhooks that are forged, changed or old are not Stripe’s', async () => {
  const { ref } = await provider.begin(newAttempt())
  const event = 'checkout.session.completed'
  const good = stripe.webhook(event, ref)
  const old = Date.now() / 1000 - 301
  assert.ok(await read(stripe.webhook(event, ref, { at: Date.now() / 1000 - 290 })))
  for (const bad of [
    stripe.webhook(event, ref, { at: old }),
    stripe.webhook(event, ref, { secret: 'whsec_other' }),
    { ...good, body: good.body.replace(ref, 'cs_test_other') },
    { ...good, body: `${good.body} ` },
    { ...good, headers: { 'stripe-signature': '' } },
    { ...good, headers: {} },
    { ...good, headers: { 'stripe-signature': String(good.headers['stripe-signature']).replace(/^t=\d+/, 't=1') } },
  ])
    assert.equal(await read(bad), null)
})
