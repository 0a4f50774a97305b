import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { PageOf } from '../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../lib/cursor.ts'

/** One message in somebody's app. */
export interface InboxItem {
  id: string
  kind: string
  title: string
  message: string
  eventId: string | null
  createdAt: Date
  readAt: Date | null
}

const pageSize = 30

/** A person's messages in the app, newest first. Refuses `bad_request` for a cursor that is none of ours. */
export async function inboxOf(db: Db, userId: string, cursor: string | undefined): Promise<PageOf<InboxItem>> {
  const after = cursor === undefined ? undefined : (readCursor(cursor, [cursorParts.id]) ?? refuse('bad_request'))
  const rows = await db
    .selectFrom('notification')
    .select(['id', 'kind', 'title', 'message', 'event_id as eventId', 'created_at as createdAt', 'read_at as readAt'])
    .where('user_id', '=', userId)
    .where('channel', '=', 'in_app')
    .$if(after !== undefined, (query) => query.where('id', '<', after?.[0] ?? ''))
    // Ids are UUIDv7, so they sort by the time they were made.
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const items = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? items.at(-1) : undefined
  return { items, next: last ? writeCursor([last.id]) : null }
}

/** Marks all of a person's messages in the app as read. */
export async function markRead(db: Db, userId: string): Promise<void> {
  await db
    .updateTable('notification')
    .set({ read_at: new Date() })
    .where('user_id', '=', userId)
    .where('channel', '=', 'in_app')
    .where('read_at', 'is', null)
    .execute()
}
