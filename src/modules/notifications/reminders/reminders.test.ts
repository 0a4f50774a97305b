import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { cast, person } from '../../../../test/people.ts'
import { buy } from '../../../../test/sales.ts'
import { waiting } from '../../../../test/waiting.ts'
import { planReminders, type Reminder, remind } from '../reminders.ts'
import type { ReminderKind } from './times.ts'

const app = await testApp()
const { db, browser, settle, setNow } = app
const { services } = app.app
const { owner, own } = await cast(app)

/** The usual event is at 20:00 in Lisbon, which is UTC in November. */
const dayBefore = '2099-11-27T20:00:00.000Z'
const planned: Record<string, string> = {
  reminder_24h: dayBefore,
  reminder_3h: '2099-11-28T17:00:00.000Z',
  thank_you: '2099-11-29T10:00:00.000Z',
}

async function sale(options: Parameters<typeof makeEvent>[2] = {}) {
  const { eventId, slug, typeIds } = await makeEvent(owner, own.id, options)
  await settle()
  return { eventId, slug, typeId: String(typeIds[0]) }
}

/** When which reminders of an event are planned for. */
async function plan(eventId: string) {
  const { rows } = await sql<{ kind: string; at: Date }>`
    select split_part(key, ':', 3) as kind, run_at as at from graphile_worker.jobs where key like ${`reminder:${eventId}:%`} order by run_at`.execute(
    db,
  )
  return Object.fromEntries(rows.map(({ kind, at }) => [kind, at.toISOString()]))
}

/** The time of a planned reminder comes. */
async function comes(eventId: string, kind: ReminderKind, at: string) {
  setNow(at)
  await sql`update graphile_worker._private_jobs set run_at = now() where key = ${`reminder:${eventId}:${kind}`}`.execute(
    db,
  )
  await settle()
  setNow(undefined)
}

const edit = (eventId: string, body: Parameters<(typeof owner.api)['PATCH /api/events/:eventId']>[0]['body']) =>
  owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body })
const subjects = async (recipient: string) =>
  (await mails(db, recipient)).map(({ subject }) => subject).filter((subject) => !/^Your tickets?/.test(subject))
const told = (eventId: string) =>
  db
    .selectFrom('notification')
    .select(['kind', 'email', 'once'])
    .where('event_id', '=', eventId)
    .where('kind', 'in', ['event_reminder', 'event_thanks'])
    .orderBy('email')
    .execute()
const stale = (eventId: string, kind: ReminderKind = 'reminder_24h', at = dayBefore): Reminder => ({
  eventId,
  kind,
  at,
})

test('publishing plans reminders, moving moves them, taking back and cancelling drops them', async () => {
  const { eventId } = await sale({ live: false })
  assert.deepEqual(await plan(eventId), {})
  await owner.api['POST /api/events/:eventId/publication']({ params: { eventId } })
  await settle()
  assert.deepEqual(await plan(eventId), planned)
  await edit(eventId, { startsAt: '2099-12-05T19:00', endsAt: '2099-12-05T23:30' })
  await settle()
  const moved = {
    reminder_24h: '2099-12-04T19:00:00.000Z',
    reminder_3h: '2099-12-05T16:00:00.000Z',
    thank_you: '2099-12-06T10:00:00.000Z',
  }
  assert.deepEqual(await plan(eventId), moved)
  await owner.api['DELETE /api/events/:eventId/publication']({ params: { eventId } })
  await settle()
  assert.deepEqual(await plan(eventId), {})
  await owner.api['POST /api/events/:eventId/publication']({ params: { eventId } })
  await settle()
  assert.deepEqual(await plan(eventId), moved)
  await owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message: 'No boat.' } })
  await settle()
  assert.deepEqual(await plan(eventId), {})
})

test('what is due or over is not planned, and what is due already is left to its job', async () => {
  const { eventId } = await sale()
  await comes(eventId, 'reminder_24h', dayBefore)
  setNow('2099-11-28T10:00:00Z')
  await edit(eventId, { startsAt: '2099-11-28T18:00', endsAt: '2099-11-28T22:00' })
  await settle()
  assert.deepEqual(Object.keys(await plan(eventId)), ['reminder_3h', 'thank_you'])
  setNow('2099-11-28T15:30:00Z')
  await planReminders(services, { eventId })
  setNow(undefined)
  assert.deepEqual(Object.keys(await plan(eventId)), ['reminder_3h', 'thank_you'])
})

