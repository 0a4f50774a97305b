import { CompiledQuery } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Caller } from '../../http/request.ts'
import { batches } from '../../lib/batches.ts'

/** Seconds for which signing in, or confirming that it is them, lets somebody do what is dangerous. */
export const confirmedSeconds = 600

/** Which session: by the token of its cookie, or by the id that a bearer token stands for. */
export type OfSession = { token: string } | { id: string }

/** Finds who calls in a session; null where it is over, or its person is banned. */
export type FindCaller = (session: OfSession) => Promise<Caller | null>

/** The most sessions of one query. */
const largest = 500

/**
 * Looks sessions up. Those asked for while a query is in flight are looked up together by the next, so that a crowd costs a fraction of a query each
 * (docs/performance.md). The query begins after the last of them was asked for: signing out and bans work at once.
 */
export function callerFinder(db: Db): FindCaller {
  const { submit } = batches<OfSession, Caller | null>((_key, sessions) => lookUp(db, sessions), {
    largest,
    mostWaiting: Number.POSITIVE_INFINITY,
    mayBeOnesFault: () => false,
  })
  return (session) => submit('sessions', session)
}

/** As text: put together anew each time, a look-up costs half as much again in a crowd. */
const query = `
  select s.token, u.id as "userId", s.id as "sessionId", u.email, u.name, u.email_verified as "emailVerified",
    u.administrator and s.impersonated_by is null as administrator,
    coalesce(s.confirmed_at > now() - make_interval(secs => ${confirmedSeconds}), false) as confirmed,
    s.impersonated_by as "impersonatorId", null as key
  from session s join users u on u.id = s.user_id
  where (s.token = any($1) or s.id = any($2::uuid[])) and s.expires_at > now() and u.banned_at is null`

async function lookUp(db: Db, sessions: readonly OfSession[]) {
  const tokens = sessions.flatMap((session) => ('token' in session ? [session.token] : []))
  const ids = sessions.flatMap((session) => ('id' in session ? [session.id] : []))
  const { rows } = await db.executeQuery<Caller & { token: string }>(CompiledQuery.raw(query, [tokens, ids]))
  const found = new Map<string, Caller>()
  for (const { token, ...caller } of rows) found.set(token, caller).set(caller.sessionId, caller)
  return sessions.map((session) => {
    const caller = found.get('token' in session ? session.token : session.id)
    return { answer: caller ? { ...caller } : null }
  })
}
