import { recordAct } from '../../../acts.ts'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Caller } from '../../../http/request.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../../lib/cursor.ts'
import { type Device, deviceOf } from '../../../lib/device.ts'
import { endSessionsOf } from '../session.ts'

/** A session of somebody as they see it: where from, when it began and ends, and whether it is the one that asks. */
export interface OwnSession {
  id: string
  device: Device
  address: string | null
  beganAt: Date
  expiresAt: Date
  current: boolean
}

const pageSize = 20

/** The caller's sessions, newest first. A false cursor gives an empty page. */
export async function listSessions(db: Db, caller: Caller, cursor?: string): Promise<PageOf<OwnSession>> {
  const after = cursor === undefined ? undefined : readCursor(cursor, [cursorParts.id])
  if (cursor !== undefined && !after) return { items: [], next: null }
  const rows = await db
    .selectFrom('session')
    .select(['id', 'user_agent', 'ip_address as address', 'created_at as beganAt', 'expires_at as expiresAt'])
    .where('user_id', '=', caller.userId)
    .where('impersonated_by', 'is', null)
    .where('expires_at', '>', new Date())
    .$if(after !== undefined, (query) => query.where('id', '<', after?.[0] ?? ''))
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const items = rows.slice(0, pageSize).map(({ user_agent, ...row }) => ({
    ...row,
    device: deviceOf(user_agent ?? ''),
    current: row.id === caller.sessionId,
  }))
  const last = items.at(-1)
  return { items, next: rows.length > pageSize && last ? writeCursor([last.id]) : null }
}

/** Ends one of the caller's sessions. Refuses `not_found` for those of others, and those that are over. */
export const endSession = (db: Db, caller: Caller, sessionId: string): Promise<void> =>
  transact(db, async (tx) => {
    const ended = await tx
      .deleteFrom('session')
      .where('id', '=', sessionId)
      .where('user_id', '=', caller.userId)
      .where('impersonated_by', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) refuse('not_found')
    await recordAct(tx, 'session.ended', { subjectId: sessionId })
  })

/** Ends all of the caller's sessions but the one that asks, and those in which they act as somebody else; says how many. */
export const endOtherSessions = (db: Db, caller: Caller): Promise<{ ended: number }> =>
  transact(db, async (tx) => {
    const ended = await endSessionsOf(tx, caller.userId, caller.sessionId)
    if (ended > 0) await recordAct(tx, 'session.others_ended', { subjectId: caller.userId })
    return { ended }
  })
