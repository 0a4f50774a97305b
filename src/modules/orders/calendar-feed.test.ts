import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCalendar } from '../../../test/calendar.ts'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { organization, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy } from '../../../test/sales.ts'

const app = await testApp()
const { db, browser } = app
const owner = await person(app)
const club = await organization(db, { owner })

async function sale(event: Parameters<typeof makeEvent>[2] = {}) {
  const { eventId, typeIds } = await makeEvent(owner, club.id, event)
  return { eventId, typeId: String(typeIds[0]) }
}

const addressOf = async ({ api }: Person) => (await api['POST /api/me/calendar']()).address.url
const keyIn = (url: string) => new URL(url).searchParams.get('key') ?? ''
const open = async (url: string) =>
  readCalendar((await browser().api['GET /calendar/tickets.ics']({ query: { key: keyIn(url) } })).bytes)
const named = async (url: string) => (await open(url)).entries.map(({ summary, status }) => `${summary} ${status}`)

test('one’s calendar has what one has tickets for, with the way in, and nothing of test orders', async () => {
  const buyer = await person(app)
  const online = await sale({
    event: { name: 'Class', attendance: 'online', venue: '', city: '', onlineUrl: 'https://stream.example.org/secret' },
  })
  const tried = await sale({ event: { name: 'Tried Out', testMode: true } })
  await buy(buyer, online, { name: buyer.name, email: buyer.email })
  await buy(buyer, tried, { name: buyer.name, email: buyer.email })
  const url = await addressOf(buyer)
  const { name, method, entries } = await open(url)
  assert.deepEqual([name, method, entries.length], ['My tickets, Conflux', 'PUBLISH', 1])
  assert.equal(entries[0]?.location, 'https://stream.example.org/secret')
  assert.match(String(entries[0]?.description), /Join here: https:\/\/stream\.example\.org\/secret\n\nYour tickets: /)
  assert.equal(entries[0]?.transparency, 'OPAQUE')
})

test('what was bought as a guest with one’s confirmed address is in it, and what was received; not what was passed on', async () => {
  const [giver, receiver] = [await person(app), await person(app)]
  const bought = await sale({ event: { name: 'As Guest' } })
  await buy(browser(), bought, { name: giver.name, email: giver.email })
  const passed = await sale({ event: { name: 'Passed On' } })
  const { tickets } = await buy(giver, passed, { name: giver.name, email: giver.email })
  const ticketId = String(tickets[0]?.id)
  await giver.api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email: receiver.email } })
  const { id: transferId } = await db
    .selectFrom('ticket_transfer')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
  await receiver.api['POST /api/transfers/:transferId/acceptance']({
    params: { transferId },
    body: { attendeeName: receiver.name },
  })
  const url = await addressOf(giver)
  assert.deepEqual(await named(url), ['As Guest CONFIRMED'])
  assert.deepEqual(await named(await addressOf(receiver)), ['Passed On CONFIRMED'])
  await db.updateTable('users').set({ email_verified: false }).where('id', '=', giver.userId).execute()
  assert.deepEqual(await named(url), [])
  await refusedWith('email_not_verified', addressOf(giver))
})

test('what was called off says so; what was given back is gone', async () => {
  const buyer = await person(app)
  const details = { name: buyer.name, email: buyer.email }
  const called = await sale({ event: { name: 'Called Off' } })
  await buy(buyer, called, details)
  const back = await sale({ event: { name: 'Given Back' } })
  const order = await buy(buyer, back, details)
  const url = await addressOf(buyer)
  assert.deepEqual(await named(url), ['Called Off CONFIRMED', 'Given Back CONFIRMED'])
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: called.eventId },
    body: { message: '' },
  })
  await owner.api['POST /api/events/:eventId/orders/:orderId/refunds']({
    params: { eventId: back.eventId, orderId: order.id },
    body: {
      tickets: order.tickets.map(({ id }) => id),
      give: { percent: 100 },
      fee: false,
      takeBack: true,
      amount: 2500,
      reason: '',
    },
  })
  await app.settle()
  assert.deepEqual(await named(url), ['Called Off CANCELLED'])
})

test('what one puts on is in it, without the drafts, as long as one is in the team', async () => {
  const editor = await person(app)
  const { id } = await organization(db, { owner, manager: editor })
  await makeEvent(editor, id, { event: { name: 'Ours' } })
  await makeEvent(editor, id, { event: { name: 'Draft' }, live: false })
  const url = await addressOf(editor)
  assert.deepEqual(await named(url), ['Ours CONFIRMED'])
  await editor.api['DELETE /api/organizations/:organizationId/membership']({ params: { organizationId: id } })
  assert.deepEqual(await named(url), [])
})

test('a new address ends the one before; an address that was ended, guessed or belongs to somebody banned opens nothing', async () => {
  const somebody = await person(app)
  const shown = async () => (await somebody.api['GET /api/me/calendar']()).address
  assert.equal(await shown(), null)
  const first = await addressOf(somebody)
  assert.equal((await shown())?.url, first)
  const second = await addressOf(somebody)
  assert.notEqual(first, second)
  await refusedWith('not_found', open(first))
  await refusedWith('not_found', open(`${first.slice(0, -22)}${'A'.repeat(22)}`))
  await refusedWith('invalid', open(`${first.slice(0, -22)}short`))
  await open(second)
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', somebody.userId).execute()
  await refusedWith('not_found', open(second))
  await db.updateTable('users').set({ banned_at: null }).where('id', '=', somebody.userId).execute()
  await somebody.api['DELETE /api/me/calendar']()
  await somebody.api['DELETE /api/me/calendar']()
  await refusedWith('not_found', open(second))
})

test('two new addresses at once: one of them is the address, and nobody has two', async () => {
  const somebody = await person(app)
  const made = await Promise.all(Array.from({ length: 6 }, () => addressOf(somebody)))
  const answers = await Promise.allSettled(made.map(open))
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.ok(made.includes(String((await somebody.api['GET /api/me/calendar']()).address?.url)))
})

test('it is nobody else’s to keep', async () => {
  const url = await addressOf(await person(app))
  const first = await fetch(url)
  assert.equal(first.headers.get('cache-control'), 'private, max-age=300')
  const again = await fetch(url, { headers: { 'if-none-match': String(first.headers.get('etag')) } })
  assert.equal(again.status, 304)
})
