import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { isReceived } from './read.ts'

/** Kind of the mails that bring tickets again, as notifications name it. */
export const againKind = 'tickets_again'

/** The most such mails that one address is sent in an hour, whoever asks for them. */
const mostAnHour = 5

/**
 * Sends a paid order to its buyer again, with all tickets that are still theirs; with `eventId` it is its organizer who asks. Refuses `not_found` for an order of another event than
 * `eventId`, `wrong_order_state`, `nobody_to_mail` where the buyer was erased, `ticket_not_valid` when no ticket is left, and `too_many_requests`.
 */
export async function sendOrderAgain(db: Db, orderId: string, eventId?: string): Promise<{ email: string }> {
  return transact(db, async (tx) => {
    const { rows } = await sql<{ state: string; email: string | null; eventId: string; tickets: number }>`
      select o.state, o.email, o.event_id as "eventId",
        (select count(*)::int from ticket t where t.order_id = o.id and t.state = 'valid' and not ${isReceived}) as tickets
      from "order" o where o.id = ${orderId}`.execute(tx)
    const [order] = rows
    if (!order || (eventId !== undefined && order.eventId !== eventId)) return refuse('not_found')
    const { state, email, tickets } = order
    if (state !== 'paid' || email === null) return refuse('wrong_order_state', { state })
    if (email === '') refuse('nobody_to_mail')
    if (tickets === 0) refuse('ticket_not_valid', { state: 'transferred' })
    await refuseTooMany(tx, email)
    await announce(tx, 'tickets.asked_again', { asked: newId(), orderId })
    if (eventId !== undefined) await recordAct(tx, 'order.resent', { eventId, subjectId: orderId })
    return { email }
  })
}

/**
 * Sends one ticket to the person it is for, without the others of its order. Refuses `not_found` for a ticket of another event than `eventId`,
 * `ticket_not_valid`, `nobody_to_mail` where they were erased, and `too_many_requests`.
 */
export async function sendTicketAgain(db: Db, ticketId: string, eventId?: string): Promise<{ email: string }> {
  return transact(db, async (tx) => {
    const ticket = await tx
      .selectFrom('ticket')
      .select(['state', 'event_id', 'attendee_email'])
      .where('id', '=', ticketId)
      .executeTakeFirst()
    if (!ticket || (eventId !== undefined && ticket.event_id !== eventId)) return refuse('not_found')
    const { state, attendee_email: email } = ticket
    if (state !== 'valid') refuse('ticket_not_valid', { state })
    if (email === '') refuse('nobody_to_mail')
    await refuseTooMany(tx, email)
    await announce(tx, 'ticket.asked_again', { asked: newId(), ticketId })
    if (eventId !== undefined) await recordAct(tx, 'ticket.resent', { eventId, subjectId: ticketId })
    return { email }
  })
}

/** Counts what was sent: a page that is pressed in a hurry is held back by the limit on calls. */
async function refuseTooMany(db: Db, email: string): Promise<void> {
  const { length } = await db
    .selectFrom('notification')
    .select('id')
    .where('email', '=', email)
    .where('kind', '=', againKind)
    .where('created_at', '>', sql<Date>`now() - interval '1 hour'`)
    .limit(mostAnHour)
    .execute()
  if (length >= mostAnHour) refuse('too_many_requests', { seconds: 3600 })
}
