import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newAttempt } from '../../../../test/simulators/attempt.ts'
import { simulatePaypal } from '../../../../test/simulators/paypal.ts'
import { newId } from '../../../db/id.ts'
import { paypalProvider } from './paypal.ts'

const keys = { clientId: 'simulated-client', clientSecret: 'simulated-secret', webhookId: '5GP028458E2496506' }
const paypal = await simulatePaypal(keys)
const now = () => new Date()
const refused = (code: string, call: Promise<unknown>) => assert.rejects(call, { code })
const provider = paypalProvider({ ...keys, api: paypal.origin, now })

const paid = {
  status: 'succeeded',
  paid: { amount: 2500, currency: 'EUR' },
  fee: { amount: 114, currency: 'EUR' },
} as const
const confirm = (ref: string, params = {}) => provider.confirm({ ref, params })
const read = (webhook: { headers: Record<string, string>; body: string }) =>
  provider.parseWebhook({ headers: webhook.headers, raw: Buffer.from(webhook.body) })
const refund = (ref: string, refundId: string, amount = 2500) =>
  provider.refund({ refundId, ref, amount: { amount, currency: 'EUR' }, returnsFee: true })

test('an order is begun once for a try, and its page is where the buyer goes', async () => {
  const attempt = newAttempt()
  const [one, two] = [await provider.begin(attempt), await provider.begin(attempt)]
  assert.deepEqual(one, two)
  assert.deepEqual(one.next, { kind: 'redirect', url: `${paypal.origin}/checkoutnow?token=${one.ref}` })
  assert.deepEqual(paypal.orders.get(one.ref)?.amount, { currency_code: 'EUR', value: '25.00' })
})

test('what was approved is captured when the buyer comes back, once, also when two ask at once', async () => {
  const { ref } = await provider.begin(newAttempt())
  assert.deepEqual(await confirm(ref), { status: 'pending' })
  paypal.approve(ref)
  assert.deepEqual(await provider.fetch(ref), { status: 'pending' })
  assert.deepEqual(await Promise.all([confirm(ref), confirm(ref), confirm(ref)]), [paid, paid, paid])
  assert.equal(paypal.orders.get(ref)?.captures.length, 1)
  assert.deepEqual(await provider.fetch(ref), paid)
})

test('what refusals to capture mean', async () => {
  for (const [issue, failure] of [
    ['INSTRUMENT_DECLINED', 'declined'],
    ['PAYER_ACTION_REQUIRED', 'authentication_failed'],
    ['CARD_EXPIRED', 'card_expired'],
    ['MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED', 'limit_exceeded'],
  ] as const) {
    const { ref } = await provider.begin(newAttempt())
    paypal.approve(ref, issue)
    assert.deepEqual(await confirm(ref), { status: 'failed', failure })
  }
  const { ref } = await provider.begin(newAttempt())
  paypal.approve(ref, 'SOMETHING_NEW')
  await assert.rejects(confirm(ref), /422 SOMETHING_NEW/)
})

test('a capture may be declined or wait', async () => {
  for (const [status, state] of [
    ['DECLINED', { status: 'failed', failure: 'declined' }],
    ['PENDING', { status: 'pending' }],
    ['COMPLETED', paid],
  ] as const) {
    paypal.captureAs(status)
    const { ref } = await provider.begin(newAttempt())
    paypal.approve(ref)
    assert.deepEqual(await confirm(ref), state)
    assert.deepEqual(await provider.close(ref), state)
    assert.deepEqual(await confirm(ref, { cancelled: '1' }), state)
  }
})

test('a capture that PayPal looks at has no fee before it is completed; a fee may be taken in the currency of the account', async (t) => {
  t.after(() => {
    paypal.captureAs('COMPLETED')
    paypal.keepInAccount(undefined)
  })
  paypal.captureAs('PENDING')
  paypal.keepInAccount({ currency_code: 'USD', value: '1.32' })
  const { ref } = await provider.begin(newAttempt())
  paypal.approve(ref)
  assert.deepEqual(await confirm(ref), { status: 'pending' })
  paypal.complete(ref)
  assert.deepEqual(await provider.fetch(ref), { ...paid, fee: { amount: 132, currency: 'USD' } })
})

