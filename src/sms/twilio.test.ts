import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { simulateTwilio } from '../../test/simulators/twilio.ts'
import { SmsRefused } from './texter.ts'
import { twilioTexter } from './twilio.ts'

const twilio = await simulateTwilio()
after(twilio.close)
const { accountSid, authToken } = twilio
const parts = {
  keys: { accountSid, authToken, sender: { from: '+15017122661' } },
  api: twilio.origin,
  statusUrl: ({ id }: { id: string }) => `https://tickets.example.org/status?delivery=${id}`,
  patience: 200,
}
const texter = twilioTexter(parts)
const sms = { id: '1', to: '+351211234567', text: 'Doors open at 7.' }
const sent = (to: string) => twilio.messages.filter((message) => message.to === to)

test('a message goes out with its sender and where its status is told', async () => {
  const { providerId } = await texter.send(sms)
  const [message] = sent(sms.to)
  assert.equal(message?.sid, providerId)
  assert.equal(message.body, sms.text)
  assert.equal(message.from, '+15017122661')
  assert.equal(message.statusCallback, 'https://tickets.example.org/status?delivery=1')
})

test('a messaging service chooses the sender', async () => {
  const sender = { messagingServiceSid: 'MG1' }
  await twilioTexter({ ...parts, keys: { ...parts.keys, sender } }).send({ ...sms, to: '+351219999999' })
  assert.deepEqual(
    sent('+351219999999').map(({ from, messaging_service_sid }) => [from, messaging_service_sid]),
    [[null, 'MG1']],
  )
})

for (const [to, stopped] of [
  ['+15005550001', false],
  ['+15005550002', false],
  ['+15005550003', false],
  ['+15005550004', true],
  ['+15005550009', false],
] as const)
  test(`what Twilio refuses of ${to} is refused for good`, async () => {
    await assert.rejects(texter.send({ ...sms, to }), (error) => {
      assert.ok(error instanceof SmsRefused)
      assert.equal(error.stopped, stopped)
      assert.doesNotMatch(error.message, /\+1500/)
      return true
    })
  })

test('what an operator can mend, or time, is worth another try', async () => {
  const strange = twilioTexter({ ...parts, keys: { ...parts.keys, authToken: 'other' } })
  const unworthy = (error: unknown) =>
    error instanceof Error && !(error instanceof SmsRefused) && !/Authenticate/.test(error.message)
  await assert.rejects(strange.send(sms), unworthy)
  for (const trouble of ['broken', 'too many', 'silent'] as const) {
    twilio.ail(trouble, 1)
    await assert.rejects(texter.send(sms), unworthy)
  }
  twilio.well()
})

test('a message whose answer was lost is found, and one that never went out is not', async () => {
  const lost = { ...sms, id: '2', to: '+351218888888' }
  const since = new Date()
  assert.equal(await texter.find(lost, since), undefined)
  twilio.ail('broken after', 1)
  await assert.rejects(texter.send(lost))
  const { sid = '' } = sent(lost.to)[0] ?? {}
  assert.deepEqual(await texter.find(lost, since), { providerId: sid, failure: null })
  for (const [status, failure] of [
    ['delivered', null],
    ['undelivered', 'twilio: undelivered 30003'],
  ] as const) {
    twilio.status(sid, status, failure === null ? {} : { errorCode: 30003 })
    assert.deepEqual(await texter.find(lost, since), { providerId: sid, failure })
  }
  assert.equal(await texter.find({ ...lost, text: 'Other words.' }, since), undefined)
  assert.equal(await texter.find(lost, new Date(Date.now() + 120_000)), undefined)
  twilio.ail('broken', 1)
  await assert.rejects(texter.find(lost, since))
  twilio.well()
})
