import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import type { TestBrowser } from '../../../test/harness.ts'
import { testApp } from '../../../test/harness.ts'
import { linkTo, mails } from '../../../test/mail.ts'
import { cast, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold, startPaying, stockBooks } from '../../../test/sales.ts'
import { eraseInvitations } from './erasure.ts'

const app = await testApp()
const { db, settle, setNow, browser } = app
const { owner, manager, editor, finance, stranger, own } = await cast(app)

type Who = Pick<TestBrowser, 'api'>

const closed = () =>
  makeEvent(owner, own.id, {
    event: { name: 'Quiet Supper', visibility: 'invite-only' },
    types: [{ name: 'Seat', price: 1000, quantity: 20 }],
  })
const event = await closed()
const [typeId = ''] = event.typeIds

let count = 0
const address = () => `guest-${++count}@example.org`
const invite = async (
  email: string,
  given: { places?: number; message?: string; name?: string } = {},
  by: Person = owner,
) => {
  const { name, ...rest } = given
  const result = await by.api['POST /api/events/:eventId/guests']({
    params: { eventId: event.eventId },
    body: { guests: [{ email, ...(name ? { name } : {}) }], ...rest },
  })
  return { ...result, guestId: await idOf(email) }
}
const idOf = async (email: string, eventId = event.eventId) =>
  (
    await db
      .selectFrom('event_guest')
      .select('id')
      .where('event_id', '=', eventId)
      .where('email', '=', email.toLowerCase())
      .executeTakeFirstOrThrow()
  ).id
const rowOf = async (guestId: string) => {
  const { items } = await owner.api['GET /api/events/:eventId/guests']({
    params: { eventId: event.eventId },
    query: {},
  })
  return items.find(({ id }) => id === guestId) ?? assert.fail('is not in the list')
}
const open = ({ api }: Who, guestId: string) => api['GET /api/guests/:guestId']({ params: { guestId } })
const ask = ({ api }: Who, guestId: string) => api['POST /api/guests/:guestId/code']({ params: { guestId } })
const claim = ({ api }: Who, guestId: string, code: string) =>
  api['POST /api/guests/:guestId/holder']({ params: { guestId }, body: { code } })
const accept = ({ api }: Who, guestId: string) =>
  api['PUT /api/guests/:guestId/answer']({ params: { guestId }, body: { state: 'accepted' } })
const decline = ({ api }: Who, guestId: string, never = false) =>
  api['PUT /api/guests/:guestId/answer']({ params: { guestId }, body: { state: 'declined', never } })
const look = ({ api }: Who, slug = event.slug) => api['GET /api/discover/:slug']({ params: { slug } })
const take = (who: Who, quantity = 1) => hold(who, { eventId: event.eventId, typeId, quantity })
const codeFor = async (email: string) => {
  await settle()
  const found = (await mails(db, email)).map(({ text }) => /\b\d{8}\b/.exec(text)?.[0]).findLast(Boolean)
  return found ?? assert.fail(`no code was mailed to ${email}`)
}
const revoke = (guestId: string, by: Person = owner) =>
  by.api['DELETE /api/events/:eventId/guests/:guestId']({ params: { eventId: event.eventId, guestId } })
const again = (guestId: string, by: Person = owner) =>
  by.api['POST /api/events/:eventId/guests/:guestId/mail']({ params: { eventId: event.eventId, guestId } })

test.afterEach(() => setNow(undefined))

test('whoever has the invited address opens the invitation by their account, accepts, and gets in and buys', async () => {
  const guest = await person(app, { name: 'Gil Guest' })
  await refusedWith('guests_only', look(guest))
  await refusedWith('guests_only', take(guest))
  const { guestId } = await invite(guest.email, { name: 'Gil', message: 'Bring\nnothing.' })
  await settle()
  const [mail] = await mails(db, guest.email)
  assert.match(mail?.subject ?? '', /You are invited: Quiet Supper/)
  assert.match(mail?.text ?? '', /Hello Gil,[\s\S]*Tidal Works writes:[\s\S]*Bring[\s\S]*nothing\./)
  assert.equal((await linkTo(db, guest.email)).pathname, `/invited/${guestId}`)

  const shown = await open(guest, guestId)
  assert.deepEqual([shown.open, shown.theirs?.state, shown.theirs?.event.name], [true, 'sent', 'Quiet Supper'])
  assert.equal((await rowOf(guestId)).state, 'opened')
  assert.deepEqual((await look(guest)).guest, { id: guestId, state: 'opened', places: 1 })
  await accept(guest, guestId)
  await accept(guest, guestId)
  await buy(guest, { eventId: event.eventId, typeId })
  const row = await rowOf(guestId)
  assert.deepEqual([row.state, row.tickets, row.places], ['accepted', 1, 1])
  assert.equal((await refusedWith('guest_places', take(guest))).status, 409)
})

