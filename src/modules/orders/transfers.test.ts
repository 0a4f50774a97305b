import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { type TestBrowser, testApp } from '../../../test/harness.ts'
import { linkTo, mails } from '../../../test/mail.ts'
import { cast, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, marta } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { newSecret } from '../../lib/secrets.ts'
import { checkOrders } from './check.ts'
import { voidTickets } from './release.ts'

const app = await testApp()
const { db, browser, settle, setNow } = app
const { owner, own, doorkeeper } = await cast(app)

type Caller = Pick<TestBrowser, 'api'>

async function sale(options: Parameters<typeof makeEvent>[2] = {}) {
  const event = await makeEvent(owner, own.id, options)
  return { eventId: event.eventId, slug: event.slug, typeId: String(event.typeIds[0]) }
}

/** Somebody with tickets of an event of their own. */
async function bought(quantity = 1, options: Parameters<typeof makeEvent>[2] = {}) {
  const event = await sale(options)
  const buyer = browser()
  const order = await buy(buyer, { ...event, quantity })
  const ticketId = String(order.tickets[0]?.id)
  return { event, buyer, order, ticketId }
}

const read = ({ api }: Caller, ticketId: string) => api['GET /api/tickets/:ticketId']({ params: { ticketId } })
const offer = ({ api }: Caller, ticketId: string, email: string, message?: string) =>
  api['POST /api/tickets/:ticketId/transfer']({
    params: { ticketId },
    body: { email, ...(message === undefined ? {} : { message }) },
  })
const withdraw = ({ api }: Caller, ticketId: string) =>
  api['DELETE /api/tickets/:ticketId/transfer']({ params: { ticketId } })
const accept = ({ api }: Caller, transferId: string, attendeeName = 'Jun Takahata') =>
  api['POST /api/transfers/:transferId/acceptance']({ params: { transferId }, body: { attendeeName } })
const decline = ({ api }: Caller, transferId: string) =>
  api['DELETE /api/transfers/:transferId']({ params: { transferId } })
const look = ({ api }: Caller, transferId: string) => api['GET /api/transfers/:transferId']({ params: { transferId } })
const rename = ({ api }: Caller, ticketId: string) =>
  api['PATCH /api/tickets/:ticketId']({
    params: { ticketId },
    body: { attendeeName: 'Ola', attendeeEmail: 'ola@example.org' },
  })
const scan = (eventId: string, code: string) =>
  doorkeeper.api['POST /api/events/:eventId/scans']({ params: { eventId }, body: { nonce: randomUUID(), code } })
const pdfPages = async (reply: Promise<{ bytes: Uint8Array | string }>) =>
  Buffer.from((await reply).bytes)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0

/**
 * Opens the link of the newest mail to somebody that has one, in a browser of theirs; returns it with the transfer it is for. Mails that follow
 * from one act come in any order, so the newest of all may be another.
 */
async function openMail(email: string, who: TestBrowser = browser()) {
  await settle()
  const links = (await mails(db, email)).flatMap(({ text }) => /[?&]link=([^&\s]+)/.exec(text)?.[1] ?? [])
  const secret = decodeURIComponent(links.at(-1) ?? '')
  const { transferId } = await who.api['POST /api/ticket-links/open']({ body: { secret } })
  return { who, transferId: String(transferId), secret }
}

