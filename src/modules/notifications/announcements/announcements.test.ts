import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { cast, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { order, ticketType } from '../../../../test/tickets.ts'
import { sendUnfinished } from '../announcements-due.ts'
import { sendAnnouncement } from './send.ts'

const app = await testApp()
const { db, browser, settle, setNow } = app
const { owner, manager, administrator, stranger, own } = await cast(app)
const words = { subject: 'Doors at seven', text: 'Come **early**: the [bridge](https://example.org/bridge) is closed.' }
const twilio = {
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: '1b'.repeat(16),
  TWILIO_FROM: '+15005550006',
}

type Draft = Parameters<(typeof owner.api)['POST /api/events/:eventId/announcements']>[0]['body']

async function sale() {
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    types: [
      { name: 'Deck', price: 0, quantity: 50 },
      { name: 'Cabin', price: 0, quantity: 50 },
    ],
  })
  return { eventId, deck: String(typeIds[0]), cabin: String(typeIds[1]) }
}
async function comes(eventId: string, typeId: string, email: string) {
  const { api } = browser()
  const { id: orderId } = await api['POST /api/events/:eventId/orders']({
    params: { eventId },
    body: { lines: [{ ticketTypeId: typeId, quantity: 1 }], buyer: { name: 'Gia Guest', email } },
  })
  await api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: {} })
  return api['GET /api/orders/:orderId']({ params: { orderId } })
}
const write = (eventId: string, more: Partial<Draft> = {}) =>
  owner.api['POST /api/events/:eventId/announcements']({ params: { eventId }, body: { ...words, ...more } })
const read = (eventId: string, announcementId: string) =>
  owner.api['GET /api/events/:eventId/announcements/:announcementId']({ params: { eventId, announcementId } })
const send = (eventId: string, announcementId: string, at?: string, who = owner) =>
  who.api['PUT /api/events/:eventId/announcements/:announcementId/sending']({
    params: { eventId, announcementId },
    body: at === undefined ? {} : { at },
  })
const keepBack = (eventId: string, announcementId: string, who = owner) =>
  who.api['DELETE /api/events/:eventId/announcements/:announcementId/sending']({ params: { eventId, announcementId } })
const edit = (eventId: string, announcementId: string, body: Partial<Draft>) =>
  owner.api['PATCH /api/events/:eventId/announcements/:announcementId']({ params: { eventId, announcementId }, body })
const remove = (eventId: string, announcementId: string) =>
  owner.api['DELETE /api/events/:eventId/announcements/:announcementId']({ params: { eventId, announcementId } })
const count = async (eventId: string, query: Record<string, string> = {}) =>
  owner.api['GET /api/events/:eventId/announcement-audience']({ params: { eventId }, query })
const received = async (email: string, subject = words.subject) =>
  (await mails(db, email)).filter((mail) => mail.subject === subject)
/** The time that a message is planned for comes. */
async function comesTime(announcementId: string, at: string) {
  setNow(at)
  await sql`update graphile_worker._private_jobs set run_at = now() where key = ${`announcement:${announcementId}`}`.execute(
    db,
  )
  await settle()
  setNow(undefined)
}

test('a message goes at once to everybody who has a ticket, in the app and by mail, and its report counts', async () => {
  const { eventId, deck } = await sale()
  const ana = await person(app, { name: 'Ana Account', email: 'ana@announce.example' })
  await comes(eventId, deck, ana.email)
  await comes(eventId, deck, 'bo@announce.example')
  await comes(eventId, deck, 'bo@announce.example')
  const { id } = await write(eventId)
  assert.deepEqual((await read(eventId, id)).goesTo, { people: 2, languages: [{ language: 'en', people: 2 }] })
  assert.equal((await send(eventId, id)).state, 'scheduled')
  await settle()
  const [mail, ...more] = await received('bo@announce.example')
  assert.deepEqual(more, [])
  assert.match(String(mail?.html), /<strong[^>]*>early<\/strong>/)
  assert.match(String(mail?.text), /https:\/\/example\.org\/bridge/)
  const { items } = await ana.api['GET /api/me/notifications']({ query: {} })
  const note = items.find(({ kind }) => kind === 'announcement')
  assert.equal(note?.title, words.subject)
  assert.equal(note?.message, 'Come early: the bridge is closed.')
  await ana.api['POST /api/me/notifications/read']()
  const { state, people, report } = await read(eventId, id)
  assert.deepEqual({ state, people }, { state: 'sent', people: 2 })
  const none = { waiting: 0, delivered: 0, failed: 0, dropped: 0 }
  assert.deepEqual(report, { inApp: 1, seen: 1, channels: [{ channel: 'email', ...none, sent: 2 }] })
})

