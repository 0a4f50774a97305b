import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { organization, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold } from '../../../test/sales.ts'
import { waiting } from '../../../test/waiting.ts'
import { newId } from '../../db/id.ts'
import { Refusal } from '../../errors.ts'
import { greaterRole, type Mergeable, mergeRefusal } from '../accounts/merge.ts'
import { hashPassword } from '../accounts/passwords/passwords.ts'
import { followMerges, mergePeople } from './merge.ts'

const app = await testApp()
const { db } = app
const administrator = await person(app, { name: 'Ada Administrator', administrator: true })
const owner = await person(app, { name: 'Olga Owner' })
const own = await organization(db, { owner })
const { eventId, typeIds } = await makeEvent(owner, own.id)
const admission = { eventId, typeId: String(typeIds[0]) }

const merge = (from: Person, into: Person, by = administrator) =>
  by.api['POST /api/admin/people/:userId/merge']({ params: { userId: into.userId }, body: { from: from.userId } })
const preview = (from: Person, into: Person) =>
  administrator.api['GET /api/admin/people/:userId/merge/:fromId']({
    params: { userId: into.userId, fromId: from.userId },
  })
const rowOf = ({ userId }: Person) =>
  db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()
const detailsOf = ({ name, email }: Person) => ({ name, email })

async function givePassword({ userId }: Person, password: string) {
  const credential = { provider_id: 'credential', account_id: userId, password: await hashPassword(password) }
  await db
    .insertInto('account')
    .values({ id: newId(), user_id: userId, ...credential })
    .execute()
}

test('what one account had is the other’s, with the greater of two roles, and the first is as if it had never been', async () => {
  const [from, into] = [await person(app, { name: 'Old Me' }), await person(app, { name: 'New Me' })]
  const { id: orderId } = await buy(from, { ...admission, quantity: 2 }, detailsOf(from))
  const guests = await buy(app.browser(), admission, detailsOf(from))
  await from.api['POST /api/events/:eventId/messages']({ params: { eventId }, body: { message: 'Is there parking?' } })
  for (const who of [from, into])
    await who.api['POST /api/events/:eventId/reports']({
      params: { eventId },
      body: { reason: 'other', details: who.name },
    })
  const both = await organization(db, { owner: from, editor: into }, { name: 'Both' })
  const sole = await organization(db, { owner: from }, { name: 'Sole' })
  await owner.api['POST /api/organizations/:organizationId/member-invitations']({
    params: { organizationId: own.id },
    body: { email: from.email, role: 'finance' },
  })
  await db
    .insertInto('account')
    .values({ id: newId(), user_id: from.userId, provider_id: 'github', account_id: '7' })
    .execute()
  await givePassword(from, 'correct horse battery')
  await app.settle()

  const seen = await preview(from, into)
  assert.deepEqual([seen.refusal, seen.orders, seen.tickets], [null, 2, 3])
  assert.deepEqual(
    seen.memberships.map(({ organization: name, role, before }) => [name, role, before]),
    [
      ['Both', 'owner', 'editor'],
      ['Sole', 'owner', null],
    ],
  )
  await merge(from, into)

  const tickets = (await into.api['GET /api/me/tickets']()).items
  assert.deepEqual(tickets.map(({ id }) => id).sort(), [orderId, guests.id].sort())
  const me = await into.api['GET /api/me']()
  assert.deepEqual(
    me?.organizations.map(({ id, role }) => [id, role]),
    [
      [both.id, 'owner'],
      [sole.id, 'owner'],
    ],
  )
  const written = await db.selectFrom('event_message').select('user_id').where('event_id', '=', eventId).execute()
  assert.deepEqual(written, [{ user_id: into.userId }])
  const reports = await db
    .selectFrom('event_report')
    .select(['user_id', 'state', 'details'])
    .where('event_id', '=', eventId)
    .orderBy('id')
    .execute()
  assert.deepEqual(reports, [
    { user_id: into.userId, state: 'closed', details: 'Old Me' },
    { user_id: into.userId, state: 'open', details: 'New Me' },
  ])
  const { items: invitations } = await into.api['GET /api/me/member-invitations']()
  assert.equal(invitations.length, 1)
  const linked = await db
    .selectFrom('account')
    .select(['user_id', 'provider_id'])
    .where('account_id', '=', '7')
    .execute()
  assert.deepEqual(linked, [{ user_id: into.userId, provider_id: 'github' }])

  assert.equal(await from.api['GET /api/me'](), null)
  const stranger = app.browser()
  const body = { email: from.email, password: 'correct horse battery' }
  await refusedWith('invalid_credentials', stranger.api['POST /api/sign-in']({ body }))
  const ended = await rowOf(from)
  assert.deepEqual([ended.email, ended.merged_into], [`${from.userId}@erased.invalid`, into.userId])
  await app.settle()
  for (const { email } of [from, into]) {
    const letter = (await mails(db, email)).find(({ subject }) => subject === 'Two accounts have become one')
    assert.ok(letter, email)
    assert.ok(
      !letter.text.includes(email === from.email ? into.email : from.email),
      'neither hears the other’s address',
    )
  }
  const acts = await db
    .selectFrom('act')
    .select(['user_id', 'subject_id'])
    .where('kind', '=', 'person.merged')
    .execute()
  assert.deepEqual(acts.map(({ subject_id }) => subject_id).sort(), [from.userId, into.userId].sort())
  assert.ok(acts.every(({ user_id }) => user_id === administrator.userId))
  await refusedWith('not_found', merge(from, into))
})

