import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { ChangeableTicket } from './ticket-changes.ts'

/** A ticket with all that a ticket in its place is made of. */
export interface LockedTicket extends ChangeableTicket {
  id: string
  orderId: string
  orderLineId: string
  ticketTypeId: string
  eventId: string
  position: number
  version: number
}

/** SQL: what event `e` says of changes of its tickets. Those of an event for invited people stay theirs. */
export const changeRules = sql`e.state as "eventState", e.starts_at as "startsAt", e.ends_at as "endsAt", e.time_zone as "timeZone",
  e.transfers_allowed and e.visibility <> 'invite-only' as "transfersAllowed", e.renames_allowed as "renamesAllowed", e.changes_close_hours as "changesCloseHours"`

/**
 * A ticket, locked until the transaction ends, and whether somebody is in with it. Scans take the same lock, so whoever is let in meanwhile
 * is let in before or after. Refuses `not_found`.
 */
export async function lockTicket(tx: Tx, ticketId: string): Promise<LockedTicket> {
  const { rows } = await sql<Omit<LockedTicket, 'isAdmitted'>>`
    select t.id, t.order_id as "orderId", t.order_line_id as "orderLineId", t.ticket_type_id as "ticketTypeId",
      t.event_id as "eventId", t.position, t.version, t.state, ${changeRules}
    from ticket t join event e on e.id = t.event_id where t.id = ${ticketId} for no key update of t`.execute(tx)
  const ticket = rows[0] ?? refuse('not_found')
  // A statement of its own: the one that waited for the lock sees scans as they were before it waited.
  const admitted = await tx
    .selectFrom('scan')
    .select('nonce')
    .where('ticket_id', '=', ticketId)
    .where('result', '=', 'admitted')
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return { ...ticket, isAdmitted: admitted !== undefined }
}
