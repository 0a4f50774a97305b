import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/**
 * Forgets what somebody was told, by account or by address, also what waits to be sent, and what teams were told of messages that are no more.
 */
export async function eraseNotifications(
  db: Db,
  { userId, email, messageIds }: { userId: string | null; email: string | null; messageIds: readonly string[] },
): Promise<void> {
  await sql`
    delete from notification where user_id = ${userId} or user_id is null and address = ${email}
      or kind = 'event_message' and split_part(once, ':', 2) = any(${messageIds}::text[])`.execute(db)
}