test('an audience is of ticket types, of who was let in, and of when they ordered, by days there', async () => {
  const { eventId, deck, cabin } = await sale()
  const early = await comes(eventId, deck, 'early@audience.example')
  await comes(eventId, cabin, 'late@audience.example')
  await sql`update "order" set paid_at = '2026-07-01T22:30:00Z' where id = ${early.id}`.execute(db)
  await sql`update "order" set paid_at = '2026-07-03T12:00:00Z' where event_id = ${eventId} and id <> ${early.id}`.execute(
    db,
  )
  const nonce = '0192f3a0-0000-7000-8000-000000000001'
  await sql`
    insert into scan (nonce, event_id, ticket_id, result, scanned_at, content_hash)
    select ${nonce}, ${eventId}, id, 'admitted', now(), '' from ticket where order_id = ${early.id}`.execute(db)
  const cases: [query: Record<string, string>, people: number][] = [
    [{}, 2],
    [{ ticketTypeIds: deck }, 1],
    [{ ticketTypeIds: `${deck},${cabin}` }, 2],
    [{ checkedIn: 'yes' }, 1],
    [{ checkedIn: 'no' }, 1],
    [{ checkedIn: 'yes', ticketTypeIds: cabin }, 0],
    // 23:30 of 1 July in Lisbon.
    [{ orderedUntil: '2026-07-01' }, 1],
    [{ orderedFrom: '2026-07-02' }, 1],
    [{ orderedFrom: '2026-07-01', orderedUntil: '2026-07-03' }, 2],
    [{ orderedFrom: '2026-07-04' }, 0],
  ]
  for (const [query, people] of cases) assert.equal((await count(eventId, query)).people, people, JSON.stringify(query))
  await sql`update scan set undone_at = now() where nonce = ${nonce}`.execute(db)
  assert.equal((await count(eventId, { checkedIn: 'yes' })).people, 0)
  for (const ticketTypeIds of ['-'.repeat(36), `${deck},`, `${deck},${deck.replaceAll('-', '0')}`])
    await refusedWith('invalid', count(eventId, { ticketTypeIds }), 'ticketTypeIds')
  const { id } = await write(eventId, { audience: { ticketTypeIds: [cabin] } })
  await send(eventId, id)
  await settle()
  assert.equal((await received('early@audience.example')).length, 0)
  assert.equal((await received('late@audience.example')).length, 1)
})

test('whom a planned message goes to is decided when its time comes; until then it can be changed', async () => {
  const { eventId, deck } = await sale()
  await comes(eventId, deck, 'first@plan.example')
  const { id } = await write(eventId)
  const planned = await send(eventId, id, '2099-11-28T12:00')
  assert.equal(planned.sendAt, '2099-11-28T12:00:00.000Z')
  assert.equal(planned.sendAtLocal, '2099-11-28T12:00')
  await edit(eventId, id, { subject: 'Doors at six' })
  await send(eventId, id, '2099-11-28T13:00')
  await settle()
  assert.equal((await received('first@plan.example', 'Doors at six')).length, 0)
  await comes(eventId, deck, 'second@plan.example')
  await comesTime(id, '2099-11-28T13:00:00Z')
  for (const email of ['first@plan.example', 'second@plan.example'])
    assert.equal((await received(email, 'Doors at six')).length, 1, email)
  await refusedWith('announcement_state', edit(eventId, id, words))
  await refusedWith('announcement_state', remove(eventId, id))
  await refusedWith('announcement_state', keepBack(eventId, id))
  await refusedWith('announcement_state', send(eventId, id))
  const copy = await owner.api['POST /api/events/:eventId/announcements/:announcementId/copies']({
    params: { eventId, announcementId: id },
  })
  assert.deepEqual([copy.state, copy.subject], ['draft', 'Doors at six'])
})

