import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import type { Services } from '../../services.ts'
import { notify, simpleState } from '../notifications/notify.ts'
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
  services: Pick<Services, 'db' | 'channels' | 'now' | 'publicUrl'>,
  caller: Caller,
  { userId, message, title = caller.name, channel = 'in_app' }: TextMessage,
) {
  const { db } = services
  const eventId = caller.administrator ? undefined : await commonEvent(db, caller.userId, userId)
  return transact(db, async (tx) => {
    const { id, state } = await notify(tx, services, { userId, kind: 'message', channel, title, message, eventId })
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
    .selectFrom('notification as n')
    .leftJoin('delivery as d', (join) => join.onRef('d.notification_id', '=', 'n.id').on('n.kind', '=', 'message'))
    .select(['n.id', 'n.title', 'n.message', 'd.channel', 'd.state', 'n.created_at as createdAt', 'n.read_at'])
    .where('n.user_id', '=', userId)
    .where('n.in_app', '=', true)
    .orderBy('n.id', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ read_at, channel, state, ...row }) => ({
    ...row,
    userId,
    channel: channel ?? 'in_app',
    status: state === null ? 'sent' : simpleState(state),
    read: read_at !== null,
  }))
}
