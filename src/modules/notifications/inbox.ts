import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { PageOf } from '../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../lib/cursor.ts'
import { isKind, kindOf, type TopicName } from './kinds.ts'

/** One message in somebody's app. `url` is a path in the application. */
export interface InboxItem {
  id: string
  kind: string
  topic: TopicName
  title: string
  message: string
  url: string | null
  eventId: string | null
  createdAt: Date
  readAt: Date | null
}

const pageSize = 30

/** A person's messages in the app, newest first. Refuses `bad_request` for a cursor that is none of ours. */
export async function inboxOf(db: Db, userId: string, cursor: string | undefined): Promise<PageOf<InboxItem>> {
  const after = cursor === undefined ? undefined : (readCursor(cursor, [cursorParts.id]) ?? refuse('bad_request'))
  const rows = await newest(db, userId, pageSize + 1, after?.[0])
  const items = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? items.at(-1) : undefined
  return { items, next: last ? writeCursor([last.id]) : null }
}

/** How many messages somebody has not read, and the newest of all. */
export async function inboxState(db: Db, userId: string): Promise<{ unread: number; newest: InboxItem | null }> {
  const [unread, [item = null]] = await Promise.all([unreadOf(db, userId), newest(db, userId, 1)])
  return { unread, newest: item }
}

/** How many messages somebody has not read. */
export async function unreadOf(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*) as unread from notification where user_id = ${userId} and in_app and read_at is null`.execute(db)
  return rows[0]?.unread ?? 0
}

async function newest(db: Db, userId: string, limit: number, after?: string): Promise<InboxItem[]> {
  const rows = await db
    .selectFrom('notification')
    .select([
      'id',
      'kind',
      'title',
      'message',
      'url',
      'event_id as eventId',
      'created_at as createdAt',
      'read_at as readAt',
    ])
    .where('user_id', '=', userId)
    .where('in_app', '=', true)
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    // Ids are UUIDv7, so they sort by the time they were made.
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, topic: isKind(row.kind) ? kindOf(row.kind).topic : 'account' }))
}

/** Marks a message of a person's as read, or all of them; again is harmless. Refuses `not_found` for one that is not theirs. */
export async function markRead(db: Db, userId: string, at: Date, notificationId?: string): Promise<void> {
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('notification')
      .set({ read_at: at })
      .where('user_id', '=', userId)
      .where('in_app', '=', true)
      .where('read_at', 'is', null)
      .$if(notificationId !== undefined, (query) => query.where('id', '=', notificationId ?? ''))
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await announce(tx, 'notification.read', { userId })
    else if (notificationId !== undefined) await refuseUnlessTheirs(tx, userId, notificationId)
  })
}

async function refuseUnlessTheirs(db: Db, userId: string, notificationId: string): Promise<void> {
  const row = await db
    .selectFrom('notification')
    .select('id')
    .where('id', '=', notificationId)
    .where('user_id', '=', userId)
    .where('in_app', '=', true)
    .executeTakeFirst()
  if (!row) refuse('not_found')
}