test('coming back without approving is no payment; nor is an order that is closed or forgotten', async () => {
  const { ref } = await provider.begin(newAttempt())
  assert.deepEqual(await confirm(ref, { cancelled: '1' }), { status: 'cancelled' })
  paypal.approve(ref)
  assert.deepEqual(await provider.close(ref), { status: 'cancelled' })
  assert.equal(paypal.orders.get(ref)?.captures.length, 0)
  assert.deepEqual(await confirm(ref), paid)
  const { ref: forgotten } = await provider.begin(newAttempt())
  paypal.forget(forgotten)
  assert.deepEqual(await confirm(forgotten), { status: 'cancelled' })
})

test('amounts are decimal text, without decimals where PayPal takes none', async () => {
  for (const [amount, currency, value, fee] of [
    [500, 'JPY', '500', 54],
    [120_000, 'HUF', '1200', 7500],
    [5, 'USD', '0.05', 39],
  ] as const) {
    const { ref } = await provider.begin(newAttempt({ total: { amount, currency } }))
    assert.equal(paypal.orders.get(ref)?.amount.value, value)
    paypal.approve(ref)
    assert.deepEqual(await confirm(ref), {
      status: 'succeeded',
      paid: { amount, currency },
      fee: { amount: fee, currency },
    })
  }
  assert.deepEqual([provider.takes('EUR'), provider.takes('KWD')], [true, false])
  for (const total of [
    { amount: 1000, currency: 'KWD' },
    { amount: 120_050, currency: 'HUF' },
  ])
    await refused('amount_not_payable', provider.begin(newAttempt({ total })))
})

test('a refund is made once for its id, in parts for several, and says when it did not work', async () => {
  const { ref } = await provider.begin(newAttempt())
  assert.deepEqual(await refund(ref, newId()), { status: 'failed' })
  paypal.approve(ref)
  await confirm(ref)
  const id = newId()
  assert.deepEqual(await refund(ref, id, 1000), { status: 'done' })
  assert.deepEqual(await refund(ref, id, 1000), { status: 'done' })
  assert.equal(paypal.orders.get(ref)?.refunds.length, 1)
  paypal.refundAs('PENDING')
  assert.deepEqual(await refund(ref, newId(), 500), { status: 'pending' })
  paypal.refundAs('FAILED')
  const other = newId()
  assert.deepEqual(await refund(ref, other, 1000), { status: 'failed' })
  assert.deepEqual(await refund(ref, other, 1000), { status: 'failed' })
  paypal.refundAs('COMPLETED')
  assert.deepEqual(await refund(ref, other, 1000), { status: 'done' })
  assert.deepEqual(await refund(ref, other, 1000), { status: 'done' })
  assert.equal(paypal.orders.get(ref)?.refunds.length, 5)
  assert.deepEqual(await confirm(ref), paid)
  assert.deepEqual(await refund(ref, id, 1000), { status: 'done' })
  assert.deepEqual(await refund(ref, newId(), 1), { status: 'failed' })
})

test('a token serves until it ends, and another is fetched when PayPal takes it no more', async () => {
  let at = new Date()
  const fresh = paypalProvider({ ...keys, api: paypal.origin, now: () => at })
  const given = paypal.tokens.size
  const { ref } = await fresh.begin(newAttempt())
  await Promise.all([fresh.fetch(ref), fresh.fetch(ref)])
  assert.equal(paypal.tokens.size, given + 1)
  at = new Date(at.getTime() + 32_400_000)
  await Promise.all([fresh.fetch(ref), fresh.fetch(ref)])
  assert.equal(paypal.tokens.size, given + 2)
  paypal.revokeTokens()
  assert.deepEqual(await fresh.fetch(ref), { status: 'pending' })
  assert.equal(paypal.tokens.size, 1)
})