test('a ticket is offered by mail, accepted without an account, and then it is theirs and nobody else’s', async () => {
  const { event, buyer, order, ticketId } = await bought(2, { event: { name: 'Loose Wires' } })
  const before = await read(buyer, ticketId)
  assert.deepEqual(before.changes, { transfer: true, rename: true, until: '2099-11-28T23:30:00.000Z' })
  const sent = await offer(buyer, ticketId, 'JUN@example.org', 'Have fun!')
  assert.deepEqual([sent.toEmail, sent.state], ['jun@example.org', 'offered'])
  assert.equal((await read(buyer, ticketId)).state, 'valid')

  const { who: jun, transferId } = await openMail('jun@example.org')
  const [mail] = await mails(db, 'jun@example.org')
  for (const words of [marta.name, 'Loose Wires', 'Have fun!', 'Pier 3']) assert.ok(mail?.text.includes(words), words)
  const shown = await look(jun, transferId)
  assert.deepEqual([shown.state, shown.fromName, shown.message], ['offered', marta.name, 'Have fun!'])
  await refusedWith('not_found', read(jun, ticketId))

  const { ticketId: newId } = await accept(jun, transferId)
  assert.notEqual(newId, ticketId)
  const taken = await read(jun, newId)
  assert.deepEqual(
    [taken.state, taken.attendeeName, taken.attendeeEmail, taken.isReceived, taken.buyerEmail],
    ['valid', 'Jun Takahata', 'jun@example.org', true, null],
  )
  assert.deepEqual([taken.position, taken.siblings, taken.of], [before.position, [newId], 1])
  assert.notEqual(taken.code, before.code)

  const left = await read(buyer, ticketId)
  assert.deepEqual([left.state, left.transfer?.state, left.changes.transfer], ['transferred', 'accepted', false])
  await refusedWith('not_found', read(buyer, newId))
  await refusedWith('not_found', buyer.api['GET /api/tickets/:ticketId/qr.svg']({ params: { ticketId: newId } }))
  await refusedWith('not_found', look(buyer, transferId))
  const { tickets } = await buyer.api['GET /api/orders/:orderId']({ params: { orderId: order.id } })
  assert.deepEqual(
    tickets.map(({ id, state }) => [id, state]),
    [
      [ticketId, 'transferred'],
      [String(order.tickets[1]?.id), 'valid'],
    ],
  )
  assert.equal((await scan(event.eventId, before.code)).scan.reason, 'transferred')
  const admitted = await scan(event.eventId, taken.code)
  assert.deepEqual([admitted.scan.result, admitted.ticket?.of], ['admitted', 2])
  assert.deepEqual(await checkOrders(db), [])
})

test('the buyer’s file leaves out what was passed on, and the receiver’s has just that', async () => {
  const { buyer, order, ticketId } = await bought(3)
  const orderPdf = () => buyer.api['GET /api/orders/:orderId/tickets.pdf']({ params: { orderId: order.id } })
  assert.equal(await pdfPages(orderPdf()), 3)
  await offer(buyer, ticketId, 'file@example.org')
  const { who, transferId } = await openMail('file@example.org')
  const taken = await accept(who, transferId)
  assert.equal(await pdfPages(orderPdf()), 2)
  assert.equal(await pdfPages(who.api['GET /api/tickets/:ticketId/ticket.pdf']({ params: taken })), 1)
  await refusedWith('ticket_not_valid', buyer.api['GET /api/tickets/:ticketId/ticket.pdf']({ params: { ticketId } }))
  await settle()
  const [, received] = await mails(db, 'file@example.org')
  assert.match(received?.subject ?? '', /^Your ticket for/)
  assert.match(received?.source.toString() ?? '', /application\/pdf/)
})

test('strangers, other accounts and an unconfirmed email see nothing of an offer; the confirmed email does without the link', async () => {
  const email = 'confirmed@example.org'
  const { buyer, ticketId } = await bought()
  await offer(buyer, ticketId, email)
  const { transferId } = await openMail(email)
  const unconfirmed = await person(app, { email: 'not-confirmed@example.org', emailVerified: false })
  for (const who of [browser(), buyer, owner, unconfirmed]) {
    await refusedWith('not_found', look(who, transferId))
    await refusedWith('not_found', accept(who, transferId))
    await refusedWith('not_found', decline(who, transferId))
  }
  await refusedWith('not_found', offer(browser(), ticketId, email))
  await refusedWith('not_found', withdraw(browser(), ticketId))
  await refusedWith('not_found', look(buyer, newId()))
  const receiver = await person(app, { email })
  const { ticketId: taken } = await accept(receiver, transferId)
  assert.equal((await read(receiver, taken)).state, 'valid')
})

