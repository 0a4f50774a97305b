import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { type Person, person } from '../../../../test/people.ts'
import { type SimulatedDevice, simulatePushService } from '../../../../test/simulators/push-service.ts'
import { newId } from '../../../db/id.ts'
import { letter } from '../../../mail/letter.ts'
import { tell } from '../tell.ts'

const service = await simulatePushService()
after(service.close)
const app = await testApp({}, { pushAt: service.origin })
const { db } = app

const turnOn = ({ api }: Person, { subscription }: SimulatedDevice) =>
  api['POST /api/me/devices']({ body: subscription })
const devicesOf = async ({ api }: Person) => (await api['GET /api/me/devices']()).items
/** The same person in another browser. */
async function again(one: Person): Promise<Person> {
  const other = await person(app)
  await db.updateTable('session').set({ user_id: one.userId }).where('user_id', '=', other.userId).execute()
  return { ...other, userId: one.userId }
}
const remind = ({ userId }: Person, once = newId()) =>
  tell(app.app.services, {
    once,
    kind: 'event_reminder',
    to: { userId },
    url: '/tickets',
    compose: async () =>
      letter({ language: 'en', subject: 'Tomorrow: Night market', paragraphs: ['It begins at 7 pm.'] }),
  })
const deliveryOf = ({ userId }: Person) =>
  db.selectFrom('delivery').selectAll().where('channel', '=', 'push').where('address', '=', userId).executeTakeFirst()

test('a device shows what its owner is told: title, text, where it leads and the notification it is', async () => {
  const ada = await person(app)
  const device = service.subscribe()
  await turnOn(ada, device)
  await remind(ada)
  const notification = await db
    .selectFrom('notification')
    .select('id')
    .where('user_id', '=', ada.userId)
    .executeTakeFirstOrThrow()
  const { content, headers, key } = device.pushed[0] ?? {}
  assert.equal(content?.title, 'Tomorrow: Night market')
  assert.match(content.body, /It begins at 7 pm\./)
  assert.deepEqual([content.id, content.url], [notification.id, '/tickets'])
  assert.equal(headers?.urgency, 'normal')
  assert.equal(key, (await ada.api['GET /api/me/devices']()).key)
  assert.equal((await deliveryOf(ada))?.state, 'sent')
})

test('each session has one device, the last it subscribed; pressed twice, also at once, it is there once', async () => {
  const ada = await person(app)
  const [first, second] = [service.subscribe(), service.subscribe()]
  await turnOn(ada, first)
  await Promise.all(Array.from({ length: 6 }, () => turnOn(ada, second)))
  const phone = await again(ada)
  await turnOn(phone, service.subscribe())
  assert.deepEqual(
    (await devicesOf(ada)).map(({ current }) => current),
    [false, true],
  )
  await remind(ada)
  assert.deepEqual([first.pushed.length, second.pushed.length], [0, 1])
})

test('it ends with its session, and by its owner', async () => {
  const ada = await person(app)
  const [desk, phone] = [service.subscribe(), service.subscribe()]
  await turnOn(ada, desk)
  const other = await again(ada)
  await turnOn(other, phone)
  await other.api['POST /api/sign-out']()
  assert.equal((await devicesOf(ada)).length, 1)
  const [{ id: deviceId } = { id: '' }] = await devicesOf(ada)
  const jun = await person(app)
  await assert.rejects(jun.api['DELETE /api/me/devices/:deviceId']({ params: { deviceId } }), { code: 'not_found' })
  await ada.api['DELETE /api/me/devices/:deviceId']({ params: { deviceId } })
  await assert.rejects(ada.api['DELETE /api/me/devices/:deviceId']({ params: { deviceId } }), { code: 'not_found' })
  await remind(ada)
  assert.deepEqual([desk.pushed.length, phone.pushed.length], [0, 0])
  assert.equal(await deliveryOf(ada), undefined)
})