test('what is kept back is not sent, by nobody and by two at once', async () => {
  const { eventId, deck } = await sale()
  await comes(eventId, deck, 'kept@back.example')
  const { id } = await write(eventId)
  await send(eventId, id, '2099-11-28T12:00')
  const results = await Promise.allSettled([keepBack(eventId, id), keepBack(eventId, id, manager)])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await read(eventId, id)).state, 'draft')
  await comesTime(id, '2099-11-28T12:00:00Z')
  await sendAnnouncement(app.app.services, { announcementId: id, at: '2099-11-28T12:00:00.000Z' })
  await settle()
  assert.equal((await received('kept@back.example')).length, 0)
})

test('sent by two at once, it is sent once, and each gets it once', async () => {
  const { eventId, deck } = await sale()
  for (const name of ['one', 'two']) await comes(eventId, deck, `${name}@once.example`)
  const { id } = await write(eventId)
  const results = await Promise.allSettled([send(eventId, id), send(eventId, id, undefined, manager)])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const { sendAt } = await read(eventId, id)
  const job = { announcementId: id, at: String(sendAt) }
  await Promise.all([1, 2, 3].map(() => sendAnnouncement(app.app.services, job)))
  await settle()
  for (const name of ['one', 'two']) assert.equal((await received(`${name}@once.example`)).length, 1)
  assert.equal((await read(eventId, id)).people, 2)
})

test('a message of an event that is cancelled by then is stopped, and says so; so is one of a suspended organization', async () => {
  const { eventId, deck } = await sale()
  await comes(eventId, deck, 'stop@stop.example')
  const [first, second] = [await write(eventId), await write(eventId)]
  for (const { id } of [first, second]) await send(eventId, id, '2099-11-28T12:00')
  const params = { organizationId: own.id }
  await administrator.api['PUT /api/admin/organizations/:organizationId/suspension']({
    params,
    body: { reason: 'Checking.' },
  })
  await comesTime(first.id, '2099-11-28T12:00:00Z')
  assert.deepEqual(state(await read(eventId, first.id)), ['stopped', 'organization'])
  await refusedWith('organization_suspended', send(eventId, first.id))
  await refusedWith(
    'organization_suspended',
    owner.api['POST /api/events/:eventId/announcements/:announcementId/test']({
      params: { eventId, announcementId: first.id },
    }),
  )
  await administrator.api['DELETE /api/admin/organizations/:organizationId/suspension']({ params })
  await owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message: 'No boat.' } })
  await comesTime(second.id, '2099-11-28T12:00:00Z')
  assert.deepEqual(state(await read(eventId, second.id)), ['stopped', 'event'])
  await refusedWith('wrong_event_state', send(eventId, second.id))
  assert.equal((await received('stop@stop.example')).length, 0)
})

const suspend = () =>
  administrator.api['PUT /api/admin/organizations/:organizationId/suspension']({
    params: { organizationId: own.id },
    body: { reason: 'Checking.' },
  })
const resume = () =>
  administrator.api['DELETE /api/admin/organizations/:organizationId/suspension']({
    params: { organizationId: own.id },
  })
const cancel = async (eventId: string) => {
  await sql`update event set state = 'cancelled' where id = ${eventId}`.execute(db)
}
/** Writes a message down for whom it is for, and sends it to nobody yet. */
async function writtenDown(email: string) {
  const { eventId, deck } = await sale()
  await comes(eventId, deck, email)
  const { id } = await write(eventId)
  const { sendAt } = await send(eventId, id)
  const job = { announcementId: id, at: String(sendAt) }
  await sendAnnouncement(app.app.services, job)
  return { eventId, id, job }
}

