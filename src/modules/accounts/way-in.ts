import { type ActKind, type Deed, recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { announce } from '../../facts.ts'
import { deviceOf } from '../../lib/device.ts'

/** Acts that their owner is told of by mail: where it was not them, that is when they can still do something (ASVS 5.0, 6.3.5 and 6.3.7). */
export const toldWaysIn = [
  'password.changed',
  'password.reset',
  'second_factor.turned_on',
  'second_factor.turned_off',
  'recovery_codes.renewed',
  'recovery_code.used',
  'passkey.added',
  'passkey.removed',
  'provider.linked',
  'provider.unlinked',
  'api_key.made',
  'session.new_device',
] as const satisfies readonly ActKind[]

export type ToldWayIn = (typeof toldWaysIn)[number]

/** Records that a way into somebody's account changed, or was used as it seldom is, and has them told by mail. The subject is the person unless `deed` names another. */
export async function recordWayIn(
  db: Db,
  kind: ToldWayIn,
  userId: string,
  deed: Pick<Deed, 'organizationId' | 'subjectId' | 'before' | 'after'> = {},
): Promise<void> {
  const actId = newId()
  await recordAct(db, kind, { subjectId: userId, ...deed, id: actId })
  await announce(db, 'account.way_in_changed', { userId, actId })
}

/** What the mail of such an act says; nothing to somebody whose account is closed. */
export async function wayInToMail(db: Db, { userId, actId }: { userId: string; actId: string }) {
  const row = await db
    .selectFrom('users')
    .innerJoin('act', (join) => join.on('act.id', '=', actId))
    .select(['users.email', 'users.name', 'users.language', 'users.time_zone as timeZone'])
    .select(['act.kind', 'act.at', 'act.ip_address as address', 'act.user_agent as userAgent'])
    .where('users.id', '=', userId)
    .where('users.banned_at', 'is', null)
    .executeTakeFirst()
  return row && { ...row, kind: row.kind as ToldWayIn, device: deviceOf(row.userAgent ?? '') }
}
