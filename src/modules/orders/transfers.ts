import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { once, type Repeat, unrepeated } from '../../db/idempotency.ts'
import type { TicketTransfer } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { transferSecret } from './codes.ts'
import { offerUntil, refuseUnlessChangeable } from './ticket-changes.ts'
import { holderOf } from './ticket-holder.ts'
import { lockTicket } from './ticket-lock.ts'

export type TransferState = Selectable<TicketTransfer>['state']

/** An offer as whoever made it sees it. */
export interface SentTransfer {
  toEmail: string
  state: TransferState
  offeredAt: Date
  expiresAt: Date
}

/** What passing on is given from outside. */
export interface Transferring {
  db: Db
  secret: string
  now(): Date
}

/** The state of transfer `x` of ticket `t`: an offer lives by comparison, and ends with its ticket. */
export const transferStateAt = (now: Date) => sql<TransferState>`
  case when x.state = 'offered' and t.state <> 'valid' then 'withdrawn'
    when x.state = 'offered' and x.expires_at <= ${now} then 'lapsed' else x.state end`

/** A ticket may be offered so many times a day: each time somebody gets a mail who may not have asked for it. */
const mostOffersADay = 5
const day = 24 * 3600_000

/**
 * Offers a ticket to somebody by email, for seven days or until changes close; it stays its holder's until it is accepted. Refuses what
 * `changeRefusal` says, `transfer_open` while it is offered to somebody, and `too_many_requests`.
 */
export async function offerTransfer(
  { db, secret, now }: Transferring,
  ticketId: string,
  { email, message = '', language }: { email: string; message?: string; language: string },
  repeat: Repeat = unrepeated,
): Promise<SentTransfer> {
  const at = now()
  const transferId = newId(at.getTime())
  const offer = await once<SentTransfer>(
    db,
    { ...repeat, content: ['offer', ticketId, email, message] },
    async (tx) => {
      const ticket = await lockTicket(tx, ticketId)
      refuseUnlessChangeable(ticket, 'transfer', at)
      await refuseTooMany(tx, ticketId, at)
      await closeLapsed(tx, ticketId, at)
      const from = await holderOf(tx, ticketId)
      const offered = await tx
        .insertInto('ticket_transfer')
        .values({
          id: transferId,
          ticket_id: ticketId,
          from_name: from.name,
          from_email: from.email,
          to_email: email.toLowerCase(),
          message: message.trim(),
          language,
          secret_hash: hashSecret(transferSecret(secret, transferId)),
          offered_at: at,
          expires_at: offerUntil(ticket, at),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning(['to_email as toEmail', 'state', 'offered_at as offeredAt', 'expires_at as expiresAt'])
        .executeTakeFirst()
      if (!offered) refuse('transfer_open')
      await announce(tx, 'transfer.offered', { transferId })
      return offered
    },
  )
  // An answer that was kept has its instants as text.
  return { ...offer, offeredAt: new Date(offer.offeredAt), expiresAt: new Date(offer.expiresAt) }
}

/** Takes back the open offer of a ticket; without one nothing changes. Refuses `transfer_closed` when it has been accepted. */
export async function withdrawTransfer(db: Db, ticketId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const withdrawn = await tx
      .updateTable('ticket_transfer')
      .set({ state: 'withdrawn', answered_at: now })
      .where('ticket_id', '=', ticketId)
      .where('state', '=', 'offered')
      .returning('id')
      .executeTakeFirst()
    if (withdrawn) return announce(tx, 'transfer.withdrawn', { transferId: withdrawn.id })
    const last = await lastTransferOf(tx, ticketId, now)
    if (last?.state === 'accepted') refuse('transfer_closed', { state: last.state })
  })
}

/** The last offer of a ticket, open or not. */
export async function lastTransferOf(db: Db, ticketId: string, now: Date): Promise<SentTransfer | null> {
  const { rows } = await sql<SentTransfer>`
    select x.to_email as "toEmail", ${transferStateAt(now)} as state, x.offered_at as "offeredAt", x.expires_at as "expiresAt"
    from ticket_transfer x join ticket t on t.id = x.ticket_id
    where x.ticket_id = ${ticketId} order by x.offered_at desc, x.id desc limit 1`.execute(db)
  return rows[0] ?? null
}

async function refuseTooMany(tx: Tx, ticketId: string, now: Date): Promise<void> {
  const recent = await tx
    .selectFrom('ticket_transfer')
    .select('offered_at')
    .where('ticket_id', '=', ticketId)
    .where('offered_at', '>', new Date(now.getTime() - day))
    .orderBy('offered_at', 'desc')
    .limit(mostOffersADay)
    .execute()
  const first = recent[mostOffersADay - 1]
  if (first)
    refuse('too_many_requests', { seconds: Math.ceil((first.offered_at.getTime() + day - now.getTime()) / 1000) })
}

/** An offer that lapsed makes room for the next. */
const closeLapsed = (tx: Tx, ticketId: string, now: Date) =>
  tx
    .updateTable('ticket_transfer')
    .set({ state: 'lapsed', answered_at: now })
    .where('ticket_id', '=', ticketId)
    .where('state', '=', 'offered')
    .where('expires_at', '<=', now)
    .execute()
