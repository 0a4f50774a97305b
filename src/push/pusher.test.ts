import assert from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { simulatePushService } from '../../test/simulators/push-service.ts'
import { readConfig } from '../config.ts'
import { webPusher } from './pusher.ts'
import { vapidKeysOf } from './vapid.ts'

const dir = mkdtempSync(join(tmpdir(), 'push-test-'))
const service = await simulatePushService()
after(() => {
  service.close()
  rmSync(dir, { recursive: true })
})
const keys = vapidKeysOf(readConfig({ DATA_DIR: dir, PUBLIC_URL: 'https://tickets.example.org' }))
assert.ok(keys)
const pusher = webPusher({ keys, trusted: service.origin })
const message = {
  id: '0190a8c8-0000-7000-8000-000000000001',
  title: 'Doors are open',
  text: 'Pier 9',
  url: '/e/x',
  urgent: false,
}

test('keys are made up once, kept for their owner only, and fit each other', () => {
  assert.deepEqual(vapidKeysOf(readConfig({ DATA_DIR: dir, PUBLIC_URL: 'https://tickets.example.org' })), keys)
  assert.equal(statSync(join(dir, 'vapid-keys')).mode & 0o777, 0o600)
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(keys.privateKey, 'base64url')
  assert.equal(ecdh.getPublicKey('base64url'), keys.publicKey)
  assert.deepEqual([keys.publicKey.length, keys.privateKey.length], [87, 43])
})

test('a device reads what was sent, and knows who signed it', async () => {
  const device = service.subscribe()
  assert.equal(await pusher.send(device.subscription, message), 'sent')
  const [pushed] = device.pushed
  assert.deepEqual(pushed?.content, { id: message.id, title: 'Doors are open', body: 'Pier 9', url: '/e/x' })
  assert.equal(pushed.key, keys.publicKey)
  assert.equal(pushed.vapid.sub, 'mailto:postmaster@tickets.example.org')
  const { ttl, urgency, topic, 'content-encoding': encoding } = pushed.headers
  assert.deepEqual(
    [ttl, urgency, topic, encoding],
    ['86400', 'normal', '0190a8c8000070008000000000000001', 'aes128gcm'],
  )
  await pusher.send(device.subscription, { ...message, urgent: true })
  assert.equal(device.pushed[1]?.headers.urgency, 'high')
})

test('a long text in any script fits into a message', async () => {
  const device = service.subscribe()
  await pusher.send(device.subscription, { ...message, title: 'क'.repeat(2000), text: '😀'.repeat(2000) })
  assert.equal(device.pushed[0]?.content.body, `${'😀'.repeat(200)}…`)
})

test('a device that is gone is told apart from one that cannot be reached just now', async () => {
  const device = service.subscribe()
  for (const status of [400, 401, 403, 404, 410]) {
    device.answer(status)
    assert.equal(await pusher.send(device.subscription, message), 'gone')
  }
  for (const status of [413, 429, 500, 503]) {
    device.answer(status)
    await assert.rejects(pusher.send(device.subscription, message), new RegExp(`answered ${status}`))
  }
})

const inside = [
  'http://push.example.org/x',
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://localhost/x',
  'https://push.example.org:8443/x',
  'https://user@push.example.org/x',
  'https://user:key@push.example.org/x',
  'ftp://push.example.org/x',
  'https:///x',
  'push.example.org',
  '',
]
for (const endpoint of inside)
  test(`nothing goes to "${endpoint}"`, async () => {
    assert.equal(pusher.takes(endpoint), false)
    const { p256dh, auth } = service.subscribe().subscription
    assert.equal(await pusher.send({ endpoint, p256dh, auth }, message), 'gone')
  })

test('a push service on the Internet is taken', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/a:b',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
  ])
    assert.equal(pusher.takes(endpoint), true)
})
