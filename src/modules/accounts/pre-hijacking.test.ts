import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticator } from '../../../test/authenticator.ts'
import { testApp } from '../../../test/harness.ts'
import { tokenFor } from '../../../test/mail.ts'
import { inSession, organization } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { waiting } from '../../../test/waiting.ts'
import { isSignedIn, withPassword } from '../../../test/with-password.ts'
import { transact } from '../../db/transact.ts'
import { makeApiKey } from './api-keys/keys.ts'
import { resetLink } from './password-reset.ts'

const app = await testApp()
const { db, browser, settle } = app
const next = 'lighthouse at noon'

/** Somebody who signed up with an address of somebody else, and made ways to come back. */
async function lyingInWait() {
  const own = await withPassword(app)
  const { userId, api } = own
  await db.updateTable('users').set({ email_verified: false }).where('id', '=', userId).execute()
  const device = authenticator(app.app.services.publicUrl())
  const credential = device.create(await api['POST /api/me/passkey-options']())
  await api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } })
  await db
    .insertInto('account')
    .values({ id: crypto.randomUUID(), user_id: userId, provider_id: 'google', account_id: userId })
    .execute()
  await db.insertInto('second_factor').values({ user_id: userId, secret: 'x', turned_on_at: new Date() }).execute()
  const { id: organizationId } = await organization(db, { owner: { ...own, name: 'Mallory' } })
  const wanted = { name: 'Door', scopes: ['event.read' as const], days: null }
  await makeApiKey(db, organizationId, wanted, await inSession(db, userId), new Date())
  await db
    .insertInto('profile')
    .values({ user_id: userId, phone: '+351911000001', phone_verified_at: new Date() })
    .execute()
  await refusedWith('email_not_verified', api['POST /api/me/calendar']())
  const byPasskey = async () => {
    const asking = browser()
    const asked = await asking.api['POST /api/sign-in/passkey-options']()
    await asking.api['POST /api/sign-in/passkey']({ body: { credential: device.get(asked) } })
  }
  return { ...own, byPasskey }
}

/** What opens the account, and the phone that is told what its owner is. */
const waysIn = async (userId: string) => {
  const accounts = await db.selectFrom('account').select('provider_id').where('user_id', '=', userId).execute()
  const rest = []
  for (const table of ['passkey', 'second_factor'] as const)
    rest.push(...(await db.selectFrom(table).select('user_id').where('user_id', '=', userId).execute()))
  const keys = db.selectFrom('api_key').select('made_by').where('made_by', '=', userId)
  rest.push(...(await keys.where('revoked_at', 'is', null).execute()))
  const phones = db.selectFrom('profile').select('phone').where('user_id', '=', userId)
  rest.push(...(await phones.where('phone_verified_at', 'is not', null).execute()))
  return [...accounts.map(({ provider_id }) => provider_id).sort(), ...rest.map(() => 'another')]
}

const linkFor = async (userId: string) =>
  new URL(await resetLink(db, app.origin, userId)).searchParams.get('token') ?? ''
const finish = (token: string, password = next) =>
  browser().api['POST /api/password-resets/finish']({ body: { token, password } })

test('a new password by mail takes an account nobody confirmed away from whoever made it', async () => {
  const mallory = await lyingInWait()
  await finish(await linkFor(mallory.userId))
  assert.deepEqual(await waysIn(mallory.userId), ['credential'])
  assert.equal(await isSignedIn(mallory), false)
  await refusedWith('passkey_refused', mallory.byPasskey())
  const victim = browser()
  assert.deepEqual(await victim.api['POST /api/sign-in']({ body: { email: mallory.email, password: next } }), {
    signedIn: true,
  })
  assert.equal((await victim.api['GET /api/me']())?.emailVerified, true)
  const act = await db
    .selectFrom('act')
    .select(['user_id', 'ip_address'])
    .where('kind', '=', 'password.reset')
    .where('subject_id', '=', mallory.userId)
    .executeTakeFirst()
  assert.deepEqual(act, { user_id: mallory.userId, ip_address: '127.0.0.1' })
})

test('a confirmed account keeps its other ways in', async () => {
  const own = await lyingInWait()
  await db.updateTable('users').set({ email_verified: true }).where('id', '=', own.userId).execute()
  await finish(await linkFor(own.userId))
  assert.deepEqual(await waysIn(own.userId), ['credential', 'google', ...Array(4).fill('another')])
})

test('confirming elsewhere ends what was made before but the password; confirming in its own session ends nothing', async () => {
  for (const isOwn of [false, true]) {
    const maker = await lyingInWait()
    await maker.api['POST /api/email-confirmations']()
    await settle()
    const reader = isOwn ? maker : browser()
    const body = { token: await tokenFor(db, maker.email) }
    const entered = await reader.api['POST /api/email-confirmations/confirm']({ body })
    assert.deepEqual(entered, { signedIn: !isOwn })
    assert.deepEqual(
      await waysIn(maker.userId),
      isOwn ? ['credential', 'google', ...Array(4).fill('another')] : ['credential'],
    )
    assert.equal(await isSignedIn(maker), isOwn)
  }
})

test('a new password ends every other link to one, however it is set', async () => {
  const own = await withPassword(app)
  const [one, other] = [await linkFor(own.userId), await linkFor(own.userId)]
  await finish(one)
  await refusedWith('link_invalid', finish(other))
  const later = await linkFor(own.userId)
  const again = browser()
  await again.api['POST /api/sign-in']({ body: { email: own.email, password: next } })
  await again.api['POST /api/me/password']({ body: { currentPassword: next, password: 'harbour lamps at dusk' } })
  await refusedWith('link_invalid', finish(later))
})

test('a password that is right until another one is kept begins no session, in a browser or a program', async () => {
  for (const path of ['POST /api/sign-in', 'POST /api/tokens'] as const) {
    const { userId, email, password } = await withPassword(app)
    const { promise: isKept, resolve: keep } = Promise.withResolvers<void>()
    const changing = transact(app.connect(1).db, async (tx) => {
      await tx.updateTable('account').set({ password: 'another' }).where('user_id', '=', userId).execute()
      await tx.deleteFrom('session').where('user_id', '=', userId).execute()
      await isKept
    })
    await changes(userId)
    const entering = refusedWith('invalid_credentials', browser().api[path]({ body: { email, password } }))
    await Promise.race([entering, waiting(db)]).finally(keep)
    await Promise.all([changing, entering])
    assert.deepEqual(await db.selectFrom('session').select('id').where('user_id', '=', userId).execute(), [])
  }
})

/** Comes back when the credential of somebody is held by another transaction. */
async function changes(userId: string): Promise<void> {
  for (;;) {
    const free = await db
      .selectFrom('account')
      .select('id')
      .where('user_id', '=', userId)
      .forShare()
      .skipLocked()
      .executeTakeFirst()
    if (!free) return
  }
}
