import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticator } from '../../../test/authenticator.ts'
import { testApp } from '../../../test/harness.ts'
import { tokenFor } from '../../../test/mail.ts'
import { person } from '../../../test/people.ts'
import { appWithProvider, goThere, replyIn, signInThere } from '../../../test/provider-sign-in.ts'
import { refusedWith } from '../../../test/refused.ts'
import { idTokenSeconds, type PersonThere } from '../../../test/simulators/openid-provider.ts'
import { waiting } from '../../../test/waiting.ts'
import { withPassword } from '../../../test/with-password.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { createAccount } from './register.ts'

const { provider, app } = await appWithProvider()
const { issuer, client } = provider
const { db, browser, settle, setNow } = app
const password = 'seven green lanterns'
let made = 0

/** Somebody who has an account at the provider with an address that it vouches for. */
function visitor(given: Partial<PersonThere> = {}): PersonThere {
  const sub = `there-${made++}`
  provider.visitor = { sub, name: 'Ada Lovelace', email: `${sub}@example.org`, email_verified: true, ...given }
  return provider.visitor
}

const account = async (email: string, verified: boolean) =>
  (await createAccount(db, { name: 'Ana Reis', email, password, language: 'en', verified })).userId

const linksOf = (userId: string) =>
  db.selectFrom('account').select(['provider_id', 'account_id']).where('user_id', '=', userId).orderBy('id').execute()

const acts = (userId: string) =>
  db.selectFrom('act').select(['kind', 'user_id', 'before', 'after']).where('subject_id', '=', userId).execute()

test('the providers that have their keys are offered', async () => {
  const { items } = await browser().api['GET /api/sign-in-providers']()
  assert.deepEqual(items, [
    { id: 'oidc', name: 'Town Library' },
    { id: 'google', name: 'Google' },
  ])
})

test('a browser is sent away with a code challenge, a state and a nonce that are new each time', async () => {
  const one = new URL((await browser().api['POST /api/provider-sign-ins']({ body: { provider: 'google' } })).address)
  const { searchParams: sent } = one
  assert.equal(one.origin, issuer)
  assert.equal(sent.get('response_type'), 'code')
  assert.equal(sent.get('client_id'), client.clientId)
  assert.equal(sent.get('redirect_uri'), `${app.app.services.publicUrl()}/sign-in/by/google`)
  assert.equal(sent.get('scope'), 'openid profile email')
  assert.equal(sent.get('code_challenge_method'), 'S256')
  const two = new URL((await browser().api['POST /api/provider-sign-ins']({ body: { provider: 'google' } })).address)
  for (const name of ['state', 'nonce', 'code_challenge']) {
    assert.match(sent.get(name) ?? '', /^[\w-]{22,43}$/)
    assert.notEqual(sent.get(name), two.searchParams.get(name))
  }
})

test('somebody new gets an account with a confirmed address and no password, and can set one by mail', async () => {
  const there = visitor({ email: 'New.Comer@Example.org' })
  const mine = browser()
  const came = await signInThere(mine, provider, { next: '/tickets?of=me', timeZone: 'Europe/Berlin' })
  assert.deepEqual(came, { outcome: 'signed-in', next: '/tickets?of=me' })
  const me = await mine.api['GET /api/me']()
  assert.ok(me)
  assert.equal(me.name, there.name)
  assert.equal(me.email, 'new.comer@example.org')
  assert.equal(me.emailVerified, true)
  assert.equal(me.timeZone, 'Europe/Berlin')
  assert.deepEqual(await linksOf(me.id), [{ provider_id: 'oidc', account_id: there.sub }])
  await mine.api['POST /api/password-resets']({ body: { email: me.email } })
  await settle()
  const token = await tokenFor(db, me.email)
  await mine.api['POST /api/password-resets/finish']({ body: { token, password } })
  const other = browser()
  await other.api['POST /api/sign-in']({ body: { email: me.email, password } })
  assert.equal((await other.api['GET /api/me']())?.id, me.id)
})

test('who comes again finds the account, whatever their address and name there are by now', async () => {
  const there = visitor()
  const first = browser()
  await signInThere(first, provider)
  const me = await first.api['GET /api/me']()
  provider.visitor = { sub: there.sub, name: 'Ada King', email: 'elsewhere@example.org', email_verified: true }
  const second = browser()
  await signInThere(second, provider)
  assert.deepEqual(await second.api['GET /api/me'](), me)
})

