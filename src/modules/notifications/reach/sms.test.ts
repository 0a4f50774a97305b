import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { type Person, person } from '../../../../test/people.ts'
import type { Webhook } from '../../../../test/simulators/http.ts'
import { simulateTwilio } from '../../../../test/simulators/twilio.ts'
import { newId } from '../../../db/id.ts'
import { letter } from '../../../mail/letter.ts'
import { suppress } from '../delivery/suppression.ts'
import { retryUnreachable } from '../sms-channel.ts'
import { tell } from '../tell.ts'

const twilio = await simulateTwilio()
after(twilio.close)
const app = await testApp(
  { TWILIO_ACCOUNT_SID: twilio.accountSid, TWILIO_AUTH_TOKEN: twilio.authToken, TWILIO_FROM: '+15017122661' },
  { smsAt: twilio.origin },
)
const { db } = app
const origin = app.app.services.publicUrl()
let phones = 0

/** Somebody with a proven phone who wants reminders by SMS, and nothing else. */
async function reachable(phone = `+35121${String(1_000_000 + phones++)}`): Promise<Person & { phone: string }> {
  const one = await person(app)
  const { userId } = one
  await db
    .insertInto('profile')
    .values({ user_id: userId, phone, phone_verified_at: new Date(), updated_at: new Date() })
    .execute()
  const choice = (channel: 'sms' | 'email', allowed: boolean) => ({
    id: newId(),
    user_id: userId,
    topic: 'reminders',
    channel,
    allowed,
  })
  await db
    .insertInto('notification_choice')
    .values([choice('sms', true), choice('email', false)])
    .execute()
  return { ...one, phone }
}

const remind = ({ userId }: Person, once = newId()) =>
  tell(app.app.services, {
    once,
    kind: 'event_reminder',
    to: { userId },
    url: '/tickets',
    short: 'Night market begins at 7 pm',
    compose: async () =>
      letter({ language: 'en', subject: 'Tomorrow: Night market', paragraphs: ['It begins at 7 pm.'] }),
  })
const deliveryTo = (address: string) =>
  db.selectFrom('delivery').selectAll().where('channel', '=', 'sms').where('address', '=', address).executeTakeFirst()
const sent = (phone: string) => twilio.messages.filter(({ to }) => to === phone)
const post = (url: string, { body, headers }: Webhook) => fetch(url, { method: 'POST', body, headers })
const inbound = `${origin}/api/hooks/twilio/inbound`
const isSuppressed = async (address: string) =>
  (await db.selectFrom('suppressed_address').selectAll().where('address', '=', address).executeTakeFirst())?.reason

test('who wants SMS gets one, with where it leads to, and its delivery is known by what Twilio calls it', async () => {
  const ada = await reachable()
  await remind(ada)
  const [message] = sent(ada.phone)
  assert.equal(message?.body, `Night market begins at 7 pm ${origin}/tickets`)
  const delivery = await deliveryTo(ada.phone)
  assert.deepEqual([delivery?.state, delivery?.provider_id, delivery?.attempts], ['sent', message.sid, 1])
})

test('a phone that is not proven gets none', async () => {
  const ada = await reachable()
  await db.updateTable('profile').set({ phone_verified_at: null }).where('user_id', '=', ada.userId).execute()
  await remind(ada)
  assert.equal(sent(ada.phone).length, 0)
  assert.equal(await deliveryTo(ada.phone), undefined)
})

test('trouble is tried again, and an answer that was lost does not send it twice', async () => {
  const ada = await reachable()
  const once = newId()
  twilio.ail('broken after', 1)
  await assert.rejects(remind(ada, once))
  assert.equal((await deliveryTo(ada.phone))?.state, 'waiting')
  await remind(ada, once)
  const delivery = await deliveryTo(ada.phone)
  assert.deepEqual([delivery?.state, delivery?.attempts, delivery?.provider_id], ['sent', 2, sent(ada.phone)[0]?.sid])
  const jun = await reachable()
  const other = newId()
  for (const trouble of ['broken', 'too many'] as const) {
    twilio.ail(trouble, 1)
    await assert.rejects(remind(jun, other))
  }
  twilio.well()
  await remind(jun, other)
  assert.deepEqual([sent(ada.phone).length, sent(jun.phone).length], [1, 1])
})

