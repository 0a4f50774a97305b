import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { type Buyer, buy, hold, marta, startPaying } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { readTicketCode, ticketPublicKey } from './ticket-code.ts'

const app = await testApp()
const { db, browser } = app
const { owner, own } = await cast(app)

const sale = async (event: Parameters<typeof makeEvent>[2] = {}) => {
  const made = await makeEvent(owner, own.id, event)
  return { eventId: made.eventId, typeId: String(made.typeIds[0]) }
}
const ticket = ({ api }: Buyer, ticketId: string) => api['GET /api/tickets/:ticketId']({ params: { ticketId } })
const rename = ({ api }: Buyer, ticketId: string, body: { attendeeName: string; attendeeEmail: string }) =>
  api['PATCH /api/tickets/:ticketId']({ params: { ticketId }, body })
const mine = ({ api }: Buyer) => api['GET /api/me/tickets']()

test('a ticket shows its event, its place among its order’s, and a code that is signed for that event', async () => {
  const buyer = browser()
  const what = await sale({ event: { name: 'Loose Wires', onlineUrl: 'https://stream.example.org/x' } })
  const order = await buy(buyer, { ...what, quantity: 2 })
  const [first, second] = order.tickets
  const shown = await ticket(buyer, String(second?.id))
  assert.equal(shown.event.name, 'Loose Wires')
  assert.match(shown.event.palette, /^music-\d$/)
  assert.deepEqual([shown.position, shown.of, shown.orderCode], [2, 2, order.code])
  assert.deepEqual(shown.siblings, [first?.id, second?.id])
  assert.equal(shown.onlineUrl, 'https://stream.example.org/x')
  const read = readTicketCode(shown.code, ticketPublicKey(app.app.services.secret), what.eventId)
  assert.equal(read?.shortCode, shown.shortCode)
})

test('a ticket is its buyer’s: strangers, other accounts and the signed-out are told nothing', async () => {
  const buyer = browser()
  const order = await buy(buyer, await sale())
  const ticketId = String(order.tickets[0]?.id)
  for (const who of [browser(), await person(app), owner]) {
    await refusedWith('not_found', ticket(who, ticketId))
    await refusedWith('not_found', rename(who, ticketId, { attendeeName: 'X', attendeeEmail: 'x@example.org' }))
    await refusedWith('not_found', who.api['GET /api/tickets/:ticketId/qr.png']({ params: { ticketId } }))
    await refusedWith('not_found', who.api['GET /api/tickets/:ticketId/ticket.pdf']({ params: { ticketId } }))
    await refusedWith('not_found', who.api['GET /api/orders/:orderId/tickets.pdf']({ params: { orderId: order.id } }))
    await refusedWith('not_found', who.api['GET /api/orders/:orderId/calendar.ics']({ params: { orderId: order.id } }))
  }
  await refusedWith('not_found', ticket(buyer, newId()))
})

test('attendees given before paying are on the tickets; the others are the buyer’s; each can be renamed', async () => {
  const buyer = browser()
  const { id: orderId } = await hold(buyer, { ...(await sale()), quantity: 3 })
  const { paymentId, ref } = await startPaying(buyer, orderId, {
    ...marta,
    attendees: [{}, { name: 'प्रिया शर्मा', email: 'Priya@Example.org' }, { name: 'Jun Takahata' }],
  })
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId },
    body: {},
  })
  const order = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  const people = order.tickets.map(({ attendeeName, attendeeEmail }) => [attendeeName, attendeeEmail])
  assert.deepEqual(people, [
    [marta.name, marta.email],
    ['प्रिया शर्मा', 'priya@example.org'],
    ['Jun Takahata', marta.email],
  ])
  const ticketId = String(order.tickets[0]?.id)
  const renamed = await rename(buyer, ticketId, { attendeeName: ' Ola Brandvold ', attendeeEmail: 'OLA@example.org' })
  assert.deepEqual([renamed.attendeeName, renamed.attendeeEmail], ['Ola Brandvold', 'ola@example.org'])
  assert.equal((await ticket(buyer, ticketId)).attendeeName, 'Ola Brandvold')
  const facts = await db.selectFrom('outbox').select('payload').where('fact', '=', 'ticket.renamed').execute()
  assert.deepEqual(
    facts.map(({ payload }) => (payload as { ticketId: string }).ticketId),
    [ticketId],
  )
})

