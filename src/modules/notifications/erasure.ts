import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/**
 * Forgets what somebody was told, by account or by address, also what waits to be sent, how they wanted to be told, and what teams were told of
 * messages that are no more.
 */
export async function eraseNotifications(
  db: Db,
  { userId, email, messageIds }: { userId: string | null; email: string | null; messageIds: readonly string[] },
): Promise<void> {
  if (userId !== null) await eraseOfAccount(db, userId)
  if (email !== null) await eraseOfAddress(db, email)
  if (messageIds.length > 0)
    await sql`delete from notification where kind = 'event_message' and split_part(once, ':', 2) = any(${messageIds}::text[])`.execute(
      db,
    )
}

async function eraseOfAccount(db: Db, userId: string): Promise<void> {
  await sql`
    delete from suppressed_address where (channel, address) in (
      select d.channel, d.address from delivery d join notification n on n.id = d.notification_id
      where n.user_id = ${userId} and d.channel = 'sms')`.execute(db)
  await db.deleteFrom('notification').where('user_id', '=', userId).execute()
  await db.deleteFrom('notification_choice').where('user_id', '=', userId).execute()
  await db.deleteFrom('quiet_hours').where('user_id', '=', userId).execute()
  await db.deleteFrom('marketing_consent').where('user_id', '=', userId).execute()
  // Nobody runs these organizations any more.
  const orphans = db.selectFrom('organization').select('id').where('suspended_with', '=', userId)
  await db.updateTable('mail_look').set({ reply_email: null }).where('organization_id', 'in', orphans).execute()
}

async function eraseOfAddress(db: Db, email: string): Promise<void> {
  await db.deleteFrom('notification').where('user_id', 'is', null).where('email', '=', email).execute()
  await db.deleteFrom('notification_choice').where('email', '=', email).execute()
  await db.deleteFrom('suppressed_address').where('channel', '=', 'email').where('address', '=', email).execute()
  await db.updateTable('mail_look').set({ reply_email: null }).where('reply_email', '=', email).execute()
}
