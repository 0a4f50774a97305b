import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newAttempt } from '../../../../test/simulators/attempt.ts'
import { simulateRazorpay } from '../../../../test/simulators/razorpay.ts'
import { newId } from '../../../db/id.ts'
import { razorpayProvider } from './razorpay.ts'

const keys = { keyId: 'rzp_test_simulated', keySecret: 'simulated-secret', webhookSecret: 'simulated-webhook' }
const razorpay = await simulateRazorpay(keys)
const now = () => new Date()
const refused = (code: string, call: Promise<unknown>) => assert.rejects(call, { code })
const parts = { ...keys, api: razorpay.origin, checkout: 'https://checkout.razorpay.com', now }
const provider = razorpayProvider(parts)

const rupees = (amount: number) => ({ total: { amount, currency: 'INR' } })
const paid = {
  status: 'succeeded',
  paid: { amount: 2500, currency: 'INR' },
  fee: { amount: 59, currency: 'INR' },
} as const
const begin = (wanted = {}) => provider.begin(newAttempt({ ...rupees(2500), ...wanted }))
const confirm = (ref: string, params: Record<string, string> = {}) => provider.confirm({ ref, params })
const read = (webhook: { headers: Record<string, string>; body: string }) =>
  provider.parseWebhook({ headers: webhook.headers, raw: Buffer.from(webhook.body) })
const refund = (ref: string, refundId: string, amount = 2500) =>
  provider.refund({ refundId, ref, amount: { amount, currency: 'INR' }, returnsFee: true })

test('an order is begun once for a try, and Checkout.js is told what it needs', async () => {
  const attempt = newAttempt(rupees(2500))
  const [one, two] = [await provider.begin(attempt), await provider.begin(attempt)]
  assert.deepEqual(one, two)
  const { email, label } = attempt
  const data = { order_id: one.ref, amount: 2500, currency: 'INR', description: label, email }
  const step = { kind: 'embed', sdk: 'https://checkout.razorpay.com/v1/checkout.js', publicKey: keys.keyId, data }
  assert.deepEqual(one.next, step)
  assert.deepEqual(provider.embed?.({ ref: one.ref, ...attempt }), step)
  assert.deepEqual(razorpay.orders.get(one.ref)?.notes, { order_id: attempt.orderId, payment_id: attempt.attemptId })
})

test('what is authorized is captured, once, also when two ask at once', async () => {
  const { ref } = await begin()
  assert.deepEqual(await confirm(ref), { status: 'pending' })
  const params = razorpay.pay(ref)
  assert.deepEqual(await provider.fetch(ref), { status: 'pending' })
  assert.deepEqual(await Promise.all([confirm(ref, params), confirm(ref), confirm(ref)]), [paid, paid, paid])
  assert.deepEqual(await provider.fetch(ref), paid)
  const { ref: captured } = await begin()
  razorpay.pay(captured, { captured: true })
  assert.deepEqual(await confirm(captured), paid)
})

test('a return whose signature is not Razorpay’s is refused, and so is one of another order', async () => {
  const { ref } = await begin()
  const { ref: other } = await begin()
  const params = razorpay.pay(ref)
  const forged = { ...params, razorpay_signature: '0'.repeat(64) }
  for (const bad of [
    forged,
    { ...params, razorpay_payment_id: 'pay_other' },
    { razorpay_payment_id: 'pay_x' },
    { razorpay_signature: 'x' },
  ])
    await refused('signature_invalid', confirm(ref, bad))
  await refused('signature_invalid', confirm(other, params))
  assert.deepEqual(await provider.fetch(ref), { status: 'pending' })
})

test('what failures mean, and that the buyer may try again', async () => {
  for (const [reason, failure] of [
    ['payment_failed', 'declined'],
    ['insufficient_funds', 'insufficient_funds'],
    ['authentication_failed', 'authentication_failed'],
    ['incorrect_cvv', 'details_wrong'],
  ] as const) {
    const { ref } = await begin()
    razorpay.pay(ref, { reason })
    assert.deepEqual(await confirm(ref), { status: 'failed', failure })
    razorpay.pay(ref)
    assert.deepEqual(await confirm(ref), paid)
  }
})

test('closing the dialog is no payment; nor is what is closed before it is captured', async () => {
  const { ref } = await begin()
  assert.deepEqual(await confirm(ref, { cancelled: '1' }), { status: 'cancelled' })
  razorpay.pay(ref)
  assert.deepEqual(await provider.close(ref), { status: 'cancelled' })
  assert.equal(razorpay.payments.at(-1)?.status, 'authorized')
})