test('what was written down is not sent any more when the event is cancelled, nor while the organization is suspended', async () => {
  for (const [email, end] of [
    ['cancelled@down.example', cancel],
    ['suspended@down.example', suspend],
  ] as const) {
    const { eventId, id } = await writtenDown(email)
    await end(eventId)
    await settle()
    assert.equal((await received(email)).length, 0, email)
    const [mail] = (await read(eventId, id)).report?.channels ?? []
    assert.deepEqual([mail?.dropped, mail?.waiting, mail?.sent], [1, 0, 0], email)
  }
  await resume()
})

test('a message that is stopped in the middle is not sent, says so, counts what went out, and is never sent again', async () => {
  const { eventId, id, job } = await writtenDown('middle@stop.example')
  await settle()
  await sql`update announcement set state = 'sending', sent_at = null, people = null where id = ${id}`.execute(db)
  await suspend()
  await sendAnnouncement(app.app.services, job)
  await resume()
  const stopped = await read(eventId, id)
  assert.deepEqual(state(stopped), ['stopped', 'organization'])
  assert.deepEqual(
    stopped.report?.channels.map(({ sent }) => sent),
    [1],
  )
  await refusedWith('announcement_state', send(eventId, id))
  await refusedWith('announcement_state', edit(eventId, id, words))
  await refusedWith('announcement_state', remove(eventId, id))
})

test('a message whose job has failed too often is sent to its end; one that has a job keeps it', async () => {
  const { eventId, deck } = await sale()
  await comes(eventId, deck, 'left@over.example')
  const { id } = await write(eventId)
  await send(eventId, id)
  await sql`update announcement set state = 'sending', begun_at = now() where id = ${id}`.execute(db)
  const key = `announcement:${id}`
  const jobs = async (attempts: number) => {
    await sql`update graphile_worker._private_jobs set attempts = ${attempts} where key = ${key}`.execute(db)
    await sendUnfinished(db)
    const { rows } = await sql<{ attempts: number }>`
      select attempts from graphile_worker.jobs where key = ${key}`.execute(db)
    return rows.map((job) => job.attempts)
  }
  assert.deepEqual(await jobs(11), [11])
  assert.deepEqual(await jobs(12), [0])
  await settle()
  assert.equal((await read(eventId, id)).state, 'sent')
  assert.equal((await received('left@over.example')).length, 1)
  await sql`update announcement set state = 'sending', sent_at = null, people = null where id = ${id}`.execute(db)
  await sendUnfinished(db)
  await settle()
  assert.equal((await read(eventId, id)).people, 1)
  assert.equal((await received('left@over.example')).length, 1)
})

const state = (one: { state: string; stoppedFor: string | null }) => [one.state, one.stoppedFor]

