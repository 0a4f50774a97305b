import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { notify } from '../notifications/notify.ts'
import { organizationsOf } from './organizer.ts'

/** A message as client B sends it. */
export interface TextMessage {
  userId: string
  message: string
  /** The sender's name unless given. */
  title?: string
  channel?: 'in_app' | 'email' | 'sms'
}

/**
 * Tells somebody something: administrators anybody, organizers those with a ticket for an event of theirs. Refuses `not_allowed`,
 * `not_found` (to administrators) and `channel_unavailable`.
 */
export async function sendMessage(
  db: Db,
  caller: Caller,
  { userId, message, title = caller.name, channel = 'in_app' }: TextMessage,
) {
  const eventId = caller.administrator ? undefined : await commonEvent(db, caller.userId, userId)
  return transact(db, async (tx) => {
    const { id, state } = await notify(tx, { userId, kind: 'message', channel, title, message, eventId })
    await recordAct(tx, 'message.sent', { eventId, subjectId: userId, after: { channel } })
    return { id, userId, status: state }
  })
}

/** The latest event of the caller's that somebody has a ticket for. */
async function commonEvent(db: Db, organizerId: string, userId: string): Promise<string> {
  const organizations = await organizationsOf(db, organizerId, 'attendees.message')
  const { rows } = await sql<{ eventId: string }>`
    select o.event_id as "eventId" from "order" o
    where o.user_id = ${userId} and o.organization_id = any(${organizations.map(({ id }) => id)}::uuid[]) and o.state = 'paid'
    order by o.created_at desc limit 1`.execute(db)
  return rows[0]?.eventId ?? refuse('not_allowed')
}

/** What somebody was told in the app or by organizers, newest first, at most 200. */
export async function messagesOf(db: Db, userId: string) {
  const rows = await db
    .selectFrom('notification')
    .select(['id', 'title', 'message', 'channel', 'state as status', 'created_at as createdAt', 'read_at'])
    .where('user_id', '=', userId)
    .where((where) => where.or([where('channel', '=', 'in_app'), where('kind', '=', 'message')]))
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ read_at, ...row }) => ({ ...row, userId, read: read_at !== null }))
}
