import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { lockAdministrators } from './administrators.ts'
import { withdrawInvitationsBeyond } from './invitations.ts'
import { withdrawOffersOf } from './ownership.ts'
import { endSessionsOf } from './session.ts'
import { restoreOrphans, suspendOrphans } from './suspensions.ts'
import { lockTeamsOf } from './teams/team-lock.ts'

/** Who is banned, by whom, and why; the reason is for administrators. */
export interface Ban {
  userId: string
  by: string
  reason: string
}

/**
 * Closes an account: its sessions and bearer tokens end at once, organizations that have no other owner are taken off sale, and what the person
 * offered others is withdrawn: invitations to their teams, and ownership, also what was offered to them. Refuses not_yourself, not_found, and
 * wrong_person_state for who is banned already. Whoever bans stays an administrator, so there always is one.
 */
export async function banPerson(db: Db, { userId, by, reason }: Ban, now: Date): Promise<void> {
  if (userId === by) refuse('not_yourself')
  await transact(db, async (tx) => {
    // Teams are held before people, as wherever a team changes; otherwise two could wait for each other.
    const teams = await lockTeamsOf(tx, userId)
    // One ban at a time: of two owners of an organization who are banned at once, the second is seen as the last.
    const administrators = await lockAdministrators(tx)
    // Of two who ban each other at the same moment, the second is no administrator any more.
    if (!administrators.includes(by)) refuse('not_allowed')
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ banned_at: now, ban_reason: reason.trim(), updated_at: now })
      .where('id', '=', userId)
      .where('banned_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      const there = await tx.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst()
      refuse(there ? 'wrong_person_state' : 'not_found')
    }
    await endSessionsOf(tx, userId)
    await recordAct(tx, 'person.banned', { subjectId: userId })
    await suspendOrphans(tx, userId, reason.trim(), now)
    for (const organizationId of teams) {
      await withdrawInvitationsBeyond(tx, { organizationId, userId }, null)
      await withdrawOffersOf(tx, { organizationId, userId })
    }
  })
}

/**
 * Opens a banned account again, and puts its organizations back on sale. Sessions that were ended stay so. Refuses wrong_person_state for who is not banned,
 * and for who is not there.
 */
export async function unbanPerson(db: Db, userId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ banned_at: null, ban_reason: '', updated_at: now })
      .where('id', '=', userId)
      .where('banned_at', 'is not', null)
      .where('erased_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('wrong_person_state')
    await recordAct(tx, 'person.unbanned', { subjectId: userId })
    await restoreOrphans(tx, userId)
  })
}
