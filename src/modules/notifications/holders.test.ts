import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast } from '../../../test/people.ts'
import { buy, hold, startPaying } from '../../../test/sales.ts'
import { sellMany } from '../../../test/sell-many.ts'
import { tellOfMove } from './holders.ts'

const app = await testApp()
const { db, browser, settle } = app
const { owner, own } = await cast(app)
const later = { startsAt: '2099-12-05T19:00', endsAt: '2099-12-05T23:30', venue: 'Pier 9' }

async function sale() {
  const { eventId, slug, typeIds } = await makeEvent(owner, own.id)
  return { eventId, slug, typeId: String(typeIds[0]) }
}
const edit = (eventId: string, body: Parameters<(typeof owner.api)['PATCH /api/events/:eventId']>[0]['body']) =>
  owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body })
const cancel = (eventId: string, message: string) =>
  owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message } })
const about = async (recipient: string, subject: RegExp) =>
  (await mails(db, recipient)).filter((mail) => subject.test(mail.subject))
const people = async (eventId: string) =>
  (await owner.api['GET /api/events/:eventId/holders']({ params: { eventId } })).people

async function moveOf(eventId: string): Promise<string> {
  const move = await db.selectFrom('event_move').select('id').where('event_id', '=', eventId).executeTakeFirstOrThrow()
  return move.id
}

/** Buys two tickets, the second in somebody else's name. */
async function buyForTwo(what: Awaited<ReturnType<typeof sale>>, email: string, guest: string) {
  const buyer = browser()
  const order = await buy(buyer, { ...what, quantity: 2 }, { name: 'Marta Quintela', email })
  const second = order.tickets[1]
  assert.ok(second)
  await buyer.api['PATCH /api/tickets/:ticketId']({
    params: { ticketId: second.id },
    body: { attendeeName: 'Jun Takahata', attendeeEmail: guest },
  })
  await settle()
  return order
}

test('when an event moves, buyers and attendees are told once for each address, what it was and is', async () => {
  const what = await sale()
  await buyForTwo(what, 'marta@moves.example', 'jun@moves.example')
  await buyForTwo(what, 'marta@moves.example', 'marta@moves.example')
  await hold(browser(), what)
  assert.equal(await people(what.eventId), 2)
  await edit(what.eventId, { ...later, refundWindow: { closesAt: '2099-11-20T12:00', percent: 80, fee: true } })
  await settle()
  const [toBuyer, ...more] = await about('marta@moves.example', /New time and place/)
  assert.deepEqual(more, [])
  assert.equal(toBuyer?.subject, 'New time and place: Night Ferry')
  for (const words of [
    'Starts, before: Saturday, 28 November 2099 at 20:00 WET',
    'Starts, now: Saturday, 5 December 2099 at 19:00 WET',
    'Where, before: Pier 3, Lisbon',
    'Where, now: Pier 9, Lisbon',
    'before Friday, 20 November 2099 at 12:00 WET: 80% of the price goes back, and of the booking fee',
    '/find-tickets/open?link=',
  ])
    assert.ok(toBuyer.text.includes(words), `${words} in ${toBuyer.text}`)
  const [calendar] = (await PostalMime.parse(toBuyer.source)).attachments
  const entry = Buffer.from(calendar?.content as ArrayBuffer).toString()
  assert.match(entry, /^METHOD:REQUEST\s*$/m)
  assert.match(entry, /^SEQUENCE:1\s*$/m)
  assert.match(entry, /DTSTART;TZID=Europe\/Lisbon:20991205T190000/)
  const [toGuest] = await about('jun@moves.example', /New time and place/)
  assert.ok(toGuest?.text.includes(`/e/${what.slug}`))
  assert.doesNotMatch(String(toGuest?.text), /link=|goes back/)
})

