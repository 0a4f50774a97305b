import { type Selectable, sql } from 'kysely'
import type { Language } from '../../../lang/languages.ts'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import type { MemberInvitation } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { PageOf } from '../../http/shapes.ts'
import { type MemberRole, mayGrant, memberRoles } from './permissions.ts'
import { lockTeam, refuseUnlessGrants, roleOf } from './teams/team-lock.ts'

export type InvitationState = Selectable<MemberInvitation>['state']

/** An invitation as the team sees it. Nothing in it tells whether the address has an account. */
export interface SentInvitation {
  id: string
  email: string
  role: MemberRole
  state: InvitationState
  mailedAt: Date
  expiresAt: Date
}

/** An invitation can be accepted for three days: a team is formed in that time, and an address that was mistyped is harmless after it. */
export const invitationHours = 72

const hour = 3600_000
/** An address gets so many mails of one organization in a day: they may not be wanted. */
const mostMailsADay = 5

/** The state of invitation `i`, which lives by comparison. */
export const invitationStateAt = (now: Date) =>
  sql<InvitationState>`case when i.state = 'sent' and i.expires_at <= ${now} then 'lapsed' else i.state end`

const sentColumns = (now: Date) => sql`
  i.id, i.email, i.role, ${invitationStateAt(now)} as state, i.mailed_at as "mailedAt", i.expires_at as "expiresAt"`

/**
 * Invites somebody by email to work for an organization with a role, and mails them. Refuses `role_not_yours`, `already_member`,
 * `already_invited` while an invitation is open, and `too_many_requests`.
 */
export async function inviteMember(
  db: Db,
  { organizationId, email, role }: { organizationId: string; email: string; role: MemberRole },
  caller: { userId: string; language: Language },
  now: Date,
): Promise<SentInvitation> {
  const address = email.toLowerCase()
  return transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    refuseUnlessGrants(await roleOf(tx, organizationId, caller.userId), role)
    await refuseMember(tx, organizationId, address)
    await refuseTooManyMails(tx, organizationId, address, now)
    await closeLapsed(tx, organizationId, address, now)
    const invitation = await tx
      .insertInto('member_invitation')
      .values({
        id: newId(now.getTime()),
        organization_id: organizationId,
        email: address,
        role,
        language: caller.language,
        invited_by: caller.userId,
        created_at: now,
        expires_at: new Date(now.getTime() + invitationHours * hour),
        mailed_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'email', 'role', 'state', 'mailed_at as mailedAt', 'expires_at as expiresAt', 'mails'])
      .executeTakeFirst()
    if (!invitation) refuse('already_invited', undefined, 'email')
    await announce(tx, 'member.invited', { invitationId: invitation.id, mail: invitation.mails })
    await recordAct(tx, 'member.invited', { organizationId, subjectId: invitation.id, after: { role } })
    return invitation
  })
}

/** A page of the open and lapsed invitations of an organization, newest first. */
export async function listInvitations(
  db: Db,
  organizationId: string,
  { cursor, limit = 50 }: { cursor?: string; limit?: number },
  now: Date,
): Promise<PageOf<SentInvitation>> {
  const { rows } = await sql<SentInvitation>`
    select ${sentColumns(now)} from member_invitation i
    where i.organization_id = ${organizationId} and i.state = 'sent' and ${cursor ? sql`i.id < ${cursor}` : sql`true`}
    order by i.id desc limit ${limit + 1}`.execute(db)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Which invitation of which organization. */
export interface OfInvitation {
  organizationId: string
  invitationId: string
}

/**
 * Mails an invitation again, good for three days from now. Refuses `not_found`, `role_not_yours`, `invitation_closed` when it was answered or
 * withdrawn, and `too_many_requests`.
 */
export async function mailInvitationAgain(db: Db, of: OfInvitation, callerId: string, now: Date): Promise<void> {
  const { organizationId, invitationId } = of
  await transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    const { email, role, state } = await invitationOf(tx, of)
    refuseUnlessGrants(await roleOf(tx, organizationId, callerId), role)
    if (state !== 'sent') refuse('invitation_closed', { state })
    await refuseTooManyMails(tx, organizationId, email, now)
    const { mails } = await tx
      .updateTable('member_invitation')
      .set({
        mails: sql`mails + 1`,
        mailed_at: now,
        expires_at: new Date(now.getTime() + invitationHours * hour),
        invited_by: callerId,
      })
      .where('id', '=', invitationId)
      .returning('mails')
      .executeTakeFirstOrThrow()
    await announce(tx, 'member.invited', { invitationId, mail: mails })
    await recordAct(tx, 'member.invited_again', { organizationId, subjectId: invitationId, after: { role } })
  })
}

