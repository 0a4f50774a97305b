import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticator } from '../../../../test/authenticator.ts'
import { testApp } from '../../../../test/harness.ts'
import { inSession, organization } from '../../../../test/people.ts'
import { goThere, replyIn } from '../../../../test/provider-sign-in.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { simulateOpenId } from '../../../../test/simulators/openid-provider.ts'
import { waiting } from '../../../../test/waiting.ts'
import { withPassword } from '../../../../test/with-password.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { hashSecret } from '../../../lib/secrets.ts'
import { makeApiKey } from '../api-keys/keys.ts'
import { resetLink } from '../password-reset.ts'
import { lockPerson } from '../sessions/hold-session.ts'
import { takeOver } from './take-over.ts'

const provider = await simulateOpenId()
const { issuer, client } = provider
const app = await testApp({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: client.clientId,
  OIDC_CLIENT_SECRET: client.clientSecret,
  OIDC_NAME: 'Town Library',
})
const { db, browser } = app
const connection = app.connect(1)

/** Does something while the account is being taken over: that has begun, and ends when `deed` waits for it or is done. */
async function whileTakenOver<T>(userId: string, deed: () => Promise<T>): Promise<T> {
  const { promise: isUnderWay, resolve: goOn } = Promise.withResolvers<void>()
  const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>()
  const taking = transact(connection.db, async (tx) => {
    await lockPerson(tx, userId)
    locked()
    await isUnderWay
    await takeOver(tx, userId)
  })
  await isLocked
  const done = deed()
  await Promise.race([done.catch(() => {}), waiting(db)]).finally(goOn)
  await Promise.all([taking, done.catch(() => {})])
  return done
}

/** Nobody is in the account, and nothing opens it. */
async function isClosed(userId: string): Promise<void> {
  for (const table of ['session', 'account', 'passkey', 'sign_in_challenge', 'verification'] as const) {
    const column = table === 'verification' ? 'value' : 'user_id'
    const rows = await db.selectFrom(table).selectAll().where(column, '=', userId).execute()
    assert.deepEqual(rows, [], table)
  }
  const keys = db.selectFrom('api_key').select('id').where('made_by', '=', userId)
  assert.deepEqual(await keys.where('revoked_at', 'is', null).execute(), [])
}

async function withPasskey() {
  const own = await withPassword(app)
  const device = authenticator(app.app.services.publicUrl())
  const credential = device.create(await own.api['POST /api/me/passkey-options']())
  await own.api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } })
  return { ...own, device }
}

/** A browser that has given the password and is asked for a code. */
async function halfway({ userId, email, password }: Awaited<ReturnType<typeof withPassword>>) {
  await db.insertInto('second_factor').values({ user_id: userId, secret: 'x', turned_on_at: new Date() }).execute()
  await db
    .insertInto('recovery_code')
    .values({ user_id: userId, code_hash: hashSecret('REC0VERY') })
    .execute()
  const half = browser()
  assert.deepEqual(await half.api['POST /api/sign-in']({ body: { email, password } }), { signedIn: false })
  return half
}

test('a provider is linked to no account that is taken over meanwhile', async () => {
  const { api, userId } = await withPassword(app)
  provider.visitor = { sub: 'linked-too-late' }
  const { address } = await api['POST /api/me/linked-sign-ins']({ body: { provider: 'oidc' } })
  const body = { provider: 'oidc' as const, ...replyIn(await provider.visit(address)) }
  const link = () => api['POST /api/provider-sign-ins/return']({ body })
  await refusedWith('sign_in_lost', whileTakenOver(userId, link))
  await isClosed(userId)
})

test('a provider that is taken off by a take-over lets nobody in who is on the way', async () => {
  const { userId } = await withPassword(app)
  const link = { id: newId(), user_id: userId, provider_id: 'oidc', account_id: 'linked-before' }
  await db.insertInto('account').values(link).execute()
  provider.visitor = { sub: 'linked-before' }
  const own = browser()
  const body = { provider: 'oidc' as const, ...(await goThere(own, provider)) }
  const enter = () => own.api['POST /api/provider-sign-ins/return']({ body })
  assert.equal((await whileTakenOver(userId, enter)).outcome, 'email-wanted')
  await isClosed(userId)
})

for (const isHalfway of [false, true])
  test(`a passkey that a take-over removes lets nobody in ${isHalfway ? 'who is asked for a code' : 'by it alone'}`, async () => {
    const own = await withPasskey()
    const { api } = isHalfway ? await halfway(own) : browser()
    const credential = own.device.get(await api['POST /api/sign-in/passkey-options']())
    const enter = () => api['POST /api/sign-in/passkey']({ body: { credential } })
    await refusedWith('passkey_refused', whileTakenOver(own.userId, enter))
    await isClosed(own.userId)
  })

test('a passkey is added to no account that is taken over meanwhile', async () => {
  const { api, userId } = await withPassword(app)
  const device = authenticator(app.app.services.publicUrl())
  const credential = device.create(await api['POST /api/me/passkey-options']())
  const add = () => api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } })
  await refusedWith('passkey_refused', whileTakenOver(userId, add))
  await isClosed(userId)
})

test('an API key is made for nobody whose account is taken over meanwhile', async () => {
  const own = await withPassword(app)
  const { id } = await organization(db, { owner: { ...own, name: 'Kit' } })
  const maker = await inSession(db, own.userId)
  const wanted = { name: 'Screen', scopes: ['event.read' as const], days: null }
  const make = () => makeApiKey(db, id, wanted, maker, new Date())
  await assert.rejects(whileTakenOver(own.userId, make), { code: 'sign_in_required' })
  await isClosed(own.userId)
})

test('a code and a take-over at once do not wait for each other', async () => {
  const own = await withPassword(app)
  const half = await halfway(own)
  const enter = () => half.api['POST /api/sign-in/second-factor']({ body: { code: 'recovery' } })
  await refusedWith('sign_in_again', whileTakenOver(own.userId, enter))
  await isClosed(own.userId)
})

test('a new password by mail and a take-over at once do not wait for each other', async () => {
  const { userId } = await withPassword(app)
  const token = new URL(await resetLink(db, app.origin, userId)).searchParams.get('token') ?? ''
  const reset = () =>
    browser().api['POST /api/password-resets/finish']({ body: { token, password: 'lighthouse at noon' } })
  await refusedWith('link_invalid', whileTakenOver(userId, reset))
  await isClosed(userId)
})
