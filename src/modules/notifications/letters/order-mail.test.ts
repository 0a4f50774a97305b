import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { linkTo, mails } from '../../../../test/mail.ts'
import { cast } from '../../../../test/people.ts'
import { buy, hold, startPaying } from '../../../../test/sales.ts'

const app = await testApp()
const { db, browser, settle, setNow } = app
const { owner, own } = await cast(app)
const event = await makeEvent(owner, own.id, { types: [{ name: 'Weekend', price: 5800, quantity: 6 }] })
const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }
const opened = async (email: string) => {
  const link = String((await linkTo(db, email)).searchParams.get('link'))
  const elsewhere = browser()
  await elsewhere.api['POST /api/ticket-links/open']({ body: { secret: link } })
  return (await elsewhere.api['GET /api/me/tickets']()).items.map(({ id }) => id)
}

test('a paid order is mailed once, with its tickets, its calendar entry and a link that opens it', async () => {
  const email = 'marta@quintela.pt'
  const order = await buy(browser(), { ...what, quantity: 2 }, { name: 'Marta Quintela', email })
  await settle()
  await db
    .insertInto('outbox')
    .values({ fact: 'order.paid', payload: JSON.stringify({ orderId: order.id, eventId: event.eventId }) })
    .execute()
  await settle()
  const [mail, ...more] = await mails(db, email)
  assert.deepEqual(more, [])
  assert.equal(mail?.subject, 'Your tickets for Night Ferry')
  for (const words of ['Marta Quintela', '2 × Weekend', '€116.00', order.code, 'Pier 3, Lisbon', '20:00'])
    assert.ok(mail.text.includes(words), words)
  assert.match(mail.text, new RegExp(`Show the invoice:\\n\\S+link=\\S+&ticket=${order.tickets[0]?.id}`))
  const { attachments } = await PostalMime.parse(mail.source)
  const types = attachments.map(({ filename, mimeType }) => [filename, mimeType])
  assert.deepEqual(types, [
    ['code-1.png', 'image/png'],
    ['code-2.png', 'image/png'],
    [null, 'text/calendar'],
    [`tickets-${order.code}.pdf`, 'application/pdf'],
    ['invite.ics', 'application/ics'],
  ])
  assert.equal(Buffer.from(attachments[3]?.content as ArrayBuffer).toString('latin1', 0, 5), '%PDF-')
  assert.deepEqual(await opened(email), [order.id])
})

test('the mail is in the language the order was made in', async () => {
  const email = 'jun@example.org'
  const buyer = browser()
  buyer.cookies.set('lang', 'de')
  await buy(buyer, what, { name: 'Jun', email })
  await settle()
  assert.equal((await mails(db, email))[0]?.subject, 'Tickets für Night Ferry')
})

test('a link to one’s tickets is mailed when there are some, five times an hour at most', async () => {
  const email = 'ola@example.org'
  const order = await buy(browser(), what, { name: 'Ola', email })
  const ask = (to: string) => browser().api['POST /api/ticket-links']({ body: { email: to } })
  for (let count = 0; count < 7; count++) await ask(email)
  await ask('nobody@example.org')
  await settle()
  assert.equal((await mails(db, email)).filter(({ subject }) => subject === 'Your tickets').length, 5)
  assert.deepEqual(await mails(db, 'nobody@example.org'), [])
  assert.deepEqual(await opened(email), [order.id])
})

test('a buyer whose money came too late hears that it goes back', async () => {
  const email = 'late@example.org'
  const scarce = await makeEvent(owner, own.id, { types: [{ name: 'One', price: 900, quantity: 1 }] })
  const one = { eventId: scarce.eventId, typeId: String(scarce.typeIds[0]) }
  const buyer = browser()
  const { id } = await hold(buyer, one)
  const { ref } = await startPaying(buyer, id, { name: 'Lea', email })
  setNow(new Date(Date.now() + 700_000))
  await buy(browser(), one)
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  await settle()
  setNow(undefined)
  const [mail] = await mails(db, email)
  assert.match(mail?.subject ?? '', /goes back/)
  assert.ok(mail?.text.includes('€9.00'))
})
