import { sql } from 'kysely'
import type { RelayedFact } from '../cache/shared-facts.ts'
import type { Db } from '../db/connect.ts'
import type { FactName } from '../facts.ts'
import { priorityOf } from './priority.ts'

/** Which jobs follow a fact; the literal is in src/subscriptions.ts. */
export type Subscriptions = { readonly [F in FactName]?: readonly string[] }

/** The most facts that are moved in one go. */
export const relayBatch = 500

/**
 * Turns the oldest facts into jobs, one for each subscriber, and returns how many facts it took. `onFacts` is told of them once that is
 * committed. Rows that another relay has are skipped. Buying inserts a plain row, and just this adds jobs: adding one notifies the workers, and
 * PostgreSQL lets transactions that notify commit one at a time (libraries: 5,900 against 1,100 orders/s).
 */
export async function relayOnce(
  db: Db,
  subscriptions: Subscriptions,
  onFacts: (facts: readonly RelayedFact[]) => void = () => {},
): Promise<number> {
  const facts = await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: number; fact: FactName; payload: object }>`
      delete from outbox where id in (select id from outbox order by id limit ${relayBatch} for update skip locked)
      returning id, fact, payload`.execute(tx)
    const jobs = rows
      .sort((a, b) => a.id - b.id)
      .flatMap(({ fact, payload }) =>
        (subscriptions[fact] ?? []).map((task) => ({ task, payload: JSON.stringify(payload) })),
      )
    if (jobs.length > 0)
      await sql`select graphile_worker.add_jobs(array(
        select (task, payload::json, null, null, 12, null, priority, null)::graphile_worker.job_spec
        from unnest(${jobs.map((job) => job.task)}::text[], ${jobs.map((job) => job.payload)}::text[], ${jobs.map((job) => priorityOf(job.task))}::integer[])
          as job (task, payload, priority)))`.execute(tx)
    return rows
  })
  if (facts.length > 0) onFacts(facts)
  return facts.length
}
