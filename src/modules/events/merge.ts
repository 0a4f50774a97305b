import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Gives messages and reports of one account to another. Of two open reports of one event the one that moves is closed. */
export async function moveMessages(tx: Tx, { from, into }: { from: string; into: string }, now: Date): Promise<void> {
  await sql`update event_message set user_id = ${into} where user_id = ${from}`.execute(tx)
  await sql`
    update event_report r set user_id = ${into},
      state = case when twin.id is null then r.state else 'closed' end, closed_at = case when twin.id is null then r.closed_at else ${now} end
    from event_report own left join event_report twin
      on twin.event_id = own.event_id and twin.user_id = ${into} and twin.state = 'open' and own.state = 'open'
    where own.id = r.id and r.user_id = ${from}`.execute(tx)
}
