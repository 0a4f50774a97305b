import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** How many are in, of how many valid tickets. Those of test orders are not among them. */
export interface Counts {
  admitted: number
  valid: number
}

/** Counts an event's people: by partial indexes that hold just the rows counted, and the few tickets of test orders taken off. */
export async function countsOf(db: Db, eventId: string): Promise<Counts> {
  const event = sql`${eventId}::uuid`
  const { rows } = await sql<Counts>`
    select ${admittedTo(event)} as admitted, ${validFor(event)} as valid`.execute(db)
  return rows[0] ?? { admitted: 0, valid: 0 }
}

/** SQL that counts who is in at an event. */
export const admittedTo = (event: RawBuilder<unknown>) => sql`(
  select count(*) from scan s where s.event_id = ${event} and s.result = 'admitted' and s.undone_at is null and not s.test)`

/** SQL that counts the valid tickets of an event. */
export const validFor = (event: RawBuilder<unknown>) => sql`(
  (select count(*) from ticket t where t.event_id = ${event} and t.state = 'valid')
  - (select count(*) from "order" o join ticket t on t.order_id = o.id
    where o.event_id = ${event} and o.test and t.state = 'valid'))`