test('the account that accepts by the link has the ticket, whatever its own email is', async () => {
  const { buyer, ticketId } = await bought()
  await offer(buyer, ticketId, 'work@example.org')
  const receiver = await person(app, { email: 'private@example.org' })
  const { transferId } = await openMail('work@example.org', receiver)
  const { ticketId: taken } = await accept(receiver, transferId)
  receiver.cookies.delete('conflux.orders')
  assert.equal((await read(receiver, taken)).id, taken)
  const { items } = await receiver.api['GET /api/me/tickets']()
  assert.deepEqual(
    items.flatMap(({ tickets }) => tickets.map(({ id }) => id)),
    [taken],
  )
})

test('my tickets have what I received and none of the others of that order; a link to my email finds it', async () => {
  const { buyer, order, ticketId } = await bought(2)
  const email = 'received@example.org'
  const find = () => browser().api['POST /api/ticket-links']({ body: { email } })
  await find()
  await settle()
  assert.deepEqual(await mails(db, email), [])
  await offer(buyer, ticketId, email)
  const { who, transferId } = await openMail(email)
  assert.deepEqual((await who.api['GET /api/me/tickets']()).items, [])
  const { ticketId: taken } = await accept(who, transferId)
  const mine = async (one: Caller) =>
    (await one.api['GET /api/me/tickets']()).items.flatMap(({ tickets }) => tickets.map(({ id }) => id))
  assert.deepEqual(await mine(who), [taken])
  assert.deepEqual(await mine(await person(app, { email })), [taken])
  assert.deepEqual(await mine(await person(app, { email: 'x@example.org' })), [])
  assert.deepEqual((await mine(buyer)).sort(), order.tickets.map(({ id }) => id).sort())
  await find()
  await settle()
  const secret = String((await linkTo(db, email)).searchParams.get('link'))
  const elsewhere = browser()
  assert.deepEqual(await elsewhere.api['POST /api/ticket-links/open']({ body: { secret } }), {
    orders: 1,
    transferId: null,
  })
  assert.deepEqual(await mine(elsewhere), [taken])
  await refusedWith('not_found', elsewhere.api['GET /api/orders/:orderId']({ params: { orderId: order.id } }))
})

test('a received ticket is passed on in turn, also back to the buyer', async () => {
  const { event, buyer, ticketId } = await bought()
  await offer(buyer, ticketId, 'second@example.org')
  const second = await openMail('second@example.org')
  const { ticketId: first } = await accept(second.who, second.transferId)
  await offer(second.who, first, marta.email)
  const back = await openMail(marta.email, buyer)
  assert.equal((await look(buyer, back.transferId)).fromName, 'Jun Takahata')
  const { ticketId: last } = await accept(buyer, back.transferId, 'Marta')
  const versions = await db
    .selectFrom('ticket')
    .select(['id', 'state', 'version', 'position'])
    .where('event_id', '=', event.eventId)
    .orderBy('version')
    .execute()
  assert.deepEqual(
    versions.map(({ id, state, version, position }) => [id, state, version, position]),
    [
      [ticketId, 'transferred', 1, 1],
      [first, 'transferred', 2, 1],
      [last, 'valid', 3, 1],
    ],
  )
  assert.deepEqual([(await read(second.who, first)).state, (await read(buyer, last)).state], ['transferred', 'valid'])
  await refusedWith('not_found', read(second.who, last))
  assert.deepEqual(await checkOrders(db), [])
})

