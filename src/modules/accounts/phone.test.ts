import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { type Person, person } from '../../../test/people.ts'
import { readPhone } from './phone.ts'

const app = await testApp()
const { db, settle, setNow } = app
let phones = 0
/** A number that nobody in this file has. */
const newPhone = () => `+35121${String(1_000_000 + phones++)}`
const ask = ({ api }: Person, phone: string) => api['POST /api/me/phone/code']({ body: { phone } })
const confirm = ({ api }: Person, code: string) => api['POST /api/me/phone/confirmation']({ body: { code } })
const phoneOf = ({ api }: Person) => api['GET /api/me/phone']()
const textsTo = async (recipient: string) =>
  (await app.browser().api['GET /api/dev/messages']({ query: { recipient } })).items
async function codeTo(phone: string): Promise<string> {
  await settle()
  const [text] = await textsTo(phone)
  return /\d{6}/.exec(text?.text ?? '')?.[0] ?? ''
}
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

test('a phone is proven by the code that was sent to it', async () => {
  const ada = await person(app)
  const phone = newPhone()
  const none = { offered: true, sender: null, phone: null, confirmed: false, asked: null, stopped: false }
  assert.deepEqual(await phoneOf(ada), none)
  await ask(ada, phone.replace(/(\d{3})$/, ' $1'))
  assert.deepEqual(await phoneOf(ada), { ...none, asked: phone })
  await confirm(ada, await codeTo(phone))
  assert.deepEqual(await phoneOf(ada), { ...none, phone, confirmed: true })
  assert.equal((await ada.api['GET /api/me/profile']()).phone, phone)
  const [text] = await textsTo(phone)
  assert.match(text?.text ?? '', /^\d{6} is your Conflux code\./)
  assert.equal(text?.segments, 1)
})

test('the database keeps no code, and no job does', async () => {
  const ada = await person(app)
  const phone = newPhone()
  await ask(ada, phone)
  const { rows } = await app.database.pool.query(
    `select c::text from phone_code c union all select payload::text from outbox union all select payload::text from graphile_worker._private_jobs`,
  )
  const code = await codeTo(phone)
  assert.equal(code.length, 6)
  assert.equal(JSON.stringify(rows).includes(code), false)
})

test('another number has to be proven anew, the same need not', async () => {
  const ada = await person(app)
  const phone = newPhone()
  await ask(ada, phone)
  await confirm(ada, await codeTo(phone))
  await ada.api['PATCH /api/me/profile']({ body: { phone, city: 'Porto' } })
  assert.equal((await phoneOf(ada)).confirmed, true)
  await ada.api['PATCH /api/me/profile']({ body: { phone: newPhone() } })
  assert.equal((await phoneOf(ada)).confirmed, false)
  await ada.api['PATCH /api/me/profile']({ body: { phone } })
  assert.equal((await phoneOf(ada)).confirmed, false)
  await ada.api['PATCH /api/me/profile']({ body: { phone: null } })
  assert.equal((await phoneOf(ada)).phone, null)
})

test('refusals: what is no number, a wrong code, one that is too old, used, tried too often, or not the newest', async () => {
  const ada = await person(app)
  const phone = newPhone()
  await assert.rejects(ask(ada, 'call me'), { code: 'phone_unreadable' })
  await assert.rejects(confirm(ada, '123456'), { code: 'phone_code_wrong' })
  await ask(ada, phone)
  const first = await codeTo(phone)
  const other = newPhone()
  await ask(ada, other)
  await assert.rejects(confirm(ada, first), { code: 'phone_code_wrong' })
  const code = await codeTo(other)
  setNow(new Date(Date.now() + 10 * 60_000 + 1))
  await assert.rejects(confirm(ada, code), { code: 'phone_code_wrong' })
  setNow(undefined)
  for (let tries = 0; tries < 3; tries++) await assert.rejects(confirm(ada, otherThan(code)))
  await confirm(ada, code)
  await assert.rejects(confirm(ada, code), { code: 'phone_code_wrong' })
  assert.equal((await phoneOf(ada)).phone, other)
})

