import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callRequest } from '../../../test/call-request.ts'
import { makeEvent } from '../../../test/events.ts'
import { newBrowser, testApp } from '../../../test/harness.ts'
import { organization, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { waiting } from '../../../test/waiting.ts'
import { withPassword } from '../../../test/with-password.ts'
import { api } from '../../api.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { type Endpoint, isClosedWhileActing } from '../../http/contract.ts'
import type { Caller } from '../../http/request.ts'
import { beginActing } from './acting-as.ts'
import { giveAdministration } from './administrators.ts'
import { banPerson } from './bans.ts'

const app = await testApp()
const { db } = app

/** A browser of its own for each test, so that one administrator's act does not end another's. */
const administrator = () => person(app, { name: 'Ada Administrator', administrator: true })
const begin = (by: Person, userId: string) => by.api['POST /api/admin/people/:userId/acting']({ params: { userId } })
const nameOf = async (who: Pick<Person, 'api'>) => (await who.api['GET /api/me']())?.name ?? null

test('an administrator acts as somebody, every act is recorded of both, and stopping gives their own session back', async () => {
  const [ada, owner] = [await administrator(), await person(app, { name: 'Olga Owner' })]
  const { id } = await organization(db, { owner })
  await begin(ada, owner.userId)
  const me = await ada.api['GET /api/me']()
  assert.deepEqual([me?.name, me?.actedAs, me?.administrator], ['Olga Owner', true, false])
  assert.equal((await owner.api['GET /api/me']())?.actedAs, false)
  const { eventId } = await makeEvent(ada, id)
  const acts = await db
    .selectFrom('act')
    .select(['user_id', 'impersonator_id'])
    .distinct()
    .where('event_id', '=', eventId)
    .execute()
  assert.deepEqual(acts, [{ user_id: owner.userId, impersonator_id: ada.userId }])
  await ada.api['DELETE /api/acting']()
  assert.equal(await nameOf(ada), 'Ada Administrator')
  await refusedWith('wrong_person_state', ada.api['DELETE /api/acting']())
  const ended = await db.selectFrom('act').select('kind').where('subject_id', '=', owner.userId).orderBy('id').execute()
  assert.deepEqual(
    ended.map(({ kind }) => kind),
    ['person.acting_begun', 'person.acting_ended'],
  )
  assert.equal(await nameOf(owner), 'Olga Owner')
})

test('what is closed to who acts as somebody else', async () => {
  const [ada, owner] = [await administrator(), await person(app)]
  const { id: organizationId } = await organization(db, { owner })
  await begin(ada, owner.userId)
  const ofOrganization = { params: { organizationId } }
  const password = { currentPassword: 'correct horse', password: 'a wholly new password' }
  const closed = {
    password: () => ada.api['POST /api/me/password']({ body: password }),
    sessions: () => ada.api['POST /api/sign-out-everywhere'](),
    'where money goes': () =>
      ada.api['PUT /api/organizations/:organizationId/bank-account']({ ...ofOrganization, body: { account: null } }),
    'what money there is': () => ada.api['GET /api/organizations/:organizationId/balance'](ofOrganization),
  }
  for (const [what, call] of Object.entries(closed))
    assert.equal((await refusedWith('not_while_acting', call())).status, 403, what)
  await refusedWith('not_allowed', ada.api['GET /api/admin/people']({ query: {} }))
  await refusedWith('not_allowed', begin(ada, newId()))
})

test('every endpoint of the way in, of what is dangerous and of money is closed; hand-written', () => {
  const endpoints: [string, Endpoint][] = Object.entries(api)
  const closed = endpoints.filter(([, endpoint]) => isClosedWhileActing(endpoint)).map(([key]) => key)
  for (const key of mustBeClosed) assert.ok(closed.includes(key), key)
  for (const key of mustBeOpen) assert.ok(!closed.includes(key), key)
})

const mustBeClosed = [
  'POST /api/me/password',
  'POST /api/sign-out-everywhere',
  'GET /api/organizations/:organizationId/balance',
  'GET /api/organizations/:organizationId/payouts',
  'PUT /api/organizations/:organizationId/bank-account',
  'PUT /api/organizations/:organizationId/payees/stripe',
  'PUT /api/organizations/:organizationId/commission/payer',
  'POST /api/tickets/:ticketId/transfer',
  'POST /api/transfers/:transferId/acceptance',
  'PATCH /api/tickets/:ticketId',
  'POST /api/orders/:orderId/refunds',
  'POST /api/events/:eventId/cancellation',
  'POST /api/events/:eventId/orders/:orderId/refunds',
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment',
  'POST /api/orders/:orderId/payments/:paymentId/receipt',
  'POST /api/events/:eventId/receipts',
  'PUT /api/admin/people/:userId/ban',
  'PUT /api/admin/organizations/:organizationId/suspension',
  'PUT /api/admin/people/:userId/administration',
  'POST /api/admin/people/:userId/acting',
]

const mustBeOpen = [
  'GET /api/me',
  'PATCH /api/me',
  'DELETE /api/acting',
  'POST /api/sign-out',
  'PATCH /api/events/:eventId',
  'POST /api/events/:eventId/orders',
]

test('nobody acts as themselves, as an administrator, as who is banned, or as nobody', async () => {
  const [ada, other, banned] = [await administrator(), await administrator(), await person(app)]
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', banned.userId).execute()
  await refusedWith('not_yourself', begin(ada, ada.userId))
  await refusedWith('wrong_person_state', begin(ada, other.userId))
  await refusedWith('wrong_person_state', begin(ada, banned.userId))
  await refusedWith('not_found', begin(ada, newId()))
  await refusedWith('not_allowed', begin(await person(app), other.userId))
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', ada.userId).execute()
  await refusedWith('confirm_it_is_you', begin(ada, other.userId))
})

test('it ends after an hour, with a new one, with the ban of either, and when the person becomes an administrator', async () => {
  const who = await person(app, { name: 'Sam' })
  const seconds = await db.selectFrom('session').select('expires_at').where('impersonated_by', 'is not', null).execute()
  for (const { expires_at } of seconds) assert.ok(expires_at.getTime() <= Date.now() + 3600_000)

  const again = await administrator()
  await begin(again, who.userId)
  const first = new Map(again.cookies)
  await again.api['DELETE /api/acting']()
  await begin(again, who.userId)
  const old = newBrowser(app.origin)
  for (const [name, value] of first) old.cookies.set(name, value)
  assert.equal(await nameOf(old), null)

  const boss = await administrator()
  const ban = (userId: string) =>
    boss.api['PUT /api/admin/people/:userId/ban']({ params: { userId }, body: { reason: 'Gone.' } })
  assert.equal(await nameOf(again), 'Sam')
  await ban(again.userId)
  assert.equal(await nameOf(again), null)

  const [third, fourth] = [await administrator(), await administrator()]
  await begin(third, who.userId)
  await boss.api['PUT /api/admin/people/:userId/administration']({ params: who })
  assert.equal(await nameOf(third), null)
  await boss.api['DELETE /api/admin/people/:userId/administration']({ params: who })
  await begin(fourth, who.userId)
  await ban(who.userId)
  assert.equal(await nameOf(fourth), null)
})

test('what is changed in somebody’s place is recorded of both, also where people themselves leave no act', async () => {
  const [ada, who] = [await administrator(), await person(app)]
  const rename = (by: Person) => by.api['PATCH /api/me']({ body: { name: 'Sam' } })
  await rename(who)
  await begin(ada, who.userId)
  await rename(ada)
  await nameOf(ada)
  await assert.rejects(ada.api['DELETE /api/transfers/:transferId']({ params: { transferId: newId() } }))
  const acts = await db
    .selectFrom('act')
    .select(['kind', 'impersonator_id', 'after'])
    .where('user_id', '=', who.userId)
    .execute()
  const after = { endpoint: 'PATCH /api/me' }
  assert.deepEqual(acts, [{ kind: 'person.acted', impersonator_id: ada.userId, after }])
})

for (const way of ['signs out', 'signs in as another'] as const)
  test(`whoever ${way} while acting leaves no session behind`, async () => {
    const [ada, stranger, who] = [await administrator(), await person(app, { name: 'Sam' }), await person(app)]
    const leave = async () => {
      if (way === 'signs out') return ada.api['POST /api/sign-out']()
      const { email, password } = await withPassword(app)
      await ada.api['POST /api/sign-in']({ body: { email, password } })
    }
    const own = newBrowser(app.origin)
    for (const [name, value] of ada.cookies) own.cookies.set(name, value)
    await begin(ada, who.userId)
    const acting = newBrowser(app.origin)
    for (const [name, value] of ada.cookies) acting.cookies.set(name, value)
    await leave()
    assert.deepEqual([await nameOf(own), await nameOf(acting)], [null, null])
    assert.equal(ada.cookies.get('conflux.own_session') || null, null)
    const acts = await db
      .selectFrom('act')
      .select(['user_id', 'impersonator_id'])
      .where('kind', '=', 'person.acting_ended')
      .where('subject_id', '=', who.userId)
      .execute()
    assert.deepEqual(acts, [{ user_id: who.userId, impersonator_id: ada.userId }])

    const eve = await administrator()
    await begin(eve, who.userId)
    eve.cookies.set('conflux.own_session', String(stranger.cookies.get('conflux.session_token')))
    await eve.api['POST /api/sign-out']()
    assert.equal(await nameOf(stranger), 'Sam')
  })

test('whoever stopped being an administrator, or was banned, since the call came in begins nothing', async () => {
  const [former, banned, who] = [await person(app), await administrator(), await person(app)]
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', banned.userId).execute()
  for (const { userId, name, email } of [former, banned]) {
    const flags = { emailVerified: true, administrator: true, confirmed: true, impersonatorId: null, key: null }
    const caller = { userId, sessionId: newId(), name, email, ...flags }
    const parts = { db, secret: app.app.services.secret, publicUrl: app.origin }
    await assert.rejects(beginActing(parts, caller, who.userId, request), { code: 'not_allowed' })
  }
  const begun = await db.selectFrom('session').select('id').where('user_id', '=', who.userId).execute()
  assert.equal(begun.length, 1)
})

const request = callRequest()

test('a kept session is the administrator’s own or none', async () => {
  const [ada, stranger, who] = [await administrator(), await person(app, { name: 'Sam' }), await person(app)]
  await begin(ada, who.userId)
  ada.cookies.set('conflux.own_session', String(stranger.cookies.get('conflux.session_token')))
  await ada.api['DELETE /api/acting']()
  assert.equal(await nameOf(ada), null)
})

test('nobody acts as somebody who is banned or made an administrator at that very moment', async () => {
  const [ada, eve] = [await administrator(), await administrator()]
  const parts = { db: app.connect(1).db, secret: 'a secret of no consequence', publicUrl: app.origin }
  const changes = {
    banned: (tx: Tx, userId: string) => banPerson(tx, { userId, by: eve.userId, reason: 'Out.' }, new Date()),
    'made an administrator': (tx: Tx, userId: string) => giveAdministration(tx, userId, new Date()),
  }
  for (const [change, make] of Object.entries(changes)) {
    const { userId } = await person(app)
    let acting: Promise<unknown> = Promise.resolve()
    await transact(app.connect(1).db, async (tx) => {
      await make(tx, userId)
      const caller = { userId: ada.userId } as Caller
      acting = assert.rejects(beginActing(parts, caller, userId, callRequest()), { code: 'wrong_person_state' }, change)
      await Promise.race([acting, waiting(db)])
    })
    await acting
    const sessions = await db.selectFrom('session').select('id').where('impersonated_by', '=', ada.userId).execute()
    assert.deepEqual(sessions, [], change)
  }
})
