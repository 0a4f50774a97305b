import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import { testApp } from '../../../test/harness.ts'
import { person } from '../../../test/people.ts'
import { callerFinder } from './callers.ts'

const app = await testApp()
const { db } = app

let queries = 0
const counter: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    queries++
    return result
  },
}
const find = callerFinder(db.withPlugin(counter))

async function sessionOf(given: { administrator?: boolean } = {}) {
  const { userId } = await person(app, given)
  const { id, token } = await db
    .selectFrom('session')
    .select(['id', 'token'])
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return { userId, id, token }
}

test('a crowd is looked up in two queries, and everybody is who they are', async () => {
  const sessions = await Promise.all(Array.from({ length: 12 }, () => sessionOf()))
  queries = 0
  const asked = sessions.flatMap(({ id, token }) => [find({ token }), find({ id }), find({ token: `${token}x` })])
  const found = await Promise.all(asked)
  assert.deepEqual(
    found.map((caller) => caller?.userId),
    sessions.flatMap(({ userId }) => [userId, userId, undefined]),
  )
  assert.equal(queries, 2)
  assert.notEqual(found[0], found[1])
})

test('a token is not taken for an id, nor an id for a token', async () => {
  const { id, token } = await sessionOf()
  const [byId, byToken] = await Promise.all([find({ token: id }), find({ token }), find({ id })])
  assert.equal(byId, null)
  assert.ok(byToken)
})

test('whoever asks after a session ended, or its person was banned, finds nobody, whatever is in flight', async () => {
  const [ended, banned, other] = [await sessionOf(), await sessionOf(), await sessionOf()]
  const flight = [find(ended), find(banned), find(other)]
  await db.deleteFrom('session').where('id', '=', ended.id).execute()
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', banned.userId).execute()
  const after = await Promise.all([find(ended), find(banned), find(other)])
  assert.deepEqual(
    after.map((caller) => caller?.userId),
    [undefined, undefined, other.userId],
  )
  await Promise.all(flight)
})

test('where the database cannot be asked, all who wait are told, and the next are answered', async () => {
  const { token, userId } = await sessionOf()
  const broken = app.connect(1)
  const findThere = callerFinder(broken.db)
  assert.equal((await findThere({ token }))?.userId, userId)
  const id = 'not a uuid'
  const all = await Promise.allSettled([findThere({ id }), findThere({ id }), findThere({ token })])
  assert.deepEqual(
    all.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  )
  assert.equal((await findThere({ token }))?.userId, userId)
})
