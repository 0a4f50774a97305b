import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { refusedWith } from '../../../test/refused.ts'
import { sandboxWebhook } from './gateways/sandbox.ts'

const production = await testApp({
  NODE_ENV: 'production',
  APP_SECRET: 'thirty-two characters at the least, this is',
  PUBLIC_URL: 'http://localhost:3999',
  SMTP_URL: 'smtp://127.0.0.1:1',
  RATE_LIMITS: 'on',
})

test('in production there is no sandbox: it is not offered, has no page, and its webhooks are not taken', async () => {
  const { api } = production.browser()
  const ref = 'open-in-the-books'
  const books = { ref, amount: 100, currency: 'EUR', label: '', return_url: '', cancel_url: '' }
  await production.db.insertInto('sandbox_payment').values(books).execute()
  assert.deepEqual(await api['GET /api/payment-providers'](), { items: [] })
  await refusedWith('not_found', api['GET /api/sandbox/payments/:ref']({ params: { ref } }))
  for (const act of ['payment', 'decline', 'cancel'] as const)
    await refusedWith('not_found', api[`POST /api/sandbox/payments/:ref/${act}`]({ params: { ref } }))
  const trouble = { params: { ref }, body: { act: 'late' } } as const
  await refusedWith('not_found', api['POST /api/sandbox/payments/:ref/trouble'](trouble))
  const webhook = await sandboxWebhook(production.app.services, ref)
  const answer = await fetch(`${production.origin}/api/webhooks/sandbox`, { method: 'POST', ...webhook })
  assert.equal(answer.status, 404)
  const kept = await production.db.selectFrom('sandbox_payment').select('state').executeTakeFirstOrThrow()
  assert.equal(kept.state, 'open')
})
