import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { once, type Repeat, unrepeated } from '../../db/idempotency.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { lockStocks } from '../events/row.ts'
import { cardOf, type EventCardJson, eventCard } from './event-card.ts'
import { refuseUnlessChangeable } from './ticket-changes.ts'
import { newTicketCode, ticketKey } from './ticket-code.ts'
import { type LockedTicket, lockTicket } from './ticket-lock.ts'
import { type Transferring, type TransferState, transferStateAt } from './transfers.ts'

/** An offered ticket as whom it is offered to sees it. `ticketId` is theirs, once they accepted. Refuses `not_found`. */
export async function readTransfer(db: Db, transferId: string, now: Date) {
  const { rows } = await sql<{
    id: string
    state: TransferState
    fromName: string
    toEmail: string
    message: string
    expiresAt: Date
    ticketId: string | null
    ticketType: string
    event: EventCardJson
  }>`
    select x.id, ${transferStateAt(now)} as state, x.from_name as "fromName", x.to_email as "toEmail", x.message,
      x.expires_at as "expiresAt", x.new_ticket_id as "ticketId", y.name as "ticketType", ${eventCard} as event
    from ticket_transfer x join ticket t on t.id = x.ticket_id join ticket_type y on y.id = t.ticket_type_id
    join event e on e.id = t.event_id join organization g on g.id = e.organization_id
    where x.id = ${transferId}`.execute(db)
  const transfer = rows[0] ?? refuse('not_found')
  return { ...transfer, event: cardOf(transfer.event) }
}

/** Says no to an offer; saying it twice changes nothing. Refuses `transfer_closed` when it was accepted or withdrawn. */
export async function declineTransfer(db: Db, transferId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const declined = await tx
      .updateTable('ticket_transfer')
      .set({ state: 'declined', answered_at: now })
      .where('id', '=', transferId)
      .where('state', '=', 'offered')
      .returning('id')
      .executeTakeFirst()
    if (declined) return announce(tx, 'transfer.declined', { transferId })
    const { state } = await readTransfer(tx, transferId, now)
    if (state !== 'declined') refuse('transfer_closed', { state })
  })
}

/** Who accepts an offer. The account, if there is one, has the ticket whatever its email is. */
export interface Receiver {
  name: string
  userId: string | null
  language: string
}

/**
 * Accepts an offer and returns the new ticket's id: the old ticket is `transferred` and its code dead from this moment on; a new one of the same
 * order and place takes over, with a code of its own. Stocks do not move. Accepting again gives the same ticket. Refuses `transfer_closed` and
 * what `changeRefusal` says.
 */
export async function acceptTransfer(
  { db, secret, now }: Transferring,
  transferId: string,
  receiver: Receiver,
  repeat: Repeat = unrepeated,
): Promise<string> {
  const at = now()
  return once(db, { ...repeat, content: ['accept', transferId, receiver.name] }, async (tx) => {
    const { ticketId, eventId } = await ticketOfTransfer(tx, transferId)
    // Whoever voids or refunds tickets of this order reads them under the same lock, and so sees one of the two tickets and never neither.
    await lockStocks(tx, eventId)
    const ticket = await lockTicket(tx, ticketId)
    const transfer = await lockTransfer(tx, transferId)
    if (transfer.new_ticket_id !== null) return transfer.new_ticket_id
    if (transfer.state !== 'offered') refuse('transfer_closed', { state: transfer.state })
    refuseUnlessChangeable(ticket, 'transfer', at)
    if (transfer.expires_at <= at) refuse('transfer_closed', { state: 'lapsed' })
    const newTicketId = await replaceTicket(tx, ticket, { ...receiver, email: transfer.to_email, secret, at })
    await tx
      .updateTable('ticket_transfer')
      .set({
        state: 'accepted',
        answered_at: at,
        to_name: receiver.name.trim(),
        language: receiver.language,
        accepted_by: receiver.userId,
        new_ticket_id: newTicketId,
      })
      .where('id', '=', transferId)
      .execute()
    await announce(tx, 'transfer.accepted', { transferId, newTicketId })
    return newTicketId
  })
}

async function ticketOfTransfer(tx: Tx, transferId: string) {
  const found = await tx
    .selectFrom('ticket_transfer')
    .innerJoin('ticket', 'ticket.id', 'ticket_transfer.ticket_id')
    .select(['ticket.id as ticketId', 'ticket.event_id as eventId'])
    .where('ticket_transfer.id', '=', transferId)
    .executeTakeFirst()
  return found ?? refuse('not_found')
}

const lockTransfer = (tx: Tx, transferId: string) =>
  tx
    .selectFrom('ticket_transfer')
    .select(['state', 'expires_at', 'to_email', 'new_ticket_id'])
    .where('id', '=', transferId)
    .forUpdate()
    .executeTakeFirstOrThrow()

/** The version is one byte of the code; whoever passes a ticket on so often gets the last one again. */
const highestVersion = 255

async function replaceTicket(
  tx: Tx,
  ticket: LockedTicket,
  { name, email, secret, at }: { name: string; email: string; secret: string; at: Date },
): Promise<string> {
  await tx.updateTable('ticket').set({ state: 'transferred' }).where('id', '=', ticket.id).execute()
  const id = newId(at.getTime())
  const { code, shortCode, version } = newTicketCode(
    ticketKey(secret),
    ticket.eventId,
    Math.min(ticket.version + 1, highestVersion),
  )
  await tx
    .insertInto('ticket')
    .values({
      id,
      order_id: ticket.orderId,
      order_line_id: ticket.orderLineId,
      event_id: ticket.eventId,
      ticket_type_id: ticket.ticketTypeId,
      position: ticket.position,
      code,
      short_code: shortCode,
      version,
      attendee_name: name.trim(),
      attendee_email: email,
    })
    .execute()
  return id
}