test('what is refused for good is not tried again, and a phone that was stopped is left alone', async () => {
  const ada = await reachable('+15005550009')
  await remind(ada)
  assert.deepEqual([(await deliveryTo(ada.phone))?.state, await isSuppressed(ada.phone)], ['failed', undefined])
  const jun = await reachable('+15005550004')
  await remind(jun)
  assert.deepEqual([(await deliveryTo(jun.phone))?.state, await isSuppressed(jun.phone)], ['failed', 'stopped'])
})

test('callbacks say what became of it, in any order and any number of times', async () => {
  const ada = await reachable()
  await remind(ada)
  const { sid = '' } = sent(ada.phone)[0] ?? {}
  for (const status of ['delivered', 'sent', 'queued', 'delivered', 'sending']) {
    const callback = twilio.status(sid, status)
    assert.equal((await post(callback.url, callback)).status, 204)
    assert.equal((await deliveryTo(ada.phone))?.state, 'delivered')
  }
  const jun = await reachable()
  await remind(jun)
  for (const status of ['sent', 'undelivered', 'sent', 'undelivered']) {
    const callback = twilio.status(sent(jun.phone)[0]?.sid ?? '', status, { errorCode: 30006 })
    await post(callback.url, callback)
  }
  const delivery = await deliveryTo(jun.phone)
  assert.deepEqual([delivery?.state, delivery?.error], ['failed', 'twilio: undelivered 30006'])
  assert.equal(await isSuppressed(jun.phone), 'unreachable')
})

test('a message whose answer was lost and that did not arrive has failed, told by a callback or found so', async () => {
  for (const isTold of [true, false]) {
    const ada = await reachable()
    const once = newId()
    twilio.ail('broken after', 1)
    await assert.rejects(remind(ada, once))
    const callback = twilio.status(sent(ada.phone)[0]?.sid ?? '', 'undelivered', { errorCode: 30003 })
    if (isTold) await post(callback.url, callback)
    await remind(ada, once)
    const delivery = await deliveryTo(ada.phone)
    assert.deepEqual([delivery?.state, delivery?.error], ['failed', 'twilio: undelivered 30003'])
    assert.equal(sent(ada.phone).length, 1)
  }
})

test('what a callback says late changes nothing of a delivery that begins anew', async () => {
  const ada = await reachable()
  await remind(ada)
  const callback = twilio.status(sent(ada.phone)[0]?.sid ?? '', 'undelivered', { errorCode: 30003 })
  await post(callback.url, callback)
  await db.updateTable('delivery').set({ state: 'waiting', attempts: 0 }).where('address', '=', ada.phone).execute()
  await post(callback.url, callback)
  assert.equal((await deliveryTo(ada.phone))?.state, 'waiting')
})

test('a phone out of reach is tried again after a month, one whose owner sent STOP is not', async () => {
  const now = new Date()
  const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000)
  const [back, away, stopped] = ['+351219000001', '+351219000002', '+351219000003'] as const
  await suppress(db, { channel: 'sms', address: back, reason: 'unreachable', at: daysAgo(31) })
  await suppress(db, { channel: 'sms', address: away, reason: 'unreachable', at: daysAgo(29) })
  await suppress(db, { channel: 'sms', address: stopped, reason: 'stopped', at: daysAgo(90) })
  await suppress(db, { channel: 'sms', address: stopped, reason: 'unreachable', at: daysAgo(60) })
  await retryUnreachable(db, now)
  assert.deepEqual(await Promise.all([back, away, stopped].map(isSuppressed)), [undefined, 'unreachable', 'stopped'])
})

test('who asks for a code is told which number our SMS come from', async () => {
  const ada = await person(app)
  assert.equal((await ada.api['GET /api/me/phone']()).sender, '+15017122661')
})