test('a forwarded link shows and admits nobody: neither signed in as somebody else, nor signed out, nor with a guessed code', async () => {
  const email = address()
  const { guestId } = await invite(email)
  for (const other of [browser(), stranger, await person(app, { email: address() })]) {
    assert.deepEqual(await open(other, guestId), { id: guestId, open: true, theirs: null })
    await refusedWith('not_found', accept(other, guestId))
    await refusedWith('not_found', decline(other, guestId))
    await refusedWith('guests_only', take(other))
  }
  const unproven = await person(app, { email, emailVerified: false })
  assert.equal((await open(unproven, guestId)).theirs, null)
  await refusedWith('guests_only', look(unproven))
  assert.equal((await rowOf(guestId)).state, 'sent')

  const other = browser()
  await refusedWith('email_code_wrong', claim(other, guestId, '00000000'), 'code')
  await ask(other, guestId)
  const code = await codeFor(email)
  const wrong = code === '00000000' ? '11111111' : '00000000'
  for (let tries = 0; tries < 5; tries++) await refusedWith('email_code_wrong', claim(other, guestId, wrong))
  await refusedWith('email_code_wrong', claim(other, guestId, code))
  await refusedWith('invalid', claim(other, guestId, '123'), 'code')
})

test('without an account a code makes it the browser’s that has it: once, for a quarter of an hour, and no longer than until the next one', async () => {
  const email = address()
  const { guestId } = await invite(email)
  const [first, second] = [browser(), browser()]
  await ask(first, guestId)
  const code = await codeFor(email)
  await claim(first, guestId, code)
  await refusedWith('email_code_wrong', claim(second, guestId, code))
  assert.equal((await rowOf(guestId)).state, 'opened')
  await accept(first, guestId)
  assert.equal((await look(first)).guest?.state, 'accepted')
  await take(first)
  await refusedWith('guests_only', look(second))

  await ask(second, guestId)
  await claim(second, guestId, await codeFor(email))
  assert.equal((await look(second)).guest?.id, guestId)
  assert.equal((await open(first, guestId)).theirs, null)
  await refusedWith('guests_only', take(first))
  const taken = await refusedWith('guest_places', take(second))
  assert.match(taken.detail, /no more/i)

  await ask(second, guestId)
  const late = await codeFor(email)
  setNow(new Date(Date.now() + 16 * 60_000))
  await refusedWith('email_code_wrong', claim(second, guestId, late))
})

test('somebody signed in with another address takes it into their account by the code', async () => {
  const email = address()
  const { guestId } = await invite(email)
  const guest = await person(app)
  await ask(guest, guestId)
  await claim(guest, guestId, await codeFor(email))
  assert.equal((await open(guest, guestId)).theirs?.state, 'opened')
  await take(guest)
  // Whose address it is stays its guest, too.
  assert.equal((await open(await person(app, { email }), guestId)).theirs?.state, 'accepted')
})

test('codes are mailed ten times a day, to the invited address alone', async () => {
  const email = address()
  const { guestId } = await invite(email)
  for (let times = 0; times < 10; times++) await ask(browser(), guestId)
  const problem = await refusedWith('too_many_requests', ask(browser(), guestId))
  assert.ok(Number(problem.retryAfter) > 23 * 3600)
  setNow(new Date(Date.now() + 25 * 3600_000))
  await ask(browser(), guestId)
  await refusedWith('not_found', ask(browser(), event.eventId))
})

test('an invitation is for as many places as it says, over all orders, and declining gives none', async () => {
  const guest = await person(app)
  const { guestId } = await invite(guest.email, { places: 3 })
  await refusedWith('guest_places', take(guest, 4))
  const held = await take(guest, 2)
  await refusedWith('guest_places', take(guest, 2))
  await guest.api['DELETE /api/orders/:orderId']({ params: { orderId: held.id } })
  await take(guest, 3)
  await refusedWith('guest_places', take(guest))
  setNow(new Date(Date.now() + 11 * 60_000))
  await take(guest, 3)
  await decline(guest, guestId)
  await refusedWith('guest_declined', take(guest))
  assert.equal((await look(guest)).guest?.state, 'declined')
  await accept(guest, guestId)
  await refusedWith('guest_places', take(guest))
})

