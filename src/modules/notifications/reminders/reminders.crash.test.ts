import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { cast } from '../../../../test/people.ts'
import { sellMany } from '../../../../test/sell-many.ts'
import { remind } from '../reminders.ts'

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const orders = process.env.PROOF === '1' ? 5000 : 600
const child = join(import.meta.dirname, '../../../../test/crash/remind-child.ts')

test('a worker that is killed while it writes reminders down leaves nobody out, and nobody is told twice', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    types: [{ name: 'Admission', price: 2500, quantity: 2 * orders }],
  })
  await sellMany(db, { eventId, typeId: String(typeIds[0]), organizationId: own.id }, { count: orders, price: 2500 })
  await sql`update ticket set attendee_email = 'guest' || id || '@many.example', attendee_name = left(id::text, 6)
    where event_id = ${eventId}`.execute(db)
  const reminder = { eventId, kind: 'reminder_24h', at: '2099-11-27T20:00:00.000Z' } as const
  const { config } = app.app.services
  assert.ok(config.database.kind === 'url')
  const settings = {
    DATABASE_URL: config.database.url,
    DATA_DIR: config.data.dir,
    PORT: '0',
    LOG_LEVEL: 'fatal',
    DEMO: 'off',
  }
  const worker = fork(child, [JSON.stringify(settings), JSON.stringify(reminder), reminder.at])
  const ended = once(worker, 'exit')
  while ((await told(eventId)).length === 0 && worker.exitCode === null);
  worker.kill('SIGKILL')
  const [, signal] = await ended
  assert.equal(signal, 'SIGKILL', 'it was killed before its end')
  const before = (await told(eventId)).length
  assert.ok(before > 0 && before < 2 * orders, `${before} of ${2 * orders} when it was killed`)
  app.setNow(reminder.at)
  await remind(app.app.services, reminder)
  app.setNow(undefined)
  const after = await told(eventId)
  assert.equal(after.length, 2 * orders)
  assert.equal(new Set(after).size, 2 * orders)
})

async function told(eventId: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select n.email from notification n join delivery d on d.notification_id = n.id
    where n.event_id = ${eventId} and n.kind = 'event_reminder'`.execute(db)
  return rows.map(({ email }) => email)
}
