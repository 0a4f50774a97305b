import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TestBrowser, testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { signInThere } from '../../../test/provider-sign-in.ts'
import { refusedWith } from '../../../test/refused.ts'
import { simulateOpenId } from '../../../test/simulators/openid-provider.ts'
import { forgetProviderSignIns } from './provider-sign-in.ts'
import { createAccount } from './register.ts'

const provider = await simulateOpenId()
const app = await testApp({
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.client.clientId,
  OIDC_CLIENT_SECRET: provider.client.clientSecret,
  OIDC_NAME: 'Town Library',
})
const { db, browser, settle, setNow } = app
let made = 0

/** A browser back from the provider, which vouches for no address. */
async function waiting(claimed?: string): Promise<TestBrowser & { sub: string }> {
  const sub = `without-${made++}`
  provider.visitor = { sub, name: 'Ada Lovelace', ...(claimed ? { email: claimed, email_verified: false } : {}) }
  const mine = browser()
  assert.equal((await signInThere(mine, provider, { next: '/tickets' })).outcome, 'email-wanted')
  return { ...mine, sub }
}

const ask = ({ api }: TestBrowser, email: string) => api['POST /api/provider-sign-ins/email']({ body: { email } })
const give = ({ api }: TestBrowser, code: string) => api['POST /api/provider-sign-ins/code']({ body: { code } })
/** The code of the newest mail to somebody. */
async function codeFor(email: string): Promise<string> {
  await settle()
  return /\b\d{8}\b/.exec((await mails(db, email)).at(-1)?.text ?? '')?.[0] ?? 'no code'
}
const otherThan = (code: string) => (code === '00000000' ? '00000001' : '00000000')

test('somebody new gives an address, proves it by the code, and has an account', async () => {
  const mine = await waiting('claimed@example.org')
  const now = () => mine.api['GET /api/provider-sign-ins/waiting']()
  assert.deepEqual(await now(), { provider: 'Town Library', email: 'claimed@example.org', asked: false })
  await ask(mine, 'Proven@Example.org')
  assert.deepEqual(await now(), { provider: 'Town Library', email: 'proven@example.org', asked: true })
  const code = await codeFor('proven@example.org')
  await refusedWith('email_code_wrong', give(mine, otherThan(code)), 'code')
  assert.deepEqual(await give(mine, code), { outcome: 'signed-in', next: '/tickets' })
  const me = await mine.api['GET /api/me']()
  assert.deepEqual([me?.name, me?.email, me?.emailVerified], ['Ada Lovelace', 'proven@example.org', true])
  assert.equal(await now(), null)

  provider.visitor = { sub: mine.sub }
  const again = browser()
  assert.equal((await signInThere(again, provider)).outcome, 'signed-in')
  assert.equal((await again.api['GET /api/me']())?.id, me?.id)
})

test('an address that has an account is told so by mail, gets no code, and is not linked', async () => {
  const email = 'has-one@example.org'
  const account = { name: 'Ana Reis', email, password: 'seven green lanterns', language: 'en', verified: true } as const
  const { userId } = await createAccount(db, account)
  const [mine, other] = [await waiting(), await waiting()]
  assert.deepEqual(Object.keys(await ask(mine, email)), Object.keys(await ask(other, 'has-none@example.org')))
  await settle()
  const [mail] = await mails(db, email)
  assert.equal(mail?.subject, 'You already have an account')
  assert.doesNotMatch(mail?.text ?? '', /\b\d{8}\b/)
  await refusedWith('email_code_wrong', give(mine, '12345678'))
  const links = await db.selectFrom('account').select('provider_id').where('user_id', '=', userId).execute()
  assert.deepEqual(links, [{ provider_id: 'credential' }])
})

test('a code is of use in the browser that asked for it alone, and for the address it went to', async () => {
  const [mine, other] = [await waiting(), await waiting()]
  await ask(mine, 'mine@example.org')
  const code = await codeFor('mine@example.org')
  await refusedWith('email_code_wrong', give(other, code))
  await refusedWith('sign_in_lost', give(browser(), code))
  await ask(mine, 'not-mine@example.org')
  await refusedWith('email_code_wrong', give(mine, code))
})

test('ten tries are all there are, also at once and over many mails', async () => {
  const mine = await waiting()
  await ask(mine, 'guessed@example.org')
  const first = await codeFor('guessed@example.org')
  const ends = await Promise.allSettled(Array.from({ length: 14 }, () => give(mine, otherThan(first))))
  const codes = ends.map((end) => (end.status === 'rejected' ? end.reason.code : 'done'))
  assert.equal(codes.filter((code) => code === 'email_code_wrong').length, 10)
  await ask(mine, 'guessed@example.org')
  await refusedWith('sign_in_lost', give(mine, await codeFor('guessed@example.org')))
})

test('a code makes one account, however often it is sent at once', async () => {
  const mine = await waiting()
  await ask(mine, 'once@example.org')
  const code = await codeFor('once@example.org')
  const ends = await Promise.allSettled([give(mine, code), give(mine, code), give(mine, code)])
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
  await refusedWith('sign_in_lost', give(mine, code))
})

test('who came back and gave no address in half an hour begins again, and is forgotten', async () => {
  const mine = await waiting()
  await ask(mine, 'late@example.org')
  const code = await codeFor('late@example.org')
  setNow(new Date(Date.now() + 31 * 60_000))
  assert.equal(await mine.api['GET /api/provider-sign-ins/waiting'](), null)
  await refusedWith('sign_in_lost', give(mine, code))
  await refusedWith('sign_in_lost', ask(mine, 'late@example.org'))
  await forgetProviderSignIns(db, new Date(Date.now() + 31 * 60_000))
  assert.deepEqual(await db.selectFrom('provider_sign_in').select('id').execute(), [])
  setNow(undefined)
})

test('nobody gives an address who did not come back from a provider', async () => {
  const mine = browser()
  await refusedWith('sign_in_lost', ask(mine, 'stranger@example.org'))
  await mine.api['POST /api/provider-sign-ins']({ body: { provider: 'oidc' } })
  await refusedWith('sign_in_lost', ask(mine, 'stranger@example.org'))
  await refusedWith('invalid', give(mine, '1234'), 'code')
  assert.deepEqual(await mails(db, 'stranger@example.org'), [])
})

test('one address gets five codes an hour, whoever asks', async () => {
  for (let n = 0; n < 7; n++) await ask(await waiting(), 'flooded@example.org')
  await settle()
  assert.equal((await mails(db, 'flooded@example.org')).length, 5)
})
