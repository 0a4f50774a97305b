import type { Tx } from '../../../db/connect.ts'
import type { Caller } from '../../../http/request.ts'

/** Who calls, and the session they call in. */
export type InSession = Pick<Caller, 'userId' | 'sessionId'>

/**
 * Locks a person until the transaction ends, before any of their ways in: of two who change these at once, the later sees what the earlier did, and neither waits for
 * the other.
 */
export async function lockPerson(tx: Tx, userId: string): Promise<void> {
  await tx.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().execute()
}

/**
 * Whether the session that somebody calls in is still there, which then stays so until the transaction ends; the person is locked, too. What takes long enough for
 * the account to be taken over asks this before it makes a way in, which would outlive that.
 */
export async function holdSession(tx: Tx, { userId, sessionId }: InSession): Promise<boolean> {
  await lockPerson(tx, userId)
  const session = await tx
    .selectFrom('session')
    .select('id')
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .forShare()
    .executeTakeFirst()
  return session !== undefined
}
