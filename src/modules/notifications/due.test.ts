import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy } from '../../../test/sales.ts'
import { transact } from '../../db/transact.ts'
import { letter } from '../../mail/letter.ts'
import { MailRefused } from '../../mail/mailer.ts'
import type { Channel } from './channels.ts'
import { deliverDue, sendWaiting, useOtherWays } from './due.ts'
import { emailChannel } from './email-channel.ts'
import { sendTickets } from './letters/order-mail.ts'
import { notify } from './notify.ts'
import { tell } from './tell.ts'
import { tellMany } from './write.ts'

const app = await testApp()
const { db } = app
const { services } = app.app
const { administrator, owner, own } = await cast(app)

const compose = async () => letter({ language: 'en', subject: 'Tomorrow', paragraphs: ['See you there.'] })
const stateOf = async (once: string) =>
  (await db
    .selectFrom('delivery as d')
    .innerJoin('notification as n', 'n.id', 'd.notification_id')
    .select(['d.state', 'd.attempts', 'd.id'])
    .where('n.once', '=', once)
    .where('d.channel', '=', 'email')
    .executeTakeFirst()) ?? { state: 'none', attempts: 0, id: '' }
const remindersTo = async (email: string) =>
  (await mails(db, email)).filter(({ subject }) => subject === 'Tomorrow').length

test('in quiet hours a message is in the list at once, and is sent when they end, by the job that told it', async () => {
  const ana = await person(app)
  await db.updateTable('users').set({ time_zone: 'Europe/Berlin' }).where('id', '=', ana.userId).execute()
  await ana.api['PUT /api/me/quiet-hours']({ body: { quietHours: { starts: '22:00', ends: '07:00' } } })
  app.setNow('2027-06-10T21:00:00Z')
  const job = { id: '1', task: 'test.remind', payload: { of: 'quiet' } }
  const telling = { once: 'quiet', kind: 'event_reminder' as const, to: { userId: ana.userId }, compose }
  await tell({ ...services, job }, telling)
  assert.equal((await ana.api['GET /api/me']())?.unread, 1)
  await sendWaiting(services)
  assert.deepEqual([await remindersTo(ana.email), (await stateOf('quiet')).state], [0, 'waiting'])
  app.setNow('2027-06-11T05:00:00Z')
  const { id } = await db.selectFrom('notification').select('id').where('once', '=', 'quiet').executeTakeFirstOrThrow()
  const ran: [string, object][] = []
  await deliverDue(services, { notificationIds: [id] }, (task, payload) => {
    ran.push([task, payload])
    return tell({ ...services, job }, telling)
  })
  assert.deepEqual(ran, [['test.remind', { of: 'quiet', notificationIds: [id] }]])
  assert.deepEqual([await remindersTo(ana.email), (await stateOf('quiet')).state], [1, 'sent'])
  app.setNow(undefined)
})

test('what nobody looks after any more is sent all the same, in its own words, and what came too late is not', async () => {
  const to = (once: string) => ({
    once,
    to: { email: `${once}@due.example` },
    title: 'Tomorrow',
    message: 'See you there.',
  })
  const messages = [to('missed'), { ...to('late'), until: new Date(Date.now() + 60_000) }]
  const written = await transact(db, (tx) => tellMany(tx, services, { kind: 'event_reminder', messages }))
  assert.deepEqual(
    written.map(({ once, isDue }) => [once, isDue]),
    [
      ['missed', true],
      ['late', true],
    ],
  )
  assert.deepEqual(await transact(db, (tx) => tellMany(tx, services, { kind: 'event_reminder', messages })), [])
  // As if the job that was to send them had vanished.
  await db.deleteFrom('outbox').where('fact', '=', 'deliveries.due').execute()
  await app.settle()
  assert.equal(await remindersTo('missed@due.example'), 0)
  app.setNow(new Date(Date.now() + 2 * 3600_000))
  await sendWaiting(services)
  await app.settle()
  app.setNow(undefined)
  assert.deepEqual([await remindersTo('missed@due.example'), (await stateOf('missed')).state], [1, 'sent'])
  assert.deepEqual([await remindersTo('late@due.example'), (await stateOf('late')).state], [0, 'dropped'])
})

test('what is not so any more when its turn comes is dropped, and no job is run for it again', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const { send: _, ...mailer } = services.mailer
  const failing = emailChannel({
    ...services,
    mailer: { ...mailer, send: () => Promise.reject(new Error('connection lost')) },
  })
  const order = await buy(app.browser(), { eventId, typeId: String(typeIds[0]) })
  const job = { id: '1', task: 'notifications.order_paid', payload: { orderId: order.id } }
  await assert.rejects(sendTickets({ ...services, channels: [failing], job }, order.id), /connection lost/)
  assert.equal((await stateOf(`tickets:${order.id}`)).state, 'waiting')
  // The job itself is over, and the tickets are given back.
  await db.deleteFrom('outbox').execute()
  await db.updateTable('ticket').set({ state: 'void' }).where('order_id', '=', order.id).execute()
  app.setNow(new Date(Date.now() + 13 * 3600_000))
  await sendWaiting(services)
  await app.settle()
  app.setNow(undefined)
  const { state, attempts } = await stateOf(`tickets:${order.id}`)
  assert.deepEqual([state, attempts], ['dropped', 1])
})

