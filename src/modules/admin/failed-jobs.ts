import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { PageOf } from '../../http/shapes.ts'

const pageLength = 50

/** A job of the queue whose last try failed. `number` is the queue's own, as text: it may pass what JavaScript counts exactly. */
export interface FailedJob {
  number: string
  task: string
  attempts: number
  maxAttempts: number
  givenUp: boolean
  error: string
  createdAt: Date
  runAt: Date
}

/** Failed jobs, the newest first; the cursor is the number of the last. */
export async function listFailedJobs(db: Db, { cursor }: { cursor?: string }): Promise<PageOf<FailedJob>> {
  const { rows } = await sql<FailedJob>`
    select j.id::text as number, j.task_identifier as task, j.attempts, j.max_attempts as "maxAttempts",
      j.attempts >= j.max_attempts as "givenUp", j.last_error as error, j.created_at as "createdAt", j.run_at as "runAt"
    from graphile_worker.jobs j
    where j.last_error is not null and ${cursor ? sql`j.id < ${cursor}::bigint` : sql`true`}
    order by j.id desc limit ${pageLength + 1}`.execute(db)
  const items = rows.slice(0, pageLength).map((row) => ({ ...row, error: withoutPeople(row.error) }))
  return { items, next: rows.length > pageLength ? (items.at(-1)?.number ?? null) : null }
}

const longestError = 300

/**
 * The first line of an error without what could name a person: addresses of mail and network, the queries of links, what stands in quotes, and long
 * numbers. What remains says which kind of thing went wrong; the log has the rest.
 */
export function withoutPeople(error: string): string {
  const [line = ''] = error.split('\n')
  return line
    .replace(/\S+@\S+/g, '…')
    .replace(/(https?:\/\/[^\s/?#]+)\S*/g, '$1/…')
    .replace(/(["'“«„]).*?["'”»“]/g, '$1…$1')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '…')
    .replace(/\+?\d[\d\s-]{5,}\d/g, '…')
    .slice(0, longestError)
}

type OneJob = Pick<FailedJob, 'number' | 'task'>

/** Has a failed job tried again at once. Refuses not_found, also while it runs. */
export const retryJob = (db: Db, number: string): Promise<void> =>
  withFailed(db, number, async (tx, job) => {
    await sql`select graphile_worker.reschedule_jobs(array[${job.number}::bigint], run_at := now(), attempts := 0)`.execute(
      tx,
    )
    await recordAct(tx, 'job.retried', { after: job })
  })

/** Takes a failed job out of the queue. Refuses not_found, also while it runs. */
export const dropJob = (db: Db, number: string): Promise<void> =>
  withFailed(db, number, async (tx, job) => {
    await sql`select graphile_worker.complete_jobs(array[${job.number}::bigint])`.execute(tx)
    await recordAct(tx, 'job.dropped', { after: job })
  })

/** The queue's functions pass over what a worker holds; whoever holds the row first decides. */
async function withFailed(db: Db, number: string, work: (tx: Tx, job: OneJob) => Promise<void>): Promise<void> {
  if (!/^\d{1,18}$/.test(number)) refuse('not_found')
  await transact(db, async (tx) => {
    const { rows } = await sql<OneJob>`
      select j.id::text as number, t.identifier as task
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.id = ${number}::bigint and j.last_error is not null and j.locked_at is null for update of j`.execute(tx)
    await work(tx, rows[0] ?? refuse('not_found'))
  })
}
