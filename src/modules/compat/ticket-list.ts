import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { mayDo } from '../accounts/permissions.ts'
import { qrPng } from '../orders/qr.ts'
import { isReceived } from '../orders/read.ts'

/** A ticket as client B shows it; `qr` is a data: URL of a PNG (RFC 2397). */
export interface ShownTicket {
  id: string
  code: string
  qr: string
}

/** The tickets of an order that nobody else was given, by number. */
export async function orderTickets(db: Db, orderId: string): Promise<ShownTicket[]> {
  const rows = await db
    .selectFrom('ticket as t')
    .select(['id', 'code'])
    .where('order_id', '=', orderId)
    .where(sql<boolean>`not ${isReceived}`)
    .orderBy('position')
    .execute()
  return rows.map(({ id, code }) => ({ id, code, qr: qrUrl(code) }))
}

const qrUrl = (code: string) => `data:image/png;base64,${qrPng(code).toString('base64')}`

/** The most tickets that are listed at once. */
const most = 1000

/**
 * The caller's tickets of an event, newest first; all of them for members who may read its attendees, whose QR codes stay with those they
 * are for. Refuses `not_found` for an event the caller cannot know of.
 */
export async function eventTickets(db: Db, eventId: string, caller: Caller) {
  const event = await db
    .selectFrom('event')
    .select(['organization_id', 'state'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  const membership = event && (await membershipOf(db, event.organization_id, caller.userId))
  if (!event || (!membership && (event.state === 'draft' || event.state === 'waiting'))) refuse('not_found')
  const isOrganizer = membership !== undefined && mayDo(membership.role, 'attendees.read')
  const rows = await db
    .selectFrom('ticket as t')
    .innerJoin('order as o', 'o.id', 't.order_id')
    .leftJoin('ticket_transfer as x', 'x.new_ticket_id', 't.id')
    .select([
      't.id',
      't.code',
      't.state as status',
      't.attendee_name as attendeeName',
      'o.id as orderId',
      holder.as('userId'),
    ])
    .where('t.event_id', '=', eventId)
    .$if(!isOrganizer, (query) => query.where(holder, '=', caller.userId))
    .orderBy('t.id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, eventId, ...(row.userId === caller.userId ? { qr: qrUrl(row.code) } : {}) }))
}

/** Whose the ticket is: the buyer's, or of whom it was passed on to. */
const holder = sql<string | null>`case when x.id is null then o.user_id else x.accepted_by end`

const membershipOf = (db: Db, organizationId: string, userId: string) =>
  db
    .selectFrom('membership')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
