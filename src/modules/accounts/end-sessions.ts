import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { endSessionsOf } from './session.ts'

/** Ends all sessions of somebody else, and those in which they act as others; says how many. */
export const endSessionsFor = (db: Db, userId: string): Promise<{ ended: number }> =>
  transact(db, async (tx) => {
    const ended = await endSessionsOf(tx, userId)
    if (ended > 0) await recordAct(tx, 'person.sessions_ended', { subjectId: userId })
    return { ended }
  })

/** Ends one session of somebody else, also one in which an administrator acts as them. Refuses `not_found` for what is none of theirs, or over. */
export const endSessionFor = (db: Db, userId: string, sessionId: string): Promise<void> =>
  transact(db, async (tx) => {
    const ended = await tx
      .deleteFrom('session')
      .where('id', '=', sessionId)
      .where('user_id', '=', userId)
      .returning('id')
      .executeTakeFirst()
    if (!ended) refuse('not_found')
    await recordAct(tx, 'person.session_ended', { subjectId: userId })
  })
