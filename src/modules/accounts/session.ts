import { createHmac, randomBytes } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { sameText, wholeKey } from '../../lib/sign.ts'
import { isApiKey } from './api-keys/secret.ts'
import type { KeyReader } from './api-keys.ts'
import { callerFinder, type FindCaller } from './callers.ts'

/** The cookie that better-auth sets; browsers keep the `__Secure-` one under https. */
const secureName = '__Secure-conflux.session_token'
const plainName = 'conflux.session_token'
const cookieNames = [secureName, plainName]

/** Seconds a session lasts from signing in. */
export const sessionSeconds = 30 * 24 * 3600

/** Finds the session id a bearer token was signed for, or undefined when the token is not ours or is too old. */
export type ReadBearer = (token: string) => Promise<string | undefined>

/** How what comes as a bearer is read. */
export interface BearerReaders {
  readBearer: ReadBearer
  keys: Pick<KeyReader, 'callerOf'>
}

/**
 * Who calls, from an API key, a bearer token or the session cookie. Looked up each time, so that signing out and being banned work at once;
 * the library's own look-up costs twenty times as much (docs/decisions/0004-sessions.md).
 */
export async function identify(
  findCaller: FindCaller,
  secret: string,
  { readBearer, keys }: BearerReaders,
  request: CallRequest,
): Promise<Caller | null> {
  if (request.bearer !== undefined) {
    if (isApiKey(request.bearer)) return keys.callerOf(request.bearer)
    const sessionId = await readBearer(request.bearer)
    return sessionId === undefined ? null : findCaller({ id: sessionId })
  }
  const token = sessionToken(secret, request.cookie)
  return token === undefined ? null : findCaller({ token })
}

/** The user of a session, as long as it lasts, by the text of a cookie; undefined for any other text. */
export async function userOfCookie(db: Db, secret: string, text: string): Promise<string | undefined> {
  const token = signedToken(secret, text)
  return token === undefined ? undefined : (await callerFinder(db)({ token }))?.userId
}

/** Whether a session cookie came along; whether it is still good is for `identify` to say. */
export const hasSession = (cookies: Record<string, string | undefined>): boolean =>
  cookieNames.some((name) => cookies[name] !== undefined)

/** The token in the session cookie, when its signature (HMAC-SHA256, base64) is ours. */
export function sessionToken(secret: string, cookieHeader: string | undefined): string | undefined {
  if (cookieHeader === undefined) return undefined
  const text = sessionText(cookieHeader)
  return text === undefined ? undefined : signedToken(secret, text)
}

/** The text of the session cookie, whoever made it up. */
export function sessionText(cookieHeader: string): string | undefined {
  const cookies = parseCookie(cookieHeader)
  return cookieNames.map((name) => cookies[name]).find((value) => value !== undefined)
}

function signedToken(secret: string, text: string): string | undefined {
  const dot = text.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = text.slice(0, dot)
  return sameText(text.slice(dot + 1), signatureOf(secret, token)) ? token : undefined
}

const signatureOf = (secret: string, token: string) =>
  createHmac('sha256', wholeKey(secret)).update(token).digest('base64')

/** A session that has just begun. */
export interface BegunSession {
  id: string
  token: string
  beganAt: Date
  expiresAt: Date
}

/** Begins a session for somebody whose identity is settled, or in which an administrator acts as them for so many seconds. */
export async function beginSession(
  db: Db,
  userId: string,
  request: CallRequest,
  acting?: { by: string; seconds: number },
): Promise<BegunSession> {
  return db
    .insertInto('session')
    .values({
      id: newId(),
      user_id: userId,
      token: newToken(),
      expires_at: new Date(Date.now() + (acting?.seconds ?? sessionSeconds) * 1000),
      ip_address: request.ip,
      user_agent: request.userAgent,
      // Whoever acts as somebody is not them, and cannot show to be.
      ...(acting ? { impersonated_by: acting.by, confirmed_at: null } : {}),
    })
    .returning(['id', 'token', 'created_at as beganAt', 'expires_at as expiresAt'])
    .executeTakeFirstOrThrow()
}

/** A text nobody guesses: 192 random bits. */
export const newToken = (): string => randomBytes(24).toString('base64url')

/** What setting the cookie takes. */
export interface CookieParts {
  secret: string
  publicUrl: string
}

/** The Set-Cookie line that carries a session until it ends, as better-auth writes it. */
export function sessionCookie({ secret, publicUrl }: CookieParts, token: string, expiresAt: Date): string {
  const maxAge = Math.max(0, Math.round((expiresAt.getTime() - Date.now()) / 1000))
  return cookieLine(publicUrl, `${token}.${signatureOf(secret, token)}`, maxAge)
}

/** Ends the session that the browser came with, and says whose it was and who acted as them in it. */
export async function endSessionOf(
  db: Db,
  secret: string,
  request: CallRequest,
): Promise<{ userId: string; impersonatorId: string | null } | undefined> {
  const token = sessionToken(secret, request.cookie)
  if (token === undefined) return undefined
  return db
    .deleteFrom('session')
    .where('token', '=', token)
    .returning(['user_id as userId', 'impersonated_by as impersonatorId'])
    .executeTakeFirst()
}

/** Ends a session by the text of its cookie, if it is this person's. */
export async function endSessionIfOf(db: Db, secret: string, text: string, userId: string): Promise<void> {
  const token = signedToken(secret, text)
  if (token === undefined) return
  await db.deleteFrom('session').where('token', '=', token).where('user_id', '=', userId).execute()
}

/** Ends all sessions of a person, and those in which they act as somebody else, but one where it is named; says how many. */
export async function endSessionsOf(db: Db, userId: string, butId?: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where((where) => where.or([where('user_id', '=', userId), where('impersonated_by', '=', userId)]))
    .$if(butId !== undefined, (query) => query.where('id', '!=', butId ?? ''))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** The Set-Cookie line that carries a session for so many seconds, by the signed text of its cookie. */
export const carryingCookie = (publicUrl: string, text: string, maxAge: number): string =>
  cookieLine(publicUrl, text, maxAge)

/** The Set-Cookie line that makes a browser forget its session. */
export const endedCookie = (publicUrl: string): string => cookieLine(publicUrl, '', 0)

function cookieLine(publicUrl: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? secureName : plainName
  return stringifySetCookie({ name, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure })
}