test('an account whose address is confirmed is linked by an address the provider vouches for', async () => {
  const there = visitor()
  const userId = await account(String(there.email), true)
  const mine = browser()
  await signInThere(mine, provider)
  assert.equal((await mine.api['GET /api/me']())?.id, userId)
  await browser().api['POST /api/sign-in']({ body: { email: String(there.email), password } })
  assert.deepEqual(await acts(userId), [
    { kind: 'provider.linked', user_id: userId, before: null, after: { provider: 'oidc' } },
  ])
})

test('an account that lay in wait for the owner of an address leaves its maker no way in', async () => {
  const there = visitor()
  const email = String(there.email)
  const userId = await account(email, false)
  const maker = browser()
  await maker.api['POST /api/sign-in']({ body: { email, password } })
  const { token } = await browser().api['POST /api/tokens']({ body: { email, password } })
  await maker.api['POST /api/password-resets']({ body: { email } })
  const owner = browser()
  await signInThere(owner, provider)
  const me = await owner.api['GET /api/me']()
  assert.deepEqual([me?.id, me?.emailVerified], [userId, true])
  assert.equal(await maker.api['GET /api/me'](), null)
  assert.equal(await app.bearer(token)['GET /api/me'](), null)
  await refusedWith('invalid_credentials', browser().api['POST /api/sign-in']({ body: { email, password } }))
  assert.deepEqual(await linksOf(userId), [{ provider_id: 'oidc', account_id: there.sub }])
})

test('an address the provider does not vouch for links nothing and makes nothing yet', async () => {
  const there = visitor({ email_verified: false })
  const userId = await account(String(there.email), true)
  const mine = browser()
  const came = await signInThere(mine, provider, { next: '/tickets' })
  assert.deepEqual(came, { outcome: 'email-wanted', next: '/tickets' })
  assert.equal(await mine.api['GET /api/me'](), null)
  assert.deepEqual(
    (await linksOf(userId)).map((link) => link.provider_id),
    ['credential'],
  )
})

test('somebody who is banned is not let in, nor linked', async () => {
  const there = visitor()
  const userId = await account(String(there.email), true)
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', userId).execute()
  const mine = browser()
  await refusedWith('account_banned', signInThere(mine, provider))
  assert.equal(await mine.api['GET /api/me'](), null)
  assert.equal((await linksOf(userId)).length, 1)
})

test('signing in begins a new session and ends the one the browser had, so none can be planted', async () => {
  const planted = await person(app)
  const before = planted.cookies.get('conflux.session_token')
  visitor()
  await signInThere(planted, provider)
  assert.notEqual(planted.cookies.get('conflux.session_token'), before)
  const left = await db.selectFrom('session').select('id').where('user_id', '=', planted.userId).execute()
  assert.deepEqual(left, [])
})

test('who has a second factor is asked for it', async () => {
  const there = visitor()
  const userId = await account(String(there.email), true)
  await db.insertInto('second_factor').values({ user_id: userId, secret: 'sealed', turned_on_at: new Date() }).execute()
  const mine = browser()
  assert.equal((await signInThere(mine, provider)).outcome, 'second-factor')
  assert.equal(await mine.api['GET /api/me'](), null)
  const sessions = await db.selectFrom('session').select('id').where('user_id', '=', userId).execute()
  assert.deepEqual(sessions, [])
})

/** Somebody with a confirmed account, a second factor with one recovery code, and an address that the provider vouches for. */
async function guarded() {
  const there = visitor()
  const userId = await account(String(there.email), true)
  const recovery = `REC0VERY${made}`
  await db.insertInto('second_factor').values({ user_id: userId, secret: 'sealed', turned_on_at: new Date() }).execute()
  await db
    .insertInto('recovery_code')
    .values({ user_id: userId, code_hash: hashSecret(recovery) })
    .execute()
  return { there, userId, recovery }
}

