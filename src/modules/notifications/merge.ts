import type { Tx } from '../../db/connect.ts'

/** Gives what one account was told to another. */
export async function moveNotifications(tx: Tx, { from, into }: { from: string; into: string }): Promise<void> {
  await tx.updateTable('notification').set({ user_id: into }).where('user_id', '=', from).execute()
}
