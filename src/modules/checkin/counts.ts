import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** How many are in, of how many valid tickets. */
export interface Counts {
  admitted: number
  valid: number
}

/** Counts an event's people: both by partial indexes that hold just the rows counted. */
export async function countsOf(db: Db, eventId: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select
      (select count(*) from scan where event_id = ${eventId} and result = 'admitted' and undone_at is null) as admitted,
      (select count(*) from ticket where event_id = ${eventId} and state = 'valid') as valid`.execute(db)
  return rows[0] ?? { admitted: 0, valid: 0 }
}
