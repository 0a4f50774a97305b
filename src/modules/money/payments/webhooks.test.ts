import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { cast } from '../../../../test/people.ts'
import { hold, startPaying } from '../../../../test/sales.ts'
import { sandboxWebhook } from '../gateways/sandbox.ts'

const app = await testApp()
const { db, browser, origin, settle } = app
const { owner, own } = await cast(app)
const { services } = app.app

const event = await makeEvent(owner, own.id)
const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }

/** A payment made in the sandbox whose webhook has not been sent yet. */
async function paidInSandbox() {
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const { ref } = await startPaying(buyer, id)
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  await db.deleteFrom('outbox').execute()
  return { orderId: id, ref, webhook: await sandboxWebhook(services, ref) }
}
const send = (headers: Record<string, string>, body: string, provider = 'sandbox') =>
  fetch(`${origin}/api/webhooks/${provider}`, { method: 'POST', headers, body })
const stateOf = async (orderId: string) =>
  (await db.selectFrom('order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state
const events = async () =>
  (await db.selectFrom('provider_event').select(db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n

test('a webhook is answered at once, kept once however often it comes, and carried out by a job', async () => {
  const { orderId, webhook } = await paidInSandbox()
  const before = await events()
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(webhook.headers, webhook.body)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [204, 204, 204, 204, 204],
  )
  assert.equal(await events(), before + 1)
  assert.equal(await stateOf(orderId), 'awaiting_payment')
  assert.equal((await db.selectFrom('outbox').select('fact').where('fact', '=', 'payment.arrived').execute()).length, 1)
  await settle()
  assert.equal(await stateOf(orderId), 'paid')
  await send(webhook.headers, webhook.body)
  await settle()
  assert.equal(await events(), before + 1)
})

test('a webhook is refused when its bytes, its signature or its time are not the provider’s', async () => {
  const { orderId, webhook } = await paidInSandbox()
  const before = await events()
  const { 'sandbox-signature': signature = '', ...plain } = webhook.headers
  const signed = (value: string) => ({ ...plain, 'sandbox-signature': value })
  app.setNow(new Date(Date.now() - 301_000))
  const old = await sandboxWebhook(services, String(JSON.parse(webhook.body).ref))
  app.setNow(undefined)
  const attempts: [Record<string, string>, string][] = [
    [plain, webhook.body],
    [webhook.headers, webhook.body.replace('payment.paid', 'payment.open')],
    [webhook.headers, `${webhook.body} `],
    [signed(signature.replace(/.$/, (last) => (last === '0' ? '1' : '0'))), webhook.body],
    [signed(signature.replace(/t=\d+/, `t=${Math.floor(Date.now() / 1000) + 1}`)), webhook.body],
    [signed('t=,v1='), webhook.body],
    [old.headers, old.body],
  ]
  for (const [headers, body] of attempts) {
    const answer = await send(headers, body)
    assert.equal(answer.status, 400)
    assert.equal(((await answer.json()) as { code: string }).code, 'signature_invalid')
  }
  await settle()
  assert.equal(await events(), before)
  assert.equal(await stateOf(orderId), 'awaiting_payment')
})

test('a webhook to nobody, of another kind of body, or too large, is refused', async () => {
  const { webhook } = await paidInSandbox()
  assert.equal((await send(webhook.headers, webhook.body, 'nobody')).status, 404)
  assert.equal((await send({ ...webhook.headers, 'content-type': 'text/plain' }, webhook.body)).status, 415)
  assert.equal((await send(webhook.headers, 'x'.repeat(300_000))).status, 413)
  assert.equal((await fetch(`${origin}/api/webhooks/sandbox`, { method: 'POST' })).status, 415)
})

test('a webhook about a payment that is not ours is taken and comes to nothing', async () => {
  const ref = 'somebody-elses'
  await db
    .insertInto('sandbox_payment')
    .values({ ref, amount: 1, currency: 'EUR', label: '', return_url: '', cancel_url: '', state: 'paid' })
    .execute()
  const webhook = await sandboxWebhook(services, ref)
  assert.equal((await send(webhook.headers, webhook.body)).status, 204)
  await settle()
  const kept = await db.selectFrom('provider_event').selectAll().where('ref', '=', ref).executeTakeFirstOrThrow()
  assert.ok(kept.processed_at)
})