test('a name that is none, or a ticket that is no longer valid, is refused and nothing changes', async () => {
  const buyer = browser()
  const order = await buy(buyer, await sale())
  const ticketId = String(order.tickets[0]?.id)
  const good = { attendeeName: 'Ola', attendeeEmail: 'ola@example.org' }
  await refusedWith('invalid', rename(buyer, ticketId, { ...good, attendeeName: '  ' }), 'attendeeName')
  await refusedWith('invalid', rename(buyer, ticketId, { ...good, attendeeEmail: 'ola' }), 'attendeeEmail')
  await db.updateTable('ticket').set({ state: 'void' }).where('id', '=', ticketId).execute()
  await refusedWith('ticket_not_valid', rename(buyer, ticketId, good))
  await refusedWith('ticket_not_valid', buyer.api['GET /api/tickets/:ticketId/ticket.pdf']({ params: { ticketId } }))
  assert.equal((await ticket(buyer, ticketId)).attendeeName, marta.name)
})

test('details are checked, and refused once an order is paid', async () => {
  const buyer = browser()
  const what = await sale()
  const { id: orderId } = await hold(buyer, what)
  const give = (body: { name: string; email: string }) =>
    buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body })
  await refusedWith('invalid', give({ name: ' ', email: marta.email }), 'name')
  await refusedWith('invalid', give({ name: marta.name, email: 'marta at quintela' }), 'email')
  await refusedWith('invalid', give({ ...marta, phone: '1' } as typeof marta), 'phone')
  await refusedWith(
    'not_found',
    browser().api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: marta }),
  )
  await give({ name: ' Marta Q ', email: 'MARTA@quintela.pt' })
  const given = await buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
  assert.deepEqual([given.name, given.email], ['Marta Q', 'marta@quintela.pt'])
  const paid = await buy(buyer, what)
  await refusedWith(
    'wrong_order_state',
    buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId: paid.id }, body: marta }),
  )
})

test('my tickets are those of my account, of my confirmed email, and those this browser has the secrets of', async () => {
  const what = await sale()
  const member = await person(app)
  const unconfirmed = await person(app, { emailVerified: false })
  const guest = browser()
  const bought = await buy(member, what)
  const asGuest = await buy(guest, what, { name: member.name, email: member.email.toUpperCase() })
  await buy(browser(), what, { name: 'X', email: unconfirmed.email })
  const started = await hold(guest, what)

  const ids = async (who: Buyer) => (await mine(who)).items.map(({ id }) => id).sort()
  assert.deepEqual(await ids(member), [bought.id, asGuest.id].sort())
  assert.deepEqual(await ids(guest), [asGuest.id, started.id].sort())
  assert.deepEqual(await ids(unconfirmed), [])
  assert.deepEqual(await ids(browser()), [])
  const elsewhere = await person(app)
  assert.deepEqual(await ids(elsewhere), [])
  assert.equal((await ticket(member, String(asGuest.tickets[0]?.id))).orderCode, asGuest.code)
})

test('the next event comes first, and what is over last', async () => {
  const who = await person(app)
  const dates: [string, string][] = [
    ['2099-05-01T20:00', '2099-05-01T22:00'],
    ['2099-03-01T20:00', '2099-03-01T22:00'],
    ['2099-04-01T20:00', '2099-04-01T22:00'],
  ]
  const orders: string[] = []
  for (const [startsAt, endsAt] of dates) orders.push((await buy(who, await sale({ event: { startsAt, endsAt } }))).id)
  app.setNow('2099-03-15T00:00:00Z')
  assert.deepEqual(
    (await mine(who)).items.map(({ id }) => id),
    [orders[2], orders[0], orders[1]],
  )
  app.setNow(undefined)
})