test('a provider is linked when the second factor was shown, and not before', async () => {
  const { there, userId, recovery } = await guarded()
  const mine = browser()
  await signInThere(mine, provider)
  const own = [{ provider_id: 'credential', account_id: userId }]
  assert.deepEqual(await linksOf(userId), own)
  await refusedWith('code_wrong', mine.api['POST /api/sign-in/second-factor']({ body: { code: 'another-code' } }))
  assert.deepEqual(await linksOf(userId), own)
  await mine.api['POST /api/sign-in/second-factor']({ body: { code: recovery } })
  assert.equal((await mine.api['GET /api/me']())?.id, userId)
  assert.deepEqual(await linksOf(userId), [...own, { provider_id: 'oidc', account_id: there.sub }])
  assert.deepEqual((await acts(userId)).at(-1), {
    kind: 'provider.linked',
    user_id: userId,
    before: null,
    after: { provider: 'oidc' },
  })
})

test('a passkey answers for the second factor, and links; that of somebody else links nothing', async () => {
  const { there, userId } = await guarded()
  const own = await withPassword(app)
  const device = authenticator(app.app.services.publicUrl())
  const credential = device.create(await own.api['POST /api/me/passkey-options']())
  await own.api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } })
  const byPasskey = async (of: string) => {
    await db.updateTable('passkey').set({ user_id: of }).execute()
    const mine = browser()
    await signInThere(mine, provider)
    const asked = await mine.api['POST /api/sign-in/passkey-options']()
    await mine.api['POST /api/sign-in/passkey']({ body: { credential: device.get(asked) } })
    return (await mine.api['GET /api/me']())?.id
  }
  assert.equal(await byPasskey(own.userId), own.userId)
  assert.equal((await linksOf(userId)).length, 1)
  assert.equal((await linksOf(own.userId)).length, 1)
  assert.equal(await byPasskey(userId), userId)
  assert.deepEqual((await linksOf(userId)).at(-1), { provider_id: 'oidc', account_id: there.sub })
})

test('who was linked to another account meanwhile begins again', async () => {
  const { there, userId, recovery } = await guarded()
  const mine = browser()
  await signInThere(mine, provider)
  const other = await account('other-account@example.org', true)
  await db
    .insertInto('account')
    .values({ id: newId(), user_id: other, provider_id: 'oidc', account_id: there.sub })
    .execute()
  await refusedWith('sign_in_again', mine.api['POST /api/sign-in/second-factor']({ body: { code: recovery } }))
  assert.equal(await mine.api['GET /api/me'](), null)
  assert.equal((await linksOf(userId)).length, 1)
})

test('the password of an account that is being taken over waits for that, and is worth nothing then', async () => {
  const there = visitor()
  const email = String(there.email)
  const userId = await account(email, false)
  const owner = browser()
  const reply = await goThere(owner, provider)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>()
  // Whoever signed in a moment before holds the password, so the taking over waits with the account in its hands.
  const before = transact(app.connect(1).db, async (tx) => {
    await tx.selectFrom('account').select('id').where('user_id', '=', userId).forShare().execute()
    hold()
    await released
  })
  await isHeld
  const takingOver = owner.api['POST /api/provider-sign-ins/return']({ body: { provider: 'oidc', ...reply } })
  await waiting(db, 1)
  const entering = refusedWith('invalid_credentials', browser().api['POST /api/sign-in']({ body: { email, password } }))
  await Promise.race([entering, waiting(db, 2)])
  release()
  const [came] = await Promise.all([takingOver, entering, before])
  assert.equal(came.outcome, 'signed-in')
  assert.equal((await owner.api['GET /api/me']())?.id, userId)
})

test('who says no there is told, and the state is used up', async () => {
  provider.visitor = null
  const mine = browser()
  const reply = await goThere(mine, provider)
  assert.equal(reply.error, 'access_denied')
  const back = () => mine.api['POST /api/provider-sign-ins/return']({ body: { provider: 'oidc', ...reply } })
  await refusedWith('sign_in_denied', back())
  await refusedWith('sign_in_lost', back())
})

test('a state is good once, in the browser it began in, for its provider, for half an hour', async () => {
  visitor()
  const [mine, other] = [browser(), browser()]
  const back = (of: typeof mine, reply: Awaited<ReturnType<typeof goThere>>, id: 'oidc' | 'google' = 'oidc') =>
    of.api['POST /api/provider-sign-ins/return']({ body: { provider: id, ...reply } })

  const reply = await goThere(mine, provider)
  await refusedWith('sign_in_lost', back(other, reply))
  await goThere(other, provider)
  await refusedWith('sign_in_lost', back(other, reply))
  await refusedWith('sign_in_lost', back(mine, { ...reply, state: `${reply.state}x` }))
  await refusedWith('sign_in_lost', back(mine, reply, 'google'))
  setNow(new Date(Date.now() + 31 * 60_000))
  await refusedWith('sign_in_lost', back(mine, reply))
  setNow(undefined)
  const replays = await Promise.allSettled([back(mine, reply), back(mine, reply), back(mine, reply)])
  assert.equal(replays.filter(({ status }) => status === 'fulfilled').length, 1)
  await refusedWith('sign_in_lost', back(mine, reply))
})