test('an answer that was lost is asked for again and has its effect once', async () => {
  const before = paypal.orders.size
  // The token is kept, so that the next thing asked is the order.
  await provider.fetch('any')
  paypal.ail('broken after', 1)
  const { ref } = await provider.begin(newAttempt())
  assert.equal(paypal.orders.size, before + 1)
  paypal.approve(ref)
  paypal.ail('too many', 1)
  assert.deepEqual(await provider.fetch(ref), { status: 'pending' })
  paypal.ail('broken after', 1, '/capture')
  assert.deepEqual(await confirm(ref), paid)
  assert.equal(paypal.orders.get(ref)?.captures.length, 1)
})

test('a provider that is broken, silent or gone is said to be unavailable, and well again is well', async () => {
  const impatient = paypalProvider({ ...keys, api: paypal.origin, now, patience: 50 })
  for (const trouble of ['broken', 'silent'] as const) {
    paypal.ail(trouble)
    await refused('provider_unavailable', impatient.begin(newAttempt()))
    paypal.well()
  }
  assert.ok((await impatient.begin(newAttempt())).ref)
  const gone = paypalProvider({ ...keys, api: 'http://127.0.0.1:1', now })
  await refused('provider_unavailable', gone.begin(newAttempt()))
})

test('keys that PayPal does not take are a fault that names the settings', async () => {
  const stranger = paypalProvider({ ...keys, clientSecret: 'other', api: paypal.origin, now })
  await assert.rejects(stranger.begin(newAttempt()), /PAYPAL_CLIENT_SECRET/)
})

test('webhooks about an order or its capture are read; others are taken and left alone', async () => {
  const { ref } = await provider.begin(newAttempt())
  for (const type of ['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED', 'PAYMENT.CAPTURE.DENIED'])
    assert.deepEqual(await read(paypal.webhook(type, ref, { id: `WH-${type}` })), [{ eventId: `WH-${type}`, ref }])
  assert.deepEqual(await read(paypal.webhook('BILLING.PLAN.CREATED', ref)), [])
})

test('webhooks that are forged, changed, old, or signed with a certificate from elsewhere are not PayPal’s', async () => {
  const { ref } = await provider.begin(newAttempt())
  const event = 'CHECKOUT.ORDER.APPROVED'
  const good = paypal.webhook(event, ref)
  const days = (count: number) => new Date(Date.now() - count * 24 * 3_600_000)
  const without = (name: string) => ({ ...good, headers: { ...good.headers, [name]: '' } })
  assert.ok(await read(paypal.webhook(event, ref, { at: days(2) })))
  for (const bad of [
    paypal.webhook(event, ref, { at: days(4) }),
    paypal.webhook(event, ref, { at: days(-4) }),
    paypal.webhook(event, ref, { webhookId: 'ANOTHER' }),
    { ...good, body: good.body.replace(ref, 'OTHER') },
    { ...good, body: `${good.body} ` },
    { ...good, headers: {} },
    ...Object.keys(good.headers)
      .filter((name) => name.startsWith('paypal-'))
      .map(without),
    ...[
      `${paypal.origin}/elsewhere/CERT-test`,
      `${paypal.origin}/v1/notifications/certs/CERT-broken`,
      `${paypal.origin}/v1/notifications/certs/../../../elsewhere/CERT-test`,
      'https://paypal.com.example.org/v1/notifications/certs/CERT-test',
      'https://evil-paypal.com/v1/notifications/certs/CERT-test',
      'http://api.paypal.com/v1/notifications/certs/CERT-test',
      'not an address',
    ].map((certificate) => paypal.webhook(event, ref, { certificate })),
  ])
    assert.equal(await read(bad), null)
})

test('a webhook whose certificate cannot be fetched now is to be sent again', async () => {
  const fresh = paypalProvider({ ...keys, api: paypal.origin, now, patience: 50 })
  const { headers, body } = paypal.webhook('CHECKOUT.ORDER.APPROVED', 'X')
  paypal.ail('silent', 1)
  await refused('provider_unavailable', fresh.parseWebhook({ headers, raw: Buffer.from(body) }))
  assert.ok(await fresh.parseWebhook({ headers, raw: Buffer.from(body) }))
})