test('money that comes late for a place by an invitation goes back, when the place is in another order by then or the invitation is revoked', async () => {
  const pay = async (who: Who, orderId: string, { paymentId, ref }: { paymentId: string; ref: string }) => {
    await who.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
    const params = { orderId, paymentId }
    return who.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params, body: {} })
  }
  const lapsing = async (who: Who) => {
    const { id } = await take(who)
    const payment = await startPaying(who, id)
    return () => pay(who, id, payment)
  }
  const [twice, late, revoked, declined] = await Promise.all([person(app), person(app), person(app), person(app)])
  const guestIds: string[] = []
  for (const { email } of [twice, late, revoked, declined]) guestIds.push((await invite(email)).guestId)
  const [, , revokedId = '', declinedId = ''] = guestIds
  const payments = []
  for (const who of [twice, late, revoked, declined]) payments.push(await lapsing(who))
  await revoke(revokedId)
  await decline(declined, declinedId)
  setNow(new Date(Date.now() + 700_000))
  await buy(twice, { eventId: event.eventId, typeId })
  const states = []
  for (const pays of payments) states.push((await pays()).state)
  assert.deepEqual(states, ['stranded', 'succeeded', 'stranded', 'stranded'])
  const { items } = await owner.api['GET /api/events/:eventId/guests']({
    params: { eventId: event.eventId },
    query: { limit: 4 },
  })
  assert.deepEqual(
    guestIds.map((guestId) => items.find(({ id }) => id === guestId)?.tickets),
    [1, 1, 0, 0],
  )
  await settle()
  for (const { held, sold, heldByOrders, soldByTickets } of await stockBooks(app, event.eventId))
    assert.deepEqual([held, sold], [heldByOrders, soldByTickets])
})

test('holding a place is accepting', async () => {
  const guest = await person(app)
  const { guestId } = await invite(guest.email)
  await take(guest)
  const row = await rowOf(guestId)
  assert.deepEqual([row.state, row.openedAt !== null, row.answeredAt !== null], ['accepted', true, true])
})

test('a revoked invitation opens nothing, and what was bought by it stays; a new one begins anew', async () => {
  const guest = await person(app)
  const device = browser()
  const email = address()
  const { guestId } = await invite(guest.email)
  const { guestId: secondId } = await invite(email)
  await ask(device, secondId)
  await claim(device, secondId, await codeFor(email))
  const order = await buy(guest, { eventId: event.eventId, typeId })
  for (const id of [guestId, secondId]) {
    await revoke(id)
    await revoke(id)
  }
  assert.deepEqual(await open(guest, guestId), { id: guestId, open: false, theirs: null })
  await refusedWith('guests_only', take(guest))
  await refusedWith('not_found', accept(guest, guestId))
  await refusedWith('guests_only', look(device))
  await ask(device, secondId)
  await settle()
  assert.equal((await mails(db, email)).length, 2)
  // Their ticket is good, so they see what it is for.
  assert.equal((await look(guest)).guest, null)
  assert.equal((await guest.api['GET /api/orders/:orderId']({ params: { orderId: order.id } })).state, 'paid')
  await refusedWith('invitation_closed', again(guestId))

  assert.deepEqual(await invite(email), { invited: 1, already: 0, unwanted: 0, guestId: secondId })
  assert.equal((await rowOf(secondId)).state, 'sent')
  await refusedWith('guests_only', look(device))
})

test('a list: addresses once each, in any letters; who is there already stays, who wants none gets none', async () => {
  const [first, second, third] = [address(), address(), address()]
  const list = (emails: string[], message = '') =>
    owner.api['POST /api/events/:eventId/guests']({
      params: { eventId: event.eventId },
      body: { guests: emails.map((email) => ({ email })), message },
    })
  assert.deepEqual(await list([first, first.toUpperCase(), second]), { invited: 2, already: 0, unwanted: 0 })
  const guest = await person(app, { email: third })
  await invite(third)
  await settle()
  await decline(guest, await idOf(third), true)
  await revoke(await idOf(third))
  assert.deepEqual(await list([first, third, address()]), { invited: 1, already: 1, unwanted: 1 })
  await settle()
  assert.equal((await mails(db, first)).length, 1)
  assert.equal((await mails(db, third)).length, 1)
  await refusedWith('invalid', list([]), 'guests')
  await refusedWith('invalid', list(['nobody']), 'guests.0.email')
  await refusedWith('invalid', list([address()], 'x'.repeat(1001)), 'message')
  await refusedWith('invalid', list(Array.from({ length: 501 }, address)), 'guests')
})

