import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Order } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { Caller } from '../../http/request.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { cardOf, type EventCardJson, eventCard } from './event-card.ts'
import { stateAt, type TicketRow, ticketsOf } from './read.ts'

interface TicketParts {
  code: string
  orderCode: string
  buyerEmail: string
  onlineUrl: string
  event: EventCardJson
}

/** One ticket with its event. `code` is what its QR code says; `siblings` are the tickets of its order, itself among them. */
export async function readTicket(db: Db, ticketId: string) {
  const { rows } = await sql<TicketRow & TicketParts>`
    select t.id, t.order_id as "orderId", t.position, t.ticket_type_id as "ticketTypeId", y.name as "ticketType",
      t.attendee_name as "attendeeName", t.attendee_email as "attendeeEmail", t.short_code as "shortCode", t.state,
      t.code, o.code as "orderCode", o.email as "buyerEmail", e.online_url as "onlineUrl", ${eventCard} as event
    from ticket t join ticket_type y on y.id = t.ticket_type_id join "order" o on o.id = t.order_id
    join event e on e.id = t.event_id join organization g on g.id = e.organization_id
    where t.id = ${ticketId}`.execute(db)
  const [ticket] = rows
  if (!ticket) refuse('not_found')
  const siblings = await ticketsOf(db, [ticket.orderId])
  return { ...ticket, event: cardOf(ticket.event), siblings: siblings.map(({ id }) => id), of: siblings.length }
}

/** Gives a ticket to somebody by name and email. Refuses `ticket_not_valid` once it is void or transferred. */
export async function renameTicket(
  db: Db,
  ticketId: string,
  { attendeeName, attendeeEmail }: { attendeeName: string; attendeeEmail: string },
): Promise<void> {
  await transact(db, async (tx) => {
    const renamed = await tx
      .updateTable('ticket')
      .set({ attendee_name: attendeeName.trim(), attendee_email: attendeeEmail.toLowerCase() })
      .where('id', '=', ticketId)
      .where('state', '=', 'valid')
      .returning('event_id')
      .executeTakeFirst()
    if (renamed) return announce(tx, 'ticket.renamed', { ticketId, eventId: renamed.event_id })
    const { state } = await tx.selectFrom('ticket').select('state').where('id', '=', ticketId).executeTakeFirstOrThrow()
    refuse('ticket_not_valid', { state })
  })
}

/** The most orders that are listed for one person. */
const mostOrders = 200

/**
 * Paid and unfinished orders of whoever asks, by event date, the next first: those of the account, those of its confirmed email, and
 * those whose secrets this browser has.
 */
export async function myOrders(db: Db, caller: Caller | null, secrets: readonly string[], now: Date) {
  const email = caller?.emailVerified ? caller.email : null
  const { rows } = await sql<{
    id: string
    code: string
    state: Order['state']
    expiresAt: Date | null
    event: EventCardJson
  }>`
    select o.id, o.code, ${stateAt(now)} as state, o.expires_at as "expiresAt", ${eventCard} as event
    from "order" o join event e on e.id = o.event_id join organization g on g.id = e.organization_id
    where (o.user_id = ${caller?.userId ?? null} or o.email = ${email} or o.secret_hash = any(${secrets.map(hashSecret)}))
      and (o.state = 'paid' or (o.state in ('held', 'awaiting_payment') and (o.expires_at is null or o.expires_at > ${now})))
    order by e.ends_at < ${now}, abs(extract(epoch from e.starts_at - ${now}::timestamptz)), o.created_at desc
    limit ${mostOrders}`.execute(db)
  const tickets = await ticketsOf(
    db,
    rows.map((order) => order.id),
  )
  const items = rows.map((order) => ({
    ...order,
    event: cardOf(order.event),
    tickets: tickets.filter((ticket) => ticket.orderId === order.id),
  }))
  return { items }
}