test('after five wrong codes the right one is wrong, also of many at once', async () => {
  const ada = await person(app)
  const phone = newPhone()
  await ask(ada, phone)
  const code = await codeTo(phone)
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => confirm(ada, otherThan(code))))
  assert.ok(tries.every(({ status }) => status === 'rejected'))
  await assert.rejects(confirm(ada, code), { code: 'phone_code_wrong' })
  assert.equal((await phoneOf(ada)).asked, null)
})

test('of two who send the code at once, one proves', async () => {
  const ada = await person(app)
  const phone = newPhone()
  await ask(ada, phone)
  const code = await codeTo(phone)
  const both = await Promise.allSettled([confirm(ada, code), confirm(ada, code)])
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await phoneOf(ada)).confirmed, true)
})

test('a person gets five codes a day, also asked for at once', async () => {
  const ada = await person(app)
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => ask(ada, newPhone())))
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 5)
  await assert.rejects(ask(ada, newPhone()), (error) => {
    assert.ok(error instanceof Error && 'code' in error && 'retryAfter' in error)
    assert.equal(error.code, 'too_many_requests')
    assert.ok(Number(error.retryAfter) > 23 * 3600)
    return true
  })
  setNow(new Date(Date.now() + 24 * 3600_000 + 1000))
  await ask(ada, newPhone())
  setNow(undefined)
})

test('a phone gets five codes a day, whoever asks, and nobody learns of it', async () => {
  const phone = newPhone()
  for (let people = 0; people < 7; people++) {
    const one = await person(app)
    await ask(one, phone)
    await settle()
    assert.equal((await phoneOf(one)).asked, phone)
  }
  assert.equal((await textsTo(phone)).length, 5)
})

test('a phone that wants no messages gets no code; just who has proven it sees that', async () => {
  const ada = await person(app)
  const phone = newPhone()
  await ask(ada, phone)
  await confirm(ada, await codeTo(phone))
  await db
    .insertInto('suppressed_address')
    .values({ channel: 'sms', address: phone, reason: 'stopped', at: new Date() })
    .execute()
  const jun = await person(app)
  await ask(jun, phone)
  await settle()
  assert.equal((await textsTo(phone)).length, 1)
  assert.equal((await phoneOf(jun)).stopped, false)
  assert.equal((await phoneOf(ada)).stopped, true)
})

test('a phone that was out of reach gets codes, and is not told that STOP was sent from it', async () => {
  const ada = await person(app)
  const phone = newPhone()
  const at = new Date()
  await db
    .insertInto('suppressed_address')
    .values({ channel: 'sms', address: phone, reason: 'unreachable', at })
    .execute()
  await ask(ada, phone)
  await confirm(ada, await codeTo(phone))
  const { confirmed, stopped } = await phoneOf(ada)
  assert.deepEqual([confirmed, stopped], [true, false])
})

test('nobody else sees or proves it, and nobody without an account', async () => {
  const [ada, jun] = [await person(app), await person(app)]
  const phone = newPhone()
  await ask(ada, phone)
  const code = await codeTo(phone)
  await assert.rejects(confirm(jun, code), { code: 'phone_code_wrong' })
  assert.equal((await phoneOf(jun)).asked, null)
  await assert.rejects(app.browser().api['GET /api/me/phone'](), { status: 401 })
  await assert.rejects(readPhone(db, '01900000-0000-7000-8000-000000000000', new Date()), { code: 'not_found' })
})

test('from elsewhere there is no page of messages', async () => {
  const behind = await testApp({ TRUST_PROXY: '1' })
  const url = `${behind.origin}/api/dev/messages`
  assert.equal((await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status, 404)
  assert.equal((await fetch(url)).status, 200)
})
