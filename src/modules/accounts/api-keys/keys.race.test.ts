import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../test/harness.ts'
import { meeting } from '../../../../test/meeting.ts'
import { inSession, organization, person } from '../../../../test/people.ts'
import type { Db } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { Refusal } from '../../../errors.ts'
import { leave } from '../teams/members.ts'
import { makeApiKey } from './keys.ts'
import { newApiKey } from './secret.ts'

const app = await testApp()
const { db } = app
const connections = Array.from({ length: 8 }, () => app.connect(1))
const wanted = { name: 'Screen', scopes: ['event.read' as const], days: null }
const now = new Date()

/** A connection is opened before the race, so that the race is about the keys. */
const ready = () => Promise.all(connections.map((one) => sql`select 1`.execute(one.db)))

test('of eight who make the last key at once, one does', async () => {
  const owner = await person(app)
  const { id } = await organization(db, { owner })
  const maker = await inSession(db, owner.userId)
  for (let made = 0; made < 49; made++) await makeApiKey(db, id, wanted, maker, now)
  await ready()
  const tries = await Promise.allSettled(connections.map((one) => makeApiKey(one.db, id, wanted, maker, now)))
  const codes = tries.map((one) =>
    one.status === 'fulfilled' ? 'made' : one.reason instanceof Refusal ? one.reason.code : one.reason,
  )
  assert.deepEqual(codes.sort(), ['made', ...Array(7).fill('too_many_api_keys')])
})

test('counted first and written after, all eight make the last key: the lock of the team is what holds', async () => {
  const owner = await person(app)
  const { id } = await organization(db, { owner })
  for (let made = 0; made < 49; made++) await insertKey(db, id, owner.userId)
  await ready()
  const together = meeting(connections.length)
  const counts = await Promise.all(
    connections.map(async (one) => {
      const live = await liveKeys(one.db, owner.userId)
      await together()
      if (live < 50) await insertKey(one.db, id, owner.userId)
      return live
    }),
  )
  assert.deepEqual(counts, Array(8).fill(49))
  assert.equal(await liveKeys(db, owner.userId), 57)
})

test('somebody who makes a key while they leave the team leaves none that lives', async () => {
  const owner = await person(app)
  const { id } = await organization(db, { owner })
  for (let round = 0; round < 12; round++) {
    const { userId } = await person(app)
    const maker = await inSession(db, userId)
    const membership = { organization_id: id, user_id: userId, role: 'manager' } as const
    await db.insertInto('membership').values(membership).execute()
    await ready()
    const [one, other] = [connections[round % 8]?.db ?? db, connections[(round + 1) % 8]?.db ?? db]
    const making = () => makeApiKey(one, id, wanted, maker, now)
    const leaving = () => leave(other, { organizationId: id, userId })
    await Promise.allSettled((round % 2 ? [making, leaving] : [leaving, making]).map((act) => act()))
    const live = await db
      .selectFrom('api_key')
      .select('id')
      .where('made_by', '=', userId)
      .where('revoked_at', 'is', null)
      .execute()
    assert.deepEqual(live, [])
  }
})

test('a role that is read without the lock makes a key that outlives leaving: it is read under the lock of the team', async () => {
  const owner = await person(app)
  const { id } = await organization(db, { owner })
  const { userId } = await person(app)
  await db.insertInto('membership').values({ organization_id: id, user_id: userId, role: 'manager' }).execute()
  const member = await db
    .selectFrom('membership')
    .select('role')
    .where('organization_id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  await leave(connections[0]?.db ?? db, { organizationId: id, userId })
  assert.equal(member?.role, 'manager')
  await insertKey(db, id, userId)
  assert.equal(await liveKeys(db, userId), 1)
})

async function insertKey(to: Db, organizationId: string, userId: string) {
  const { start, hash } = newApiKey()
  await to
    .insertInto('api_key')
    .values({
      id: newId(),
      organization_id: organizationId,
      made_by: userId,
      name: wanted.name,
      start,
      secret_hash: hash,
      scopes: wanted.scopes,
      created_at: now,
    })
    .execute()
}

async function liveKeys(of: Db, userId: string): Promise<number> {
  const rows = await of
    .selectFrom('api_key')
    .select('id')
    .where('made_by', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
  return rows.length
}
