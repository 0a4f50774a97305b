import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { cast } from '../../../../test/people.ts'
import { hold, startPaying } from '../../../../test/sales.ts'

const app = await testApp()
const { db, browser, settle } = app
const { owner, own } = await cast(app)
const event = await makeEvent(owner, own.id, { types: [{ name: 'Weekend', price: 5800, quantity: 9 }] })
const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }

/** Holds a ticket, and has the card declined. */
async function decline(email: string) {
  const buyer = browser()
  const { id } = await hold(buyer, what)
  const { paymentId, ref } = await startPaying(buyer, id, { name: 'Marta Quintela', email })
  await buyer.api['POST /api/sandbox/payments/:ref/decline']({ params: { ref } })
  const confirm = () =>
    buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
      params: { orderId: id, paymentId },
      body: {},
    })
  await confirm()
  await confirm()
  await settle()
  return { buyer, id }
}

/** Three minutes later. */
async function later() {
  await sql`update graphile_worker._private_jobs set run_at = now() where run_at > now() and key like 'payment_failed:%'`.execute(
    db,
  )
  await settle()
}

test('a buyer whose payment failed is told once, a while later, until when the places are kept', async () => {
  const email = 'declined@example.org'
  await decline(email)
  assert.deepEqual(await mails(db, email), [])
  await later()
  const [mail, ...more] = await mails(db, email)
  assert.deepEqual(more, [])
  assert.equal(mail?.subject, 'Your payment for Night Ferry did not go through')
  for (const words of ['€58.00', 'nothing was taken', '/find-tickets/open?link='])
    assert.ok(mail.text.includes(words), words)
})

test('who has paid meanwhile, pays just now or lost the places is not told', async () => {
  const { buyer, id } = await decline('paying@example.org')
  await startPaying(buyer, id, { name: 'Marta Quintela', email: 'paying@example.org' })
  const lost = await decline('lost@example.org')
  await db
    .updateTable('order')
    .set({ expires_at: new Date(0) })
    .where('id', '=', lost.id)
    .execute()
  await later()
  assert.deepEqual(await mails(db, 'paying@example.org'), [])
  assert.deepEqual(await mails(db, 'lost@example.org'), [])
})
