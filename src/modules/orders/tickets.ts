import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { cardOf, type EventCardJson, eventCard } from './event-card.ts'
import { isReceived, type TicketRow, ticketColumns, ticketsOf } from './read.ts'
import {
  type ChangeableTicket,
  changeRefusal,
  changesUntil,
  refuseUnlessChangeable,
  type TicketChange,
} from './ticket-changes.ts'
import { changeRules, lockTicket } from './ticket-lock.ts'
import { lastTransferOf } from './transfers.ts'

interface TicketParts extends Omit<ChangeableTicket, 'state'> {
  test: boolean
  code: string
  orderCode: string
  isReceived: boolean
  buyerEmail: string | null
  onlineUrl: string
  event: EventCardJson
}

/**
 * One ticket with its event. `code` is what its QR code says; `siblings` are the tickets of its order that belong with it, itself among them:
 * all that the buyer was given, or just the one that somebody received. `changes` are what may be done with it now, and until when;
 * `transfer` is its last offer.
 */
export async function readTicket(db: Db, ticketId: string, now: Date) {
  const { rows } = await sql<TicketRow & TicketParts>`
    select ${ticketColumns}, o.test, t.code, o.code as "orderCode", ${isReceived} as "isReceived",
      case when not ${isReceived} then o.email end as "buyerEmail", e.online_url as "onlineUrl", ${eventCard} as event,
      ${isAdmitted} as "isAdmitted", ${changeRules}
    from ticket t join ticket_type y on y.id = t.ticket_type_id join "order" o on o.id = t.order_id
    join event e on e.id = t.event_id join organization g on g.id = e.organization_id
    where t.id = ${ticketId}`.execute(db)
  const [ticket] = rows
  if (!ticket) refuse('not_found')
  const siblings = ticket.isReceived ? [ticket] : await ticketsOf(db, [ticket.orderId])
  const mayChange = (change: TicketChange) => changeRefusal(ticket, change, now) === null
  return {
    ...ticket,
    orderId: ticket.isReceived ? null : ticket.orderId,
    event: cardOf(ticket.event),
    siblings: siblings.map(({ id }) => id),
    of: siblings.length,
    changes: { transfer: mayChange('transfer'), rename: mayChange('rename'), until: changesUntil(ticket) },
    transfer: await lastTransferOf(db, ticketId, now),
  }
}

/** SQL: whether somebody is in with ticket `t`. */
const isAdmitted = sql<boolean>`exists (
  select from scan s where s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null)`

/** Puts another name and email on a ticket, which stays with whoever has it. Refuses what `changeRefusal` says. */
export async function renameTicket(
  db: Db,
  ticketId: string,
  { attendeeName, attendeeEmail }: { attendeeName: string; attendeeEmail: string },
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const ticket = await lockTicket(tx, ticketId)
    refuseUnlessChangeable(ticket, 'rename', now)
    await tx
      .updateTable('ticket')
      .set({ attendee_name: attendeeName.trim(), attendee_email: attendeeEmail.toLowerCase() })
      .where('id', '=', ticketId)
      .execute()
    await announce(tx, 'ticket.renamed', { ticketId, eventId: ticket.eventId })
  })
}
