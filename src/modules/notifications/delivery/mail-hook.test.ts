import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { person } from '../../../../test/people.ts'
import { letter } from '../../../mail/letter.ts'
import type { Channel } from '../channels.ts'
import { useOtherWays } from '../due.ts'
import { tell } from '../tell.ts'
import { readMailEvents } from './mail-events.ts'

const secret = 'a-secret-of-the-mail-provider'
const app = await testApp({ MAIL_HOOK_SECRET: secret })
const { db, origin } = app
const { services } = app.app

const post = async (json: unknown, password = secret) => {
  const { status } = await fetch(`${origin}/api/hooks/mail`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`hook:${password}`).toString('base64')}`,
    },
    body: typeof json === 'string' ? json : JSON.stringify(json),
  })
  return status
}
const compose = async () => letter({ language: 'en', subject: 'Tomorrow', paragraphs: ['See you there.'] })
const remind = (once: string, email: string) => tell(services, { once, kind: 'event_reminder', to: { email }, compose })
const deliveriesOf = (once: string) =>
  db
    .selectFrom('delivery as d')
    .innerJoin('notification as n', 'n.id', 'd.notification_id')
    .select(['d.id', 'd.channel', 'd.state', 'd.error', 'd.provider_id as messageId'])
    .where('n.once', '=', once)
    .orderBy('d.channel')
    .execute()
const closed = async (address: string) =>
  (await db.selectFrom('suppressed_address').select('reason').where('address', '=', address).executeTakeFirst())?.reason

const bounce = (Email: string, Type = 'HardBounce') => ({
  RecordType: 'Bounce',
  ID: 42,
  Type,
  TypeCode: 1,
  MessageID: '00000000-0000-0000-0000-000000000000',
  Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
  Email,
  BouncedAt: new Date().toISOString(),
  Inactive: true,
})

test('an address whose mail came back for good gets no more, and the delivery says so, however often it is told', async () => {
  const email = 'gone@hooks.example'
  await remind('bounce', email)
  assert.equal(await post(bounce('GONE@hooks.example')), 200)
  assert.equal(await post(bounce(email)), 200)
  const [delivery] = await deliveriesOf('bounce')
  assert.deepEqual([delivery?.state, await closed(email)], ['failed', 'bounced'])
  assert.match(delivery?.error ?? '', /unknown user/)
  await remind('after', email)
  assert.deepEqual([await deliveriesOf('after'), (await mails(db, email)).length], [[], 1])
})

test('a mailbox that is full today is left alone; whoever complains gets no more', async () => {
  await remind('full', 'full@hooks.example')
  assert.equal(await post(bounce('full@hooks.example', 'SoftBounce')), 200)
  assert.deepEqual([(await deliveriesOf('full'))[0]?.state, await closed('full@hooks.example')], ['sent', undefined])
  await remind('spam', 'spam@hooks.example')
  await post({ ...bounce('spam@hooks.example', 'SpamComplaint'), RecordType: 'SpamComplaint' })
  assert.deepEqual([(await deliveriesOf('spam'))[0]?.state, await closed('spam@hooks.example')], ['sent', 'complained'])
})

test('a return that names no mail of ours is that of the newest; told again, it is not that of the one before', async () => {
  const email = 'twice@hooks.example'
  await remind('older', email)
  await remind('newer', email)
  const statesOf = async () => [(await deliveriesOf('older'))[0]?.state, (await deliveriesOf('newer'))[0]?.state]
  const event = { type: 'bounced', email }
  for (const told of [bounce(email), bounce(email), event, event]) {
    assert.equal(await post(told), 200)
    assert.deepEqual(await statesOf(), ['sent', 'failed'])
  }
})

test('plain events name the mail by its Message-ID, in any order', async () => {
  const email = 'plain@hooks.example'
  await remind('first', email)
  await remind('second', email)
  const [first] = await deliveriesOf('first')
  const about = { email, messageId: first?.messageId?.slice(1, -1) }
  assert.equal(
    await post({
      events: [
        { type: 'delivered', ...about },
        { type: 'delivered', ...about },
      ],
    }),
    200,
  )
  assert.equal((await deliveriesOf('first'))[0]?.state, 'delivered')
  assert.equal((await deliveriesOf('second'))[0]?.state, 'sent')
  await post([{ type: 'bounced', reason: 'no such user', ...about }])
  await post({ type: 'delivered', ...about })
  assert.equal((await deliveriesOf('first'))[0]?.state, 'failed')
})

test('where mail came back the other ways go, once', async () => {
  const ana = await person(app)
  const sent: string[] = []
  const push: Channel = {
    name: 'push',
    addressesOf: async (_db, userIds) => new Map(userIds.map((id) => [id, id])),
    async send({ title }) {
      sent.push(title)
      return {}
    },
  }
  const email = services.channels.filter(({ name }) => name === 'email')
  const job = { id: '1', task: 'none', payload: {} }
  await tell(
    { ...services, channels: email, job },
    { once: 'other', kind: 'event_reminder', to: { userId: ana.userId }, compose },
  )
  await post(bounce(ana.email))
  const [failed] = await deliveriesOf('other')
  const parts = { ...services, channels: [...email, push] }
  await Promise.all([1, 2].map(() => useOtherWays(parts, { deliveryId: String(failed?.id) })))
  assert.deepEqual(
    (await deliveriesOf('other')).map(({ channel, state }) => [channel, state]),
    [
      ['email', 'failed'],
      ['push', 'waiting'],
    ],
  )
  await tell(parts, { once: 'other', kind: 'event_reminder', to: { userId: ana.userId }, compose })
  assert.deepEqual(sent, ['Tomorrow'])
})

test('who does not know the secret, or sends what cannot be read, is refused', async () => {
  assert.equal(await post(bounce('a@hooks.example'), 'wrong-secret-of-the-same-length'), 403)
  assert.equal(await post(bounce('a@hooks.example'), ''), 403)
  for (const wrong of ['{', {}, [], { type: 'bounced' }, { type: 'opened', email: 'a@hooks.example' }, { events: [1] }])
    assert.equal(await post(wrong), Array.isArray(wrong) ? 200 : 400, JSON.stringify(wrong))
  assert.equal(await closed('a@hooks.example'), undefined)
})

test('other webhooks of the provider say nothing, and no clock is believed that is ahead of ours', () => {
  const now = new Date('2026-06-10T12:00:00Z')
  assert.deepEqual(readMailEvents({ RecordType: 'Open', Recipient: 'a@example.org' }, now), [])
  const [event] = readMailEvents({ type: 'bounced', email: 'A@example.org', at: '2027-01-01T00:00:00Z' }, now) ?? []
  assert.deepEqual(event, {
    type: 'bounced',
    email: 'a@example.org',
    messageId: null,
    isPermanent: true,
    reason: 'bounced',
    at: now,
  })
})
