import { parseCookie, stringifySetCookie } from 'cookie'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { CallRequest } from '../../../http/request.ts'
import { newSecret } from '../../../lib/secrets.ts'
import { leaveBrowser } from '../acting-as.ts'
import { ask, challengeSeconds } from '../factors/challenges.ts'
import { hasSecondFactor } from '../factors/second-factor.ts'
import { type AtProvider, linkProvider } from '../openid/link.ts'
import { beginSession, type CookieParts, sessionCookie } from '../session.ts'
import { noteDevice } from './known-devices.ts'

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
 * for it, and there is no session before it is given. `linking` is whom a provider says they are, where their account is to be linked; that is done when they are in, and not
 * before: whoever has the address alone gains no way in by it. Refuses `account_banned`, and `sign_in_again` for a person at a provider who is linked already.
 */
export async function enter(
  parts: EnterParts,
  userId: string,
  request: CallRequest,
  linking: AtProvider | null = null,
): Promise<Entered> {
  return transact(parts.db, async (tx) => {
    if (!(await hasSecondFactor(tx, userId))) return letIn({ ...parts, db: tx }, userId, request, linking)
    await refuseBanned(tx, userId)
    const token = newSecret()
    await ask(tx, 'second-factor', { userId, linking }, token)
    request.cookies.push(pendingLine(parts.publicUrl, token, challengeSeconds))
    return { signedIn: false }
  })
}

/**
 * Begins a session under a new token, and ends the one the browser had before, so that none can be planted (session fixation) and no other
 * person's outlives it. Refuses as `enter` does.
 */
export async function letIn(
  parts: EnterParts,
  userId: string,
  request: CallRequest,
  linking: AtProvider | null = null,
): Promise<Entered> {
  const { token, expiresAt } = await transact(parts.db, async (tx) => {
    await refuseBanned(tx, userId)
    if (linking) await linkProvider(tx, userId, linking, request)
    await leaveBrowser({ ...parts, db: tx }, request)
    await noteDevice(tx, userId, request)
    return beginSession(tx, userId, request)
  })
  request.cookies.push(sessionCookie(parts, token, expiresAt))
  if (pendingToken(request) !== undefined) request.cookies.push(pendingLine(parts.publicUrl, '', 0))
  return { signedIn: true }
}

/**
 * Refuses `account_banned` to somebody who may not come in, and keeps it so until the transaction ends: a ban that comes meanwhile waits, and finds
 * the session. Whoever is locked here is locked before any of their ways in, so that nobody waits for somebody who waits for them.
 */
export async function refuseBanned(tx: Db, userId: string): Promise<void> {
  const user = await tx.selectFrom('users').select('banned_at').where('id', '=', userId).forShare().executeTakeFirst()
  if (!user || user.banned_at !== null) refuse('account_banned')
}

/** What the browser shows of a sign-in that waits for its second factor. */
export const pendingToken = ({ cookie }: CallRequest): string | undefined =>
  cookie === undefined ? undefined : parseCookie(cookie)[pendingCookie]

function pendingLine(publicUrl: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:')
  return stringifySetCookie({ name: pendingCookie, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure })
}
