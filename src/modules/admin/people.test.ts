import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { linkTo, mails } from '../../../test/mail.ts'
import { organization, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { isSignedIn, withPassword } from '../../../test/with-password.ts'
import { newId } from '../../db/id.ts'

const app = await testApp()
const { db } = app
const administrator = await person(app, { name: 'Ada Administrator', administrator: true })
const list = (query: { q?: string; cursor?: string }) => administrator.api['GET /api/admin/people']({ query })
const namesOf = async (q: string) => (await list({ q })).items.map(({ name }) => name)

test('people are found by a part of their name or email, as it is written, and by id', async () => {
  const zoe = await person(app, { name: 'Zoë 100%', email: 'zoe.hill@post.example' })
  await person(app, { name: 'Zoltan Hill', email: 'z_h@post.example' })
  assert.deepEqual(await namesOf('zoe.hill@'), ['Zoë 100%'])
  assert.deepEqual(await namesOf('HILL'), ['Zoltan Hill', 'Zoë 100%'])
  assert.deepEqual(await namesOf('100%'), ['Zoë 100%'])
  assert.deepEqual(await namesOf('z_h'), ['Zoltan Hill'])
  assert.deepEqual(await namesOf(` ${zoe.userId.toUpperCase()} `), ['Zoë 100%'])
  assert.deepEqual(await namesOf(newId()), [])
  await refusedWith('bad_request', list({ cursor: 'elsewhere' }))
})

test('everybody is on one page of the list and no more', async () => {
  for (let number = 0; number < 53; number++) await person(app, { name: `Page ${number}` })
  const first = await list({ q: 'Page' })
  assert.equal(first.items.length, 50)
  const second = await list({ q: 'Page', cursor: String(first.next) })
  assert.deepEqual([second.items.length, second.next], [3, null])
  assert.equal(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 53)
})

test('one person: account, organizations, sessions', async () => {
  const who = await person(app, { name: 'Olga Owner' })
  const { id, slug, name } = await organization(db, { owner: who })
  const read = await administrator.api['GET /api/admin/people/:userId']({ params: who })
  assert.deepEqual(read.organizations, [{ id, slug, name, role: 'owner', suspendedAt: null }])
  assert.deepEqual([read.orders, read.sessions.length, read.sessions[0]?.actor], [0, 1, null])
  await refusedWith('not_found', administrator.api['GET /api/admin/people/:userId']({ params: { userId: newId() } }))
  await refusedWith('not_allowed', who.api['GET /api/admin/people/:userId']({ params: who }))
})

test('the link to a new password goes to the person and to nobody else', async () => {
  const who = await person(app)
  const send = (userId: string) =>
    administrator.api['POST /api/admin/people/:userId/password-reset']({ params: { userId } })
  assert.equal(await send(who.userId), undefined)
  await app.settle()
  assert.equal((await linkTo(db, who.email)).pathname, '/account/reset')
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', who.userId).execute()
  await refusedWith('wrong_person_state', send(who.userId))
  await refusedWith('wrong_person_state', send(newId()))
  assert.equal((await mails(db, who.email)).length, 1)
})

test('an administrator ends the sessions of a person, one or all, and programs with them', async () => {
  const who = await withPassword(app)
  const { token } = await app.browser().api['POST /api/tokens']({ body: { email: who.email, password: who.password } })
  const isIn = async () => [await isSignedIn(who), await isSignedIn({ api: app.bearer(token) })]
  const params = { userId: who.userId }
  const { sessions } = await administrator.api['GET /api/admin/people/:userId']({ params })
  const [newest] = sessions
  assert.ok(newest && sessions.length === 2)
  const end = (sessionId: string, userId = who.userId) =>
    administrator.api['DELETE /api/admin/people/:userId/sessions/:sessionId']({ params: { userId, sessionId } })
  await refusedWith('not_found', end(newest.id, administrator.userId))
  assert.deepEqual(await isIn(), [true, true])
  const twice = await Promise.allSettled([end(newest.id), end(newest.id)])
  assert.deepEqual(twice.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.deepEqual(await isIn(), [true, false])
  const endAll = () => administrator.api['DELETE /api/admin/people/:userId/sessions']({ params })
  assert.deepEqual(await endAll(), { ended: 1 })
  assert.deepEqual(await isIn(), [false, false])
  assert.deepEqual(await endAll(), { ended: 0 })
  const acts = await db.selectFrom('act').select(['kind', 'user_id']).where('subject_id', '=', who.userId).execute()
  assert.deepEqual(
    acts.map(({ kind, user_id }) => [kind, user_id === administrator.userId]),
    [
      ['person.session_ended', true],
      ['person.sessions_ended', true],
    ],
  )
  const { email, password } = who
  await who.api['POST /api/sign-in']({ body: { email, password } })
})
