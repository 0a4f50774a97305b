import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { organization, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy } from '../../../test/sales.ts'
import { waiting } from '../../../test/waiting.ts'
import { withPassword } from '../../../test/with-password.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { takeAdministration } from './administrators.ts'
import { authLibrary } from './auth.ts'
import { banPerson } from './bans.ts'
import { lockTeam, setRole } from './teams/team-lock.ts'

const app = await testApp()
const { db } = app
const administrator = await person(app, { name: 'Ada Administrator', administrator: true })

const ban = (userId: string, by = administrator, reason = 'Sells tickets twice.') =>
  by.api['PUT /api/admin/people/:userId/ban']({ params: { userId }, body: { reason } })
const unban = (userId: string) => administrator.api['DELETE /api/admin/people/:userId/ban']({ params: { userId } })
const me = async (who: Pick<Person, 'api'>) => (await who.api['GET /api/me']())?.id ?? null
const isSuspended = async (id: string) =>
  (await db.selectFrom('organization').select('suspended_at').where('id', '=', id).executeTakeFirstOrThrow())
    .suspended_at !== null

async function bearerOf({ userId }: Person) {
  const { id: sid } = await db
    .selectFrom('session')
    .select('id')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  const iat = Math.floor(Date.now() / 1000)
  const library = await authLibrary(app.app.services)()
  return app.bearer(await library.signToken({ sub: userId, sid, iat, exp: iat + 3600 }))
}

test('whoever is banned is out at once, by cookie and by bearer token, and comes back as somebody who must sign in', async () => {
  const who = await person(app)
  const api = await bearerOf(who)
  assert.deepEqual([await me(who), await me({ api })], [who.userId, who.userId])
  await refusedWith('invalid', ban(who.userId, administrator, ' '), 'reason')
  await ban(who.userId)
  assert.deepEqual([await me(who), await me({ api })], [null, null])
  await refusedWith('wrong_person_state', ban(who.userId))
  const seen = await administrator.api['GET /api/admin/people/:userId']({ params: who })
  assert.deepEqual([seen.banReason, seen.sessions], ['Sells tickets twice.', []])
  await unban(who.userId)
  await refusedWith('wrong_person_state', unban(who.userId))
  assert.deepEqual([await me(who), await me({ api })], [null, null])
  const acts = await db.selectFrom('act').select(['kind', 'user_id']).where('subject_id', '=', who.userId).execute()
  assert.deepEqual(acts, [
    { kind: 'person.banned', user_id: administrator.userId },
    { kind: 'person.unbanned', user_id: administrator.userId },
  ])
})

test('nobody bans themselves, somebody who is not there, or without being an administrator', async () => {
  const who = await person(app)
  await refusedWith('not_yourself', ban(administrator.userId))
  await refusedWith('not_found', ban(newId()))
  await refusedWith('not_allowed', ban(administrator.userId, who))
  await refusedWith('wrong_person_state', unban(newId()))
})

test('the events of who was the only owner go off sale, buyers are told, and all comes back with the person', async () => {
  const [sole, shared, other, buyer] = [await person(app), await person(app), await person(app), await person(app)]
  const theirs = await organization(db, { owner: sole, manager: other })
  const common = await organization(db, { owner: sole })
  await db
    .insertInto('membership')
    .values({ organization_id: common.id, user_id: shared.userId, role: 'owner' })
    .execute()
  const { eventId, typeIds } = await makeEvent(sole, theirs.id)
  const open = { eventId, typeId: String(typeIds[0]), quantity: 1 }
  await buy(buyer, open, { name: 'Bea', email: buyer.email })
  await ban(sole.userId)
  await app.settle()
  assert.deepEqual([await isSuspended(theirs.id), await isSuspended(common.id)], [true, false])
  assert.equal((await mails(db, buyer.email)).at(-1)?.subject, 'Sale stopped: Night Ferry')
  const lines = [{ ticketTypeId: open.typeId, quantity: 1 }]
  const hold = () => buyer.api['POST /api/events/:eventId/orders']({ params: { eventId }, body: { lines } })
  await refusedWith('event_not_on_sale', hold())
  await unban(sole.userId)
  assert.equal(await isSuspended(theirs.id), false)
  await hold()
})

