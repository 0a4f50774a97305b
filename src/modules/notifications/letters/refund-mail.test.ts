import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { linkTo, mails } from '../../../../test/mail.ts'
import { cast } from '../../../../test/people.ts'
import { buy } from '../../../../test/sales.ts'
import { refundOrder } from '../../money/refunds.ts'

const app = await testApp()
const { db, browser, settle } = app
const { owner, own } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Weekend', price: 5800, quantity: 20 }] })

async function bought(email: string, lang?: string) {
  const buyer = browser()
  if (lang) buyer.cookies.set('lang', lang)
  const what = { eventId, typeId: String(typeIds[0]), quantity: 2 }
  const { id: orderId, tickets } = await buy(buyer, what, { name: 'Marta Quintela', email })
  await settle()
  return { buyer, orderId, tickets: tickets.map(({ id }) => id) }
}
const giveUp = async ({ buyer, orderId, tickets }: Awaited<ReturnType<typeof bought>>) =>
  buyer.api['POST /api/orders/:orderId/refunds']({ params: { orderId }, body: { tickets, amount: 11_600 } })
const tellAgain = async (refundId: string, orderId: string) => {
  await db
    .insertInto('outbox')
    .values({ fact: 'refund.requested', payload: JSON.stringify({ refundId, orderId }) })
    .execute()
  await settle()
}

test('a buyer is told once what goes back for which tickets, with the credit note', async () => {
  const order = await bought('marta@quintela.pt')
  const { id } = await giveUp(order)
  await settle()
  await tellAgain(id, order.orderId)
  const told = (await mails(db, 'marta@quintela.pt')).filter(({ subject }) => subject === 'Your refund for Night Ferry')
  assert.equal(told.length, 1)
  for (const words of ['Marta Quintela', 'Weekend, ticket 1', 'Weekend, ticket 2', '€58.00', '€116.00'])
    assert.ok(told[0]?.text.includes(words), words)
  const { attachments } = await PostalMime.parse(told[0]?.source ?? '')
  assert.deepEqual(
    attachments.map(({ filename, mimeType }) => [filename, mimeType]),
    [
      [null, 'text/calendar'],
      ['C-00001.pdf', 'application/pdf'],
      ['invite.ics', 'application/ics'],
    ],
  )
  assert.match(Buffer.from(attachments[0]?.content as ArrayBuffer).toString(), /^METHOD:CANCEL/m)
})

test('it is in the language the order was made in, and says why the organizer gave something back', async () => {
  const email = 'jun@example.org'
  const { orderId, tickets } = await bought(email, 'de')
  await owner.api['POST /api/events/:eventId/orders/:orderId/refunds']({
    params: { eventId, orderId },
    body: { tickets, give: { percent: 10 }, fee: false, takeBack: false, amount: 1160, reason: 'Regen' },
  })
  await settle()
  const mail = (await mails(db, email)).find(({ subject }) => subject === 'Deine Erstattung für Night Ferry')
  for (const words of ['Regen', '11,60']) assert.ok(mail?.text.includes(words), words)
})

test('of a cancelled event everybody is told in other words', async () => {
  const email = 'ola@example.org'
  const { orderId } = await bought(email)
  await refundOrder(app.app.services, { orderId, kind: 'event_cancelled' })
  await settle()
  assert.equal((await mails(db, email)).length, 1)
})

test('whoever received a ticket is told once, in their language, when the organizer takes it back, and of goodwill nothing', async () => {
  const { buyer, orderId, tickets } = await bought('ida@example.org')
  const [passedOn = ''] = tickets
  const email = 'receiver@example.org'
  await buyer.api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId: passedOn }, body: { email } })
  await settle()
  const receiver = browser()
  receiver.cookies.set('lang', 'de')
  const secret = String((await linkTo(db, email)).searchParams.get('link'))
  const { transferId } = await receiver.api['POST /api/ticket-links/open']({ body: { secret } })
  const { ticketId } = await receiver.api['POST /api/transfers/:transferId/acceptance']({
    params: { transferId: String(transferId) },
    body: { attendeeName: 'Jun Takahata' },
  })
  const give = (amount: number, takeBack: boolean) =>
    owner.api['POST /api/events/:eventId/orders/:orderId/refunds']({
      params: { eventId, orderId },
      body: { tickets: [ticketId], give: { amount }, fee: false, takeBack, amount, reason: '' },
    })
  const told = async () => (await mails(db, email)).filter(({ subject }) => /gilt nicht mehr/.test(subject))
  await give(1000, false)
  await settle()
  assert.deepEqual(await told(), [])
  const { id } = await give(4800, true)
  await settle()
  await tellAgain(id, orderId)
  const [mail, ...more] = await told()
  assert.deepEqual(more, [])
  for (const words of ['Jun Takahata', 'Night Ferry', 'Tidal Works']) assert.ok(mail?.text.includes(words), words)
  assert.doesNotMatch(String(mail?.text), /€|link=/)
})