test('STOP ends SMS to a phone at once, START begins them again, twice is as once', async () => {
  const ada = await reachable()
  for (const body of ['Stop', 'STOP'])
    assert.equal((await post(inbound, twilio.inbound(inbound, ada.phone, body))).status, 200)
  assert.equal(await isSuppressed(ada.phone), 'stopped')
  await remind(ada)
  assert.equal(sent(ada.phone).length, 0)
  await post(inbound, twilio.inbound(inbound, ada.phone, 'what is this'))
  assert.equal(await isSuppressed(ada.phone), 'stopped')
  for (const body of ['start', 'START']) await post(inbound, twilio.inbound(inbound, ada.phone, body))
  assert.equal(await isSuppressed(ada.phone), undefined)
  await remind(ada)
  assert.equal(sent(ada.phone).length, 1)
  await post(inbound, twilio.inbound(inbound, ada.phone, 'no more please', { optOutType: 'STOP' }))
  assert.equal(await isSuppressed(ada.phone), 'stopped')
})

test('HELP says whose messages these are, in the language of the last one, unless Twilio has said it', async () => {
  const ada = await reachable()
  await db.updateTable('users').set({ language: 'de' }).where('id', '=', ada.userId).execute()
  await remind(ada)
  const answer = await post(inbound, twilio.inbound(inbound, ada.phone, 'help'))
  assert.equal(answer.headers.get('content-type'), 'text/xml; charset=utf-8')
  assert.match(await answer.text(), /^<\?xml .*<Response><Message>Conflux schickt dir.*<\/Message><\/Response>$/)
  const silent = await post(inbound, twilio.inbound(inbound, ada.phone, 'HELP', { optOutType: 'HELP' }))
  assert.match(await silent.text(), /<Response><\/Response>$/)
})

test('what Twilio did not sign changes nothing', async () => {
  const ada = await reachable()
  await remind(ada)
  const { sid = '' } = sent(ada.phone)[0] ?? {}
  const forged = twilio.status(sid, 'failed', { token: 'not the token' })
  assert.equal((await post(forged.url, forged)).status, 400)
  const right = twilio.status(sid, 'failed')
  assert.equal((await post(`${origin}/api/hooks/twilio/status?delivery=${newId()}`, right)).status, 400)
  assert.equal((await post(right.url, { ...right, body: right.body.replace('failed', 'delivered') })).status, 400)
  assert.equal((await deliveryTo(ada.phone))?.state, 'sent')
  const stop = twilio.inbound(inbound, ada.phone, 'STOP', { token: 'not the token' })
  assert.equal((await post(inbound, stop)).status, 400)
  assert.equal(
    (await post(inbound, { ...stop, headers: { 'content-type': stop.headers['content-type'] ?? '' } })).status,
    400,
  )
  assert.equal(
    (await post(inbound, { ...stop, headers: { ...stop.headers, 'content-type': 'application/json' } })).status,
    415,
  )
  assert.equal(await isSuppressed(ada.phone), undefined)
})

test('without Twilio nobody hears its hooks, and in production no SMS are offered', async () => {
  const other = await testApp()
  for (const path of ['status', 'inbound']) {
    const url = `${other.origin}/api/hooks/twilio/${path}`
    assert.equal((await post(url, twilio.inbound(url, '+351210000000', 'STOP'))).status, 404)
  }
  const production = await testApp({
    NODE_ENV: 'production',
    APP_SECRET: 'a secret that is long enough to be one',
    PUBLIC_URL: 'https://tickets.example.org',
    SMTP_URL: 'smtp://127.0.0.1:9',
    RATE_LIMITS: 'on',
  })
  assert.deepEqual([production.app.services.texter, production.app.services.pusher], [null, null])
  assert.deepEqual(
    production.app.services.channels.map(({ name }) => name),
    ['email'],
  )
})

test('a code to a phone is sent once although its answer was lost', async () => {
  const ada = await person(app)
  const phone = `+35121${String(1_000_000 + phones++)}`
  twilio.ail('broken after', 1)
  await ada.api['POST /api/me/phone/code']({ body: { phone } })
  await app.settle()
  assert.equal(sent(phone).length, 1)
  await app.database.pool.query('update graphile_worker._private_jobs set run_at = now() where attempts > 0')
  const before = twilio.asked.length
  await app.settle()
  assert.deepEqual([sent(phone).length, twilio.asked.slice(before).map(({ method }) => method)], [1, ['GET']])
})
