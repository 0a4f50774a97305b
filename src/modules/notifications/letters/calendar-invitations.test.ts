import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { invitationIn, type ReadCalendar, readCalendar } from '../../../../test/calendar.ts'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { cast, person } from '../../../../test/people.ts'
import { buy } from '../../../../test/sales.ts'
import { waiting } from '../../../../test/waiting.ts'
import { transact } from '../../../db/transact.ts'
import { calendarFor } from '../../orders/calendar-invitations.ts'
import { eraseBuyer } from '../../orders/erasure.ts'

const app = await testApp()
const { db, browser, settle } = app
const { owner, own } = await cast(app)

async function sale(event: Parameters<typeof makeEvent>[2] = {}) {
  const { eventId, typeIds } = await makeEvent(owner, own.id, event)
  return { eventId, typeId: String(typeIds[0]) }
}

const edit = (eventId: string, body: Parameters<(typeof owner.api)['PATCH /api/events/:eventId']>[0]['body']) =>
  owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body })

/** What the calendar of somebody was told by mail, in the order it was. */
async function toldTo(email: string): Promise<ReadCalendar[]> {
  await settle()
  const told = await Promise.all((await mails(db, email)).map(({ source }) => invitationIn(source)))
  return told.filter((calendar) => calendar !== null)
}

const inShort = (calendars: readonly ReadCalendar[]) =>
  calendars.map(({ method, entries }) => `${method} ${entries[0]?.sequence} ${entries[0]?.summary}`)

test('tickets come with an invitation that follows the event until it is called off', async () => {
  const email = 'marta@follows.example'
  const { eventId, typeId } = await sale()
  const buyer = browser()
  const order = await buy(buyer, { eventId, typeId }, { name: 'Marta "M" Quintela', email })
  const [first] = await toldTo(email)
  const entry = first?.entries[0]
  assert.equal(first?.method, 'REQUEST')
  assert.deepEqual(entry?.attendees, [`mailto:${email}`])
  assert.deepEqual([entry?.starts, entry?.zone], [new Date('2099-11-28T20:00:00Z'), 'Europe/Lisbon'])
  assert.match(String(entry?.organizer), /^mailto:no-reply@/)
  await edit(eventId, { startsAt: '2099-12-05T19:00', endsAt: '2099-12-05T23:30' })
  await settle()
  const file = await buyer.api['GET /api/orders/:orderId/calendar.ics']({ params: { orderId: order.id } })
  assert.deepEqual(
    readCalendar(file.bytes).entries.map(({ uid, sequence }) => [uid, sequence]),
    [[entry?.uid, 1]],
  )
  await owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message: '' } })
  const all = await toldTo(email)
  assert.deepEqual(inShort(all), ['REQUEST 0 Night Ferry', 'REQUEST 1 Night Ferry', 'CANCEL 2 Night Ferry'])
  assert.deepEqual(new Set(all.map(({ entries }) => entries[0]?.uid)).size, 1)
  assert.equal(all.at(-1)?.entries[0]?.status, 'CANCELLED')
})

test('whoever passes their last ticket on is not invited any more, and the receiver is, by an entry of their own', async () => {
  const [from, to] = ['marta@gives.example', 'jun@gives.example']
  const what = await sale()
  const [buyer, receiver] = [browser(), browser()]
  const { tickets } = await buy(buyer, { ...what, quantity: 2 }, { name: 'Marta', email: from })
  for (const { id: ticketId } of tickets) {
    await buyer.api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email: to } })
    await settle()
    const link = /link=([\w-]{22})/.exec((await mails(db, to)).at(-1)?.text ?? '')?.[1] ?? ''
    const { transferId } = await receiver.api['POST /api/ticket-links/open']({ body: { secret: link } })
    await receiver.api['POST /api/transfers/:transferId/acceptance']({
      params: { transferId: String(transferId) },
      body: { attendeeName: 'Jun' },
    })
    await settle()
  }
  const [given, received] = [await toldTo(from), await toldTo(to)]
  assert.deepEqual(inShort(given), ['REQUEST 0 Night Ferry', 'CANCEL 1 Night Ferry'])
  assert.deepEqual(inShort(received), ['REQUEST 0 Night Ferry', 'REQUEST 0 Night Ferry'])
  assert.notEqual(received[0]?.entries[0]?.uid, given[0]?.entries[0]?.uid)
})

test('test orders bring a file, and invite nobody', async () => {
  const email = 'marta@tries.example'
  const what = await sale({ event: { testMode: true } })
  await buy(browser(), what, { name: 'Marta', email })
  await settle()
  const [mail] = await mails(db, email)
  assert.match(Buffer.from(mail?.source ?? '').toString(), /method=PUBLISH/)
  const rows = await db.selectFrom('calendar_invitation').selectAll().where('email', '=', email).execute()
  assert.deepEqual(rows, [])
})

