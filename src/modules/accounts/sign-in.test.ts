import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { mails, tokenFor } from '../../../test/mail.ts'
import { type Person, person } from '../../../test/people.ts'
import { createAccount } from './register.ts'
import { forgetEndedSessions } from './sign-in.ts'

const app = await testApp()
const { db, browser, bearer, settle } = app
const password = 'correct horse 7'
let made = 0

async function account() {
  const email = `person${made++}@example.org`
  const { userId } = await createAccount(db, { name: 'Ana Reis', email, password, language: 'en', verified: true })
  return { userId, email }
}

async function signedIn(given?: { email: string }) {
  const { email } = given ?? (await account())
  const own = browser()
  await own.api['POST /api/sign-in']({ body: { email, password } })
  return { ...own, email }
}

const isSignedIn = async ({ api }: Pick<Person, 'api'>) => (await api['GET /api/me']()) !== null
const sessionCookie = (cookies: Map<string, string>) => cookies.get('conflux.session_token')

test('a browser signs in and out', async () => {
  const own = await signedIn()
  assert.ok(await isSignedIn(own))
  const cookie = sessionCookie(own.cookies) ?? ''
  await own.api['POST /api/sign-out']()
  assert.equal(own.cookies.size, 0)
  own.cookies.set('conflux.session_token', cookie)
  assert.equal(await isSignedIn(own), false)
  await assert.rejects(own.api['POST /api/sign-out'](), { code: 'sign_in_required' })
})

test('the cookie is for this site and its server alone', async () => {
  const { email } = await account()
  const response = await fetch(`${app.origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: email.toUpperCase(), password }),
  })
  assert.deepEqual([response.status, await response.json()], [200, { signedIn: true }])
  const [line = '', ...rest] = response.headers.getSetCookie()
  assert.deepEqual(rest, [])
  for (const attribute of [/HttpOnly/i, /SameSite=Lax/i, /Path=\//, /Max-Age=2592000/]) assert.match(line, attribute)
  assert.doesNotMatch(line, /Domain/i)
})

test('a wrong password, an unknown email and an account without a password are refused alike', async () => {
  const { email } = await account()
  const { email: without } = await person(app)
  const answers = []
  for (const body of [
    { email, password: 'not the one' },
    { email: 'nobody@example.org', password },
    { email: without, password },
  ]) {
    const { fetch, cookies } = browser()
    const response = await fetch(`${app.origin}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const document = (await response.json()) as { requestId?: string }
    answers.push({ status: response.status, cookies: cookies.size, ...document, requestId: '' })
  }
  assert.equal(answers[0]?.status, 401)
  assert.deepEqual(answers[1], answers[0])
  assert.deepEqual(answers[2], answers[0])
})

test('an unknown email costs one hash, as a known one does', async () => {
  const { email } = await account()
  let hashes = 0
  const hook = createHook({
    init(_id, type) {
      if (type === 'ARGON2REQUEST') hashes++
    },
  }).enable()
  const counts = []
  for (const address of [email, 'nobody@example.org']) {
    hashes = 0
    await assert.rejects(browser().api['POST /api/sign-in']({ body: { email: address, password: 'not the one' } }))
    counts.push(hashes)
  }
  hook.disable()
  assert.deepEqual(counts, [1, 1])
})

test('signing in again makes another token, and the one before is over', async () => {
  const own = await signedIn()
  const first = sessionCookie(own.cookies) ?? ''
  await own.api['POST /api/sign-in']({ body: { email: own.email, password } })
  assert.notEqual(sessionCookie(own.cookies), first)
  const old = browser()
  old.cookies.set('conflux.session_token', first)
  assert.equal(await isSignedIn(old), false)
})

test('a session somebody else planted is not taken over', async () => {
  const mallory = await signedIn()
  const planted = sessionCookie(mallory.cookies) ?? ''
  const victim = browser()
  victim.cookies.set('conflux.session_token', planted)
  const { email } = await account()
  await victim.api['POST /api/sign-in']({ body: { email, password } })
  assert.notEqual(sessionCookie(victim.cookies), planted)
  assert.equal((await victim.api['GET /api/me']())?.email, email)
  assert.equal(await isSignedIn(mallory), false)
})

test('a cookie with another signature, or none, is nobody', async () => {
  const own = await signedIn()
  const cookie = decodeURIComponent(sessionCookie(own.cookies) ?? '')
  const [token = ''] = cookie.split('.')
  for (const forged of [token, `${token}.`, `${token}.AAAA`, `x${cookie}`, cookie.slice(0, -1)]) {
    own.cookies.set('conflux.session_token', encodeURIComponent(forged))
    assert.equal(await isSignedIn(own), false, forged)
  }
})

