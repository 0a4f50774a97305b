import type { Tx } from '../../db/connect.ts'

/** Gives what one account was told to another, and what its proven address was told without an account. */
export async function moveNotifications(
  tx: Tx,
  { from, into, email }: { from: string; into: string; email: string | null },
): Promise<void> {
  await tx.updateTable('notification').set({ user_id: into }).where('user_id', '=', from).execute()
  if (email !== null)
    await tx
      .updateTable('notification')
      .set({ user_id: into })
      .where('user_id', 'is', null)
      .where('address', '=', email)
      .execute()
}