test('an offer is taken back, declined, or lapses; the ticket stays, and can be offered again', async () => {
  const { buyer, ticketId } = await bought()
  await offer(buyer, ticketId, 'one@example.org')
  await refusedWith('transfer_open', offer(buyer, ticketId, 'two@example.org'))
  const one = await openMail('one@example.org')
  await withdraw(buyer, ticketId)
  await withdraw(buyer, ticketId)
  assert.equal((await look(one.who, one.transferId)).state, 'withdrawn')
  await refusedWith('transfer_closed', accept(one.who, one.transferId))
  await refusedWith('transfer_closed', decline(one.who, one.transferId))
  await settle()
  assert.match((await mails(db, 'one@example.org')).at(-1)?.subject ?? '', /no longer offered/)

  await offer(buyer, ticketId, 'two@example.org')
  const two = await openMail('two@example.org')
  await decline(two.who, two.transferId)
  await decline(two.who, two.transferId)
  await refusedWith('transfer_closed', accept(two.who, two.transferId))
  assert.equal((await read(buyer, ticketId)).transfer?.state, 'declined')
  await settle()
  assert.match((await mails(db, marta.email)).at(-1)?.subject ?? '', /was not wanted/)

  await offer(buyer, ticketId, 'three@example.org')
  const three = await openMail('three@example.org')
  setNow(new Date(Date.now() + 7 * 24 * 3600_000 + 1000))
  assert.equal((await look(three.who, three.transferId)).state, 'lapsed')
  assert.equal((await read(buyer, ticketId)).transfer?.state, 'lapsed')
  const late = await refusedWith('transfer_closed', accept(three.who, three.transferId))
  assert.match(late.detail, /not accepted in time/)
  await offer(buyer, ticketId, 'four@example.org')
  const states = await db
    .selectFrom('ticket_transfer')
    .select('state')
    .where('ticket_id', '=', ticketId)
    .orderBy('offered_at')
    .execute()
  assert.deepEqual(
    states.map(({ state }) => state),
    ['withdrawn', 'declined', 'lapsed', 'offered'],
  )
  setNow(undefined)
  assert.equal((await read(buyer, ticketId)).state, 'valid')
})

test('who offered hears that it was taken; taking it again gives the same ticket, and taking it back is too late', async () => {
  const { buyer, ticketId } = await bought()
  await offer(buyer, ticketId, 'again@example.org')
  const { who, transferId } = await openMail('again@example.org')
  const first = await accept(who, transferId)
  assert.deepEqual(await accept(who, transferId, 'Somebody Else'), first)
  await refusedWith('transfer_closed', withdraw(buyer, ticketId))
  await refusedWith('transfer_closed', decline(who, transferId))
  await refusedWith('ticket_not_valid', offer(buyer, ticketId, 'more@example.org'))
  await settle()
  const told = (await mails(db, marta.email)).at(-1)
  assert.match(told?.subject ?? '', /has been taken/)
  assert.ok(told?.text.includes('Jun Takahata'))
})

test('a ticket is offered five times a day', async () => {
  const { buyer, ticketId } = await bought()
  for (let count = 0; count < 5; count++) {
    await offer(buyer, ticketId, `nobody-${count}@example.org`)
    await withdraw(buyer, ticketId)
  }
  const problem = await refusedWith('too_many_requests', offer(buyer, ticketId, 'nobody-5@example.org'))
  assert.ok(Number(problem.retryAfter) > 23 * 3600)
})

test('a form that is none is refused', async () => {
  const { buyer, ticketId } = await bought()
  await refusedWith('invalid', offer(buyer, ticketId, 'nobody'), 'email')
  await refusedWith('invalid', offer(buyer, ticketId, 'jun@example.org', 'x'.repeat(301)), 'message')
  await offer(buyer, ticketId, 'blank@example.org')
  const { who, transferId } = await openMail('blank@example.org')
  await refusedWith('invalid', accept(who, transferId, '  '), 'attendeeName')
  await refusedWith('link_invalid', browser().api['POST /api/ticket-links/open']({ body: { secret: newSecret() } }))
})

