import { parseCookie, stringifySetCookie } from 'cookie'
import { actingAs } from '../../../acts.ts'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import type { CallRequest } from '../../../http/request.ts'
import { newSecret } from '../../../lib/secrets.ts'
import { leaveBrowser } from '../acting-as.ts'
import { ask, challengeSeconds } from '../factors/challenges.ts'
import { hasSecondFactor } from '../factors/second-factor.ts'
import { beginSession, type CookieParts, sessionCookie } from '../session.ts'

/** What signing a browser in takes. */
export interface EnterParts extends CookieParts {
  db: Db
}

/** Whether somebody is signed in, or is asked for the second factor first. */
export interface Entered {
  signedIn: boolean
}

const pendingCookie = 'conflux.pending'

/**
 * Goes on with signing in somebody who has shown one factor: a password, another provider's word, or that they read their mail. Who has a second factor is asked
 * for it, and there is no session before it is given. Refuses `account_banned`.
 */
export async function enter(parts: EnterParts, userId: string, request: CallRequest): Promise<Entered> {
  if (!(await hasSecondFactor(parts.db, userId))) return letIn(parts, userId, request)
  await refuseBanned(parts.db, userId)
  const token = newSecret()
  await ask(parts.db, 'second-factor', userId, token)
  request.cookies.push(pendingLine(parts.publicUrl, token, challengeSeconds))
  return { signedIn: false }
}

/**
 * Begins a session under a new token, and ends the one the browser had before, so that none can be planted (session fixation) and no other
 * person's outlives it. Refuses `account_banned`.
 */
export async function letIn(parts: EnterParts, userId: string, request: CallRequest): Promise<Entered> {
  await refuseBanned(parts.db, userId)
  await leaveBrowser(parts, request)
  const { token, expiresAt } = await beginSession(parts.db, userId, request)
  request.cookies.push(sessionCookie(parts, token, expiresAt))
  if (pendingToken(request) !== undefined) request.cookies.push(pendingLine(parts.publicUrl, '', 0))
  return { signedIn: true }
}

/** Does what is recorded as an act of somebody who shows who they are, where the call itself has nobody yet. */
export const asThemselves = <T>(userId: string, { ip, userAgent, id: requestId }: CallRequest, work: () => T): T =>
  actingAs({ userId, impersonatorId: null, ip, userAgent, requestId }, work)

/** Refuses `account_banned` to somebody who may not come in. */
export async function refuseBanned(db: Db, userId: string): Promise<void> {
  const user = await db.selectFrom('users').select('banned_at').where('id', '=', userId).executeTakeFirst()
  if (!user || user.banned_at !== null) refuse('account_banned')
}

/** What the browser shows of a sign-in that waits for its second factor. */
export const pendingToken = ({ cookie }: CallRequest): string | undefined =>
  cookie === undefined ? undefined : parseCookie(cookie)[pendingCookie]

function pendingLine(publicUrl: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:')
  return stringifySetCookie({ name: pendingCookie, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure })
}
