import type { Db } from '../../db/connect.ts'

/**
 * Takes away what somebody wrote to organizers, and says the ids of those messages. What they reported stays without a name: it is about an event,
 * and protects others.
 */
export async function eraseMessagesOf(db: Db, userId: string): Promise<string[]> {
  const rows = await db.deleteFrom('event_message').where('user_id', '=', userId).returning('id').execute()
  return rows.map(({ id }) => id)
}
