import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../test/harness.ts'
import { organization, person } from '../../../../test/people.ts'
import { Refusal } from '../../../errors.ts'
import { leave } from '../teams/members.ts'
import { makeApiKey } from './keys.ts'

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
  for (let made = 0; made < 49; made++) await makeApiKey(db, id, wanted, owner.userId, now)
  await ready()
  const tries = await Promise.allSettled(connections.map((one) => makeApiKey(one.db, id, wanted, owner.userId, now)))
  const codes = tries.map((one) =>
    one.status === 'fulfilled' ? 'made' : one.reason instanceof Refusal ? one.reason.code : one.reason,
  )
  assert.deepEqual(codes.sort(), ['made', ...Array(7).fill('too_many_api_keys')])
})

test('somebody who makes a key while they leave the team leaves none that lives', async () => {
  const owner = await person(app)
  const { id } = await organization(db, { owner })
  for (let round = 0; round < 12; round++) {
    const { userId } = await person(app)
    const membership = { organization_id: id, user_id: userId, role: 'manager' } as const
    await db.insertInto('membership').values(membership).execute()
    await ready()
    const [one, other] = [connections[round % 8]?.db ?? db, connections[(round + 1) % 8]?.db ?? db]
    const making = () => makeApiKey(one, id, wanted, userId, now)
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
