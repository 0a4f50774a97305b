import type { Tx } from '../../../db/connect.ts'
import { revokeApiKeysOf } from '../api-keys/keys.ts'
import { endSessionsOf } from '../session.ts'

/**
 * Gives an account to whoever has just proven its address: ends whatever was made before, API keys too, so that nobody else keeps a way
 * in, and a phone is nobody's until it is proven again. With `keepPassword`, the password stays (docs/decisions/0015-sign-in-security.md).
 */
export async function takeOver(
  tx: Tx,
  userId: string,
  { keepPassword = false }: { keepPassword?: boolean } = {},
): Promise<void> {
  await tx
    .deleteFrom('account')
    .where('user_id', '=', userId)
    .$if(keepPassword, (query) => query.where('provider_id', '!=', 'credential'))
    .execute()
  for (const table of ['sign_in_challenge', 'passkey', 'second_factor'] as const)
    await tx.deleteFrom(table).where('user_id', '=', userId).execute()
  await endSessionsOf(tx, userId)
  await revokeApiKeysOf(tx, userId)
  await tx.deleteFrom('verification').where('value', '=', userId).execute()
  const now = new Date()
  // Codes first, as where one is answered; used, because those of a day are counted.
  await tx
    .updateTable('phone_code')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute()
  await tx.updateTable('profile').set({ phone_verified_at: null }).where('user_id', '=', userId).execute()
  await tx.updateTable('users').set({ email_verified: true, updated_at: now }).where('id', '=', userId).execute()
}