test('no mail with an entry has the address of the stream, which is for those who have the ticket', async () => {
  const [from, to, tries] = ['marta@stream.example', 'jun@stream.example', 'ola@stream.example']
  const secret = /stream\.example\.org/
  const event = { attendance: 'online', venue: '', city: '', onlineUrl: 'https://stream.example.org/secret' } as const
  const [live, tried] = [await sale({ event }), await sale({ event: { ...event, testMode: true } })]
  const buyer = browser()
  const order = await buy(buyer, { ...live, quantity: 2 }, { name: 'Marta', email: from })
  await buy(buyer, tried, { name: 'Ola', email: tries })
  const [ticket] = order.tickets
  assert.ok(ticket)
  await buyer.api['PATCH /api/tickets/:ticketId']({
    params: { ticketId: ticket.id },
    body: { attendeeName: 'Jun', attendeeEmail: to },
  })
  await settle()
  await edit(live.eventId, { onlineUrl: 'https://stream.example.org/another' })
  await settle()
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: live.eventId },
    body: { message: '' },
  })
  const told = [...(await toldTo(from)), ...(await toldTo(to))].map(({ method }) => method)
  assert.deepEqual([...new Set(told)].sort(), ['CANCEL', 'REQUEST'])
  const sent = await Promise.all([from, to, tries].map((email) => mails(db, email)))
  for (const { subject, source, text, html } of sent.flat()) {
    const { attachments } = await PostalMime.parse(source)
    assert.ok(attachments.length > 0, subject)
    const parts = attachments.map(({ content }) => Buffer.from(content as ArrayBuffer).toString('latin1'))
    // A long line of a calendar goes on behind a break and a space.
    for (const part of [text, html, ...parts]) assert.doesNotMatch(part.replaceAll(/\r?\n /g, ''), secret, subject)
  }
})

test('the event changes while somebody is told of it twice at once: no revision says two things, and the last has the newest event', async () => {
  const email = 'marta@races.example'
  const { eventId, typeId } = await sale()
  await buy(browser(), { eventId, typeId }, { name: 'Marta', email })
  await settle()
  await db.updateTable('calendar_invitation').set({ sequence: 5 }).where('email', '=', email).execute()
  const tell = () => calendarFor(app.app.services, { eventId, email, name: 'Marta', language: 'en' })
  const told = await transact(db, async (tx) => {
    await tx.selectFrom('calendar_invitation').select('id').where('email', '=', email).forUpdate().execute()
    await edit(eventId, { name: 'Late Ferry' })
    const first = tell()
    await waiting(db, 1)
    await edit(eventId, { name: 'Last Ferry' })
    const second = tell()
    await waiting(db, 2)
    return () => Promise.all([first, second])
  })
  const entries = [...(await told()), await tell()].map((calendar) => readCalendar(calendar?.content ?? '').entries[0])
  const names = new Map<number, string>()
  for (const { sequence, summary } of entries.filter((entry) => entry !== undefined)) {
    assert.equal(names.get(sequence) ?? summary, summary, `two names under revision ${sequence}`)
    names.set(sequence, summary)
  }
  assert.equal(names.get(Math.max(...names.keys())), 'Last Ferry')
  assert.equal(new Set(entries.map((entry) => entry?.uid)).size, 1)
})

test('somebody is told for the first time twice at once: it is one invitation', async () => {
  const email = 'marta@first.example'
  const { eventId, typeId } = await sale()
  await buy(browser(), { eventId, typeId }, { name: 'Marta', email })
  const invitee = { eventId, email, name: 'Marta', language: 'en' as const }
  const told = await Promise.all(Array.from({ length: 6 }, () => calendarFor(app.app.services, invitee)))
  assert.equal(new Set(told.map((calendar) => calendar?.content)).size, 1)
})

test('erasing somebody leaves neither their invitations nor the address of their calendar', async () => {
  const buyer = await person(app)
  const what = await sale()
  await buy(browser(), what, { name: buyer.name, email: buyer.email })
  await settle()
  await buyer.api['POST /api/me/calendar']()
  await eraseBuyer(db, { userId: buyer.userId, email: buyer.email })
  const invitations = await db.selectFrom('calendar_invitation').where('email', '=', buyer.email).selectAll().execute()
  const feeds = await db.selectFrom('calendar_feed').where('user_id', '=', buyer.userId).selectAll().execute()
  assert.deepEqual([invitations, feeds], [[], []])
})

test('a revision never falls, whoever writes it', async () => {
  const { eventId, typeId } = await sale()
  const email = 'marta@falls.example'
  await buy(browser(), { eventId, typeId }, { name: 'Marta', email })
  await edit(eventId, { name: 'Late Ferry' })
  await settle()
  await calendarFor(app.app.services, { eventId, email, name: '', language: 'en' })
  await assert.rejects(
    db.updateTable('calendar_invitation').set({ sequence: 0 }).where('email', '=', email).execute(),
    /never falls/,
  )
})
