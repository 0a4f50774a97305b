import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticator, type Told } from '../../../../test/authenticator.ts'
import { testApp } from '../../../../test/harness.ts'
import { person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { waiting } from '../../../../test/waiting.ts'
import { forgetConfirmation, isSignedIn, withPassword } from '../../../../test/with-password.ts'
import { transact } from '../../../db/transact.ts'
import type { Caller } from '../../../http/request.ts'
import { removePasskey } from './passkeys.ts'

const app = await testApp()
const { db, browser } = app
const origin = app.app.services.publicUrl()

async function withPasskey() {
  const own = await withPassword(app)
  const device = authenticator(origin)
  const credential = device.create(await own.api['POST /api/me/passkey-options']())
  const { id } = await own.api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } })
  return { ...own, device, passkeyId: id }
}

/** A token of a program of theirs: its session stays the same, however often it is confirmed. */
async function bearerOf(userId: string): Promise<string> {
  const { email } = await db.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirstOrThrow()
  return (await browser().api['POST /api/tokens']({ body: { email, password: 'ferry boots at night' } })).token
}

const lastAct = (subjectId: string) =>
  db
    .selectFrom('act')
    .select(['kind', 'user_id'])
    .where('subject_id', '=', subjectId)
    .orderBy('id', 'desc')
    .executeTakeFirst()

test('a passkey is added, named, listed and removed, each of it noted', async () => {
  const { api, userId, passkeyId } = await withPasskey()
  const [{ createdAt, ...passkey } = { createdAt: '' }] = (await api['GET /api/me/security']()).passkeys
  assert.ok(Date.parse(createdAt) > 0)
  assert.deepEqual(passkey, { id: passkeyId, name: 'Phone', synced: false, lastUsedAt: null })
  assert.deepEqual(await lastAct(passkeyId), { kind: 'passkey.added', user_id: userId })
  await api['PATCH /api/me/passkeys/:passkeyId']({ params: { passkeyId }, body: { name: 'Old phone' } })
  assert.equal((await api['GET /api/me/security']()).passkeys[0]?.name, 'Old phone')
  assert.equal((await lastAct(passkeyId))?.kind, 'passkey.renamed')
  await refusedWith('invalid', api['PATCH /api/me/passkeys/:passkeyId']({ params: { passkeyId }, body: { name: ' ' } }))
  await api['DELETE /api/me/passkeys/:passkeyId']({ params: { passkeyId } })
  assert.deepEqual((await api['GET /api/me/security']()).passkeys, [])
  assert.equal((await lastAct(passkeyId))?.kind, 'passkey.removed')
  await refusedWith('not_found', api['DELETE /api/me/passkeys/:passkeyId']({ params: { passkeyId } }))
})

test('a passkey signs in alone, and the session is a new one', async () => {
  const { device, email, passkeyId } = await withPasskey()
  const mallory = await withPassword(app)
  const own = browser()
  const planted = mallory.cookies.get('conflux.session_token') ?? ''
  own.cookies.set('conflux.session_token', planted)
  const asked = await own.api['POST /api/sign-in/passkey-options']()
  assert.deepEqual(asked.allowCredentials, [])
  await own.api['POST /api/sign-in/passkey']({ body: { credential: device.get(asked) } })
  assert.equal((await own.api['GET /api/me']())?.email, email)
  assert.notEqual(own.cookies.get('conflux.session_token'), planted)
  assert.equal(await isSignedIn(mallory), false)
  const { last_used_at } = await db
    .selectFrom('passkey')
    .select('last_used_at')
    .where('id', '=', passkeyId)
    .executeTakeFirstOrThrow()
  assert.ok(last_used_at)
})

