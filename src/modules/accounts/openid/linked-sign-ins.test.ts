import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mails } from '../../../../test/mail.ts'
import { type Person, person } from '../../../../test/people.ts'
import { appWithProvider, replyIn, signInThere } from '../../../../test/provider-sign-in.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { newId } from '../../../db/id.ts'
import { createAccount } from '../register.ts'

const { provider, app } = await appWithProvider()
const { db, browser } = app
let made = 0

/** Links somebody at the provider to the account that a browser is signed in to. */
async function linkThere({ api }: Person, id: 'oidc' | 'google' = 'oidc', sub = `there-${made++}`) {
  provider.visitor = { sub }
  const { address } = await api['POST /api/me/linked-sign-ins']({ body: { provider: id } })
  const reply = replyIn(await provider.visit(address))
  return api['POST /api/provider-sign-ins/return']({ body: { provider: id, ...reply } })
}

const linked = async ({ api }: Person) => (await api['GET /api/me/linked-sign-ins']()).items
const unlink = ({ api }: Person, linkedSignInId: string) =>
  api['DELETE /api/me/linked-sign-ins/:linkedSignInId']({ params: { linkedSignInId } })
const acts = (userId: string) => db.selectFrom('act').select('kind').where('subject_id', '=', userId).execute()

/** Somebody signed in who has a password, too. */
async function withPassword(): Promise<Person> {
  const own = await person(app)
  const values = {
    id: newId(),
    user_id: own.userId,
    account_id: own.userId,
    provider_id: 'credential',
    password: 'hash',
  }
  await db.insertInto('account').values(values).execute()
  return own
}

test('who is signed in links providers, with or without an address, and signs in by them', async () => {
  const own = await withPassword()
  const before = own.cookies.get('conflux.session_token')
  assert.deepEqual(await linkThere(own, 'oidc', 'linked-here'), { outcome: 'linked', next: '/account/security' })
  assert.equal(own.cookies.get('conflux.session_token'), before)
  await linkThere(own, 'google')
  assert.deepEqual(
    (await linked(own)).map((link) => link.provider),
    ['Town Library', 'Google'],
  )
  provider.visitor = { sub: 'linked-here' }
  const other = browser()
  await signInThere(other, provider)
  assert.equal((await other.api['GET /api/me']())?.id, own.userId)
  const kinds = (await acts(own.userId)).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['provider.linked', 'provider.linked', 'session.new_device'])
})

test('somebody whose only way in is a passkey is told of a provider that is linked; who has none has nobody to tell', async () => {
  const [own, other] = [await person(app), await person(app)]
  const key = { public_key: 'key', counter: 0, transports: '[]', name: 'Phone', synced: false }
  await db
    .insertInto('passkey')
    .values({ id: newId(), user_id: own.userId, credential_id: own.userId, ...key })
    .execute()
  for (const one of [own, other]) await linkThere(one)
  await app.settle()
  const subjects = async ({ email }: Person) => (await mails(db, email)).map(({ subject }) => subject)
  assert.deepEqual(await subjects(own), ['Another sign-in was linked'])
  assert.deepEqual(await subjects(other), [])
})

test('linking twice changes nothing, and what is another account’s is refused', async () => {
  const [own, other] = [await withPassword(), await withPassword()]
  await linkThere(own, 'oidc', 'wanted-by-two')
  await linkThere(own, 'oidc', 'wanted-by-two')
  assert.equal((await linked(own)).length, 1)
  await refusedWith('sign_in_linked_elsewhere', linkThere(other, 'oidc', 'wanted-by-two'))
  assert.deepEqual(await linked(other), [])
})

test('of two accounts that link one person at once, one does', async () => {
  const people = [await withPassword(), await withPassword(), await withPassword()]
  const ends = await Promise.allSettled(people.map((one) => linkThere(one, 'oidc', 'raced-for')))
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await Promise.all(people.map(linked))).flat().length, 1)
})

test('an answer that was asked for by one account links nothing to another, nor signs anybody in', async () => {
  const [own, other] = [await withPassword(), await withPassword()]
  provider.visitor = { sub: 'not-theirs' }
  const { address } = await own.api['POST /api/me/linked-sign-ins']({ body: { provider: 'oidc' } })
  const body = { provider: 'oidc' as const, ...replyIn(await provider.visit(address)) }
  other.cookies.set('conflux.provider', own.cookies.get('conflux.provider') ?? '')
  await refusedWith('sign_in_lost', other.api['POST /api/provider-sign-ins/return']({ body }))
  assert.deepEqual(await linked(other), [])
})

test('a provider is taken off, but not one of somebody else, nor twice', async () => {
  const [own, other] = [await withPassword(), await withPassword()]
  await linkThere(own)
  const [link] = await linked(own)
  assert.ok(link)
  await refusedWith('not_found', unlink(other, link.id))
  await unlink(own, link.id)
  await refusedWith('not_found', unlink(own, link.id))
  assert.deepEqual(await linked(own), [])
  assert.deepEqual(await acts(own.userId), [{ kind: 'provider.linked' }, { kind: 'provider.unlinked' }])
})

test('a password cannot be taken off as if it were a provider', async () => {
  const own = await withPassword()
  await linkThere(own)
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('user_id', '=', own.userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirstOrThrow()
  await refusedWith('not_found', unlink(own, id))
})

test('the last way in stays: a provider that is no longer set up is none', async () => {
  const own = await person(app)
  await linkThere(own, 'oidc')
  const gone = { id: newId(), user_id: own.userId, account_id: 'long-ago', provider_id: 'github' }
  await db.insertInto('account').values(gone).execute()
  const [link] = await linked(own)
  assert.ok(link)
  await refusedWith('last_way_in', unlink(own, link.id))
  assert.equal((await linked(own)).length, 2)
})

test('of two providers that are all there is, taken off at once, one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const own = await person(app)
    await linkThere(own, 'oidc')
    await linkThere(own, 'google')
    const ends = await Promise.allSettled((await linked(own)).map((link) => unlink(own, link.id)))
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await linked(own)).length, 1)
  }
})

test('a session that was left open may neither link nor take off', async () => {
  const own = await withPassword()
  await linkThere(own)
  const [link] = await linked(own)
  assert.ok(link)
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', own.userId).execute()
  await refusedWith('confirm_it_is_you', linkThere(own))
  await refusedWith('confirm_it_is_you', unlink(own, link.id))
  assert.equal((await linked(own)).length, 1)
})

test('signing in by a provider counts as showing that it is them', async () => {
  const email = 'fresh@example.org'
  await createAccount(db, { name: 'Fresh', email, password: 'seven green lanterns', language: 'en', verified: true })
  provider.visitor = { sub: 'fresh', email, email_verified: true }
  const mine = browser()
  await signInThere(mine, provider)
  const { items } = await mine.api['GET /api/me/linked-sign-ins']()
  await mine.api['DELETE /api/me/linked-sign-ins/:linkedSignInId']({ params: { linkedSignInId: items[0]?.id ?? '' } })
})
