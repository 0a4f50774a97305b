import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { doLater } from '../../jobs/later.ts'
import { sendingOf } from './announcements/sending.ts'

/** Has messages sent to their end whose job is no more, as one that has failed too often. */
export async function sendUnfinished(db: Db): Promise<void> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select a.id, a.send_at as at from announcement a
    where a.state = 'sending' and not exists (
      select from graphile_worker.jobs j
      where j.key = 'announcement:' || a.id and (j.attempts < j.max_attempts or j.locked_at is not null))`.execute(db)
  for (const { id, at } of rows) await doLater(db, sendingOf(id, at))
}