test('an answer is good once, and to one question', async () => {
  const { device } = await withPasskey()
  const { api } = browser()
  const asked = await api['POST /api/sign-in/passkey-options']()
  const credential = device.get(asked)
  const again = () => browser().api['POST /api/sign-in/passkey']({ body: { credential } })
  const results = await Promise.allSettled([again(), again(), again()])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  await refusedWith('passkey_refused', again())
  const late = device.get(await api['POST /api/sign-in/passkey-options']())
  await db
    .updateTable('sign_in_challenge')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .execute()
  await refusedWith('passkey_refused', api['POST /api/sign-in/passkey']({ body: { credential: late } }))
})

const lies: [what: string, told: Told][] = [
  ['another site asked', { origin: 'https://evil.example' }],
  ['another site of our domain asked', { origin: 'http://localhost:1' }],
  ['nobody asked', { challenge: 'bm9ib2R5IGFza2VkIHRoaXM' }],
  ['the device did not look who it was', { verified: false }],
  ['the signature is of something else', { honest: false }],
  ['the count went back, so that there is a copy', { counter: 1 }],
]

for (const [what, told] of lies)
  test(`no sign-in where ${what}`, async () => {
    const { device } = await withPasskey()
    const { api, cookies } = browser()
    const honest = device.get(await api['POST /api/sign-in/passkey-options']())
    await api['POST /api/sign-in/passkey']({ body: { credential: honest } })
    cookies.clear()
    const credential = device.get(await api['POST /api/sign-in/passkey-options'](), told)
    await refusedWith('passkey_refused', api['POST /api/sign-in/passkey']({ body: { credential } }))
    assert.equal(cookies.size, 0)
  })

for (const [what, told] of lies.slice(0, 4))
  test(`no new passkey where ${what}`, async () => {
    const { api } = await withPassword(app)
    const credential = authenticator(origin).create(await api['POST /api/me/passkey-options'](), told)
    await refusedWith('passkey_refused', api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } }))
    assert.deepEqual((await api['GET /api/me/security']()).passkeys, [])
  })

test('an answer that is sent many times at once signs in, or confirms, once', async () => {
  const { device, api, userId } = await withPasskey()
  const signIns = Array.from({ length: 5 }, () => browser())
  const toSignIn = device.get(await browser().api['POST /api/sign-in/passkey-options']())
  const ends = await Promise.allSettled(
    signIns.map((one) => one.api['POST /api/sign-in/passkey']({ body: { credential: toSignIn } })),
  )
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
  const sessions = await db.selectFrom('session').select('id').where('user_id', '=', userId).execute()
  assert.equal(sessions.length, 2)
  const toConfirm = device.get(await api['POST /api/me/confirmation/passkey-options']())
  const token = await bearerOf(userId)
  const confirmed = await Promise.allSettled(
    Array.from({ length: 5 }, () => app.bearer(token)['POST /api/me/confirmation']({ body: { passkey: toConfirm } })),
  )
  assert.equal(confirmed.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('texts that are no answer at all are refused as such', async () => {
  const { device } = await withPasskey()
  const { api } = browser()
  const right = device.get(await api['POST /api/sign-in/passkey-options']())
  const { response } = right
  for (const wrong of [
    {},
    { ...response, clientDataJSON: 'x' },
    { ...response, clientDataJSON: Buffer.from('null').toString('base64url') },
    { ...response, clientDataJSON: 7 },
    { ...response, authenticatorData: 'AAAA' },
    { ...response, signature: '' },
  ])
    await refusedWith(
      'passkey_refused',
      api['POST /api/sign-in/passkey']({ body: { credential: { ...right, response: wrong } } }),
    )
})

test('the question of one is not answered by another', async () => {
  const [one, other] = [await withPasskey(), await withPassword(app)]
  const asked = await one.api['POST /api/me/passkey-options']()
  const credential = authenticator(origin).create(asked)
  await refusedWith('passkey_refused', other.api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } }))
  const toSignIn = one.device.get(await browser().api['POST /api/sign-in/passkey-options']())
  await refusedWith('passkey_refused', one.api['POST /api/me/confirmation']({ body: { passkey: toSignIn } }))
  const stranger = authenticator(origin).get(await browser().api['POST /api/sign-in/passkey-options']())
  await refusedWith('passkey_refused', browser().api['POST /api/sign-in/passkey']({ body: { credential: stranger } }))
})

