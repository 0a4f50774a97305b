import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportJWK, generateKeyPair, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { testApp } from '../../../test/harness.ts'
import { person } from '../../../test/people.ts'
import { type WithPassword, withPassword } from '../../../test/with-password.ts'
import { resetLink } from './password-reset.ts'
import { createAccount } from './register.ts'

const app = await testApp()
const { db, browser, bearer } = app
const url = app.app.services.publicUrl()
const login = { email: 'program@example.org', password: 'correct horse 7' }
const { userId } = await createAccount(db, { ...login, name: 'A program', language: 'en' })

const issue = () => browser().api['POST /api/tokens']({ body: login })
const nameBy = async (token: string) => (await bearer(token)['GET /api/me']())?.name
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload
const headerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string; alg: string }

test('a token says who, for whom and how long, and the published keys verify it', async () => {
  const before = await db.selectFrom('session').select('id').execute()
  const { token, expiresAt } = await issue()
  const { keys } = await browser().api['GET /.well-known/jwks.json']()
  assert.equal(keys.length, 1)
  assert.deepEqual(Object.keys(keys[0] ?? {}).sort(), ['alg', 'crv', 'kid', 'kty', 'x'])
  const { payload, protectedHeader } = await jwtVerify<{ sid: string }>(token, await importJWK({ ...keys[0] }), {
    issuer: url,
    audience: url,
  })
  assert.deepEqual([protectedHeader.alg, protectedHeader.kid, payload.sub], ['EdDSA', keys[0]?.kid, userId])
  assert.equal(new Date((payload.exp ?? 0) * 1000).toISOString(), expiresAt)
  const sessions = await db.selectFrom('session').select(['id', 'expires_at']).execute()
  assert.equal(sessions.length, before.length + 1)
  const session = sessions.find(({ id }) => id === payload.sid)
  assert.equal(Math.floor((session?.expires_at.getTime() ?? 0) / 1000), payload.exp)
  assert.equal(await nameBy(token), 'A program')
})

test('a token sets no cookie, and needs no origin', async () => {
  const response = await fetch(`${app.origin}/api/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  assert.equal(response.status, 201)
  assert.deepEqual(response.headers.getSetCookie(), [])
  const { token } = (await response.json()) as { token: string }
  const headers = { authorization: `Bearer ${token}`, origin: 'https://app.example' }
  const ended = await fetch(`${app.origin}/api/tokens/current`, { method: 'DELETE', headers })
  assert.equal(ended.status, 204)
  assert.equal(await nameBy(token), undefined)
})

test('forged, altered, expired and foreign tokens are nobody', async () => {
  const { token } = await issue()
  const claims = claimsOf(token)
  const { kid } = headerOf(token)
  const other = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(other.publicKey)))
  const sign = (payload: JWTPayload, header: { alg: string; kid?: string }, key: Parameters<SignJWT['sign']>[0]) =>
    new SignJWT(payload).setProtectedHeader(header).sign(key)
  const none = [{ alg: 'none', kid }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const [head = '', body = '', signature = ''] = token.split('.')
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url')
  const forged = [
    'x',
    'a.b.c',
    `${none.join('.')}.`,
    `${head}.${changed}.${signature}`,
    `${head}.${body}.${signature.slice(0, -6)}AAAAAA`,
    await sign(claims, { alg: 'EdDSA', kid }, other.privateKey),
    await sign(claims, { alg: 'EdDSA', kid: 'unknown' }, other.privateKey),
    await sign(claims, { alg: 'HS256', kid }, secret),
  ]
  for (const wrong of forged) assert.equal(await nameBy(wrong), undefined, wrong)
  assert.equal(await nameBy(token), 'A program')
})

test('a token is worth nothing once its session is over, whoever ended it', async () => {
  const administrator = await person(app, { administrator: true })
  const password = 'lighthouse at noon'
  const ends: Record<string, (of: WithPassword, token: string) => Promise<unknown>> = {
    'signed out by itself': (_of, token) => bearer(token)['DELETE /api/tokens/current'](),
    'signed out everywhere': ({ api }) => api['POST /api/sign-out-everywhere'](),
    'ended from the list': async ({ api }) => {
      const { items } = await api['GET /api/me/sessions']({})
      const { id = '' } = items.find(({ current }) => !current) ?? {}
      return api['DELETE /api/me/sessions/:sessionId']({ params: { sessionId: id } })
    },
    'another password': (of) => of.api['POST /api/me/password']({ body: { currentPassword: of.password, password } }),
    'a new password by mail': async ({ userId }) => {
      const token = new URL(await resetLink(db, app.origin, userId)).searchParams.get('token') ?? ''
      return browser().api['POST /api/password-resets/finish']({ body: { token, password } })
    },
    'ended by an administrator': ({ userId }) =>
      administrator.api['DELETE /api/admin/people/:userId/sessions']({ params: { userId } }),
    banned: ({ userId }) =>
      administrator.api['PUT /api/admin/people/:userId/ban']({ params: { userId }, body: { reason: 'Gone.' } }),
  }
  for (const [how, end] of Object.entries(ends)) {
    const of = await withPassword(app)
    const { token } = await browser().api['POST /api/tokens']({ body: { email: of.email, password: of.password } })
    assert.equal((await bearer(token)['GET /api/me']())?.id, of.userId, how)
    await end(of, token)
    assert.equal(await bearer(token)['GET /api/me'](), null, how)
  }
})

test('even our own signature does not help a token that is too old or meant for others', async () => {
  const { token } = await issue()
  const claims = claimsOf(token)
  const key = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const kid = crypto.randomUUID()
  const publicKey = JSON.stringify(await exportJWK(key.publicKey))
  await db.insertInto('jwks').values({ id: kid, public_key: publicKey, private_key: '', alg: 'EdDSA' }).execute()
  const sign = (payload: JWTPayload) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key.privateKey)
  const { exp: _exp, ...timeless } = claims
  assert.equal(await nameBy(await sign(claims)), 'A program')
  for (const wrong of [
    { ...claims, exp: Math.floor(Date.now() / 1000) - 60 },
    { ...claims, iss: 'https://other.example' },
    { ...claims, aud: 'https://other.example' },
    { ...claims, sid: 'none' },
    { ...claims, sid: crypto.randomUUID() },
    { ...claims, nbf: Math.floor(Date.now() / 1000) + 600 },
    timeless,
  ]) {
    assert.equal(await nameBy(await sign(wrong)), undefined, JSON.stringify(wrong))
  }
})

test('a token is refused where a person is asked for, and its end needs one', async () => {
  await assert.rejects(bearer('x')['GET /api/me/notifications']({}), { code: 'sign_in_required', status: 401 })
  await assert.rejects(browser().api['DELETE /api/tokens/current'](), { code: 'sign_in_required' })
  await assert.rejects(browser().api['POST /api/tokens']({ body: { ...login, password: 'wrong one' } }), {
    code: 'invalid_credentials',
    status: 401,
  })
})
