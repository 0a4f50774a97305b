import { sql } from 'kysely'
import type { Static } from 'typebox'
import { boundAct } from '../../acts.ts'
import { bind, type Companion } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { onceTogether, type Repeat, unrepeated } from '../../db/idempotency.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { Blocked } from './api.ts'
import type { Desk } from './desk.ts'

/**
 * Keeps so many places of a ticket type off sale, or of the whole event where the type is null, and says why, once for each key; none gives all
 * back. Refuses `not_found`, `wrong_event_state` (cancelled), `capacity_below_sold` with what is sold or held, and
 * `without_limit` where there is no number of places to keep any of.
 */
export async function blockPlaces(
  db: Db,
  desk: Desk,
  { eventId, ticketTypeId }: { eventId: string; ticketTypeId: string | null },
  { places, reason }: Static<typeof Blocked>,
  repeat: Repeat = unrepeated,
): Promise<Static<typeof Blocked>> {
  const stockId = await stockOf(db, eventId, ticketTypeId)
  const said = { places, reason: reason.trim() }
  const write = bind(reasons, { eventId, stockId, reason: said.reason })
  const subjectId = ticketTypeId ?? undefined
  const act = boundAct('event.places_blocked', () => ({ eventId, subjectId, after: { places } }))
  return onceTogether(
    { ...repeat, content: ['block', stockId, said] },
    () => said,
    (...keeps) => desk.submit(eventId, { kind: 'block', stockId, places }, ...keeps, write, act),
  )
}

async function stockOf(db: Db, eventId: string, ticketTypeId: string | null): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select s.id from stock s left join ticket_type_stock t on t.stock_id = s.id and not s.whole_event
    where s.event_id = ${eventId} and case when ${ticketTypeId}::uuid is null then s.whole_event else t.ticket_type_id = ${ticketTypeId} end`.execute(
    db,
  )
  return rows[0]?.id ?? refuse('not_found')
}

/** Writes the reasons beside the counters, and drops what is kept of the event's page. */
const reasons: Companion<{ eventId: string; stockId: string; reason: string }> = {
  async follow(tx, done) {
    // One after the other: of two about the same stock the later is the one that counts, as it is for the places.
    for (const { item } of done) {
      const { eventId, stockId, reason } = item
      await tx.updateTable('stock').set({ block_reason: reason }).where('id', '=', stockId).execute()
      await announce(tx, 'event.changed', { eventId })
    }
  },
}
