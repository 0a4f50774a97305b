import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { person } from '../../../test/people.ts'
import { transact } from '../../db/transact.ts'
import { notify as notifyIn, type OwnWords } from './notify.ts'

const app = await testApp()
const { db, browser, settle } = app
const notify = (words: OwnWords) => transact(db, (tx) => notifyIn(tx, app.app.services, words))
const told = {
  kind: 'message',
  channel: 'in_app',
  title: 'Doors open earlier',
  message: 'At seven, not at eight.',
} as const

test('messages are listed newest first in pages, counted until read, and nobody else sees them', async () => {
  const [ana, other] = [await person(app), await person(app)]
  for (let number = 1; number <= 35; number++) await notify({ ...told, userId: ana.userId, title: `Number ${number}` })
  await notify({ ...told, userId: other.userId })
  assert.equal((await ana.api['GET /api/me']())?.unread, 35)
  const first = await ana.api['GET /api/me/notifications']({})
  const second = await ana.api['GET /api/me/notifications']({ query: { cursor: first.next ?? '' } })
  const shown = [...first.items, ...second.items]
  assert.deepEqual(new Set(shown.map(({ title }) => title)).size, 35)
  const times = shown.map(({ createdAt }) => Date.parse(createdAt))
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  )
  assert.deepEqual([first.items.length, second.next, first.items[0]?.readAt], [30, null, null])
  await ana.api['POST /api/me/notifications/read']()
  assert.equal((await ana.api['GET /api/me']())?.unread, 0)
  assert.ok((await ana.api['GET /api/me/notifications']({})).items.every(({ readAt }) => readAt !== null))
  assert.equal((await other.api['GET /api/me']())?.unread, 1)
})

test('one message is marked as read by whom it is for, as often as they like', async () => {
  const [ana, other] = [await person(app), await person(app)]
  for (let number = 0; number < 2; number++) await notify({ ...told, userId: ana.userId })
  const { items } = await ana.api['GET /api/me/notifications']({})
  const read = ({ api }: typeof ana, notificationId = String(items[0]?.id)) =>
    api['POST /api/me/notifications/:notificationId/read']({ params: { notificationId } })
  await assert.rejects(read(other), { code: 'not_found' })
  assert.deepEqual(await ana.api['GET /api/me/notifications/unread'](), { unread: 2 })
  await Promise.all([read(ana), read(ana)])
  assert.deepEqual(await ana.api['GET /api/me/notifications/unread'](), { unread: 1 })
  await assert.rejects(read(ana, randomUUID()), { code: 'not_found' })
  const { rows } = await sql<{ userId: string }>`
    select payload ->> 'userId' as "userId" from outbox where fact = 'notification.read' and payload ->> 'userId' = ${ana.userId}`.execute(
    db,
  )
  assert.deepEqual(rows, [{ userId: ana.userId }])
})

test('strangers and made-up cursors are refused', async () => {
  const ana = await person(app)
  await assert.rejects(browser().api['GET /api/me/notifications']({}), { code: 'sign_in_required', status: 401 })
  await assert.rejects(browser().api['POST /api/me/notifications/read'](), { code: 'sign_in_required' })
  await assert.rejects(browser().api['GET /api/me/notifications/unread'](), { code: 'sign_in_required' })
  for (const cursor of ['x', Buffer.from(JSON.stringify(["'"])).toString('base64url'), '']) {
    await assert.rejects(ana.api['GET /api/me/notifications']({ query: { cursor } }), {
      code: 'bad_request',
      status: 400,
    })
  }
})

test('a message by mail is sent by a job, once, in the reader’s language', async () => {
  const ana = await person(app, { name: 'Ana <Reis>' })
  await db.updateTable('users').set({ language: 'de' }).where('id', '=', ana.userId).execute()
  const asked = {
    ...told,
    channel: 'email',
    userId: ana.userId,
    message: 'Um sieben.\nNicht um acht.',
    once: 'doors',
  } as const
  const first = await notify(asked)
  assert.equal(first.state, 'queued')
  assert.equal((await notify(asked)).id, first.id)
  await settle()
  const sent = await mails(db, ana.email)
  assert.deepEqual(
    sent.map(({ subject }) => subject),
    ['Doors open earlier'],
  )
  assert.match(sent[0]?.text ?? '', /^Hallo Ana <Reis>,$/m)
  assert.match(sent[0]?.html ?? '', />Hallo Ana &lt;Reis&gt;,<\/td>.*>Um sieben\.<\/td>.*>Nicht um acht\.<\/td>/s)
  assert.equal((await notify(asked)).state, 'sent')
})

test('there is no way to tell somebody who is not there, nor by SMS yet', async () => {
  const ana = await person(app)
  await assert.rejects(notify({ ...told, userId: randomUUID() }), { code: 'not_found' })
  await assert.rejects(notify({ ...told, userId: ana.userId, channel: 'sms' }), { code: 'channel_unavailable' })
  assert.deepEqual((await ana.api['GET /api/me/notifications']({})).items, [])
})
