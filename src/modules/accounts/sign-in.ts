import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { answer, forgetOldChallenges, tryAnswer } from './factors/challenges.ts'
import { type FactorParts, takeCode } from './factors/second-factor.ts'
import { countGuess, forgetGuesses, forgetOldGuesses, passwordOf } from './passwords/guesses.ts'
import { nobodysHash, verifyPassword } from './passwords/passwords.ts'
import { forgetPhoneCodes } from './phone.ts'
import { endSessionsOf } from './session.ts'
import { type Entered, type EnterParts, enter, letIn, pendingToken, refuseBanned } from './sessions/enter.ts'
import { forgetOldDevices } from './sessions/known-devices.ts'
import { asThemselves } from './sessions/themselves.ts'

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
  const credential = await checkCredentials(parts.db, given, request.ip)
  return transact(parts.db, async (tx) => {
    await refuseBanned(tx, credential.userId)
    await holdCredential(tx, credential)
    return enter({ ...parts, db: tx }, credential.userId, request)
  })
}

/** The second step: a code of the generator or a recovery code. Refuses `sign_in_again` where no sign-in waits for one, and `code_wrong`. */
export async function signInSecond(parts: EnterParts & FactorParts, code: string, request: CallRequest): Promise<void> {
  const token = pendingToken(request) ?? ''
  const { userId } = (await tryAnswer(parts.db, 'second-factor', token)) ?? {}
  if (!userId) refuse('sign_in_again')
  await asThemselves(userId, request, () => takeCode(parts, userId, code))
  await transact(parts.db, async (tx) => {
    await refuseBanned(tx, userId)
    const asked = (await answer(tx, 'second-factor', token)) ?? refuse('sign_in_again')
    await letIn({ ...parts, db: tx }, userId, request, asked.linking)
  })
}

/** A password that was right, by its hash and whose it is. */
export interface Credential {
  accountId: string
  userId: string
  hash: string
}

/** Whose email and password these are, with the refusals of `signIn` but for banned people, whom `enter` refuses. */
export async function checkCredentials(db: Db, { email, password }: Credentials, ip: string): Promise<Credential> {
  const guessed = passwordOf(email, ip)
  await countGuess(db, guessed)
  const account = await db
    .selectFrom('users')
    .innerJoin('account', 'account.user_id', 'users.id')
    .select(['users.id as userId', 'account.id as accountId', 'account.password'])
    .where('users.email', '=', email.toLowerCase())
    .where('account.provider_id', '=', 'credential')
    .executeTakeFirst()
  const isRight = await verifyPassword(account?.password ?? nobodysHash, password)
  if (!account?.password || !isRight) refuse('invalid_credentials')
  await forgetGuesses(db, guessed)
  return { accountId: account.accountId, userId: account.userId, hash: account.password }
}

/**
 * Makes sure that a password which was found right is still the one there is, and that no other is set before the transaction ends: checking takes long enough for
 * a new one to come between, and what begins now must end with it. Refuses `invalid_credentials`.
 */
export async function holdCredential(tx: Tx, { accountId, hash }: Credential): Promise<void> {
  const account = await tx
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('password', '=', hash)
    .forShare()
    .executeTakeFirst()
  if (!account) refuse('invalid_credentials')
}

/** Ends the caller's session: its cookie and every bearer token made from it stop at once. */
export async function signOut(db: Db, caller: Caller): Promise<void> {
  await db.deleteFrom('session').where('id', '=', caller.sessionId).execute()
}

/** Ends all sessions of the caller, this one too, and those in which they act as somebody else. */
export async function signOutEverywhere(db: Db, caller: Caller): Promise<void> {
  await transact(db, async (tx) => {
    await endSessionsOf(tx, caller.userId)
    await recordAct(tx, 'session.all_ended', { subjectId: caller.userId })
  })
}

/** Forgets sessions that are over, links and codes that were never used, questions never answered, old counts and old devices. */
export async function forgetEndedSessions(db: Db): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<', new Date()).execute()
  await db.deleteFrom('verification').where('expires_at', '<', new Date()).execute()
  await forgetOldChallenges(db)
  await forgetOldGuesses(db)
  await forgetOldDevices(db)
  await forgetPhoneCodes(db)
}
