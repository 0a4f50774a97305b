import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../test/harness.ts'
import { announce, announceAll } from '../facts.ts'
import { doLater } from './later.ts'
import { type Jobs, settle, startWorker } from './worker.ts'

const { connect } = await testApp()
/** Not the application's, whose connections a test here cuts. */
const { db } = connect(1)
const subscriptions = { 'event.changed': ['test.changed'] } as const

async function start(t: TestContext, jobs: Jobs) {
  const worker = await startWorker({ database: connect(8), jobs, subscriptions, chores: [], onError: () => {} })
  t.after(() => worker.stop())
  return worker
}

/** A job, and the payloads it is called with, one promise each. */
function listener() {
  const calls: unknown[] = []
  let tell = () => {}
  const job = async (payload: unknown) => {
    calls.push(payload)
    tell()
  }
  const next = async () => {
    while (calls.length === 0)
      await new Promise<void>((resolve) => {
        tell = resolve
      })
    return calls.shift()
  }
  return { job, next }
}

test('what is announced is done, also when there is more of it than is moved in one go', async (t) => {
  const { job, next } = listener()
  await start(t, { 'test.changed': job })
  const ids = Array.from({ length: 1100 }, (_, index) => `${index}`)
  const payloads = ids.map((eventId) => ({ fact: 'event.changed', payload: JSON.stringify({ eventId }) }))
  await db.insertInto('outbox').values(payloads).execute()
  const done = new Set<unknown>()
  while (done.size < ids.length) done.add(((await next()) as { eventId: string }).eventId)
  assert.deepEqual([...done].sort(), ids.sort())
})

test('a worker whose connections are cut, also just when a job is done, goes on', async (t) => {
  const { job, next } = listener()
  await start(t, { 'test.changed': job })
  for (const eventId of ['first', 'second', 'third']) {
    await announce(db, 'event.changed', { eventId })
    // Done at least once: what was done and could not be written down is done again.
    while (((await next()) as { eventId: string }).eventId !== eventId);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
  }
  await announce(db, 'event.changed', { eventId: 'last' })
  while (((await next()) as { eventId: string }).eventId !== 'last');
})

test('what a killed worker had begun is taken over', async (t) => {
  await sql`select graphile_worker.add_job('test.changed', '{"eventId":"orphan"}')`.execute(db)
  await sql`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '2 minutes'`.execute(
    db,
  )
  const { job, next } = listener()
  await start(t, { 'test.changed': job })
  assert.deepEqual(await next(), { eventId: 'orphan' })
})

test('what is for many people waits until nothing else does', async () => {
  const many = ['notifications.deliver', 'notifications.remind', 'notifications.send_announcement']
  const done: string[] = []
  const jobs = Object.fromEntries(
    [...many, 'notifications.reset_password'].map((job) => [job, async () => void done.push(job)]),
  )
  const batches = Array.from({ length: 50 }, (_, index) => ({ notificationIds: [`${index}`] }))
  await announceAll(db, 'deliveries.due', batches)
  for (const job of many.slice(1)) await doLater(db, { key: job, job, at: new Date(0), payload: {} })
  await announce(db, 'account.reset_asked', { email: 'ada@example.org', asked: '' })
  const follows = { 'deliveries.due': many.slice(0, 1), 'account.reset_asked': ['notifications.reset_password'] }
  await settle({ database: connect(2), jobs, subscriptions: follows, onError: () => {} })
  assert.equal(done[0], 'notifications.reset_password')
  assert.equal(done.length, 53)
})

test('a worker that stops finishes what it has begun, and stops once', async (t) => {
  const begun = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  let finished = false
  const beats = () => db.selectFrom('worker_beat').select('id').orderBy('id').execute()
  const before = await beats()
  const worker = await start(t, {
    async 'test.changed'() {
      begun.resolve()
      await release.promise
      finished = true
    },
  })
  await announce(db, 'event.changed', { eventId: 'slow' })
  await begun.promise
  const stops = [worker.stop(), worker.stop()]
  release.resolve()
  await Promise.all(stops)
  assert.ok(finished)
  const { rows } = await sql`select from graphile_worker._private_jobs`.execute(db)
  assert.equal(rows.length, 0)
  assert.deepEqual(await beats(), before)
})
