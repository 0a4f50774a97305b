import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { priorityOf } from './priority.ts'

/** A job for later, known by its key. */
export interface Later {
  key: string
  job: string
  at: Date
  payload: object
}

/**
 * Has a job done at its time, in place of the one that has its key. One that is under way goes on beside it, so a job looks whether it is still the one that
 * is meant. Adding notifies the workers: never in a transaction that buys something.
 */
export async function doLater(db: Db, { key, job, at, payload }: Later): Promise<void> {
  await sql`
    select graphile_worker.add_job(${job}, payload := ${JSON.stringify(payload)}::json, run_at := ${at}, max_attempts := 12, job_key := ${key},
      priority := ${priorityOf(job)})`.execute(db)
}

/** Drops jobs whose time is after `now`. Those that are due, or were and are tried again, are for them to see to. */
export async function dropLater(db: Db, keys: readonly string[], now: Date): Promise<void> {
  await sql`
    select graphile_worker.remove_job(key) from graphile_worker.jobs where key = any(${[...keys]}) and run_at > ${now} and attempts = 0`.execute(
    db,
  )
}