test('a reminder that failed and is tried again stays planned, whatever is edited', async () => {
  const { eventId } = await sale()
  await sql`update graphile_worker._private_jobs set attempts = 1, run_at = '2099-11-27T20:01:00Z'
    where key = ${`reminder:${eventId}:reminder_24h`}`.execute(db)
  setNow(dayBefore)
  await planReminders(services, { eventId })
  setNow(undefined)
  assert.equal((await plan(eventId)).reminder_24h, '2099-11-27T20:01:00.000Z')
})

test('whoever holds a ticket is told, once for each address; who gave theirs away is not, who got it is', async () => {
  const what = await sale()
  const ana = await person(app, { name: 'Ana Account', email: 'ana@remind.example' })
  await db.updateTable('users').set({ language: 'de' }).where('id', '=', ana.userId).execute()
  await buy(ana, { ...what, quantity: 2 }, { name: 'Ana Account', email: ana.email })
  const giver = browser()
  const { tickets } = await buy(giver, what, { name: 'Gil Giver', email: 'gil@remind.example' })
  await giver.api['PATCH /api/tickets/:ticketId']({
    params: { ticketId: String(tickets[0]?.id) },
    body: { attendeeName: 'Jun Takahata', attendeeEmail: 'jun@remind.example' },
  })
  await comes(what.eventId, 'reminder_24h', dayBefore)
  assert.deepEqual(
    (await told(what.eventId)).map(({ email }) => email),
    ['ana@remind.example', 'jun@remind.example'],
  )
  const [toAna, ...more] = (await mails(db, ana.email)).filter(({ subject }) => /Night Ferry/.test(subject)).slice(1)
  assert.deepEqual(more, [])
  assert.match(String(toAna?.text), /2 × Admission/)
  assert.match(String(toAna?.text), /link=/)
  const [toJun] = (await mails(db, 'jun@remind.example')).slice(-1)
  assert.ok(toJun?.text.includes(`/e/${what.slug}`))
  assert.doesNotMatch(String(toJun?.text), /link=/)
  const { items } = await ana.api['GET /api/me/notifications']({ query: {} })
  assert.equal(items.filter(({ kind }) => kind === 'event_reminder').length, 1)
})

test('who buys after a reminder was due gets those to come alone', async () => {
  const what = await sale()
  await buy(browser(), what, { name: 'Early Bird', email: 'early@remind.example' })
  await buy(browser(), what, { name: 'Late Owl', email: 'late@remind.example' })
  await sql`update ticket set created_at = '2099-11-28T15:00:00Z'
    where event_id = ${what.eventId} and attendee_email = 'late@remind.example'`.execute(db)
  await comes(what.eventId, 'reminder_24h', '2099-11-28T16:00:00Z')
  assert.deepEqual(
    (await told(what.eventId)).map(({ email }) => email),
    ['early@remind.example'],
  )
  await comes(what.eventId, 'reminder_3h', '2099-11-28T17:00:00Z')
  assert.equal((await subjects('early@remind.example')).length, 2)
  assert.equal((await subjects('late@remind.example')).length, 1)
  await comes(what.eventId, 'thank_you', '2099-11-29T10:00:00Z')
  assert.equal((await subjects('early@remind.example')).length, 3)
  assert.equal((await subjects('late@remind.example')).length, 2)
})

test('tests of the sale remind nobody', async () => {
  const what = await sale({ event: { testMode: true } })
  await buy(browser(), what, { name: 'Tess Test', email: 'tess@remind.example' })
  await comes(what.eventId, 'reminder_24h', dayBefore)
  assert.deepEqual(await told(what.eventId), [])
})

test('a reminder that comes late goes out until the next is due, and none after the start', async () => {
  const what = await sale()
  await buy(browser(), what, { name: 'Lee Late', email: 'lee@remind.example' })
  for (const [kind, at] of [
    ['reminder_24h', '2099-11-28T17:00:00Z'],
    ['reminder_3h', '2099-11-28T20:00:00Z'],
    ['thank_you', '2099-12-06T10:00:00Z'],
  ] as const)
    await comes(what.eventId, kind, at)
  assert.deepEqual(await told(what.eventId), [])
})