test('another name is told from what to what, with a ticket that stays good', async () => {
  const what = await sale()
  await buyForTwo(what, 'marta@named.example', 'jun@named.example')
  await edit(what.eventId, { name: 'Midnight Boat' })
  await settle()
  for (const address of ['marta@named.example', 'jun@named.example']) {
    const [mail, ...more] = await about(address, /Midnight Boat/)
    assert.deepEqual(more, [])
    assert.equal(mail?.subject, 'Now called Midnight Boat')
    for (const words of ['Name, before: Night Ferry', 'Name, now: Midnight Boat', 'Your ticket stays good'])
      assert.ok(mail.text.includes(words), `${words} in ${mail.text}`)
    assert.doesNotMatch(mail.text, /Starts, |Where, /)
  }
})

test('each is told once, however often and by however many the list is gone through', async () => {
  const what = await sale()
  await buyForTwo(what, 'twice@moves.example', 'guest@moves.example')
  await edit(what.eventId, { venue: 'Pier 9' })
  const moveId = await moveOf(what.eventId)
  const tell = () => tellOfMove(app.app.services, { eventId: what.eventId, moveId })
  await Promise.all([tell(), tell(), tell()])
  await settle()
  await tell()
  await settle()
  for (const address of ['twice@moves.example', 'guest@moves.example'])
    assert.deepEqual(
      (await about(address, /New place/)).map(({ subject }) => subject),
      ['New place: Night Ferry'],
    )
})

test('when an event is cancelled, each buyer is told what comes back, and who has not paid to leave it', async () => {
  const what = await sale()
  const order = await buyForTwo(what, 'marta@called.example', 'jun@called.example')
  const unpaid = await hold(browser(), what)
  const paying = browser()
  const begun = await hold(paying, what)
  await startPaying(paying, begun.id, { name: 'Ola', email: 'ola@called.example' })
  await cancel(what.eventId, 'The boat is broken.\nWe are sorry.')
  await settle()
  const [toBuyer, ...more] = await about('marta@called.example', /Cancelled/)
  assert.deepEqual(more, [])
  for (const words of ['Tidal Works has cancelled Night Ferry', 'The boat is broken.', '€50.00 goes back'])
    assert.ok(toBuyer?.text.includes(words), words)
  const [calendar] = (await PostalMime.parse(String(toBuyer?.source))).attachments
  assert.match(Buffer.from(calendar?.content as ArrayBuffer).toString(), /STATUS:CANCELLED/)
  const [toGuest] = await about('jun@called.example', /Cancelled/)
  assert.doesNotMatch(String(toGuest?.text), /goes back|link=/)
  const [toUnpaid] = await about('ola@called.example', /Cancelled/)
  assert.match(String(toUnpaid?.text), /Do not pay any more/)
  const states = await db
    .selectFrom('order')
    .select(['id', 'state'])
    .where('event_id', '=', what.eventId)
    .orderBy('id')
    .execute()
  assert.deepEqual(
    new Map(states.map(({ id, state }) => [id, state])),
    new Map([
      [order.id, 'cancelled'],
      [unpaid.id, 'cancelled'],
      [begun.id, 'cancelled'],
    ]),
  )
  const { state, cancellationMessage } = await browser().api['GET /api/discover/:slug']({ params: { slug: what.slug } })
  assert.deepEqual([state, cancellationMessage], ['cancelled', 'The boat is broken.\nWe are sorry.'])
})

test('of more people than are looked up at once everybody is told', async () => {
  const types = [{ name: 'Admission', price: 900, quantity: 3000 }]
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types })
  const what = { eventId, typeId: String(typeIds[0]), organizationId: own.id }
  await sellMany(db, what, { count: 1001, price: 900 })
  await edit(eventId, { venue: 'Pier 9' })
  await tellOfMove(app.app.services, { eventId, moveId: await moveOf(eventId) })
  const told = await db.selectFrom('notification').select('email').where('event_id', '=', eventId).execute()
  const buyers = Array.from({ length: 1001 }, (_, index) => `buyer${index + 1}@many.example`)
  assert.deepEqual(told.map(({ email }) => email).sort(), [...buyers, 'guest@many.example'].sort())
  assert.equal(await people(eventId), 1002)
})
