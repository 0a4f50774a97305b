import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { organization, person } from '../../../test/people.ts'
import { createAccount } from './register.ts'

const app = await testApp()
const { db, browser } = app
const password = 'correct horse 7'

test('who I am lists what I may do in each organization', async () => {
  const ana = await person(app, { name: 'Ana Reis', emailVerified: false })
  const own = await organization(db, { owner: ana }, { name: 'Tidal Works' })
  await organization(db, { 'check-in': ana }, { name: 'Aurora Hall' })
  await organization(db, {}, { name: 'Not mine' })
  const me = await ana.api['GET /api/me']()
  assert.deepEqual([me?.id, me?.emailVerified, me?.administrator], [ana.userId, false, false])
  assert.deepEqual(
    me?.organizations.map(({ name, role, permissions }) => [name, role, permissions.includes('event.publish')]),
    [
      ['Aurora Hall', 'check-in', false],
      ['Tidal Works', 'owner', true],
    ],
  )
  assert.deepEqual(me?.organizations[1]?.slug, own.slug)
  assert.equal(await browser().api['GET /api/me'](), null)
})

test('name, language and time zone change, and the language is the browser’s from then on', async () => {
  const ana = await person(app)
  await ana.api['PATCH /api/me']({ body: { name: 'Ana R.', language: 'hi', timeZone: 'Asia/Kolkata' } })
  assert.equal(ana.cookies.get('lang'), 'hi')
  const me = await ana.api['GET /api/me']()
  assert.deepEqual([me?.name, me?.language, me?.timeZone], ['Ana R.', 'hi', 'Asia/Kolkata'])
  await ana.api['PATCH /api/me']({ body: {} })
  const wrong: [body: object, code: string][] = [
    [{ timeZone: 'Mars/Olympus' }, 'unknown_time_zone'],
    [{ timeZone: '+02:00' }, 'invalid'],
    [{ language: 'xx' }, 'invalid'],
    [{ name: '' }, 'invalid'],
    [{ email: 'other@example.org' }, 'invalid'],
    [{ administrator: true }, 'invalid'],
  ]
  for (const [body, code] of wrong) await assert.rejects(ana.api['PATCH /api/me']({ body }), { code, status: 400 })
  assert.deepEqual(await ana.api['GET /api/me'](), me)
  await assert.rejects(browser().api['PATCH /api/me']({ body: { name: 'x' } }), {
    code: 'sign_in_required',
    status: 401,
  })
})

test('a password changes for who knows the old one; other sessions end', async () => {
  const email = 'ana@example.org'
  await createAccount(db, { name: 'Ana Reis', email, password, language: 'en', verified: true })
  const [one, other] = [browser(), browser()]
  for (const { api } of [one, other]) await api['POST /api/sign-in']({ body: { email, password } })
  const change = (currentPassword: string, next: string) =>
    one.api['POST /api/me/password']({ body: { currentPassword, password: next } })
  await assert.rejects(change('not the one', 'another horse 8'), {
    code: 'wrong_password',
    fields: { currentPassword: 'That is not your present password. Nothing was changed.' },
  })
  await assert.rejects(change(password, 'short'), { code: 'invalid' })
  assert.notEqual(await other.api['GET /api/me'](), null)
  await change(password, 'another horse 8')
  assert.notEqual(await one.api['GET /api/me'](), null)
  assert.equal(await other.api['GET /api/me'](), null)
  await assert.rejects(browser().api['POST /api/sign-in']({ body: { email, password } }), {
    code: 'invalid_credentials',
  })
  await browser().api['POST /api/sign-in']({ body: { email, password: 'another horse 8' } })
  await assert.rejects(browser().api['POST /api/me/password']({ body: { currentPassword: password, password } }), {
    code: 'sign_in_required',
  })
})

test('of two changes of a password at once, one happens', async () => {
  const email = 'two@example.org'
  await createAccount(db, { name: 'Ana Reis', email, password, language: 'en', verified: true })
  const { api } = browser()
  await api['POST /api/sign-in']({ body: { email, password } })
  const results = await Promise.allSettled(
    ['another horse 8', 'another horse 9'].map((next) =>
      api['POST /api/me/password']({ body: { currentPassword: password, password: next } }),
    ),
  )
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('an account without a password has none to change', async () => {
  const ana = await person(app)
  await assert.rejects(ana.api['POST /api/me/password']({ body: { currentPassword: password, password } }), {
    code: 'wrong_password',
  })
})