test('it takes an administrator who has shown that it is them, and two others', async () => {
  const [from, into] = [await person(app), await person(app)]
  await refusedWith('not_allowed', merge(from, into, into))
  await refusedWith('not_yourself', merge(administrator, into))
  await refusedWith('not_yourself', merge(from, administrator))
  await refusedWith('not_yourself', merge(from, from))
  await refusedWith('not_found', merge({ ...from, userId: newId() }, into))
  const careless = await person(app, { administrator: true })
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', careless.userId).execute()
  await refusedWith('confirm_it_is_you', merge(from, into, careless))
  await refusedWith('wrong_person_state', merge(careless, into))
  assert.equal((await rowOf(from)).erased_at, null)
})

test('who may become one', () => {
  const one: Mergeable = {
    id: 'a',
    name: 'A',
    email: 'a@example.org',
    emailVerified: true,
    administrator: false,
    banned: false,
    ending: false,
    secondFactor: false,
  }
  const other = { ...one, id: 'b' }
  const cases: [Partial<Mergeable>, Partial<Mergeable>, ReturnType<typeof mergeRefusal>][] = [
    [{}, {}, null],
    [{}, { id: 'a' }, 'not_yourself'],
    [{ administrator: true }, {}, 'wrong_person_state'],
    [{}, { administrator: true }, 'wrong_person_state'],
    [{ banned: true }, {}, 'wrong_person_state'],
    [{}, { banned: true }, 'wrong_person_state'],
    [{ ending: true }, {}, 'wrong_person_state'],
    [{}, { ending: true }, 'wrong_person_state'],
    [{ emailVerified: false }, {}, null],
    [{}, { emailVerified: false }, 'merge_unproven'],
    [{ secondFactor: true }, {}, 'merge_loses_factor'],
    [{}, { secondFactor: true }, null],
    [{ secondFactor: true }, { secondFactor: true }, null],
  ]
  for (const [from, into, told] of cases)
    assert.equal(mergeRefusal({ ...one, ...from }, { ...other, ...into }), told, JSON.stringify([from, into]))
  assert.equal(greaterRole('editor', 'manager'), 'manager')
  assert.equal(greaterRole('editor', null), 'editor')
})

test('orders of an address that was not proven stay whose they are', async () => {
  const [from, into] = [await person(app, { emailVerified: false }), await person(app)]
  await buy(app.browser(), admission, detailsOf(from))
  await merge(from, into)
  assert.deepEqual((await into.api['GET /api/me/tickets']()).items, [])
})

test('an invitation to an event that nobody has taken goes along with the address, where that was proven', async () => {
  const closed = await makeEvent(owner, own.id, { event: { visibility: 'invite-only' } })
  const what = { eventId: closed.eventId, typeId: String(closed.typeIds[0]) }
  const moving = async (emailVerified: boolean) => {
    const [from, into] = [await person(app, { emailVerified }), await person(app)]
    await owner.api['POST /api/events/:eventId/guests']({
      params: { eventId: closed.eventId },
      body: { guests: [from, into].map(({ email }) => ({ email })), places: 1 },
    })
    await merge(from, into)
    await hold(into, what)
    return hold(into, what)
  }
  await moving(true)
  await refusedWith('guest_places', moving(false))
})

test('two administrators at once, one each way: one account is left', async () => {
  const second = await person(app, { administrator: true })
  const [one, other] = [await person(app), await person(app)]
  const [left, right, barrier] = [app.connect(1), app.connect(1), app.connect(1)]
  let merges: Promise<PromiseSettledResult<void>[]> | undefined
  // Both have looked at the accounts, as far as they may, before either changes one.
  await barrier.db.transaction().execute(async (tx) => {
    await sql`select from users where id in (${one.userId}, ${other.userId}) for update`.execute(tx)
    merges = Promise.allSettled([
      mergePeople(left.db, { from: one.userId, into: other.userId }, administrator.userId, new Date()),
      mergePeople(right.db, { from: other.userId, into: one.userId }, second.userId, new Date()),
    ])
    await waiting(db, 2)
  })
  const outcomes = (await merges) ?? []
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = outcomes.find((outcome) => outcome.status === 'rejected')?.reason
  assert.ok(refused instanceof Refusal && refused.code === 'not_found', String(refused))
  const ended = [await rowOf(one), await rowOf(other)].filter(({ erased_at }) => erased_at !== null)
  assert.equal(ended.length, 1)
})

test('signing in at the moment of merging opens nothing, and a purchase ends up with the account that is left', async () => {
  for (let round = 0; round < 4; round++) {
    const [from, into] = [await person(app), await person(app)]
    await givePassword(from, 'correct horse battery')
    const browser = app.browser()
    const signIn = browser.api['POST /api/sign-in']({ body: { email: from.email, password: 'correct horse battery' } })
    const held = hold(from, admission)
    await Promise.allSettled([merge(from, into), signIn, held])
    assert.equal(await browser.api['GET /api/me'](), null)
    await followMerges(db, new Date())
    const orders = await db
      .selectFrom('order')
      .select('user_id')
      .where('user_id', 'in', [from.userId, into.userId])
      .execute()
    assert.ok(orders.every(({ user_id }) => user_id === into.userId))
  }
})