test('what a job left lying is not dropped while somebody else tries it', async () => {
  const telling = { once: 'contested', to: { email: 'contested@due.example' }, title: 'Tomorrow', message: 'Soon.' }
  const job = { task: 'test.remind', payload: {} }
  const [written] = await transact(db, (tx) =>
    tellMany(tx, services, { kind: 'event_reminder', job, messages: [telling] }),
  )
  const { id } = await stateOf('contested')
  await deliverDue(services, { notificationIds: [String(written?.id)] }, async () => {
    await db.updateTable('delivery').set({ due_at: new Date() }).where('id', '=', id).execute()
  })
  assert.equal((await stateOf('contested')).state, 'waiting')
})

test('what was given up is listed for administrators, who have it tried again: once', async () => {
  const { send: _, ...mailer } = services.mailer
  const refusing = emailChannel({
    ...services,
    mailer: { ...mailer, send: () => Promise.reject(new MailRefused('mailbox unavailable')) },
  })
  const telling = { once: 'dead', kind: 'tickets' as const, to: { email: 'dead@due.example' }, compose }
  await tell({ ...services, channels: [refusing] }, telling)
  const list = ({ api }: typeof administrator) => api['GET /api/admin/deliveries']({})
  const { items } = await list(administrator)
  const [failed] = items
  assert.deepEqual(
    [items.length, failed?.kind, failed?.channel, failed?.address, failed?.attempts, failed?.error],
    [1, 'tickets', 'email', 'dead@due.example', 1, 'mailbox unavailable'],
  )
  const retry = ({ api }: typeof administrator) =>
    api['POST /api/admin/deliveries/:deliveryId/retry']({ params: { deliveryId: String(failed?.id) } })
  await refusedWith('not_allowed', list(owner))
  await refusedWith('not_allowed', retry(owner))
  const tries = await Promise.allSettled([retry(administrator), retry(administrator)])
  assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await app.settle()
  assert.deepEqual([(await stateOf('dead')).state, await remindersTo('dead@due.example')], ['sent', 1])
  assert.deepEqual((await list(administrator)).items, [])
  await refusedWith('not_found', retry(administrator))
  const acts = await db.selectFrom('act').select(['kind', 'after']).where('kind', '=', 'delivery.retried').execute()
  assert.deepEqual(acts, [{ kind: 'delivery.retried', after: { channel: 'email' } }])
  await assert.rejects(administrator.api['GET /api/admin/deliveries']({ query: { cursor: 'x' } }), {
    code: 'bad_request',
  })
})

test('where mail comes back in quiet hours the other ways wait for their end, and do not go where that is too late or mail alone was meant', async () => {
  const ana = await person(app)
  await ana.api['PUT /api/me/quiet-hours']({ body: { quietHours: { starts: '22:00', ends: '07:00' } } })
  const push: Channel = {
    name: 'push',
    addressesOf: async (_db, userIds) => new Map(userIds.map((userId) => [userId, userId])),
    send: async () => ({}),
  }
  const parts = { ...services, channels: [...services.channels.filter(({ name }) => name === 'email'), push] }
  const channels = parts.channels.slice(0, 1)
  const returned = async (once: string) => {
    await db
      .updateTable('delivery')
      .set({ state: 'failed', error: 'no such mailbox', sent_at: null })
      .where('id', '=', (await stateOf(once)).id)
      .execute()
    await useOtherWays(parts, { deliveryId: (await stateOf(once)).id })
    return db
      .selectFrom('delivery as d')
      .innerJoin('notification as n', 'n.id', 'd.notification_id')
      .select(['d.not_before', 'd.due_at'])
      .where('n.once', '=', once)
      .where('d.channel', '=', 'push')
      .execute()
  }
  app.setNow('2027-06-10T18:00:00Z')
  const to = { userId: ana.userId }
  const reminder = { kind: 'event_reminder' as const, to, compose }
  await tell({ ...parts, channels }, { ...reminder, once: 'at night' })
  await tell({ ...parts, channels }, { ...reminder, once: 'before morning', until: new Date('2027-06-11T06:00:00Z') })
  await tell({ ...parts, channels }, { ...reminder, once: 'changed', kind: 'event_moved' })
  const words = { userId: ana.userId, kind: 'message', channel: 'email', title: 'Hello', message: 'You.' } as const
  await transact(db, (tx) => notify(tx, parts, { ...words, once: 'by mail' }))
  app.setNow('2027-06-10T23:00:00Z')
  const end = new Date('2027-06-11T07:00:00Z')
  assert.deepEqual(await returned('at night'), [{ not_before: end, due_at: end }])
  assert.deepEqual(await returned('before morning'), [])
  assert.deepEqual(
    (await returned('changed')).map((one) => one.not_before),
    [null],
  )
  assert.deepEqual(await returned('by mail'), [])
  app.setNow(undefined)
})