test('a write from another site is refused, with a cookie or an origin of its own', async () => {
  const own = await signedIn()
  const cookie = `conflux.session_token=${sessionCookie(own.cookies)}`
  const post = (headers: Record<string, string>) => fetch(`${app.origin}/api/sign-out`, { method: 'POST', headers })
  for (const headers of [
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: 'null' },
    { cookie, 'sec-fetch-site': 'cross-site' },
    { cookie, 'sec-fetch-site': 'same-site' },
  ]) {
    assert.equal((await post(headers)).status, 403, JSON.stringify(headers))
  }
  assert.ok(await isSignedIn(own))
  assert.equal((await post({ cookie, origin: app.origin })).status, 204)
})

test('signing out everywhere ends cookies and bearer tokens at once', async () => {
  const one = await signedIn()
  const other = await signedIn(one)
  const { token } = await browser().api['POST /api/tokens']({ body: { email: one.email, password } })
  const stranger = await signedIn()
  assert.equal((await bearer(token)['GET /api/me']())?.email, one.email)
  await one.api['POST /api/sign-out-everywhere']()
  assert.equal(await isSignedIn(one), false)
  assert.equal(await isSignedIn(other), false)
  assert.equal(await bearer(token)['GET /api/me'](), null)
  assert.ok(await isSignedIn(stranger))
  await assert.rejects(one.api['POST /api/sign-out-everywhere'](), { code: 'sign_in_required' })
})

test('somebody banned is out at once, and is told so only with the right password', async () => {
  const { userId, email } = await account()
  const own = await signedIn({ email })
  const { token } = await own.api['POST /api/tokens']({ body: { email, password } })
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', userId).execute()
  assert.equal(await isSignedIn(own), false)
  assert.equal(await bearer(token)['GET /api/me'](), null)
  const sessions = () => db.selectFrom('session').select('id').where('user_id', '=', userId).execute()
  const before = await sessions()
  await assert.rejects(browser().api['POST /api/sign-in']({ body: { email, password } }), {
    code: 'account_banned',
    status: 403,
  })
  await assert.rejects(browser().api['POST /api/tokens']({ body: { email, password } }), { code: 'account_banned' })
  await assert.rejects(browser().api['POST /api/sign-in']({ body: { email, password: 'not it' } }), {
    code: 'invalid_credentials',
  })
  assert.deepEqual(await sessions(), before)
})

test('a session that is over is nobody, and is forgotten', async () => {
  const own = await signedIn()
  const past = new Date(Date.now() - 1000)
  await db
    .updateTable('session')
    .set({ expires_at: past })
    .where('user_id', '=', (await own.api['GET /api/me']())?.id ?? '')
    .execute()
  assert.equal(await isSignedIn(own), false)
  await forgetEndedSessions(db)
  assert.deepEqual(await db.selectFrom('session').select('id').where('expires_at', '<=', past).execute(), [])
})

test('a forgotten password is set anew by mail; the link works once and ends all sessions', async () => {
  const { email } = await account()
  const own = await signedIn({ email })
  const { api } = browser()
  assert.deepEqual(await api['POST /api/password-resets']({ body: { email: email.toUpperCase() } }), {
    email: email.toUpperCase(),
  })
  await settle()
  const token = await tokenFor(db, email)
  const finish = (given: string, next = 'another horse 8') =>
    browser().api['POST /api/password-resets/finish']({ body: { token: given, password: next } })
  await assert.rejects(finish(token, 'short'), { code: 'invalid' })
  await assert.rejects(finish('x'.repeat(22)), { code: 'link_invalid' })
  const results = await Promise.allSettled([finish(token), finish(token), finish(token)])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  await assert.rejects(finish(token), { code: 'link_invalid' })
  assert.equal(await isSignedIn(own), false)
  await assert.rejects(browser().api['POST /api/sign-in']({ body: { email, password } }), {
    code: 'invalid_credentials',
  })
  await browser().api['POST /api/sign-in']({ body: { email, password: 'another horse 8' } })
})

test('a reset link is kept as a hash and is good for an hour', async () => {
  const { email } = await account()
  await browser().api['POST /api/password-resets']({ body: { email } })
  await settle()
  const token = await tokenFor(db, email)
  const rows = await db.selectFrom('verification').selectAll().execute()
  assert.ok(!JSON.stringify(rows).includes(token))
  await db
    .updateTable('verification')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .execute()
  await assert.rejects(browser().api['POST /api/password-resets/finish']({ body: { token, password } }), {
    code: 'link_invalid',
  })
})

test('asking for a reset does the same whether or not there is an account', async () => {
  const { email } = await account()
  await settle()
  for (const address of [email, 'nobody@example.org']) {
    await browser().api['POST /api/password-resets']({ body: { email: address } })
    const rows = await db.selectFrom('outbox').select(['fact', 'payload']).execute()
    assert.deepEqual(
      rows.map(({ fact }) => fact),
      ['account.reset_asked'],
    )
    await settle()
  }
  assert.deepEqual(await mails(db, 'nobody@example.org'), [])
  await assert.rejects(browser().api['POST /api/password-resets']({ body: { email: 'x' } }), { code: 'invalid' })
})
