import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { tokenFor } from '../../../../test/mail.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { forgetConfirmation, isSignedIn, type WithPassword, withPassword } from '../../../../test/with-password.ts'
import { stepAt, totp } from '../../../lib/totp.ts'

const app = await testApp()
const { db, browser, setNow } = app

/** The time of the application; codes are each good once, so a test that needs another goes on by a step. */
let at = Date.now()
function goOn(seconds = 30) {
  at += seconds * 1000
  setNow(new Date(at))
}
goOn()

/** Reads what the app of the phone would: Base 32 (RFC 4648). */
function bytesOf(text: string): Buffer {
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
const codeBy = (secret: string, steps = 0) => totp(bytesOf(secret), stepAt(new Date(at)) + steps)

async function withFactor() {
  const own = await withPassword(app)
  const { secret } = await own.api['POST /api/me/second-factor']()
  const { recoveryCodes } = await own.api['POST /api/me/second-factor/confirmation']({ body: { code: codeBy(secret) } })
  goOn()
  return { ...own, secret, recoveryCodes }
}

const login = ({ email, password }: WithPassword) => ({ email, password })

/** A browser that has given the password and is asked for the code. */
async function halfway(keeper: WithPassword) {
  const own = browser()
  assert.deepEqual(await own.api['POST /api/sign-in']({ body: login(keeper) }), { signedIn: false })
  return own
}

const second = ({ api }: Pick<WithPassword, 'api'>, code: string) =>
  api['POST /api/sign-in/second-factor']({ body: { code } })
const kindsOf = async (userId: string) =>
  (await db.selectFrom('act').select('kind').where('subject_id', '=', userId).orderBy('id').execute()).map(
    ({ kind }) => kind,
  )

test('a generator is on once it gave a right code, and the codes for a bad day are told once', async () => {
  const own = await withPassword(app)
  const { uri, secret, qr } = await own.api['POST /api/me/second-factor']()
  assert.equal(new URL(uri).searchParams.get('secret'), secret)
  assert.match(qr, /^<svg/)
  assert.equal((await own.api['GET /api/me/security']()).secondFactor, null)
  assert.deepEqual(await browser().api['POST /api/sign-in']({ body: login(own) }), { signedIn: true })
  await refusedWith(
    'code_wrong',
    own.api['POST /api/me/second-factor/confirmation']({ body: { code: codeBy(secret, 5) } }),
    'code',
  )
  const { recoveryCodes } = await own.api['POST /api/me/second-factor/confirmation']({ body: { code: codeBy(secret) } })
  assert.equal(new Set(recoveryCodes).size, 10)
  for (const code of recoveryCodes) assert.match(code, /^(\w{4}-){5}\w{4}$/)
  assert.equal((await own.api['GET /api/me/security']()).secondFactor?.recoveryCodes, 10)
  const kept = JSON.stringify([
    await db.selectFrom('second_factor').selectAll().execute(),
    await db.selectFrom('recovery_code').selectAll().execute(),
  ])
  for (const told of [secret, ...recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')])])
    assert.ok(!kept.includes(told))
  await refusedWith('second_factor_on', own.api['POST /api/me/second-factor']())
  await refusedWith(
    'second_factor_off',
    own.api['POST /api/me/second-factor/confirmation']({ body: { code: codeBy(secret) } }),
  )
  assert.deepEqual(await kindsOf(own.userId), ['second_factor.turned_on'])
})

test('there is no session before the second factor, and a new one after it', async () => {
  const own = await withFactor()
  const stranger = await halfway(own)
  assert.deepEqual([...stranger.cookies.keys()], ['conflux.pending'])
  assert.equal(await isSignedIn(stranger), false)
  const pending = stranger.cookies.get('conflux.pending') ?? ''
  await second(stranger, codeBy(own.secret))
  assert.ok(await isSignedIn(stranger))
  assert.deepEqual([...stranger.cookies.keys()], ['conflux.session_token'])
  const replay = browser()
  replay.cookies.set('conflux.pending', pending)
  goOn()
  await refusedWith('sign_in_again', second(replay, codeBy(own.secret)))
})

test('the session the browser had is over, whoever planted it', async () => {
  const own = await withFactor()
  const mallory = await withPassword(app)
  const victim = browser()
  const planted = mallory.cookies.get('conflux.session_token') ?? ''
  victim.cookies.set('conflux.session_token', planted)
  await victim.api['POST /api/sign-in']({ body: login(own) })
  await second(victim, codeBy(own.secret))
  assert.notEqual(victim.cookies.get('conflux.session_token'), planted)
  assert.equal(await isSignedIn(mallory), false)
})

test('a code is good once: not again, not in another browser, not for what came before it', async () => {
  const own = await withFactor()
  const [one, other] = [await halfway(own), await halfway(own)]
  const code = codeBy(own.secret)
  await second(one, code)
  await refusedWith('code_wrong', second(other, code))
  await refusedWith('code_wrong', second(other, codeBy(own.secret, -1)))
  await second(other, codeBy(own.secret, 1))
})

test('of many with the same code at once, one gets in', async () => {
  const own = await withFactor()
  const browsers = await Promise.all(Array.from({ length: 6 }, () => halfway(own)))
  const code = codeBy(own.secret)
  const results = await Promise.allSettled(browsers.map((one) => second(one, code)))
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  const [recovery = ''] = own.recoveryCodes
  const others = browsers.filter((_, index) => results[index]?.status === 'rejected').slice(0, 4)
  const again = await Promise.allSettled(others.map((one) => second(one, recovery)))
  assert.equal(again.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('one sign-in takes five codes, then it begins anew', async () => {
  const own = await withFactor()
  const stranger = await halfway(own)
  for (let tries = 0; tries < 5; tries++) await refusedWith('code_wrong', second(stranger, '000000'))
  await refusedWith('sign_in_again', second(stranger, codeBy(own.secret)))
})

test('the fifth code may be the right one', async () => {
  const own = await withFactor()
  const stranger = await halfway(own)
  for (let tries = 0; tries < 4; tries++) await refusedWith('code_wrong', second(stranger, '000000'))
  await second(stranger, codeBy(own.secret))
  assert.ok(await isSignedIn(stranger))
})

test('with a second factor, a password alone does not confirm; with a code it does, and so does a code', async () => {
  const own = await withFactor()
  const { api, password } = own
  const confirm = (body: Parameters<(typeof api)['POST /api/me/confirmation']>[0]['body']) =>
    api['POST /api/me/confirmation']({ body })
  await forgetConfirmation(app, own.userId)
  await refusedWith('second_factor_required', confirm({ password }), 'code')
  await refusedWith('code_wrong', confirm({ password, code: '000000' }))
  await refusedWith('wrong_password', confirm({ password: 'not the one', code: codeBy(own.secret) }), 'password')
  await refusedWith('confirm_it_is_you', api['DELETE /api/me/second-factor']())
  await confirm({ password, code: codeBy(own.secret) })
  goOn()
  await forgetConfirmation(app, own.userId)
  await confirm({ code: codeBy(own.secret) })
  await api['DELETE /api/me/second-factor']()
})

test('of many that confirm with the same code at once, one does', async () => {
  const own = await withFactor()
  const { token } = await browser().api['POST /api/tokens']({ body: { ...login(own), code: codeBy(own.secret) } })
  goOn()
  for (const code of [codeBy(own.secret), own.recoveryCodes[0] ?? '']) {
    const ends = await Promise.allSettled(
      Array.from({ length: 5 }, () => app.bearer(token)['POST /api/me/confirmation']({ body: { code } })),
    )
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1, code)
  }
})

test('a new password ends the sign-ins that wait with the old one', async () => {
  const own = await withFactor()
  const stranger = await halfway(own)
  const password = 'lighthouse at noon'
  await own.api['POST /api/me/password']({ body: { currentPassword: own.password, password } })
  await refusedWith('sign_in_again', second(stranger, codeBy(own.secret)))
})

test('one person is guessed at ten times an hour, in however many sign-ins and at once', async () => {
  const own = await withFactor()
  const browsers = await Promise.all(Array.from({ length: 4 }, () => halfway(own)))
  const guesses = browsers.flatMap((one) => [1, 2, 3].map(() => second(one, '000000')))
  const codes = (await Promise.allSettled(guesses)).map((result) => result.status === 'rejected' && result.reason.code)
  assert.deepEqual(codes.sort(), [...Array(10).fill('code_wrong'), 'too_many_requests', 'too_many_requests'])
  await refusedWith('too_many_requests', second(await halfway(own), codeBy(own.secret)))
  await db
    .updateTable('guess')
    .set({ since: new Date(Date.now() - 3601_000) })
    .where('target', '=', `code ${own.userId}`)
    .execute()
  goOn()
  await second(await halfway(own), codeBy(own.secret))
})

test('a sign-in waits five minutes for its code', async () => {
  const own = await withFactor()
  const stranger = await halfway(own)
  await db
    .updateTable('sign_in_challenge')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('user_id', '=', own.userId)
    .execute()
  await refusedWith('sign_in_again', second(stranger, codeBy(own.secret)))
  await refusedWith('sign_in_again', second(browser(), codeBy(own.secret)))
})

test('a recovery code lets in once, however it is typed', async () => {
  const own = await withFactor()
  const [first = '', another = ''] = own.recoveryCodes
  await second(await halfway(own), first)
  await refusedWith('code_wrong', second(await halfway(own), first))
  await second(
    await halfway(own),
    ` ${another.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`,
  )
  assert.equal((await own.api['GET /api/me/security']()).secondFactor?.recoveryCodes, 8)
  assert.deepEqual((await kindsOf(own.userId)).slice(1), ['recovery_code.used', 'recovery_code.used'])
  const acts = await db.selectFrom('act').select('user_id').where('subject_id', '=', own.userId).execute()
  assert.deepEqual(acts, Array(3).fill({ user_id: own.userId }))
})

test('the codes of one are nothing to another', async () => {
  const [one, other] = [await withFactor(), await withFactor()]
  const [recovery = ''] = other.recoveryCodes
  const stranger = await halfway(one)
  await refusedWith('code_wrong', second(stranger, recovery))
  await refusedWith('code_wrong', second(stranger, codeBy(other.secret)))
})

test('new recovery codes end the old ones; turning off ends all of it; both ask who it is', async () => {
  const own = await withFactor()
  const [old = ''] = own.recoveryCodes
  await forgetConfirmation(app, own.userId)
  await refusedWith('confirm_it_is_you', own.api['POST /api/me/recovery-codes']())
  await refusedWith('confirm_it_is_you', own.api['DELETE /api/me/second-factor']())
  await own.api['POST /api/me/confirmation']({ body: { password: own.password, code: codeBy(own.secret) } })
  const { recoveryCodes } = await own.api['POST /api/me/recovery-codes']()
  await refusedWith('code_wrong', second(await halfway(own), old))
  await second(await halfway(own), recoveryCodes[0] ?? '')
  const results = await Promise.allSettled([
    own.api['DELETE /api/me/second-factor'](),
    own.api['DELETE /api/me/second-factor'](),
  ])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await refusedWith('second_factor_off', own.api['DELETE /api/me/second-factor']())
  await refusedWith('second_factor_off', own.api['POST /api/me/recovery-codes']())
  assert.deepEqual(await browser().api['POST /api/sign-in']({ body: login(own) }), { signedIn: true })
  const acts = await kindsOf(own.userId)
  assert.deepEqual(acts.slice(1), ['recovery_codes.renewed', 'recovery_code.used', 'second_factor.turned_off'])
})

test('a program is told that a code is needed, and sends one with its password', async () => {
  const { email, password, secret } = await withFactor()
  const ask = (body: { email: string; password: string; code?: string }) => browser().api['POST /api/tokens']({ body })
  await refusedWith('second_factor_required', ask({ email, password }), 'code')
  await refusedWith('invalid_credentials', ask({ email, password: 'not the one', code: codeBy(secret) }))
  await refusedWith('code_wrong', ask({ email, password, code: '000000' }))
  const { token } = await ask({ email, password, code: codeBy(secret) })
  assert.equal((await app.bearer(token)['GET /api/me']())?.email, email)
  await refusedWith('code_wrong', ask({ email, password, code: codeBy(secret) }))
  for (const path of ['/api/users/login', '/users/login']) {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${app.origin}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email, password }),
    })
    assert.equal(answer.status, 403)
    assert.match(((await answer.json()) as { error: string }).error, /second factor/)
  }
})

test('a link in a mail is one factor, too', async () => {
  const own = await withFactor()
  await db.updateTable('users').set({ email_verified: false }).where('id', '=', own.userId).execute()
  await own.api['POST /api/email-confirmations']()
  await app.settle()
  const token = await tokenFor(db, own.email)
  const session = own.cookies.get('conflux.session_token')
  assert.deepEqual(await own.api['POST /api/email-confirmations/confirm']({ body: { token } }), { signedIn: false })
  assert.equal(own.cookies.get('conflux.session_token'), session)
  await second(own, codeBy(own.secret))
  assert.notEqual(own.cookies.get('conflux.session_token'), session)
  goOn()
  await own.api['POST /api/password-resets']({ body: { email: own.email } })
  await app.settle()
  const password = 'lighthouse at noon'
  await browser().api['POST /api/password-resets/finish']({ body: { token: await tokenFor(db, own.email), password } })
  await second(await halfway({ ...own, password }), codeBy(own.secret))
})

test('somebody banned meanwhile does not get in by a code', async () => {
  const own = await withFactor()
  const stranger = await halfway(own)
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', own.userId).execute()
  await refusedWith('account_banned', second(stranger, codeBy(own.secret)))
  await refusedWith(
    'account_banned',
    browser().api['POST /api/sign-in']({ body: { email: own.email, password: own.password } }),
  )
})
