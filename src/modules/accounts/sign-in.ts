import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import type { BegunSession, OpenAuth } from './auth.ts'
import { endSessionOf } from './session.ts'

/** A way in: what signing in needs beside what the person gives. */
export interface SignInParts {
  db: Db
  secret: string
  auth: OpenAuth
}

/**
 * Signs a browser in: a new session under a new token, and the one it had before is over. Refuses `invalid_credentials`, the same
 * and after the same work whether or not the email has an account, and `account_banned` just to who knows the password.
 */
export async function signIn(parts: SignInParts, email: string, password: string, request: CallRequest): Promise<void> {
  const { cookies } = await checkCredentials(parts, email, password, request)
  await endSessionOf(parts.db, parts.secret, request)
  request.cookies.push(...cookies)
}

/** Begins a session for an email and a password, with the refusals of `signIn`. */
export async function checkCredentials(
  { db, auth }: Pick<SignInParts, 'db' | 'auth'>,
  email: string,
  password: string,
  request: CallRequest,
): Promise<BegunSession> {
  const session = await (await auth()).signIn(email.toLowerCase(), password, request)
  if (!session) refuse('invalid_credentials')
  const { banned_at } = await db
    .selectFrom('users')
    .select('banned_at')
    .where('id', '=', session.userId)
    .executeTakeFirstOrThrow()
  if (banned_at === null) return session
  await db.deleteFrom('session').where('token', '=', session.token).execute()
  return refuse('account_banned')
}

/** Ends the caller's session: its cookie and every bearer token made from it stop at once. */
export async function signOut(db: Db, caller: Caller): Promise<void> {
  await db.deleteFrom('session').where('id', '=', caller.sessionId).execute()
}

/** Ends all sessions of the caller, this one too. */
export async function signOutEverywhere(db: Db, caller: Caller): Promise<void> {
  await db.deleteFrom('session').where('user_id', '=', caller.userId).execute()
}

/** Forgets sessions that are over and links that were never used. */
export async function forgetEndedSessions(db: Db): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<', new Date()).execute()
  await db.deleteFrom('verification').where('expires_at', '<', new Date()).execute()
}
