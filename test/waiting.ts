import { sql } from 'kysely'
import type { Db } from '../src/db/connect.ts'

/** Comes back when at least so many connections of this database wait for what another one has locked. */
export async function waiting(db: Db, least = 1): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    if (rows.length >= least) return
  }
}
