import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/**
 * Gives what one account was told to another, and what its proven address was told without an account. How the account that stays wants to be told
 * stays; of what it said nothing about, the other's word holds.
 */
export async function moveNotifications(
  tx: Tx,
  { from, into, email }: { from: string; into: string; email: string | null },
): Promise<void> {
  await tx.updateTable('notification').set({ user_id: into }).where('user_id', '=', from).execute()
  await tx
    .updateTable('delivery')
    .set({ address: into })
    .where('channel', '=', 'push')
    .where('address', '=', from)
    .execute()
  await sql`
    update notification_choice c set user_id = ${into} where user_id = ${from}
      and not exists (select from notification_choice o where o.user_id = ${into} and o.topic = c.topic and o.channel = c.channel)`.execute(
    tx,
  )
  await tx.deleteFrom('notification_choice').where('user_id', '=', from).execute()
  await sql`
    update quiet_hours set user_id = ${into} where user_id = ${from} and not exists (select from quiet_hours where user_id = ${into})`.execute(
    tx,
  )
  await tx.deleteFrom('quiet_hours').where('user_id', '=', from).execute()
  // A consent is that of the account it was given by.
  await tx.deleteFrom('marketing_consent').where('user_id', '=', from).execute()
  if (email !== null)
    await tx
      .updateTable('notification')
      .set({ user_id: into })
      .where('user_id', 'is', null)
      .where('email', '=', email)
      .execute()
}
