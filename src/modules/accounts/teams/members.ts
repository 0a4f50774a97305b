import { sql } from 'kysely'
import { recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { withdrawInvitationsBeyond } from '../invitations.ts'
import { withdrawOffersOf } from '../ownership.ts'
import { type MemberRole, mayGrant, memberRoles } from '../permissions.ts'
import { lockTeam, type OfMember, refuseUnlessGrants, roleOf, setRole } from './team-lock.ts'

/** Somebody who works for an organization. */
export interface Member {
  userId: string
  name: string
  /** The key of their photo, if they have one. */
  photo: string | null
  email: string
  role: MemberRole
  since: Date
}

const usualLimit = 50

/** A page of an organization's members in the order they came. A cursor that is no member of it gives an empty page. */
export async function listMembers(
  db: Db,
  organizationId: string,
  { cursor, limit = usualLimit }: { cursor?: string; limit?: number },
): Promise<PageOf<Member>> {
  const { rows } = await sql<Member>`
    select m.user_id as "userId", u.name, p.photo_key as photo, u.email, m.role, m.created_at as since
    from membership m join users u on u.id = m.user_id left join profile p on p.user_id = m.user_id
    where m.organization_id = ${organizationId}
      and ${
        cursor
          ? sql`(m.created_at, m.user_id) > (select created_at, user_id from membership where user_id = ${cursor} and organization_id = ${organizationId})`
          : sql`true`
      }
    order by m.created_at, m.user_id limit ${limit + 1}`.execute(db)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.userId ?? null) : null }
}

/** The roles that a member may give and take. */
export const grantsOf = async (db: Db, organizationId: string, userId: string): Promise<MemberRole[]> => {
  const membership = await db
    .selectFrom('membership')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return memberRoles.filter((role) => membership !== undefined && mayGrant(membership.role, role))
}

/**
 * Gives a member another role. Refuses `not_found`, `role_not_yours` when either role may do what the caller may not, and `last_owner`.
 * The same role again changes nothing.
 */
export async function changeRole(
  db: Db,
  { organizationId, userId }: OfMember,
  role: MemberRole,
  callerId: string,
): Promise<void> {
  await transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    const before = await roleOf(tx, organizationId, userId)
    refuseUnlessGrants(await roleOf(tx, organizationId, callerId), before, role)
    if (role === before) return
    if (before === 'owner') await refuseLastOwner(tx, organizationId, userId)
    await setRole(tx, { organizationId, userId }, role)
    await withdrawInvitationsBeyond(tx, { organizationId, userId }, role)
    await withdrawOffersOf(tx, { organizationId, userId })
    const about = { organizationId, subjectId: userId }
    await recordAct(tx, 'member.role_changed', { ...about, before: { role: before }, after: { role } })
  })
}

/** Ends somebody's membership. Refuses `not_found`, `role_not_yours` and `last_owner`. */
export async function removeMember(db: Db, of: OfMember, callerId: string): Promise<void> {
  await transact(db, async (tx) => {
    await lockTeam(tx, of.organizationId)
    const role = await roleOf(tx, of.organizationId, of.userId)
    refuseUnlessGrants(await roleOf(tx, of.organizationId, callerId), role)
    await end(tx, of, role, 'member.removed')
  })
}

/** Ends one's own membership. Refuses `not_found` and `last_owner`. */
export async function leave(db: Db, of: OfMember): Promise<void> {
  await transact(db, async (tx) => {
    await lockTeam(tx, of.organizationId)
    await end(tx, of, await roleOf(tx, of.organizationId, of.userId), 'member.left')
  })
}

async function end(tx: Tx, of: OfMember, role: MemberRole, kind: 'member.removed' | 'member.left'): Promise<void> {
  const { organizationId, userId } = of
  if (role === 'owner') await refuseLastOwner(tx, organizationId, userId)
  await tx
    .deleteFrom('membership')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute()
  await withdrawInvitationsBeyond(tx, of, null)
  await withdrawOffersOf(tx, of)
  await recordAct(tx, kind, { organizationId, subjectId: userId, before: { role } })
}

/** An owner who is banned cannot act as one, so another must be there who is not. */
async function refuseLastOwner(tx: Tx, organizationId: string, userId: string): Promise<void> {
  const other = await tx
    .selectFrom('membership')
    .innerJoin('users', 'users.id', 'membership.user_id')
    .select('users.id')
    .where('membership.organization_id', '=', organizationId)
    .where('membership.role', '=', 'owner')
    .where('users.id', '!=', userId)
    .where('users.banned_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!other) refuse('last_owner')
}