test('whichever of two banned owners comes back first brings their organization back', async () => {
  const [first, second] = [await person(app), await person(app)]
  const { id } = await organization(db, { owner: first })
  await db.insertInto('membership').values({ organization_id: id, user_id: second.userId, role: 'owner' }).execute()
  await ban(first.userId)
  assert.equal(await isSuspended(id), false)
  await ban(second.userId)
  assert.equal(await isSuspended(id), true)
  await unban(first.userId)
  assert.equal(await isSuspended(id), false)
})

test('what was taken off sale for another reason stays off it', async () => {
  const owner = await person(app)
  const { id: organizationId } = await organization(db, { owner })
  await administrator.api['PUT /api/admin/organizations/:organizationId/suspension']({
    params: { organizationId },
    body: { reason: 'Another one.' },
  })
  await ban(owner.userId)
  await unban(owner.userId)
  assert.equal(await isSuspended(organizationId), true)
})

test('two administrators who ban each other at the same moment: one is left', async () => {
  const [one, other] = [await person(app, { administrator: true }), await person(app, { administrator: true })]
  const [left, right] = [app.connect(1), app.connect(1)]
  const outcomes = await Promise.allSettled([
    banPerson(left.db, { userId: other.userId, by: one.userId, reason: 'You.' }, new Date()),
    banPerson(right.db, { userId: one.userId, by: other.userId, reason: 'No, you.' }, new Date()),
  ])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const banned = await db
    .selectFrom('users')
    .select('id')
    .where('id', 'in', [one.userId, other.userId])
    .where('banned_at', 'is not', null)
    .execute()
  assert.equal(banned.length, 1)
})

test('of two owners who are banned at the same moment the second is seen as the last', async () => {
  const [left, right] = [app.connect(1), app.connect(1)]
  for (let round = 0; round < 5; round++) {
    const [one, other] = [await person(app), await person(app)]
    const { id } = await organization(db, { owner: one })
    await db.insertInto('membership').values({ organization_id: id, user_id: other.userId, role: 'owner' }).execute()
    const by = { by: administrator.userId, reason: 'Both.' }
    await Promise.all([
      banPerson(left.db, { userId: one.userId, ...by }, new Date()),
      banPerson(right.db, { userId: other.userId, ...by }, new Date()),
    ])
    assert.equal(await isSuspended(id), true)
  }
})

test('whoever becomes an owner at the very moment of a ban keeps their organization on sale', async () => {
  const [sole, other] = [await person(app), await person(app)]
  const { id: organizationId } = await organization(db, { owner: sole, manager: other })
  const [left, right] = [app.connect(1), app.connect(1)]
  const bans: Promise<void>[] = []
  await transact(left.db, async (tx) => {
    await lockTeam(tx, organizationId)
    await setRole(tx, { organizationId, userId: other.userId }, 'owner')
    const all = { userId: sole.userId, by: administrator.userId, reason: 'Gone.' }
    bans.push(banPerson(right.db, all, new Date()))
    await waiting(db)
  })
  await Promise.all(bans)
  assert.equal(await isSuspended(organizationId), false)
})

test('whoever signs in at the very moment of their ban is not in, not even when it is lifted', async () => {
  for (const path of ['POST /api/sign-in', 'POST /api/tokens'] as const) {
    const { userId, email, password } = await withPassword(app)
    const { promise: isDone, resolve: done } = Promise.withResolvers<void>()
    const [banned, ban] = [Promise.withResolvers<void>(), { userId, by: administrator.userId, reason: 'Out.' }]
    const banning = transact(app.connect(1).db, async (tx) => {
      await banPerson(tx, ban, new Date())
      banned.resolve()
      await isDone
    })
    await banned.promise
    const entering = refusedWith('account_banned', app.browser().api[path]({ body: { email, password } }))
    await Promise.race([entering, waiting(db)]).finally(done)
    await Promise.all([banning, entering])
    assert.deepEqual(await db.selectFrom('session').select('id').where('user_id', '=', userId).execute(), [])
  }
})