test('five messages go out within a day, and no more', async () => {
  const { eventId } = await sale()
  for (let hour = 10; hour < 15; hour++) await send(eventId, (await write(eventId)).id, `2099-11-20T${hour}:00`)
  const { id } = await write(eventId)
  await refusedWith('too_many_requests', send(eventId, id, '2099-11-20T09:00'))
  await refusedWith('too_many_requests', send(eventId, id, '2099-11-21T09:59'))
  const others = [await write(eventId), await write(eventId)]
  const results = await Promise.allSettled(others.map((one) => send(eventId, one.id, '2099-11-21T10:00')))
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('what SMS will cost is told before: of those who want them, with a phone that is theirs', async () => {
  const texting = await testApp({ ...twilio, SMS_PRICE: '7', CURRENCY: 'EUR' })
  const { owner, own } = await cast(texting)
  const { eventId } = await makeEvent(owner, own.id)
  const [ana, bo] = [await person(texting, { name: 'Ana Account' }), await person(texting, { name: 'Bo Account' })]
  const { id } = await owner.api['POST /api/events/:eventId/announcements']({ params: { eventId }, body: words })
  const cost = async () =>
    (
      await owner.api['GET /api/events/:eventId/announcements/:announcementId']({
        params: { eventId, announcementId: id },
      })
    ).sms
  const event = { id: eventId, organizationId: own.id, ticketTypeId: await ticketType(texting.db, eventId, 'Weekend') }
  for (const { email } of [ana, bo]) await order(texting.db, event, { email })
  assert.equal(await cost(), null)
  for (const { userId } of [ana, bo])
    await sql`insert into notification_choice (id, user_id, topic, channel, allowed) values (gen_random_uuid(), ${userId}, 'organizers', 'sms', true)`.execute(
      texting.db,
    )
  assert.equal(await cost(), null)
  await sql`insert into profile (user_id, phone, phone_verified_at) values (${ana.userId}, '+351911000001', now())`.execute(
    texting.db,
  )
  assert.deepEqual(await cost(), { people: 1, segments: 1, total: 7, currency: 'EUR' })
  await sql`insert into suppressed_address (channel, address, reason, at) values ('sms', '+351911000001', 'stopped', now())`.execute(
    texting.db,
  )
  assert.equal(await cost(), null)
})

test('a test goes to whoever asks, in their language, and to nobody else', async () => {
  const { eventId, deck } = await sale()
  await comes(eventId, deck, 'real@test.example')
  const { id } = await write(eventId)
  const test = owner.api['POST /api/events/:eventId/announcements/:announcementId/test']
  await test({ params: { eventId, announcementId: id } })
  await settle()
  assert.equal((await received(owner.email)).length, 1)
  assert.equal((await received('real@test.example')).length, 0)
  const preview = await owner.api['GET /api/events/:eventId/announcements/:announcementId/preview']({
    params: { eventId, announcementId: id },
  })
  assert.match(String(Buffer.from(preview.bytes as Uint8Array)), /<strong[^>]*>early<\/strong>/)
})

test('drafts refuse what is no message, ticket types of others, and days in the wrong order', async () => {
  const { eventId } = await sale()
  const other = await sale()
  await refusedWith('invalid', write(eventId, { subject: ' ' }), 'subject')
  await refusedWith('invalid', write(eventId, { text: '\n' }), 'text')
  await refusedWith('invalid', write(eventId, { audience: { ticketTypeIds: [other.deck] } }), 'audience.ticketTypeIds')
  const audience = { orderedFrom: '2026-07-02', orderedUntil: '2026-07-01' }
  await refusedWith('ends_before_start', write(eventId, { audience }), 'audience.orderedUntil')
  const { id } = await write(eventId)
  await refusedWith('ends_before_start', edit(eventId, id, { audience }), 'audience.orderedUntil')
  await refusedWith('invalid', send(eventId, id, '2020-01-01T00:00'), 'at')
  await refusedWith('invalid', send(eventId, id, '2099-02-30T00:00'), 'at')
  await refusedWith('not_found', edit(other.eventId, id, words))
  await refusedWith('not_found', send(other.eventId, id))
  await refusedWith('not_found', keepBack(other.eventId, id))
  await refusedWith('announcement_state', keepBack(eventId, id))
  await refusedWith('not_found', send(eventId, id, undefined, stranger))
  await remove(eventId, id)
  await refusedWith('not_found', read(eventId, id))
})

test('messages go until sixty days after the end', async () => {
  const { eventId } = await sale()
  const { id } = await write(eventId)
  await send(eventId, id, '2100-01-27T23:00')
  await refusedWith('event_long_over', send(eventId, id, '2100-01-28T00:00'))
})

test('the list is by pages, newest first', async () => {
  const { eventId } = await sale()
  const ids: string[] = []
  for (let index = 0; index < 21; index++) ids.unshift((await write(eventId)).id)
  const list = owner.api['GET /api/events/:eventId/announcements']
  const first = await list({ params: { eventId }, query: {} })
  const second = await list({ params: { eventId }, query: { cursor: String(first.next) } })
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => id),
    ids,
  )
  assert.equal(second.next, null)
  await refusedWith('bad_request', list({ params: { eventId }, query: { cursor: 'nonsense' } }))
})
