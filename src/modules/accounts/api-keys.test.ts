import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KyselyPlugin, sql } from 'kysely'
import { callRequest } from '../../../test/call-request.ts'
import { testApp } from '../../../test/harness.ts'
import { inSession, organization, person } from '../../../test/people.ts'
import { makeApiKey } from './api-keys/keys.ts'
import { keyReader } from './api-keys.ts'
import { callerFinder } from './callers.ts'
import { identify } from './session.ts'

const app = await testApp()
const { db } = app
const { secret } = app.app.services
const owner = await person(app)
const { id: organizationId } = await organization(db, { owner })
const wanted = { name: 'Screen', scopes: ['event.read' as const], days: null }
const { key, id } = await makeApiKey(db, organizationId, wanted, await inSession(db, owner.userId), new Date())

let queries = 0
const counter: KyselyPlugin = {
  transformQuery({ node }) {
    queries++
    return node
  },
  transformResult: async ({ result }) => result,
}
const failures: unknown[] = []
const keys = keyReader(db.withPlugin(counter), (error) => failures.push(error))
const cookie = `conflux.session_token=${owner.cookies.get('conflux.session_token')}`

/** Who calls with the key, and how many queries that took, noting its use included. */
async function ask(bearer = key) {
  queries = 0
  const readers = { readBearer: async () => undefined, keys }
  const caller = await identify(callerFinder(db.withPlugin(counter)), secret, readers, callRequest({ bearer, cookie }))
  await keys.settled()
  return { caller, queries }
}
const used = async (at: string) =>
  sql`update api_key set last_used_at = date_trunc('minute', now()) + ${at}::interval where id = ${id}`.execute(db)
const lastUse = async () => {
  const { rows } = await sql<{ fresh: boolean | null }>`
    select last_used_at > now() - interval '2 minutes' as fresh from api_key where id = ${id}`.execute(db)
  return rows[0]?.fresh
}

test('a key is found by one query, whatever cookie comes along, and acts for its maker with nothing confirmed', async () => {
  await used('1 hour')
  const { caller, queries } = await ask()
  assert.equal(queries, 1)
  assert.deepEqual(caller, {
    userId: owner.userId,
    sessionId: '',
    email: owner.email,
    name: owner.name,
    emailVerified: true,
    administrator: false,
    confirmed: false,
    impersonatorId: null,
    key: { id, organizationId, scopes: ['event.read'] },
  })
})

test('what is no key is refused without asking the database', async () => {
  queries = 0
  await assert.rejects(ask(`${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`), { code: 'api_key_refused' })
  assert.equal(queries, 0)
})

test('that it was used is noted when it is, and not again in that minute', async () => {
  assert.equal((await sql`update api_key set last_used_at = null`.execute(db)).numAffectedRows, 1n)
  assert.equal((await ask()).queries, 2)
  assert.equal(await lastUse(), true)
  await used('-1 hour')
  assert.equal((await ask()).queries, 2)
  assert.equal(await lastUse(), true)
  await used('1 minute')
  assert.equal((await ask()).queries, 1)
})

test('noting the use holds nobody up, and a failure of it is reported', async () => {
  await used('-1 hour')
  const blocking = app.connect(1)
  await blocking.db.transaction().execute(async (tx) => {
    await sql`select from api_key where id = ${id} for update`.execute(tx)
    assert.equal((await keys.callerOf(key)).key?.id, id)
  })
  await keys.settled()
  assert.equal(await lastUse(), true)
  await used('-1 hour')
  await sql`alter table api_key add constraint unused check (last_used_at < '2000-01-01') not valid`.execute(db)
  assert.equal((await ask()).queries, 2)
  assert.equal(failures.length, 1)
  await sql`alter table api_key drop constraint unused`.execute(db)
})
