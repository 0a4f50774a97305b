import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { type RefusalCode, refuse } from '../../errors.ts'
import { erasedEmail, forgetInvitationsTo, nobody, removeWaysIn } from './erasure.ts'
import { withdrawInvitationsBeyond } from './invitations.ts'
import { withdrawOffersOf } from './ownership.ts'
import { type MemberRole, memberRoles } from './permissions.ts'
import { eraseProfile } from './profile.ts'
import { lockTeamsOf } from './teams/team-lock.ts'

/** Two accounts of one person: `from` ends, `into` takes over what it had. */
export interface Merge {
  from: string
  into: string
}

/** An account as far as it matters for becoming one with another. */
export interface Mergeable {
  id: string
  name: string
  email: string
  emailVerified: boolean
  administrator: boolean
  banned: boolean
  /** Whether it is to be erased. */
  ending: boolean
  /** Whether a code is asked for at signing in. */
  secondFactor: boolean
}

/**
 * Why two accounts cannot become one, or null. Administrators, who is banned and who is to be erased are left alone; what is left has a proven address, and
 * is not easier to get into than what ends.
 */
export function mergeRefusal(
  from: Mergeable,
  into: Mergeable,
): Extract<RefusalCode, 'not_yourself' | 'wrong_person_state' | 'merge_unproven' | 'merge_loses_factor'> | null {
  if (from.id === into.id) return 'not_yourself'
  if ([from, into].some(({ administrator, banned, ending }) => administrator || banned || ending))
    return 'wrong_person_state'
  if (!into.emailVerified) return 'merge_unproven'
  if (from.secondFactor && !into.secondFactor) return 'merge_loses_factor'
  return null
}

/** Both accounts, the one that ends first. Refuses not_found. */
export async function mergeables(db: Db, { from, into }: Merge): Promise<[Mergeable, Mergeable]> {
  const { rows } = await sql<Mergeable>`
    select u.id, u.name, u.email, u.email_verified as "emailVerified", u.administrator, u.banned_at is not null as banned,
      u.erase_at is not null as ending,
      exists (select from second_factor f where f.user_id = u.id and f.turned_on_at is not null) as "secondFactor"
    from users u where u.id in (${from}, ${into}) and u.erased_at is null`.execute(db)
  const one = (id: string) => rows.find((row) => row.id === id) ?? refuse('not_found')
  return [one(from), one(into)]
}

/** A membership that moves, and the role it comes to. */
export interface MovedMembership {
  organizationId: string
  organization: string
  role: MemberRole
  /** What the account that is left is there now. */
  before: MemberRole | null
}

/** The memberships that would move, each with the greater of two roles, in the order of `memberRoles`. */
export async function movingMemberships(db: Db, { from, into }: Merge): Promise<MovedMembership[]> {
  const { rows } = await sql<MovedMembership>`
    select g.id as "organizationId", g.name as organization, m.role, i.role as before
    from membership m join organization g on g.id = m.organization_id
    left join membership i on i.organization_id = m.organization_id and i.user_id = ${into}
    where m.user_id = ${from} order by g.name, g.id`.execute(db)
  return rows.map((row) => ({ ...row, role: greaterRole(row.role, row.before) }))
}

/** The first of two roles in the order of `memberRoles`. */
export const greaterRole = (one: MemberRole, other: MemberRole | null): MemberRole =>
  memberRoles.find((role) => role === one || role === other) ?? one

/** Holds the teams of both accounts, then the accounts, until the transaction ends. Refuses what `mergeRefusal` says. */
export async function lockForMerge(tx: Tx, merge: Merge): Promise<[Mergeable, Mergeable]> {
  await lockTeamsOf(tx, merge.from, merge.into)
  await sql`select from users where id in (${merge.from}, ${merge.into}) order by id for no key update`.execute(tx)
  const both = await mergeables(tx, merge)
  const refusal = mergeRefusal(...both)
  if (refusal) refuse(refusal)
  return both
}

/**
 * Moves memberships, invitations, sign-ins of other providers and passkeys, and ends the account they came from: its password, second factor and
 * sessions are gone, and its address is as one that nobody has. What it did stays the work of its number. Under the locks of `lockForMerge`.
 */
export async function mergeAccount(tx: Tx, { from, into }: Merge, was: Mergeable, now: Date): Promise<void> {
  await moveMemberships(tx, { from, into })
  await moveInvitations(tx, { from, into }, was.emailVerified ? was.email : null, now)
  await sql`update account set user_id = ${into}, updated_at = ${now} where user_id = ${from} and provider_id <> 'credential'`.execute(
    tx,
  )
  await tx.updateTable('passkey').set({ user_id: into }).where('user_id', '=', from).execute()
  await removeWaysIn(tx, from)
  await eraseProfile(tx, from)
  await tx
    .updateTable('users')
    .set({ ...nobody, email: erasedEmail(from), banned_at: now, erased_at: now, merged_into: into, updated_at: now })
    .where('id', '=', from)
    .execute()
  // Those that had ended in the one that ends now: erasing and exporting what is left finds them in one step.
  await tx.updateTable('users').set({ merged_into: into, updated_at: now }).where('merged_into', '=', from).execute()
  await recordAct(tx, 'person.merged', { subjectId: from, after: { merged_into: into } })
  await recordAct(tx, 'person.merged', { subjectId: into, after: { merged_from: from } })
}

async function moveMemberships(tx: Tx, merge: Merge): Promise<void> {
  for (const { organizationId, role } of await movingMemberships(tx, merge)) {
    await tx
      .insertInto('membership')
      .values({ organization_id: organizationId, user_id: merge.into, role })
      .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doUpdateSet({ role }))
      .execute()
    await tx
      .deleteFrom('membership')
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', merge.from)
      .execute()
    await withdrawInvitationsBeyond(tx, { organizationId, userId: merge.from }, null)
    await withdrawOffersOf(tx, { organizationId, userId: merge.from })
  }
}

/**
 * An open invitation to the proven address that ends goes to the other, unless that is in the team, or invited itself. Those that were answered lose
 * the address: nothing would find it when what is left is erased.
 */
async function moveInvitations(tx: Tx, { from, into }: Merge, email: string | null, now: Date): Promise<void> {
  await sql`update member_invitation set accepted_by = ${into} where accepted_by = ${from}`.execute(tx)
  if (email === null) return
  await sql`
    update member_invitation i set email = u.email from users u
    where u.id = ${into} and i.email = ${email} and i.state = 'sent'
      and not exists (select from membership m where m.organization_id = i.organization_id and m.user_id = u.id)
      and not exists (select from member_invitation o where o.organization_id = i.organization_id and o.email = u.email and o.state = 'sent')`.execute(
    tx,
  )
  await sql`update member_invitation set state = 'withdrawn', answered_at = ${now} where email = ${email} and state = 'sent'`.execute(
    tx,
  )
  await forgetInvitationsTo(tx, email, now)
}