/** Takes an invitation back; twice changes nothing. Refuses `not_found`, `role_not_yours`, and `invitation_closed` when it was answered. */
export async function withdrawInvitation(db: Db, of: OfInvitation, callerId: string, now: Date): Promise<void> {
  const { organizationId, invitationId } = of
  await transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    const { role, state } = await invitationOf(tx, of)
    refuseUnlessGrants(await roleOf(tx, organizationId, callerId), role)
    if (state === 'withdrawn') return
    if (state !== 'sent') refuse('invitation_closed', { state })
    await closeInvitation(tx, invitationId, { state: 'withdrawn', answered_at: now })
    await recordAct(tx, 'member.invitation_withdrawn', { organizationId, subjectId: invitationId, before: { role } })
  })
}

/** Withdraws the open invitations of somebody who could no longer make them, as their role is another one or none. */
export async function withdrawInvitationsBeyond(
  tx: Tx,
  { organizationId, userId }: { organizationId: string; userId: string },
  role: MemberRole | null,
): Promise<void> {
  const beyond = memberRoles.filter((given) => role === null || !mayGrant(role, given))
  if (beyond.length === 0) return
  await tx
    .updateTable('member_invitation')
    .set({ state: 'withdrawn', answered_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('invited_by', '=', userId)
    .where('state', '=', 'sent')
    .where('role', 'in', beyond)
    .execute()
}

/** Ends an open invitation, under the lock of its team. */
export const closeInvitation = (
  tx: Tx,
  invitationId: string,
  answer: { state: Exclude<InvitationState, 'sent'>; answered_at: Date; accepted_by?: string },
) => tx.updateTable('member_invitation').set(answer).where('id', '=', invitationId).execute()

async function invitationOf(tx: Tx, { organizationId, invitationId }: OfInvitation) {
  const found = await tx
    .selectFrom('member_invitation')
    .select(['email', 'role', 'state'])
    .where('id', '=', invitationId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return found ?? refuse('not_found')
}

/** Members are known to each other, so this tells nothing new. */
async function refuseMember(tx: Tx, organizationId: string, email: string): Promise<void> {
  const member = await tx
    .selectFrom('membership')
    .innerJoin('users', 'users.id', 'membership.user_id')
    .select('users.id')
    .where('membership.organization_id', '=', organizationId)
    .where('users.email', '=', email)
    .executeTakeFirst()
  if (member) refuse('already_member', undefined, 'email')
}

async function refuseTooManyMails(tx: Tx, organizationId: string, email: string, now: Date): Promise<void> {
  const { rows } = await sql<{ mails: number; oldest: Date }>`
    select coalesce(sum(mails), 0)::int as mails, min(mailed_at) as oldest from member_invitation
    where organization_id = ${organizationId} and email = ${email} and mailed_at > ${new Date(now.getTime() - 24 * hour)}`.execute(
    tx,
  )
  const [recent] = rows
  if (!recent || recent.mails < mostMailsADay) return
  refuse('too_many_requests', { seconds: Math.ceil((recent.oldest.getTime() + 24 * hour - now.getTime()) / 1000) })
}

const closeLapsed = (tx: Tx, organizationId: string, email: string, now: Date) =>
  tx
    .updateTable('member_invitation')
    .set({ state: 'lapsed', answered_at: now })
    .where('organization_id', '=', organizationId)
    .where('email', '=', email)
    .where('state', '=', 'sent')
    .where('expires_at', '<=', now)
    .execute()

/**
 * What the mail of an open invitation says, in the language of the account with the confirmed address where there is one; nothing once it is over,
 * or was asked to be mailed again.
 */
export const invitationToMail = (db: Db, invitationId: string, mail: number, now: Date) =>
  db
    .selectFrom('member_invitation as i')
    .innerJoin('organization as g', 'g.id', 'i.organization_id')
    .leftJoin('users as f', 'f.id', 'i.invited_by')
    .leftJoin('users as t', (join) => join.onRef('t.email', '=', 'i.email').on('t.email_verified', '=', true))
    .select(['i.email', 'i.role', 'i.expires_at as expiresAt', 'g.name as organization', 'g.time_zone as timeZone'])
    .select(({ fn }) => ['f.name as invitedBy', fn.coalesce('t.language', 'i.language').as('language')])
    .where('i.id', '=', invitationId)
    .where('i.state', '=', 'sent')
    .where('i.mails', '=', mail)
    .where('i.expires_at', '>', now)
    .executeTakeFirst()