/** Goes there with an address that somebody changed on the way, and comes back. */
async function tampered(change: (address: URL) => void, after: (back: URL) => void = () => {}) {
  visitor()
  const mine = browser()
  const address = new URL((await mine.api['POST /api/provider-sign-ins']({ body: { provider: 'oidc' } })).address)
  change(address)
  const back = await provider.visit(address.href)
  after(back)
  await refusedWith(
    'sign_in_unproven',
    mine.api['POST /api/provider-sign-ins/return']({ body: { provider: 'oidc', ...replyIn(back) } }),
  )
  assert.equal(await mine.api['GET /api/me'](), null)
}

test('an ID token with another nonce is refused', () =>
  tampered((address) => address.searchParams.set('nonce', 'of-another-sign-in')))

test('an ID token without a nonce is refused', () => tampered((address) => address.searchParams.delete('nonce')))

test('a code that was asked for with another PKCE challenge is refused', () =>
  tampered((address) => address.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')))

test('a code that was used before is refused', async () => {
  visitor()
  const used = await goThere(browser(), provider)
  const { code = '' } = used
  const thief = browser()
  const own = await goThere(thief, provider)
  const body = { provider: 'oidc' as const, ...own, code }
  await refusedWith('sign_in_unproven', thief.api['POST /api/provider-sign-ins/return']({ body }))
})

test('an answer that names another issuer, or none, is refused', async () => {
  const keep = () => {}
  await tampered(keep, (back) => back.searchParams.set('iss', 'https://elsewhere.example'))
  await tampered(keep, (back) => back.searchParams.delete('iss'))
})

test('an ID token that has expired is refused', async () => {
  visitor()
  const mine = browser()
  const reply = await goThere(mine, provider)
  setNow(new Date(Date.now() + (idTokenSeconds + 60) * 1000))
  const back = mine.api['POST /api/provider-sign-ins/return']({ body: { provider: 'oidc', ...reply } })
  await refusedWith('sign_in_unproven', back)
  setNow(undefined)
})

test('a provider whose discovery document is of another issuer, or that does not answer, is refused', async () => {
  const keys = { OIDC_CLIENT_ID: client.clientId, OIDC_CLIENT_SECRET: client.clientSecret }
  const begin = { body: { provider: 'oidc' as const } }
  const alias = await testApp({ ...keys, OIDC_ISSUER: issuer.replace('127.0.0.1', 'localhost') })
  await refusedWith('sign_in_unproven', alias.browser().api['POST /api/provider-sign-ins'](begin))
  const gone = await testApp({ ...keys, OIDC_ISSUER: 'http://127.0.0.1:9' })
  await refusedWith('sign_in_provider_silent', gone.browser().api['POST /api/provider-sign-ins'](begin))
})

test('it leads on to our own pages alone', async () => {
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/a b', 'tickets', ''])
    await refusedWith('invalid', browser().api['POST /api/provider-sign-ins']({ body: { provider: 'oidc', next } }))
  await refusedWith(
    'sign_in_provider_unknown',
    browser().api['POST /api/provider-sign-ins']({ body: { provider: 'github' } }),
  )
})

test('two browsers of somebody new at once make one account', async () => {
  const there = visitor()
  const browsers = [browser(), browser(), browser(), browser()]
  const replies = await Promise.all(browsers.map((one) => goThere(one, provider)))
  const came = await Promise.all(
    browsers.map((one, index) =>
      one.api['POST /api/provider-sign-ins/return']({
        body: { provider: 'oidc', ...(replies[index] ?? { state: '' }) },
      }),
    ),
  )
  assert.deepEqual(new Set(came.map(({ outcome }) => outcome)), new Set(['signed-in']))
  const ids = await Promise.all(browsers.map(async (one) => (await one.api['GET /api/me']())?.id))
  assert.equal(new Set(ids).size, 1)
  assert.deepEqual(await linksOf(String(ids[0])), [{ provider_id: 'oidc', account_id: there.sub }])
})
