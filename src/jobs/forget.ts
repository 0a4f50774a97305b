import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** Takes away facts and jobs that name an address and wait to be done, or failed for good. What is being done goes on to its end. */
export async function forgetJobsFor(db: Db, email: string): Promise<void> {
  await sql`delete from outbox where payload ->> 'email' = ${email} or payload #>> '{holder,email}' = ${email}`.execute(
    db,
  )
  await sql`
    delete from graphile_worker._private_jobs
    where locked_at is null and (payload ->> 'email' = ${email} or payload #>> '{holder,email}' = ${email})`.execute(db)
}
