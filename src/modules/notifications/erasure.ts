import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/**
 * Forgets what somebody was told, by account or by address, also what waits to be sent, and what teams were told of messages that are no more.
 */
export async function eraseNotifications(
  db: Db,
  { userId, email, messageIds }: { userId: string | null; email: string | null; messageIds: readonly string[] },
): Promise<void> {
  if (userId !== null) await db.deleteFrom('notification').where('user_id', '=', userId).execute()
  if (email !== null)
    await db.deleteFrom('notification').where('user_id', 'is', null).where('address', '=', email).execute()
  if (messageIds.length > 0)
    await sql`delete from notification where kind = 'event_message' and split_part(once, ':', 2) = any(${messageIds}::text[])`.execute(
      db,
    )
}
