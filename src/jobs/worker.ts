import { setTimeout as pause } from 'node:timers/promises'
import { type JobHelpers, runOnce, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { RelayedFact } from '../cache/shared-facts.ts'
import type { Database, Db } from '../db/connect.ts'
import { relayBatch, relayOnce, type Subscriptions } from './relay.ts'
import { pauseAfterFailure, quiet, steadyRunner, unlock } from './runner.ts'

/** A job's work. It runs at least once, so it must not mind running twice; `id` is the same every time. */
export type Job = (payload: unknown, id?: string) => Promise<void>
export type Jobs = Readonly<Record<string, Job>>

/** A job that is being done. */
export interface RunningJob {
  id: string
  task: string
  payload: object
}

/** Work that repeats: `every` in seconds. */
export interface Chore {
  name: string
  every: number
  work(): Promise<unknown>
}

export interface WorkerOptions {
  database: Database
  jobs: Jobs
  subscriptions: Subscriptions
  chores: readonly Chore[]
  /** Told of failures; jobs are retried with growing pauses, chores at their next turn. */
  onError(error: unknown, what: string): void
  /** Told of the facts this process has relayed. */
  onFacts?(facts: readonly RelayedFact[]): void
}

/** Starts relay, job runner and chores. `stop` lets running jobs finish, for three seconds at most; again is harmless. */
export async function startWorker({ database, jobs, subscriptions, chores, onError, onFacts }: WorkerOptions) {
  const { db, patient } = database
  const stopping = new AbortController()
  let stopped: Promise<void> | undefined
  const runner = await steadyRunner({ pool: patient, tasks: taskListOf(jobs, onError), onError })
  const loops = [
    loop(200, relay, 'relay'),
    loop(10_000, () => beat(db, runner.id()), 'beat'),
    loop(60_000, () => freeDeadWorkers(database), 'reaper'),
    ...chores.map((chore) => loop(chore.every * 1000, chore.work, chore.name)),
  ]

  async function loop(milliseconds: number, work: () => Promise<unknown>, what: string) {
    while (!stopping.signal.aborted) {
      let wait = milliseconds
      await work().catch((error) => {
        wait = Math.max(milliseconds, pauseAfterFailure)
        if (!stopping.signal.aborted) onError(error, what)
      })
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  async function relay() {
    while ((await relayOnce(db, subscriptions, onFacts)) === relayBatch && !stopping.signal.aborted);
  }

  async function stop() {
    stopping.abort()
    await Promise.all([runner.stop(), ...loops])
    await forget(db, runner.id()).catch((error) => onError(error, 'beat'))
  }

  return {
    stop() {
      stopped ??= stop()
      return stopped
    },
  }
}

const beat = (db: Db, id: string) =>
  db
    .insertInto('worker_beat')
    .values({ id })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ beat_at: sql`now()` }))
    .execute()

const forget = (db: Db, id: string) => db.deleteFrom('worker_beat').where('id', '=', id).execute()

/** Jobs of a worker that was killed stay locked for four hours unless somebody frees them. One that has just begun may not have beaten yet. */
async function freeDeadWorkers({ db, patient }: Database): Promise<void> {
  await sql`delete from worker_beat where beat_at < now() - interval '1 day'`.execute(db)
  const { rows } = await sql<{ locked_by: string }>`
    select distinct locked_by from graphile_worker._private_jobs where locked_by is not null
      and locked_at < now() - interval '60 s'
      and locked_by not in (select id from worker_beat where beat_at > now() - interval '60 s')`.execute(db)
  if (rows.length === 0) return
  await unlock(
    patient,
    rows.map((row) => row.locked_by),
  )
}

/** Carries out every fact and job that is due, and those that follow from them, then returns: for tests and the demo. */
export async function settle(options: Omit<WorkerOptions, 'chores'>): Promise<void> {
  const { database, jobs, subscriptions, onError, onFacts } = options
  const due = sql<{
    count: number
  }>`select count(*) from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts`
  for (let round = 0; round < 50; round++) {
    const moved = await relayOnce(database.db, subscriptions, onFacts)
    const { rows } = await due.execute(database.db)
    if (moved === 0 && rows[0]?.count === 0) return
    await runOnce({ pgPool: database.pool, noHandleSignals: true, logger: quiet, taskList: taskListOf(jobs, onError) })
  }
  throw new Error('jobs keep making jobs')
}

const taskListOf = (jobs: Jobs, onError: WorkerOptions['onError']): TaskList =>
  Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown, { job: { id } }: JobHelpers) => {
        try {
          await job(payload, id)
        } catch (error) {
          onError(error, name)
          throw error
        }
      },
    ]),
  )
