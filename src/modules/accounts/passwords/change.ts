import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Caller, CallRequest } from '../../../http/request.ts'
import { forgetAsked } from '../factors/challenges.ts'
import { endSessionsOf } from '../session.ts'
import { checkOwnPassword } from '../sessions/step-up.ts'
import { recordWayIn } from '../way-in.ts'
import { hashPassword } from './passwords.ts'
import { checkPassword } from './rules.ts'

/**
 * Sets another password and ends the caller's other sessions, waiting sign-ins and links to a new password. Refuses `password_common`, `password_own`, and `wrong_password` unless `current` is the
 * one there is: the update asks for the hash that was checked, so that of two changes at once just one happens.
 */
export async function changePassword(
  db: Db,
  caller: Caller,
  { current, password }: { current: string; password: string },
  request: CallRequest,
): Promise<void> {
  const account = await checkOwnPassword(db, caller, current, request, 'currentPassword')
  await checkPassword(password, caller)
  const hash = await hashPassword(password)
  await transact(db, async (tx) => {
    const changed = await tx
      .updateTable('account')
      .set({ password: hash, updated_at: new Date() })
      .where('id', '=', account.id)
      .where('password', '=', account.password)
      .returning('id')
      .executeTakeFirst()
    if (!changed) refuse('wrong_password', undefined, 'currentPassword')
    await forgetAsked(tx, caller.userId)
    await endSessionsOf(tx, caller.userId, caller.sessionId)
    await recordWayIn(tx, 'password.changed', caller.userId)
  })
}