test('a key is kept once, for one person', async () => {
  const { device } = await withPasskey()
  const other = await withPassword(app)
  const credential = device.create(await other.api['POST /api/me/passkey-options']())
  await refusedWith('passkey_known', other.api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } }))
})

test('the passkeys of others are not there', async () => {
  const { passkeyId } = await withPasskey()
  const { api } = await person(app)
  const params = { passkeyId }
  await refusedWith('not_found', api['PATCH /api/me/passkeys/:passkeyId']({ params, body: { name: 'Mine' } }))
  await refusedWith('not_found', api['DELETE /api/me/passkeys/:passkeyId']({ params }))
})

test('a passkey confirms that it is its owner, and the session goes on under another token', async () => {
  const { api, cookies, device, userId, passkeyId } = await withPasskey()
  await forgetConfirmation(app, userId)
  const params = { passkeyId }
  await refusedWith('confirm_it_is_you', api['DELETE /api/me/passkeys/:passkeyId']({ params }))
  await refusedWith('confirm_it_is_you', api['POST /api/me/passkey-options']())
  const asked = await api['POST /api/me/confirmation/passkey-options']()
  assert.equal(asked.allowCredentials.length, 1)
  const before = cookies.get('conflux.session_token')
  await api['POST /api/me/confirmation']({ body: { passkey: device.get(asked) } })
  assert.notEqual(cookies.get('conflux.session_token'), before)
  await api['DELETE /api/me/passkeys/:passkeyId']({ params })
})

test('the last way in is not removed, nor are the last two at once', async () => {
  const own = await person(app)
  const ids = []
  for (const name of ['Phone', 'Laptop']) {
    const credential = authenticator(origin).create(await own.api['POST /api/me/passkey-options']())
    ids.push((await own.api['POST /api/me/passkeys']({ body: { name, credential } })).id)
  }
  const caller = { userId: own.userId } as Caller
  const [left, right] = [app.connect(1), app.connect(1)]
  const [phone = '', laptop = ''] = ids
  // The one is removed and not yet committed when the other is asked for.
  let second: Promise<unknown> = Promise.resolve()
  await transact(left.db, async (tx) => {
    await removePasskey(tx, new Map(), caller, phone)
    second = assert.rejects(removePasskey(right.db, new Map(), caller, laptop), { code: 'last_way_in' })
    await Promise.race([second, waiting(db)])
  })
  await second
  assert.equal((await own.api['GET /api/me/security']()).passkeys.length, 1)
})

test('a provider that is not set up is no way in', async () => {
  const own = await person(app)
  const credential = authenticator(origin).create(await own.api['POST /api/me/passkey-options']())
  const { id } = await own.api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } })
  const linked = { id: crypto.randomUUID(), user_id: own.userId, provider_id: 'gone', account_id: 'x' }
  await db.insertInto('account').values(linked).execute()
  await refusedWith('last_way_in', own.api['DELETE /api/me/passkeys/:passkeyId']({ params: { passkeyId: id } }))
})

test('somebody has twenty passkeys at most', async () => {
  const { api, userId } = await withPasskey()
  await db
    .insertInto('passkey')
    .values(
      Array.from({ length: 19 }, (_, n) => ({
        id: crypto.randomUUID(),
        user_id: userId,
        credential_id: `k${n}`,
        public_key: '',
        name: 'Key',
        synced: false,
      })),
    )
    .execute()
  await refusedWith('too_many_passkeys', api['POST /api/me/passkey-options']())
})

test('somebody banned does not get in by passkey', async () => {
  const { device, userId } = await withPasskey()
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', userId).execute()
  const { api } = browser()
  const credential = device.get(await api['POST /api/sign-in/passkey-options']())
  await refusedWith('account_banned', api['POST /api/sign-in/passkey']({ body: { credential } }))
})