test('a job of an event that has moved, or is cancelled, tells nobody', async () => {
  const what = await sale()
  await buy(browser(), what, { name: 'Mo Moved', email: 'mo@remind.example' })
  await edit(what.eventId, { startsAt: '2099-11-28T20:30' })
  setNow(dayBefore)
  await remind(services, stale(what.eventId))
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: what.eventId },
    body: { message: 'No.' },
  })
  await remind(services, stale(what.eventId, 'reminder_24h', '2099-11-27T20:30:00.000Z'))
  setNow(undefined)
  assert.deepEqual(await told(what.eventId), [])
})

test('an event that moves by some hours reminds nobody again; on another day it does', async () => {
  const what = await sale()
  await buy(browser(), what, { name: 'Ida Twice', email: 'ida@remind.example' })
  await comes(what.eventId, 'reminder_24h', dayBefore)
  await edit(what.eventId, { startsAt: '2099-11-28T21:00' })
  await settle()
  await comes(what.eventId, 'reminder_24h', '2099-11-27T21:00:00Z')
  assert.equal((await told(what.eventId)).length, 1)
  await edit(what.eventId, { startsAt: '2099-12-05T21:00', endsAt: '2099-12-05T23:30' })
  await settle()
  await comes(what.eventId, 'reminder_24h', '2099-12-04T21:00:00Z')
  assert.deepEqual(
    (await told(what.eventId)).map(({ once }) => once.split(':')[1]?.split('@')[1]),
    ['2099-11-28', '2099-12-05'],
  )
})

test('what was written down is not sent any more when the event is cancelled, nor to who gave their ticket back', async () => {
  const [kept, gone] = [await sale(), await sale()]
  for (const what of [kept, gone])
    for (const name of ['stays', 'leaves'])
      await buy(browser(), what, { name: 'Eve Later', email: `${name}-${what.eventId}@remind.example` })
  setNow(dayBefore)
  for (const { eventId } of [kept, gone]) await remind(services, stale(eventId))
  await sql`update ticket set state = 'void' where event_id = ${kept.eventId} and attendee_email like 'leaves%'`.execute(
    db,
  )
  await sql`update event set state = 'cancelled' where id = ${gone.eventId}`.execute(db)
  await settle()
  setNow(undefined)
  const states = async (eventId: string) => {
    const { rows } = await sql<{ state: string }>`
      select d.state from delivery d join notification n on n.id = d.notification_id
      where n.event_id = ${eventId} and n.kind = 'event_reminder' order by n.email`.execute(db)
    return rows.map(({ state }) => state)
  }
  assert.deepEqual(await states(kept.eventId), ['dropped', 'sent'])
  assert.deepEqual(await states(gone.eventId), ['dropped', 'dropped'])
})

test('an event that moves just when its reminders go out reminds nobody of the old time', async () => {
  const what = await sale()
  await buy(browser(), what, { name: 'Rae Race', email: 'rae@remind.example' })
  setNow(dayBefore)
  const second = app.connect(2)
  let reminding: Promise<void> | undefined
  await second.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('event')
      .set({ starts_at: new Date('2099-12-05T20:00:00Z'), ends_at: new Date('2099-12-05T23:30:00Z') })
      .where('id', '=', what.eventId)
      .execute()
    reminding = remind(services, stale(what.eventId))
    await waiting(second.db)
  })
  await reminding
  setNow(undefined)
  assert.deepEqual(await told(what.eventId), [])
})

test('each is reminded once, by however many at once', async () => {
  const what = await sale()
  for (const name of ['one', 'two', 'three'])
    await buy(browser(), what, { name: 'Many Jobs', email: `${name}@jobs.example` })
  setNow(dayBefore)
  await Promise.all([1, 2, 3, 4].map(() => remind(services, stale(what.eventId))))
  await settle()
  await remind(services, stale(what.eventId))
  await settle()
  setNow(undefined)
  assert.equal((await told(what.eventId)).length, 3)
  for (const name of ['one', 'two', 'three']) assert.equal((await subjects(`${name}@jobs.example`)).length, 1)
})
