import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../test/harness.ts'
import { person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { withoutPeople } from './failed-jobs.ts'

const app = await testApp()
const { db } = app
const [administrator, stranger] = [await person(app, { administrator: true }), await person(app)]

const list = async () => (await administrator.api['GET /api/admin/jobs']({ query: {} })).items
const of = (job: string) => ({ params: { job } })

async function failedJob(error: string, { attempts = 12, locked = false } = {}): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id::text from graphile_worker.add_job('notifications.reset_password', '{"email": "a@example.org"}', max_attempts := 12)`.execute(
    db,
  )
  const id = String(rows[0]?.id)
  await sql`update graphile_worker._private_jobs set attempts = ${attempts}, last_error = ${error},
    locked_at = case when ${locked} then now() end, locked_by = case when ${locked} then 'somebody' end
    where id = ${id}::bigint`.execute(db)
  return id
}

test('failed jobs are listed without what they are about, tried again, and given up', async () => {
  const [older, newer] = [await failedJob('boom'), await failedJob('no mail to a@example.org', { attempts: 3 })]
  const before = await list()
  assert.deepEqual(
    before.map(({ number, task, attempts, givenUp, error }) => [number, task, attempts, givenUp, error]),
    [
      [newer, 'notifications.reset_password', 3, false, 'no mail to …'],
      [older, 'notifications.reset_password', 12, true, 'boom'],
    ],
  )
  assert.ok(!JSON.stringify(before).includes('example.org'))
  await administrator.api['POST /api/admin/jobs/:job/retry'](of(older))
  const { rows } = await sql`
    select attempts, run_at <= now() as due from graphile_worker.jobs where id = ${older}::bigint`.execute(db)
  assert.deepEqual(rows, [{ attempts: 0, due: true }])
  await administrator.api['DELETE /api/admin/jobs/:job'](of(newer))
  assert.deepEqual(
    (await list()).map(({ number }) => number),
    [older],
  )
  await refusedWith('not_found', administrator.api['DELETE /api/admin/jobs/:job'](of(newer)))
  await refusedWith('not_found', administrator.api['POST /api/admin/jobs/:job/retry'](of(newer)))
  await refusedWith('not_found', administrator.api['POST /api/admin/jobs/:job/retry'](of('1 or 1=1')))
  const acts = await db.selectFrom('act').select(['kind', 'after']).orderBy('id').execute()
  const task = 'notifications.reset_password'
  assert.deepEqual(acts, [
    { kind: 'job.retried', after: { number: older, task } },
    { kind: 'job.dropped', after: { number: newer, task } },
  ])
  await app.settle()
  assert.deepEqual(await list(), [])
})

test('a job that runs just now, or has not failed, is left alone', async () => {
  const running = await failedJob('boom', { locked: true })
  await refusedWith('not_found', administrator.api['POST /api/admin/jobs/:job/retry'](of(running)))
  await refusedWith('not_found', administrator.api['DELETE /api/admin/jobs/:job'](of(running)))
  await refusedWith('not_allowed', stranger.api['GET /api/admin/jobs']({ query: {} }))
  await refusedWith('not_allowed', stranger.api['DELETE /api/admin/jobs/:job'](of(running)))
})

const errors: [error: string, shown: string][] = [
  ['connect ECONNREFUSED 10.0.0.7:25', 'connect ECONNREFUSED …:25'],
  ['Mail to <ada@example.org> bounced\n    at send (mail.ts:3)', 'Mail to … bounced'],
  ['GET https://pay.example/v1/people?name=Ada failed', 'GET https://pay.example/… failed'],
  ['no seat for "Ada Quist"', 'no seat for "…"'],
  ['call +49 170 1234567', 'call …'],
  ['canceling statement due to lock timeout', 'canceling statement due to lock timeout'],
  ['x'.repeat(400), 'x'.repeat(300)],
]
for (const [error, shown] of errors)
  test(`of “${error.slice(0, 40)}” this is shown: ${shown.slice(0, 40)}`, () =>
    assert.equal(withoutPeople(error), shown))
