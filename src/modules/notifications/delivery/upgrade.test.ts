import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import { ensureTestServer, testDatabasePrefix, withDatabase } from '../../../../test/server.ts'
import { connect, type Database } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { migrationsFolder } from '../../../db/migrate.ts'

const databaseOf = (url: string, name: string) =>
  connect({ connection: withDatabase(url, name), maximum: 2, onError: () => {} })

/** An empty database, for as long as a test takes. */
async function emptyDatabase(t: TestContext): Promise<Database> {
  const { url } = await ensureTestServer()
  const name = `${testDatabasePrefix}${process.pid}_${randomBytes(6).toString('hex')}`
  const server = databaseOf(url, 'postgres')
  await sql.raw(`create database ${name} template template0 encoding 'UTF8'`).execute(server.db)
  const database = databaseOf(url, name)
  t.after(async () => {
    await database.close()
    await sql.raw(`drop database ${name} with (force)`).execute(server.db)
    await server.close()
  })
  return database
}

/** A notification as it was kept before. */
const write = (kind: string, state: string, days: number, channel = 'email') => sql`
  insert into notification (id, once, kind, channel, address, title, message, state, created_at)
  values (${newId()}, ${`${kind} ${state} ${days} ${channel}`}, ${kind}, ${channel},
    ${channel === 'email' ? 'ana@upgrade.example' : null}, 'Night Ferry', 'It is cancelled.', ${state}, now() - ${days} * interval '1 day')`

test('of mails that were queued before there were deliveries, those are sent that are worth it and can say what they are about', async (t) => {
  const { db, pool } = await emptyDatabase(t)
  const files = (await readdir(migrationsFolder)).sort()
  const apply = async (file: string) => sql.raw(await readFile(join(migrationsFolder, file), 'utf8')).execute(db)
  for (const file of files.filter((file) => file < '0041')) await apply(file)
  await runMigrations({ pgPool: pool })
  await write('event_cancelled', 'queued', 1).execute(db)
  await write('event_cancelled', 'queued', 60).execute(db)
  await write('tickets', 'queued', 0).execute(db)
  await write('tickets', 'queued', 60).execute(db)
  await write('tickets', 'sent', 60).execute(db)
  await write('tickets', 'failed', 60).execute(db)
  await write('message', 'sent', 1, 'in_app').execute(db)
  await sql`insert into outbox (fact, payload) values ('holder.listed', '{}'), ('notification.queued', '{}'), ('order.paid', '{}')`.execute(
    db,
  )
  for (const task of ['notifications.tell_holder', 'notifications.deliver', 'notifications.order_paid'])
    await sql`select graphile_worker.add_job(${task}, '{}')`.execute(db)

  for (const file of files.filter((file) => file.startsWith('0041'))) await apply(file)

  const { rows } = await sql<{ once: string; state: string | null; isSoon: boolean; days: number | null }>`
    select n.once, d.state, d.due_at < now() + interval '2 hours' as "isSoon",
      round(extract(epoch from n.until - n.created_at) / 86400)::int as days
    from notification n left join delivery d on d.notification_id = n.id order by n.once`.execute(db)
  assert.deepEqual(
    rows.map(({ once, state, days }) => [once, state, days]),
    [
      ['event_cancelled queued 1 email', 'waiting', 2],
      ['event_cancelled queued 60 email', 'failed', null],
      ['message sent 1 in_app', null, null],
      ['tickets failed 60 email', 'failed', null],
      ['tickets queued 60 email', 'failed', null],
      ['tickets sent 60 email', 'sent', null],
    ],
  )
  assert.ok(rows[0]?.isSoon)
  const facts = await sql`select fact from outbox`.execute(db)
  assert.deepEqual(facts.rows, [{ fact: 'order.paid' }])
  const jobs = await sql`select task_identifier as task from graphile_worker.jobs`.execute(db)
  assert.deepEqual(jobs.rows, [{ task: 'notifications.order_paid' }])
})
