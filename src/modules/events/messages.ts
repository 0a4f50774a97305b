import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { PageOf } from '../../http/shapes.ts'
import { refuseUninvited, type Visitor } from './guest-access.ts'

/** What somebody wrote to the organizer of an event, and the answer. Addresses are shown to neither. */
export interface EventMessage {
  id: string
  from: string
  message: string
  writtenAt: Date
  answer: string | null
  answeredAt: Date | null
}

/** Somebody may write so many messages a day, to all organizers together. */
const mostADay = 5
const day = 24 * 3600_000

/**
 * Writes to the organizer of an event that people can see; its team is told. Refuses `email_not_verified`, since the answer goes to that address,
 * `not_found`, `guests_only`, and `too_many_requests` after five in a day.
 */
export async function writeToOrganizer(
  db: Db,
  eventId: string,
  visitor: Visitor & { userId: string },
  message: string,
  now: Date,
): Promise<void> {
  const { userId, email } = visitor
  if (email === null) refuse('email_not_verified')
  await transact(db, async (tx) => {
    await refuseUnseen(tx, eventId, visitor)
    await refuseTooMany(tx, 'event_message', userId, now)
    const id = newId(now.getTime())
    await tx
      .insertInto('event_message')
      .values({ id, event_id: eventId, user_id: userId, message: message.trim(), written_at: now })
      .execute()
    await announce(tx, 'event.message_written', { messageId: id, eventId })
  })
}

/** Refuses `not_found` for an event that was never live, and `guests_only`. */
export async function refuseUnseen(tx: Tx, eventId: string, visitor: Visitor): Promise<void> {
  const event = await tx
    .selectFrom('event')
    .select(['id', 'state', 'visibility'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (event?.state !== 'published' && event?.state !== 'cancelled') refuse('not_found')
  await refuseUninvited(tx, event, visitor)
}

/** Lets nobody write more than `mostADay` rows; whoever writes several at once waits for each. */
export async function refuseTooMany(
  tx: Tx,
  table: 'event_message' | 'event_report',
  userId: string,
  now: Date,
): Promise<void> {
  await sql`select from users where id = ${userId} for no key update`.execute(tx)
  const since = new Date(now.getTime() - day)
  const at = table === 'event_message' ? sql`written_at` : sql`reported_at`
  const { rows } = await sql<{ first: Date }>`
    select ${at} as first from ${sql.table(table)} where user_id = ${userId} and ${at} > ${since}
    order by ${at} desc limit ${mostADay}`.execute(tx)
  const first = rows[mostADay - 1]?.first
  if (first) refuse('too_many_requests', { seconds: Math.ceil((first.getTime() + day - now.getTime()) / 1000) })
}

const pageSize = 30

/** What was written about an event, newest first. */
export async function listMessages(
  db: Db,
  eventId: string,
  { cursor }: { cursor?: string },
): Promise<PageOf<EventMessage>> {
  const rows = await db
    .selectFrom('event_message as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select([
      'm.id',
      'u.name as from',
      'm.message',
      'm.written_at as writtenAt',
      'm.answer',
      'm.answered_at as answeredAt',
    ])
    .where('m.event_id', '=', eventId)
    .$if(cursor !== undefined, (query) => query.where('m.id', '<', String(cursor)))
    .orderBy('m.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const items = rows.slice(0, pageSize)
  return { items, next: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null }
}

/** Answers a message, once; whoever wrote it gets the answer by mail. Refuses `not_found` and `already_answered`. */
export async function answerMessage(
  db: Db,
  { eventId, messageId, userId }: { eventId: string; messageId: string; userId: string },
  answer: string,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const answered = await tx
      .updateTable('event_message')
      .set({ answer: answer.trim(), answered_at: now, answered_by: userId })
      .where('id', '=', messageId)
      .where('event_id', '=', eventId)
      .where('answer', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!answered) {
      const message = await tx
        .selectFrom('event_message')
        .select('id')
        .where('id', '=', messageId)
        .where('event_id', '=', eventId)
        .executeTakeFirst()
      refuse(message ? 'already_answered' : 'not_found')
    }
    await announce(tx, 'event.message_answered', { messageId, eventId })
    await recordAct(tx, 'message.answered', { eventId, subjectId: messageId })
  })
}
