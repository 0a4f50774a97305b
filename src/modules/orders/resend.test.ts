import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold } from '../../../test/sales.ts'
import { acceptTransfer } from './transfer-answers.ts'

const app = await testApp()
const { db, browser, settle } = app
const { owner, editor, own } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id)
const other = await makeEvent(owner, own.id)
const what = { eventId, typeId: String(typeIds[0]) }

async function bought(email: string, quantity = 2) {
  const buyer = browser()
  const order = await buy(buyer, { ...what, quantity }, { name: 'Marta', email })
  await settle()
  const [first, second] = order.tickets.map(({ id }) => id)
  return { buyer, orderId: order.id, code: order.code, first: String(first), second: String(second) }
}

const files = async (recipient: string) => {
  const last = (await mails(db, recipient)).at(-1)
  const { attachments } = await PostalMime.parse(last?.source ?? '')
  return attachments.map(({ filename }) => filename)
}
const pass = async (buyer: ReturnType<typeof browser>, ticketId: string) => {
  await buyer.api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email: 'jun@example.org' } })
  const { id } = await db
    .selectFrom('ticket_transfer')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
  return acceptTransfer(app.app.services, id, { name: 'Jun', userId: null, language: 'de' })
}

test('a buyer has the order sent again, as often as they ask within reason, without what they passed on', async () => {
  const email = 'marta@example.org'
  const { buyer, orderId, first } = await bought(email)
  const again = () => buyer.api['POST /api/orders/:orderId/tickets-mail']({ params: { orderId } })
  assert.deepEqual(await again(), { email })
  await again()
  await settle()
  const subjects = (await mails(db, email)).map(({ subject }) => subject)
  assert.deepEqual(subjects, Array(3).fill('Your tickets for Night Ferry'))
  await pass(buyer, first)
  await again()
  await settle()
  const orders = (await mails(db, email)).filter(({ subject }) => subject === 'Your tickets for Night Ferry')
  assert.match(orders.at(-1)?.text ?? '', /Here is your ticket\./)
  for (let count = 0; count < 2; count++) await again()
  await settle()
  const problem = await refusedWith('too_many_requests', again())
  assert.equal(problem.retryAfter, 3600)
})

test('the attendee gets just their ticket, and no link that opens the others', async () => {
  const { buyer, first, code } = await bought('buyer@example.org')
  await buyer.api['PATCH /api/tickets/:ticketId']({
    params: { ticketId: first },
    body: { attendeeName: 'Priya', attendeeEmail: 'priya@example.org' },
  })
  const sent = await buyer.api['POST /api/tickets/:ticketId/mail']({ params: { ticketId: first } })
  assert.deepEqual(sent, { email: 'priya@example.org' })
  await settle()
  const [mail] = await mails(db, 'priya@example.org')
  assert.match(mail?.text ?? '', /Hello Priya/)
  assert.doesNotMatch(mail?.text ?? '', /link=/)
  assert.deepEqual(await files('priya@example.org'), ['code-1.png', null, `ticket-${code}-1.pdf`, 'invite.ics'])
})

test('who received a ticket gets it in their language with a link to it, and a rename takes the link away', async () => {
  const { buyer, second, code } = await bought('giver@example.org')
  const ticketId = await pass(buyer, second)
  await settle()
  const received = (await mails(db, 'jun@example.org')).at(-1)
  assert.equal(received?.subject, 'Ticket für Night Ferry')
  assert.match(received?.text ?? '', /link=[\w-]{22}/)
  assert.deepEqual(await files('jun@example.org'), ['code-1.png', null, `ticket-${code}-2.pdf`, 'invite.ics'])
  await db.updateTable('ticket').set({ attendee_email: 'kai@example.org' }).where('id', '=', ticketId).execute()
  await owner.api['POST /api/events/:eventId/attendees/:ticketId/mail']({ params: { eventId, ticketId } })
  await settle()
  assert.doesNotMatch((await mails(db, 'kai@example.org'))[0]?.text ?? '', /link=/)
})

test('an organizer sends orders and tickets of their events again, and of no others', async () => {
  const { orderId, first } = await bought('third@example.org')
  const order = (who: typeof owner, of = eventId) =>
    who.api['POST /api/events/:eventId/orders/:orderId/tickets-mail']({ params: { eventId: of, orderId } })
  const ticket = (who: typeof owner, of = eventId) =>
    who.api['POST /api/events/:eventId/attendees/:ticketId/mail']({ params: { eventId: of, ticketId: first } })
  assert.deepEqual(await order(owner), { email: 'third@example.org' })
  assert.deepEqual(await ticket(owner), { email: 'third@example.org' })
  await settle()
  assert.equal((await mails(db, 'third@example.org')).length, 3)
  await refusedWith('not_found', order(owner, other.eventId))
  await refusedWith('not_found', ticket(owner, other.eventId))
  await refusedWith('not_allowed', order(editor))
  await refusedWith('not_allowed', ticket(editor))
})

test('nothing is sent that is not paid or not valid', async () => {
  const { buyer, orderId, first, second } = await bought('gone@example.org')
  const held = await hold(buyer, what)
  await refusedWith(
    'wrong_order_state',
    buyer.api['POST /api/orders/:orderId/tickets-mail']({ params: { orderId: held.id } }),
  )
  await pass(buyer, first)
  await refusedWith('ticket_not_valid', buyer.api['POST /api/tickets/:ticketId/mail']({ params: { ticketId: first } }))
  await pass(buyer, second)
  await refusedWith('ticket_not_valid', buyer.api['POST /api/orders/:orderId/tickets-mail']({ params: { orderId } }))
  await refusedWith('not_found', browser().api['POST /api/orders/:orderId/tickets-mail']({ params: { orderId } }))
})
