import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { hold, marta, startPaying } from '../../../test/sales.ts'
import { newAttempt } from '../../../test/simulators/attempt.ts'
import { sandboxWebhook } from './gateways/sandbox.ts'
import { providerNamed, providersOf } from './providers.ts'

/** An installation as its operator runs it. Nobody answers at the addresses. */
const app = await testApp({
  NODE_ENV: 'production',
  APP_SECRET: 'an application secret of forty characters',
  PUBLIC_URL: 'http://127.0.0.1:9',
  SMTP_URL: 'smtp://127.0.0.1:9',
  RATE_LIMITS: 'on',
  STRIPE_SECRET_KEY: 'sk_live_none',
  STRIPE_WEBHOOK_SECRET: 'whsec_none',
})
const { db } = app
const { owner, own } = await cast(app)
const sandbox = providerNamed(providersOf(app.app.services), 'sandbox')
const { eventId, typeIds } = await makeEvent(owner, own.id)
const typeId = typeIds[0] ?? ''
const switchTest = (testMode: boolean) =>
  owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { testMode } })

test('in production a real order is never paid in the sandbox', async () => {
  const buyer = app.browser()
  assert.deepEqual((await buyer.api['GET /api/payment-providers']()).items, ['stripe'])
  const { id: orderId } = await hold(buyer, { eventId, typeId })
  const params = { orderId }
  assert.deepEqual((await buyer.api['GET /api/orders/:orderId/payment-providers']({ params })).items, ['stripe'])
  await buyer.api['PATCH /api/orders/:orderId/details']({ params, body: marta })
  const pay = (provider: string) =>
    buyer.api['POST /api/orders/:orderId/payments']({ params, body: { provider }, key: randomUUID() })
  await refusedWith('provider_unknown', pay('sandbox'), 'provider')
  await assert.rejects(sandbox.begin(newAttempt({ orderId })), { code: 'provider_unknown' })
  assert.equal((await buyer.api['GET /api/orders/:orderId']({ params })).state, 'held')
})

test('what the books of the sandbox have of a real order from before is worth nothing in production', async () => {
  await db
    .insertInto('sandbox_payment')
    .values({ ref: 'of-old', amount: 2500, currency: 'EUR', label: '', return_url: '', cancel_url: '' })
    .execute()
  const params = { ref: 'of-old' }
  const stranger = app.browser()
  await refusedWith('not_found', stranger.api['GET /api/sandbox/payments/:ref']({ params }))
  for (const act of ['payment', 'decline', 'cancel'] as const)
    await refusedWith('not_found', stranger.api[`POST /api/sandbox/payments/:ref/${act}`]({ params }))
  const trouble = { params, body: { act: 'late' } } as const
  await refusedWith('not_found', stranger.api['POST /api/sandbox/payments/:ref/trouble'](trouble))
  const { state } = await db
    .selectFrom('sandbox_payment')
    .select('state')
    .where('ref', '=', 'of-old')
    .executeTakeFirstOrThrow()
  assert.equal(state, 'open')
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('ref', '=', 'of-old').execute()
  assert.deepEqual(await sandbox.fetch('of-old'), { status: 'cancelled' })
  assert.deepEqual(await sandbox.confirm({ ref: 'of-old', params: {} }), { status: 'cancelled' })
})

test('in production a test order is paid in the sandbox, by return and by webhook, and in no other way', async () => {
  await switchTest(true)
  for (const way of ['return', 'webhook'] as const) {
    const buyer = app.browser()
    const { id: orderId } = await hold(buyer, { eventId, typeId })
    const params = { orderId }
    assert.deepEqual((await buyer.api['GET /api/orders/:orderId/payment-providers']({ params })).items, ['sandbox'])
    await buyer.api['PATCH /api/orders/:orderId/details']({ params, body: marta })
    for (const provider of ['stripe', 'door', 'transfer'])
      await refusedWith(
        'provider_unknown',
        buyer.api['POST /api/orders/:orderId/payments']({ params, body: { provider }, key: randomUUID() }),
      )
    const { paymentId, ref } = await startPaying(buyer, orderId)
    const shown = await buyer.api['GET /api/sandbox/payments/:ref']({ params: { ref } })
    assert.deepEqual([shown.test, shown.state], [true, 'open'])
    await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
    if (way === 'return')
      await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
        params: { orderId, paymentId },
        body: {},
      })
    else {
      const { body, headers } = await sandboxWebhook(app.app.services, ref)
      const { status } = await fetch(`${app.origin}/api/webhooks/sandbox`, { method: 'POST', headers, body })
      assert.equal(status, 204)
      await app.settle()
    }
    const { state, test: isTest } = await buyer.api['GET /api/orders/:orderId']({ params })
    assert.deepEqual([state, isTest], ['paid', true], way)
  }
  await switchTest(false)
})
