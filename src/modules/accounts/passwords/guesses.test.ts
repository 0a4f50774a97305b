import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { withPassword } from '../../../../test/with-password.ts'
import { resetLink } from '../password-reset.ts'
import { checkCredentials, forgetEndedSessions } from '../sign-in.ts'
import { countGuess, passwordOf } from './guesses.ts'

const app = await testApp()
const { db, browser } = app

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'in',
    (error: { code: string }) => error.code,
  )
const counted = (codes: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]))
const from = (network: number, email: string, password = 'not the one') =>
  outcome(checkCredentials(db, { email, password }, `10.0.${network}.1`))

test('twenty wrong passwords from one network, at once or not, and then not even the right one', async () => {
  const { email, password } = await withPassword(app)
  const codes = await Promise.all(Array.from({ length: 25 }, () => from(1, email)))
  assert.deepEqual(counted(codes), { invalid_credentials: 20, too_many_requests: 5 })
  assert.equal(await from(1, email, password), 'too_many_requests')
  assert.equal(await from(1, email.toUpperCase(), password), 'too_many_requests')
  assert.equal(await from(2, email, password), 'in')
})

test('a right password starts the count again', async () => {
  const { email, password } = await withPassword(app)
  for (let n = 0; n < 19; n++) await countGuess(db, passwordOf(email, '10.0.1.1'))
  assert.equal(await from(1, email, password), 'in')
  assert.equal(await from(1, email), 'invalid_credentials')
})

test('a hundred a day from all the networks there are, and a link by mail opens the door again', async () => {
  const { email, password, userId } = await withPassword(app)
  for (let network = 1; network <= 11; network++)
    await Promise.allSettled(Array.from({ length: 10 }, () => countGuess(db, passwordOf(email, `10.0.${network}.1`))))
  assert.equal(await from(200, email, password), 'too_many_requests')
  const token = new URL(await resetLink(db, app.origin, userId)).searchParams.get('token') ?? ''
  await browser().api['POST /api/password-resets/finish']({ body: { token, password: 'lighthouse at noon' } })
  assert.equal(await from(200, email, 'lighthouse at noon'), 'in')
})

test('one network, however patient, shuts nobody out in the others', async () => {
  const { email, password } = await withPassword(app)
  for (let quarter = 0; quarter < 6; quarter++) {
    await Promise.allSettled(Array.from({ length: 20 }, () => countGuess(db, passwordOf(email, '10.0.1.1'))))
    await db
      .deleteFrom('guess')
      .where('target', 'like', 'password % 10.0.1%')
      .where('target', 'not like', '% day')
      .execute()
  }
  assert.equal(await from(1, email, password), 'too_many_requests')
  assert.equal(await from(2, email, password), 'in')
})

test('an email without an account is counted just so', async () => {
  const codes = await Promise.all(Array.from({ length: 25 }, () => from(1, 'nobody@example.org')))
  assert.deepEqual(counted(codes), { invalid_credentials: 20, too_many_requests: 5 })
})

test('who is refused is told when to come back, and the count ends', async () => {
  const { email, password } = await withPassword(app)
  const { api } = browser()
  const guess = (given: string) => api['POST /api/sign-in']({ body: { email, password: given } })
  for (let n = 0; n < 19; n++) await countGuess(db, passwordOf(email, '127.0.0.1'))
  await refusedWith('invalid_credentials', guess('not the one'))
  const { retryAfter } = await refusedWith('too_many_requests', guess(password))
  assert.ok(retryAfter !== undefined && retryAfter > 800 && retryAfter <= 900, String(retryAfter))
  await db
    .updateTable('guess')
    .set({ since: new Date(Date.now() - 901_000) })
    .execute()
  await guess(password)
})

test('the present password is guessed at no more often where it is changed or confirmed', async () => {
  const { api, email, password } = await withPassword(app)
  for (let n = 0; n < 18; n++) await countGuess(db, passwordOf(email, '127.0.0.1'))
  const body = { currentPassword: 'not the one', password: 'lighthouse at noon' }
  await refusedWith('wrong_password', api['POST /api/me/confirmation']({ body: { password: 'not the one' } }))
  await refusedWith('wrong_password', api['POST /api/me/password']({ body }))
  await refusedWith('too_many_requests', api['POST /api/me/confirmation']({ body: { password } }))
  await refusedWith(
    'too_many_requests',
    api['POST /api/me/password']({ body: { currentPassword: password, password: 'lighthouse at noon' } }),
  )
})

test('counts that matter no more are forgotten', async () => {
  await from(1, 'old@example.org')
  await db
    .updateTable('guess')
    .set({ since: new Date(Date.now() - 2 * 86_400_000) })
    .execute()
  await from(1, 'new@example.org')
  await forgetEndedSessions(db)
  assert.equal((await db.selectFrom('guess').select('target').execute()).length, 3)
})
