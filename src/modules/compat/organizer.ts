import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { mayDo, type Permission } from '../accounts/permissions.ts'

/** The organization that a client without organizations puts on events for. */
export interface Organizing {
  id: string
  /** IANA name. */
  timeZone: string
  /** Whether the caller may take its events live. */
  publishes: boolean
}

/**
 * Where a person's events go: their personal organization, else the first they may publish for, else the first they may create events
 * for. Refuses not_allowed when there is none.
 */
export async function organizingFor(db: Db, userId: string): Promise<Organizing> {
  const all = await organizationsOf(db, userId, 'event.create')
  const [best] = all.sort((a, b) => rank(b) - rank(a))
  return best ?? refuse('not_allowed')
}

const rank = ({ personal, publishes }: { personal: boolean; publishes: boolean }) =>
  personal && publishes ? 2 : publishes ? 1 : 0

/** The organizations in which a person may do something, by the time they joined. */
export async function organizationsOf(db: Db, userId: string, permission: Permission) {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('organization as o', 'o.id', 'm.organization_id')
    .select(['o.id', 'o.time_zone as timeZone', 'o.personal', 'm.role'])
    .where('m.user_id', '=', userId)
    .orderBy('m.created_at')
    .orderBy('o.id')
    .execute()
  return rows
    .filter(({ role }) => mayDo(role, permission))
    .map(({ role, ...organization }) => ({ ...organization, publishes: mayDo(role, 'event.publish') }))
}
