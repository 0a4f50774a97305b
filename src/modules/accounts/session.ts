import { createHmac, randomBytes } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { sameText, wholeKey } from '../../lib/sign.ts'

/** The cookie that better-auth sets; browsers keep the `__Secure-` one under https. */
const secureName = '__Secure-conflux.session_token'
const plainName = 'conflux.session_token'
const cookieNames = [secureName, plainName]

/** Seconds a session lasts from signing in. */
export const sessionSeconds = 30 * 24 * 3600

/** Finds the session id a bearer token was signed for, or undefined when the token is not ours or is too old. */
export type ReadBearer = (token: string) => Promise<string | undefined>

/**
 * Who calls, from a bearer token or the session cookie. One query each time, so that signing out and being banned work at once;
 * the library's own look-up costs twenty times as much (docs/decisions/0004-sessions.md).
 */
export async function identify(
  db: Db,
  secret: string,
  readBearer: ReadBearer,
  request: CallRequest,
): Promise<Caller | null> {
  if (request.bearer !== undefined) {
    const sessionId = await readBearer(request.bearer)
    return sessionId === undefined ? null : callerBy(db, sql`s.id = ${sessionId}::uuid`)
  }
  const token = sessionToken(secret, request.cookie)
  return token === undefined ? null : callerBy(db, sql`s.token = ${token}`)
}

/** Whether a session cookie came along; whether it is still good is for `identify` to say. */
export const hasSession = (cookies: Record<string, string | undefined>): boolean =>
  cookieNames.some((name) => cookies[name] !== undefined)

/** The token in the session cookie, when its signature (HMAC-SHA256, base64) is ours. */
export function sessionToken(secret: string, cookieHeader: string | undefined): string | undefined {
  if (cookieHeader === undefined) return undefined
  const cookies = parseCookie(cookieHeader)
  const text = cookieNames.map((name) => cookies[name]).find((value) => value !== undefined)
  const dot = text?.lastIndexOf('.') ?? -1
  if (text === undefined || dot < 1) return undefined
  const token = text.slice(0, dot)
  return sameText(text.slice(dot + 1), signatureOf(secret, token)) ? token : undefined
}

const signatureOf = (secret: string, token: string) =>
  createHmac('sha256', wholeKey(secret)).update(token).digest('base64')

async function callerBy(db: Db, which: ReturnType<typeof sql>): Promise<Caller | null> {
  const { rows } = await sql<Caller>`
    select u.id as "userId", s.id as "sessionId", u.email, u.name, u.email_verified as "emailVerified", u.administrator,
      s.impersonated_by as "impersonatorId"
    from session s join users u on u.id = s.user_id
    where ${which} and s.expires_at > now() and u.banned_at is null`.execute(db)
  return rows[0] ?? null
}

/** Begins a session for somebody whose identity is settled; returns the Set-Cookie line that carries it, as better-auth writes it. */
export async function beginSession(
  db: Db,
  { secret, publicUrl }: { secret: string; publicUrl: string },
  userId: string,
  request: CallRequest,
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const expires_at = new Date(Date.now() + sessionSeconds * 1000)
  const values = {
    id: newId(),
    user_id: userId,
    token,
    expires_at,
    ip_address: request.ip,
    user_agent: request.userAgent,
  }
  await db.insertInto('session').values(values).execute()
  return sessionCookie(publicUrl, `${token}.${signatureOf(secret, token)}`, sessionSeconds)
}

/** Ends the session that the browser came with, so that no other person's session outlives a new sign-in there. */
export async function endSessionOf(db: Db, secret: string, request: CallRequest): Promise<void> {
  const token = sessionToken(secret, request.cookie)
  if (token !== undefined) await db.deleteFrom('session').where('token', '=', token).execute()
}

/** The Set-Cookie line that makes a browser forget its session. */
export const endedCookie = (publicUrl: string): string => sessionCookie(publicUrl, '', 0)

function sessionCookie(publicUrl: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? secureName : plainName
  return stringifySetCookie({ name, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure })
}
