import { parseCookie, stringifySetCookie } from 'cookie'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import {
  beginSession,
  carryingCookie,
  endedCookie,
  endSessionIfOf,
  endSessionOf,
  sessionCookie,
  sessionSeconds,
  sessionText,
  userOfCookie,
} from './session.ts'

/** How long an administrator acts as somebody before they have to begin again, in seconds. */
export const actingSeconds = 3600

/** Keeps the administrator's own session meanwhile. */
const ownName = 'conflux.own_session'
const ownNames = [`__Secure-${ownName}`, ownName]

interface Parts {
  db: Db
  secret: string
  publicUrl: string
}

/**
 * Lets an administrator use the platform as somebody else, for an hour at most: a session of that person which names the administrator, beside whom every act is
 * recorded. What is closed meanwhile, `isClosedWhileActing` says (src/http/contract.ts). Refuses not_yourself, not_found, not_allowed to who is no
 * administrator any more, and wrong_person_state for who is banned or an administrator too.
 */
export async function beginActing(
  { db, secret, publicUrl }: Parts,
  caller: Caller,
  userId: string,
  request: CallRequest,
): Promise<void> {
  if (userId === caller.userId) refuse('not_yourself')
  const begun = await transact(db, async (tx) => {
    // Both are held, so that neither is banned nor becomes or ceases to be an administrator at this very moment.
    const people = await tx
      .selectFrom('users')
      .select(['id', 'banned_at', 'administrator'])
      .where('id', 'in', [userId, caller.userId])
      .orderBy('id')
      .forShare()
      .execute()
    const own = people.find(({ id }) => id === caller.userId)
    if (!own?.administrator || own.banned_at !== null) refuse('not_allowed')
    const person = people.find(({ id }) => id === userId)
    if (!person) refuse('not_found')
    if (person.banned_at !== null || person.administrator) refuse('wrong_person_state')
    await tx.deleteFrom('session').where('impersonated_by', '=', caller.userId).execute()
    await recordAct(tx, 'person.acting_begun', { subjectId: userId })
    return beginSession(tx, userId, request, { by: caller.userId, seconds: actingSeconds })
  })
  const own = request.cookie === undefined ? undefined : sessionText(request.cookie)
  const cookie = sessionCookie({ secret, publicUrl }, begun.token, begun.expiresAt)
  request.cookies.push(cookie, ...(own === undefined ? [] : [ownCookie(publicUrl, own, actingSeconds)]))
}

/** Ends that session, and gives the browser the administrator's own back while it is good. Refuses wrong_person_state in any other session. */
export async function endActing({ db, secret, publicUrl }: Parts, caller: Caller, request: CallRequest): Promise<void> {
  if (caller.impersonatorId === null) refuse('wrong_person_state')
  await transact(db, async (tx) => {
    await tx.deleteFrom('session').where('id', '=', caller.sessionId).execute()
    await recordAct(tx, 'person.acting_ended', { subjectId: caller.userId })
  })
  const own = ownText(request)
  const isTheirs = own !== undefined && (await userOfCookie(db, secret, own)) === caller.impersonatorId
  request.cookies.push(
    isTheirs ? carryingCookie(publicUrl, own, sessionSeconds) : endedCookie(publicUrl),
    ownCookie(publicUrl, '', 0),
  )
}

/**
 * Ends the session a browser came with, before another one or none. Where an administrator acts as somebody in it, their own that waits behind it ends,
 * too: whoever leaves leaves nobody behind.
 */
export async function leaveBrowser({ db, secret, publicUrl }: Parts, request: CallRequest): Promise<void> {
  await transact(db, async (tx) => {
    const ended = await endSessionOf(tx, secret, request)
    if (!ended?.impersonatorId) return
    const own = ownText(request)
    if (own !== undefined) await endSessionIfOf(tx, secret, own, ended.impersonatorId)
    await recordAct(tx, 'person.acting_ended', { subjectId: ended.userId })
    request.cookies.push(ownCookie(publicUrl, '', 0))
  })
}

function ownText({ cookie }: CallRequest): string | undefined {
  const kept = parseCookie(cookie ?? '')
  return ownNames.map((name) => kept[name]).find((value) => value !== undefined)
}

function ownCookie(publicUrl: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? `__Secure-${ownName}` : ownName
  return stringifySetCookie({ name, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure })
}