test('what a banned person offered others is withdrawn, in every team of theirs', async () => {
  const [who, other] = [await person(app), await person(app)]
  for (const role of ['owner', 'manager'] as const) {
    const { id: organizationId } = await organization(
      db,
      role === 'owner' ? { owner: who, manager: other } : { owner: other, manager: who },
    )
    const params = { organizationId }
    const body = { email: 'new@example.org', role: 'editor' as const }
    await who.api['POST /api/organizations/:organizationId/member-invitations']({ params, body })
    const [from, to] = role === 'owner' ? [who, other] : [other, who]
    await from.api['POST /api/organizations/:organizationId/ownership-offer']({ params, body: { userId: to.userId } })
  }
  await ban(who.userId)
  const states = async (table: 'member_invitation' | 'ownership_offer') =>
    (await db.selectFrom(table).select('state').execute()).map(({ state }) => state)
  assert.deepEqual(await states('member_invitation'), ['withdrawn', 'withdrawn'])
  assert.deepEqual(await states('ownership_offer'), ['withdrawn', 'withdrawn'])
})

test('a ban and a suspension ask who it is', async () => {
  const [who, forgetful] = [await person(app), await person(app, { administrator: true })]
  const { id: organizationId } = await organization(db, { owner: who })
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', forgetful.userId).execute()
  await refusedWith('confirm_it_is_you', ban(who.userId, forgetful))
  await refusedWith(
    'confirm_it_is_you',
    forgetful.api['PUT /api/admin/organizations/:organizationId/suspension']({
      params: { organizationId },
      body: { reason: 'Gone.' },
    }),
  )
})

test('administration is given to who confirmed their email, and the last one keeps it', async () => {
  const [who, unconfirmed] = [await person(app), await person(app, { emailVerified: false })]
  const of = (userId: string) => ({ params: { userId } })
  const give = administrator.api['PUT /api/admin/people/:userId/administration']
  const take = administrator.api['DELETE /api/admin/people/:userId/administration']
  await refusedWith('wrong_person_state', give(of(unconfirmed.userId)))
  await refusedWith('not_allowed', who.api['GET /api/admin/people']({ query: {} }))
  await give(of(who.userId))
  await refusedWith('wrong_person_state', give(of(who.userId)))
  await who.api['GET /api/admin/people']({ query: {} })
  await take(of(who.userId))
  await refusedWith('not_allowed', who.api['GET /api/admin/people']({ query: {} }))
  await refusedWith('wrong_person_state', take(of(who.userId)))
  await db.updateTable('users').set({ administrator: false }).where('id', '!=', administrator.userId).execute()
  await refusedWith('last_administrator', take(of(administrator.userId)))
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', administrator.userId).execute()
  await refusedWith('confirm_it_is_you', give(of(who.userId)))
})

test('of two administrators who are taken administration from at the same moment one stays', async () => {
  const other = await person(app, { administrator: true })
  await db
    .updateTable('users')
    .set({ administrator: false })
    .where('id', 'not in', [administrator.userId, other.userId])
    .execute()
  let second: Promise<unknown> = Promise.resolve()
  await transact(app.connect(1).db, async (tx) => {
    await takeAdministration(tx, other.userId, new Date())
    second = assert.rejects(takeAdministration(app.connect(1).db, administrator.userId, new Date()), {
      code: 'last_administrator',
    })
    await Promise.race([second, waiting(db)])
  })
  await second
  const left = await db.selectFrom('users').select('id').where('administrator', '=', true).execute()
  assert.deepEqual(left, [{ id: administrator.userId }])
})
