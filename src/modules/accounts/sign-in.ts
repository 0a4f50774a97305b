import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { answer, forgetOldChallenges, tryAnswer } from './challenges.ts'
import { type Entered, type EnterParts, enter, letIn, pendingToken } from './enter.ts'
import { countGuess, forgetGuesses, forgetOldGuesses, passwordOf } from './guesses.ts'
import { nobodysHash, verifyPassword } from './passwords.ts'
import { type FactorParts, takeCode } from './second-factor.ts'

/** An email and a password. */
export interface Credentials {
  email: string
  password: string
}

/**
 * Signs a browser in by a password, or asks for the second factor. Refuses `invalid_credentials`, the same and after the same work whether or
 * not the email has an account, `account_banned` just to who knows the password, and `too_many_requests`.
 */
export async function signIn(parts: EnterParts, given: Credentials, request: CallRequest): Promise<Entered> {
  return enter(parts, await checkCredentials(parts.db, given, request.ip), request)
}

/** The second step: a code of the generator or a recovery code. Refuses `sign_in_again` where no sign-in waits for one, and `code_wrong`. */
export async function signInSecond(parts: EnterParts & FactorParts, code: string, request: CallRequest): Promise<void> {
  const token = pendingToken(request) ?? ''
  const { userId } = (await tryAnswer(parts.db, 'second-factor', token)) ?? {}
  if (!userId) refuse('sign_in_again')
  await takeCode(parts, userId, code)
  if (!(await answer(parts.db, 'second-factor', token))) refuse('sign_in_again')
  await letIn(parts, userId, request)
}

/** Whose email and password these are, by id, with the refusals of `signIn` but for banned people, whom `enter` refuses. */
export async function checkCredentials(db: Db, { email, password }: Credentials, ip: string): Promise<string> {
  const guessed = passwordOf(email, ip)
  await countGuess(db, guessed)
  const account = await db
    .selectFrom('users')
    .innerJoin('account', 'account.user_id', 'users.id')
    .select(['users.id', 'account.password'])
    .where('users.email', '=', email.toLowerCase())
    .where('account.provider_id', '=', 'credential')
    .executeTakeFirst()
  const isRight = await verifyPassword(account?.password ?? nobodysHash, password)
  if (!account?.password || !isRight) refuse('invalid_credentials')
  await forgetGuesses(db, guessed)
  return account.id
}

/** Ends the caller's session: its cookie and every bearer token made from it stop at once. */
export async function signOut(db: Db, caller: Caller): Promise<void> {
  await db.deleteFrom('session').where('id', '=', caller.sessionId).execute()
}

/** Ends all sessions of the caller, this one too. */
export async function signOutEverywhere(db: Db, caller: Caller): Promise<void> {
  await transact(db, async (tx) => {
    await tx.deleteFrom('session').where('user_id', '=', caller.userId).execute()
    await recordAct(tx, 'session.all_ended', { subjectId: caller.userId })
  })
}

/** Forgets sessions that are over, links that were never used, questions never answered, and old counts. */
export async function forgetEndedSessions(db: Db): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<', new Date()).execute()
  await db.deleteFrom('verification').where('expires_at', '<', new Date()).execute()
  await forgetOldChallenges(db)
  await forgetOldGuesses(db)
}
