import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { type Person, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { suppress } from './suppression.ts'

const app = await testApp()
const { db, browser } = app

const wayOf = async ({ api }: Person, topic: string, way: string) =>
  (await api['GET /api/me/notification-choices']()).topics
    .find((one) => one.topic === topic)
    ?.ways.find((one) => one.way === way)
type Choices = NonNullable<Parameters<Person['api']['PUT /api/me/notification-choices']>[0]>['body']['choices']
const set = ({ api }: Person, ...choices: Choices) => api['PUT /api/me/notification-choices']({ body: { choices } })

test('what somebody switches is kept, and nobody else’s', async () => {
  const [ana, other] = [await person(app), await person(app)]
  assert.deepEqual(await wayOf(ana, 'reminders', 'email'), { way: 'email', allowed: true, fixed: false })
  await set(ana, { topic: 'reminders', way: 'email', allowed: false })
  await set(ana, { topic: 'team', way: 'in_app', allowed: false })
  assert.equal((await wayOf(ana, 'reminders', 'email'))?.allowed, false)
  assert.equal((await wayOf(ana, 'team', 'in_app'))?.allowed, false)
  assert.equal((await wayOf(other, 'reminders', 'email'))?.allowed, true)
})

test('of two answers in one call the last counts, and two calls at once leave one of theirs', async () => {
  const ana = await person(app)
  await set(ana, { topic: 'team', way: 'email', allowed: true }, { topic: 'team', way: 'email', allowed: false })
  assert.equal((await wayOf(ana, 'team', 'email'))?.allowed, false)
  await Promise.all([true, false, true].map((allowed) => set(ana, { topic: 'offers', way: 'email', allowed })))
  const { length } = await db
    .selectFrom('notification_choice')
    .select('id')
    .where('user_id', '=', ana.userId)
    .where('topic', '=', 'offers')
    .execute()
  assert.equal(length, 1)
})

test('what always goes cannot be switched off, and nobody is offered what is not there', async () => {
  const ana = await person(app)
  await refusedWith('choice_fixed', set(ana, { topic: 'orders', way: 'email', allowed: false }), 'choices.0.allowed')
  await set(ana, { topic: 'orders', way: 'email', allowed: true })
  const sms = { topic: 'orders', way: 'sms', allowed: true } as const
  if ((await wayOf(ana, 'orders', 'sms')) === undefined)
    await refusedWith('channel_unavailable', set(ana, sms), 'choices.0.way')
  await refusedWith('invalid', set(ana, { topic: 'fax' as 'team', way: 'email', allowed: true }))
  await refusedWith('sign_in_required', browser().api['GET /api/me/notification-choices']())
})

test('quiet hours are set and ended', async () => {
  const { api } = await person(app)
  const hours = (starts: string, ends: string) =>
    api['PUT /api/me/quiet-hours']({ body: { quietHours: { starts, ends } } })
  assert.deepEqual((await hours('22:00', '07:30')).quietHours, { starts: '22:00', ends: '07:30' })
  assert.deepEqual((await hours('23:15', '06:00')).quietHours, { starts: '23:15', ends: '06:00' })
  await refusedWith('quiet_hours_empty', hours('22:00', '22:00'), 'quietHours.ends')
  await refusedWith('invalid', hours('24:00', '07:00'))
  assert.equal((await api['PUT /api/me/quiet-hours']({ body: { quietHours: null } })).quietHours, null)
})

test('each consent and its end is a record that stays, and saying the same twice, even at once, is said once', async () => {
  const { api, userId } = await person(app)
  const say = (given: boolean) => api['PUT /api/me/offers-consent']({ body: { given } })
  assert.equal((await api['GET /api/me/notification-choices']()).offers, false)
  await say(false)
  const [first] = await Promise.all([say(true), say(true)])
  assert.equal(first?.offers, true)
  assert.equal((await say(false)).offers, false)
  const rows = await db
    .selectFrom('marketing_consent')
    .select(['given', 'how', 'text_version'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
  assert.deepEqual(rows, [
    { given: true, how: 'account', text_version: 1 },
    { given: false, how: 'account', text_version: 1 },
  ])
})

test('somebody whose mail came back is told why, and has it sent again', async () => {
  const ana = await person(app)
  await suppress(db, { channel: 'email', address: ana.email, reason: 'bounced', at: new Date() })
  assert.equal((await ana.api['GET /api/me/notification-choices']()).mailClosed, 'bounced')
  assert.equal((await ana.api['POST /api/me/mail-reopening']()).mailClosed, null)
  assert.equal((await ana.api['POST /api/me/mail-reopening']()).mailClosed, null)
})
