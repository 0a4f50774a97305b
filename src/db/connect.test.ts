import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../test/events.ts'
import { testApp } from '../../test/harness.ts'
import { cast } from '../../test/people.ts'

const app = await testApp({}, { patience: 200 })
const { owner, own } = await cast(app)

test('whoever waits for what others have locked is told that we are busy, and can ask again', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const { fetch } = app.browser()
  const hold = () =>
    fetch(`${app.origin}/api/events/${eventId}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lines: [{ ticketTypeId: typeIds[0], quantity: 1 }] }),
    })
  await app
    .connect(1)
    .db.transaction()
    .execute(async (tx) => {
      await sql`select from stock where event_id = ${eventId} for update`.execute(tx)
      const response = await hold()
      assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '1'])
      assert.equal((await response.json()).code, 'busy')
    })
  assert.equal((await hold()).status, 201)
})

test('migrations and the job runner wait as long as it takes', async () => {
  const { patient } = app.database
  const { rows } = await patient.query('show lock_timeout')
  assert.deepEqual(rows, [{ lock_timeout: '0' }])
})
