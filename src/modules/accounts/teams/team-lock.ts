import { sql } from 'kysely'
import type { Db, Tx } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { type MemberRole, mayGrant } from '../permissions.ts'

/** Which membership of which organization. */
export interface OfMember {
  organizationId: string
  userId: string
}

/** Whoever changes who works for an organization does it one after the other, so that what was looked at stays true. Events may be made meanwhile. */
export async function lockTeam(tx: Tx, organizationId: string): Promise<void> {
  const { rows } = await sql`select from organization where id = ${organizationId} for no key update`.execute(tx)
  if (rows.length === 0) refuse('not_found')
}

/** Locks the teams that some people are in, in the order of their ids, and says which. */
export async function lockTeamsOf(tx: Tx, ...userIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from organization where id in (select organization_id from membership where user_id = any(${userIds}::uuid[]))
    order by id for no key update`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What somebody is in an organization; it stays so under the lock of its team. Refuses `not_found` when they are not in it. */
export async function roleOf(db: Db, organizationId: string, userId: string): Promise<MemberRole> {
  const membership = await db
    .selectFrom('membership')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return membership?.role ?? refuse('not_found')
}

/** Refuses `role_not_yours` unless somebody with a role may give and take all of these. */
export function refuseUnlessGrants(own: MemberRole, ...roles: MemberRole[]): void {
  if (!roles.every((role) => mayGrant(own, role))) refuse('role_not_yours', undefined, 'role')
}

/** Sets the role of a member, under the lock of the team. */
export const setRole = (tx: Tx, { organizationId, userId }: OfMember, role: MemberRole) =>
  tx
    .updateTable('membership')
    .set({ role })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute()