test('a browser that somebody else signs in to goes over to them, but not on the word of an address alone', async () => {
  const [ada, jun] = [await person(app), await person(app)]
  const device = service.subscribe()
  await turnOn(ada, device)
  const stolen = { ...service.subscribe().subscription, endpoint: device.subscription.endpoint }
  await assert.rejects(jun.api['POST /api/me/devices']({ body: stolen }), { code: 'device_elsewhere' })
  assert.equal((await devicesOf(ada)).length, 1)
  await turnOn(jun, device)
  assert.deepEqual([(await devicesOf(ada)).length, (await devicesOf(jun)).length], [0, 1])
})

test('a device that is gone is forgotten; where none is left, there is nothing to try again', async () => {
  const ada = await person(app)
  const [desk, phone] = [service.subscribe(), service.subscribe()]
  await turnOn(ada, desk)
  await turnOn(await again(ada), phone)
  desk.answer(410)
  await remind(ada)
  assert.equal(phone.pushed.length, 1)
  assert.equal((await devicesOf(ada)).length, 1)
  assert.equal((await deliveryOf(ada))?.state, 'sent')
  const jun = await person(app)
  const only = service.subscribe()
  await turnOn(jun, only)
  only.answer(404)
  await remind(jun)
  assert.deepEqual([(await deliveryOf(jun))?.state, (await devicesOf(jun)).length], ['failed', 0])
})

test('push services in trouble are tried again, unless another device has shown it', async () => {
  const ada = await person(app)
  const [desk, phone] = [service.subscribe(), service.subscribe()]
  await turnOn(ada, desk)
  await turnOn(await again(ada), phone)
  const once = newId()
  for (const device of [desk, phone]) device.answer(503)
  await assert.rejects(remind(ada, once))
  phone.answer(201)
  await remind(ada, once)
  const delivery = await deliveryOf(ada)
  assert.deepEqual([delivery?.state, delivery?.attempts], ['sent', 2])
  desk.answer(201)
  await remind(ada, once)
  assert.deepEqual([desk.pushed.length, phone.pushed.length], [0, 1])
})

test('a device that is refused for good rings no other again, and is forgotten', async () => {
  for (const status of [400, 401, 403]) {
    const ada = await person(app)
    const [desk, phone] = [service.subscribe(), service.subscribe()]
    await turnOn(ada, desk)
    await turnOn(await again(ada), phone)
    desk.answer(status)
    await remind(ada)
    const delivery = await deliveryOf(ada)
    assert.deepEqual([delivery?.state, delivery?.attempts, phone.pushed.length], ['sent', 1, 1])
    assert.equal((await devicesOf(ada)).length, 1)
  }
})

test('of more than twenty devices the oldest goes', async () => {
  const ada = await person(app)
  const devices = Array.from({ length: 21 }, () => service.subscribe())
  for (const device of devices) await turnOn(await again(ada), device)
  assert.equal((await devicesOf(ada)).length, 20)
  await remind(ada)
  assert.deepEqual(
    devices.map(({ pushed }) => pushed.length),
    [0, ...Array(20).fill(1)],
  )
})

test('refusals: no push service, keys that are none, nobody, and who acts as somebody', async () => {
  const ada = await person(app)
  const { subscription } = service.subscribe()
  const add = (change: object) => ada.api['POST /api/me/devices']({ body: { ...subscription, ...change } })
  for (const endpoint of ['http://127.0.0.1:1/x', 'https://10.0.0.1/x', 'https://localhost/x', 'not an address'])
    await assert.rejects(add({ endpoint }), { code: 'invalid' }, endpoint)
  for (const change of [{ p256dh: 'short' }, { auth: '' }, { more: 1 }])
    await assert.rejects(add(change), { code: 'invalid' })
  await assert.rejects(app.browser().api['POST /api/me/devices']({ body: subscription }), { status: 401 })
  assert.equal((await devicesOf(ada)).length, 0)
})