test('who is in cannot pass the ticket on or rename it, until the scan is undone', async () => {
  const { event, buyer, ticketId } = await bought()
  await offer(buyer, ticketId, 'door@example.org')
  const { who, transferId } = await openMail('door@example.org')
  const { scan: admitted } = await scan(event.eventId, (await read(buyer, ticketId)).code)
  await refusedWith('ticket_admitted', accept(who, transferId))
  await refusedWith('ticket_admitted', rename(buyer, ticketId))
  await withdraw(buyer, ticketId)
  await refusedWith('ticket_admitted', offer(buyer, ticketId, 'door@example.org'))
  assert.deepEqual((await read(buyer, ticketId)).changes.transfer, false)
  await doorkeeper.api['DELETE /api/events/:eventId/scans/:scanId']({
    params: { eventId: event.eventId, scanId: admitted.nonce },
  })
  await rename(buyer, ticketId)
})

test('a void ticket ends its offer', async () => {
  const { buyer, order, ticketId } = await bought(2)
  await offer(buyer, ticketId, 'void@example.org')
  const { who, transferId } = await openMail('void@example.org')
  await voidTickets(db, app.app.services.desk, order.id, [ticketId])
  assert.equal((await look(who, transferId)).state, 'withdrawn')
  await refusedWith('ticket_not_valid', accept(who, transferId))
  assert.deepEqual(await checkOrders(db), [])
})

test('all tickets of an order are void with it, those too that were passed on', async () => {
  const { buyer, order, ticketId } = await bought(2)
  await offer(buyer, ticketId, 'all@example.org')
  const { who, transferId } = await openMail('all@example.org')
  const { ticketId: taken } = await accept(who, transferId)
  assert.deepEqual(await voidTickets(db, app.app.services.desk, order.id, null), { voided: 2, orderCancelled: true })
  assert.equal((await read(who, taken)).state, 'void')
  assert.deepEqual(await checkOrders(db), [])
})

test('the organizer decides what holders may do, and until when', async () => {
  const { event, buyer, ticketId } = await bought()
  const allow = (ticketChanges: { transfers: boolean; renames: boolean; closeHours: number | null }) =>
    owner.api['PATCH /api/events/:eventId']({ params: { eventId: event.eventId }, body: { ticketChanges } })
  await offer(buyer, ticketId, 'cut-off@example.org')
  const { who, transferId } = await openMail('cut-off@example.org')
  const saved = await allow({ transfers: false, renames: true, closeHours: null })
  assert.deepEqual(saved.ticketChanges, { transfers: false, renames: true, closeHours: null })
  await refusedWith('transfers_off', accept(who, transferId))
  await refusedWith('transfers_off', offer(buyer, ticketId, 'cut-off@example.org'))
  await rename(buyer, ticketId)
  await allow({ transfers: true, renames: false, closeHours: null })
  await refusedWith('renames_off', rename(buyer, ticketId))
  await allow({ transfers: true, renames: true, closeHours: 24 })
  setNow('2099-11-27T20:00:00Z')
  const closed = await refusedWith('ticket_changes_closed', rename(buyer, ticketId))
  assert.match(closed.detail, /27 November 2099 at 20:00 WET/)
  await refusedWith('ticket_changes_closed', offer(buyer, ticketId, 'cut-off@example.org'))
  setNow(undefined)
  await refusedWith('invalid', allow({ transfers: true, renames: true, closeHours: -1 }), 'ticketChanges.closeHours')
  const copy = await owner.api['POST /api/events/:eventId/copies']({ params: { eventId: event.eventId } })
  const { ticketChanges } = await owner.api['GET /api/events/:eventId']({ params: { eventId: copy.id } })
  assert.deepEqual(ticketChanges, { transfers: true, renames: true, closeHours: 24 })
})

test('nothing is passed on of an event that is cancelled', async () => {
  const { event, buyer, ticketId } = await bought()
  await offer(buyer, ticketId, 'off@example.org')
  const { who, transferId } = await openMail('off@example.org')
  await db.updateTable('event').set({ state: 'cancelled' }).where('id', '=', event.eventId).execute()
  await refusedWith('wrong_event_state', accept(who, transferId))
  await refusedWith('wrong_event_state', rename(buyer, ticketId))
})