test('invitations are mailed again, five times at once and then one a day, in the language of the account', async () => {
  const guest = await person(app)
  await db.updateTable('users').set({ language: 'de' }).where('id', '=', guest.userId).execute()
  const { guestId } = await invite(guest.email)
  for (let times = 0; times < 4; times++) await again(guestId)
  await settle()
  // Each mail but the last was overtaken by the next.
  assert.deepEqual(
    (await mails(db, guest.email)).map(({ subject }) => subject),
    ['Du bist eingeladen: Quiet Supper'],
  )
  const problem = await refusedWith('too_many_requests', again(guestId))
  assert.ok(Number(problem.retryAfter) > 23 * 3600)
  setNow(new Date(Date.now() + 25 * 3600_000))
  await again(guestId)
  await decline(guest, guestId)
  await refusedWith('invitation_closed', again(guestId))
})

test('whoever wants no more of an organization is mailed none of its invitations, neither again nor what was to go out', async () => {
  const guest = await person(app)
  const other = await closed()
  const { guestId } = await invite(guest.email)
  await settle()
  await owner.api['POST /api/events/:eventId/guests']({
    params: { eventId: other.eventId },
    body: { guests: [{ email: guest.email }] },
  })
  await again(guestId)
  await decline(guest, await idOf(guest.email, other.eventId), true)
  await settle()
  assert.equal((await mails(db, guest.email)).length, 1)
  const problem = await refusedWith('invitation_closed', again(guestId))
  assert.match(problem.detail, /wants no more/)
})

test('of somebody who was erased the list and its file say just that', async () => {
  const { eventId } = await closed()
  const params = { eventId }
  const email = address()
  await owner.api['POST /api/events/:eventId/guests']({ params, body: { guests: [{ email, name: 'Gone Guest' }] } })
  await eraseInvitations(db, { userId: null, email })
  const { items } = await owner.api['GET /api/events/:eventId/guests']({ params, query: {} })
  assert.deepEqual(
    items.map(({ name, email, state }) => [name, email, state]),
    [['Erased person', '', 'revoked']],
  )
  const response = await owner.fetch(`${app.origin}/api/events/${eventId}/guests.csv`)
  assert.match(await response.text(), /"Erased person",,|"Erased person","",/)
})

test('those who write to people invite, for their own events that are live', async () => {
  await invite(address(), {}, manager)
  for (const other of [editor, finance]) await refusedWith('not_allowed', invite(address(), {}, other))
  await refusedWith('not_found', invite(address(), {}, stranger))
  const other = await closed()
  const { guestId } = await invite(address())
  const elsewhere = { params: { eventId: other.eventId, guestId } }
  await refusedWith('not_found', owner.api['DELETE /api/events/:eventId/guests/:guestId'](elsewhere))
  await refusedWith('not_found', owner.api['POST /api/events/:eventId/guests/:guestId/mail'](elsewhere))
  const draft = await makeEvent(owner, own.id, { live: false, event: { visibility: 'invite-only' } })
  const body = { guests: [{ email: address() }] }
  const inviteTo = (eventId: string) => owner.api['POST /api/events/:eventId/guests']({ params: { eventId }, body })
  await refusedWith('wrong_event_state', inviteTo(draft.eventId))
  setNow('2100-01-01T00:00:00Z')
  await refusedWith('wrong_event_state', inviteTo(event.eventId))
})

test('the list is found through, counted and downloaded', async () => {
  const { eventId } = await closed()
  const params = { eventId }
  const guests = Array.from({ length: 5 }, (_, index) => ({ email: `Row-${index}@Example.org`, name: `Row ${index}` }))
  await owner.api['POST /api/events/:eventId/guests']({ params, body: { guests, places: 2 } })
  const list = (query: { q?: string; state?: 'sent' | 'revoked'; cursor?: string; limit?: number }) =>
    owner.api['GET /api/events/:eventId/guests']({ params, query })
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  assert.equal(new Set(ids).size, 5)
  const [guestId = ''] = ids
  await owner.api['DELETE /api/events/:eventId/guests/:guestId']({ params: { eventId, guestId } })
  assert.deepEqual((await list({})).counts, { sent: 4, opened: 0, accepted: 0, declined: 0, revoked: 1 })
  assert.deepEqual(
    (await list({ state: 'revoked' })).items.map(({ id }) => id),
    [guestId],
  )
  assert.deepEqual(
    (await list({ q: 'row-3@' })).items.map(({ name, places }) => [name, places]),
    [['Row 3', 2]],
  )
  const response = await owner.fetch(`${app.origin}/api/events/${eventId}/guests.csv?state=sent`)
  const [head, ...rows] = (await response.text()).trim().split('\r\n')
  assert.match(head ?? '', /"Name","Email","State"/)
  assert.equal(rows.length, 4)
  assert.match(rows[0] ?? '', /^"Row \d","row-\d@example\.org","Sent",2,0,"/)
})
