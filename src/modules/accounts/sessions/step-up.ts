import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import type { Caller, CallRequest } from '../../../http/request.ts'
import { confirmByPasskey } from '../factors/passkeys.ts'
import type { Signed } from '../factors/passkeys-verify.ts'
import { type FactorParts, hasSecondFactor, takeCode } from '../factors/second-factor.ts'
import { countGuess, forgetGuesses, passwordOf } from '../passwords/guesses.ts'
import { verifyPassword } from '../passwords/passwords.ts'
import { type CookieParts, newToken, sessionCookie } from '../session.ts'

/** One of the ways to show that it is them. Where there is a second factor, the password takes a code beside it. */
export type Proof = { password: string; code?: string } | { code: string } | { passkey: Signed }

/** What showing it takes. */
export interface ConfirmationParts extends FactorParts, CookieParts {}

/**
 * Notes that whoever calls has shown that it is them: for ten minutes they may do what is dangerous. The session goes on under a new token, so
 * that one somebody else learned before is worth nothing (ASVS 5.0, 7.2.4). Refuses `wrong_password`, `code_wrong`, `passkey_refused`,
 * `too_many_requests`, `second_factor_required` to a password alone where there is a second factor, and `not_allowed` to an administrator who acts as somebody.
 */
export async function confirmItIsYou(
  parts: ConfirmationParts,
  caller: Caller,
  proof: Proof,
  request: CallRequest,
): Promise<void> {
  if (caller.impersonatorId !== null) refuse('not_allowed')
  if ('password' in proof) await confirmByPassword(parts, caller, proof, request)
  else if ('code' in proof) await takeCode(parts, caller.userId, proof.code)
  else await confirmByPasskey(parts, caller, proof.passkey)
  const token = newToken()
  const { expires_at } = await parts.db
    .updateTable('session')
    .set({ token, confirmed_at: new Date() })
    .where('id', '=', caller.sessionId)
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  if (request.bearer === undefined) request.cookies.push(sessionCookie(parts, token, expires_at))
}

async function confirmByPassword(
  parts: ConfirmationParts,
  caller: Caller,
  { password, code }: { password: string; code?: string },
  request: CallRequest,
): Promise<void> {
  await checkOwnPassword(parts.db, caller, password, request, 'password')
  if (!(await hasSecondFactor(parts.db, caller.userId))) return
  if (code === undefined) refuse('second_factor_required', undefined, 'code')
  await takeCode(parts, caller.userId, code)
}

/** The credential whose password this is. Refuses `wrong_password` at a field, and `too_many_requests`. */
export async function checkOwnPassword(
  db: Db,
  caller: Caller,
  password: string,
  request: CallRequest,
  field: string,
): Promise<{ id: string; password: string }> {
  const guessed = passwordOf(caller.email, request.ip)
  await countGuess(db, guessed)
  const account = await db
    .selectFrom('account')
    .select(['id', 'password'])
    .where('user_id', '=', caller.userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  if (!account?.password || !(await verifyPassword(account.password, password))) {
    refuse('wrong_password', undefined, field)
  }
  await forgetGuesses(db, guessed)
  return { id: account.id, password: account.password }
}