test('currencies without decimals and with three', async () => {
  for (const [amount, currency, fee] of [
    [500, 'JPY', 1062],
    [295_990, 'KWD', 628_683],
  ] as const) {
    const { ref } = await begin({ total: { amount, currency } })
    assert.equal(razorpay.orders.get(ref)?.amount, amount)
    razorpay.pay(ref)
    const inRupees = { amount: fee, currency: 'INR' }
    assert.deepEqual(await confirm(ref), { status: 'succeeded', paid: { amount, currency }, fee: inRupees })
  }
  await refused('amount_not_payable', begin({ total: { amount: 295_991, currency: 'KWD' } }))
})

test('a refund is made once for its id, in parts for several, and says when it did not work', async () => {
  const { ref } = await begin()
  assert.deepEqual(await refund(ref, newId()), { status: 'failed' })
  razorpay.pay(ref)
  await confirm(ref)
  const id = newId()
  const before = razorpay.refunds.length
  assert.deepEqual(await refund(ref, id, 1000), { status: 'done' })
  assert.deepEqual(await refund(ref, id, 1000), { status: 'done' })
  assert.equal(razorpay.refunds.length, before + 1)
  razorpay.refundAs('pending')
  assert.deepEqual(await refund(ref, newId(), 500), { status: 'pending' })
  razorpay.refundAs('failed')
  const other = newId()
  assert.deepEqual(await refund(ref, other, 1000), { status: 'failed' })
  assert.deepEqual(await refund(ref, other, 1000), { status: 'failed' })
  razorpay.refundAs('processed')
  await assert.rejects(refund(ref, newId(), 2000), /greater/)
  assert.deepEqual(await refund(ref, other, 1000), { status: 'done' })
  assert.deepEqual(await refund(ref, other, 1000), { status: 'done' })
  assert.equal(razorpay.refunds.length, before + 5)
  assert.deepEqual(await confirm(ref), paid)
})

test('an answer that was lost is asked for again; one order is paid, one refund made', async () => {
  razorpay.ail('broken after', 1)
  const attempt = newAttempt(rupees(2500))
  const { ref } = await provider.begin(attempt)
  razorpay.pay(ref)
  razorpay.ail('too many', 1)
  assert.deepEqual(await confirm(ref), paid)
  assert.equal((await provider.begin(attempt)).ref, ref)
  const before = razorpay.refunds.length
  razorpay.ail('broken after', 1)
  assert.deepEqual(await refund(ref, newId()), { status: 'done' })
  assert.equal(razorpay.refunds.length, before + 1)
})

test('a provider that is broken, silent or gone is said to be unavailable', async () => {
  const impatient = razorpayProvider({ ...parts, patience: 50 })
  for (const trouble of ['broken', 'silent'] as const) {
    razorpay.ail(trouble)
    await refused('provider_unavailable', impatient.begin(newAttempt(rupees(2500))))
    razorpay.well()
  }
  const gone = razorpayProvider({ ...parts, api: 'http://127.0.0.1:1' })
  await refused('provider_unavailable', gone.begin(newAttempt(rupees(2500))))
})

test('keys that Razorpay does not take are a fault, not a refusal', async () => {
  const stranger = razorpayProvider({ ...parts, keySecret: 'other-secret' })
  await assert.rejects(stranger.begin(newAttempt(rupees(2500))), /401 BAD_REQUEST_ERROR/)
})

test('webhooks about the payment of an order are read; others are taken and left alone', async () => {
  const { ref } = await begin()
  razorpay.pay(ref)
  for (const type of ['payment.authorized', 'payment.captured', 'payment.failed', 'order.paid'])
    assert.deepEqual(await read(razorpay.webhook(type, ref, { id: type })), [{ eventId: type, ref }])
  const { headers, body } = razorpay.webhook('payment.captured', ref)
  const { 'x-razorpay-event-id': _, ...unnamed } = headers
  const [one, two] = [await read({ headers: unnamed, body }), await read({ headers: unnamed, body })]
  assert.deepEqual(one, two)
  assert.equal(one?.[0]?.ref, ref)
})

test('webhooks that are forged, changed or old are not Razorpay’s', async () => {
  const { ref } = await begin()
  razorpay.pay(ref)
  const event = 'payment.captured'
  const good = razorpay.webhook(event, ref)
  const hours = (count: number) => Date.now() / 1000 - count * 3600
  assert.ok(await read(razorpay.webhook(event, ref, { at: hours(24) })))
  for (const bad of [
    razorpay.webhook(event, ref, { at: hours(26) }),
    razorpay.webhook(event, ref, { secret: keys.keySecret }),
    { ...good, body: good.body.replace(ref, 'order_other') },
    { ...good, body: `${good.body} ` },
    { ...good, headers: { ...good.headers, 'x-razorpay-signature': '' } },
    { ...good, headers: {} },
  ])
    assert.equal(await read(bad), null)
})
