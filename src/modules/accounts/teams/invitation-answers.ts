import { sql } from 'kysely'
import { recordAct } from '../../../acts.ts'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Caller } from '../../../http/request.ts'
import { closeInvitation, type InvitationState, invitationStateAt } from '../invitations.ts'
import type { MemberRole } from '../permissions.ts'
import { lockTeam } from './team-lock.ts'

/** An invitation as whoever is invited sees it. */
export interface Invitation {
  id: string
  state: InvitationState
  role: MemberRole
  expiresAt: Date
  /** Who invited, unless their account is gone. */
  invitedBy: string | null
  organization: { id: string; slug: string; name: string }
}

const columns = (now: Date) => sql`
  i.id, ${invitationStateAt(now)} as state, i.role, i.expires_at as "expiresAt", u.name as "invitedBy",
  json_build_object('id', g.id, 'slug', g.slug, 'name', g.name) as organization`

const joined = sql`
  member_invitation i join organization g on g.id = i.organization_id left join users u on u.id = i.invited_by`

/** The invitations that wait for the caller's answer, newest first: those to their address, once it is confirmed. */
export async function invitationsOf(db: Db, caller: Caller, now: Date): Promise<Invitation[]> {
  if (!caller.emailVerified) return []
  const { rows } = await sql<Invitation>`
    select ${columns(now)} from ${joined}
    where i.email = ${caller.email} and i.state = 'sent' and i.expires_at > ${now} order by i.id desc limit 50`.execute(
    db,
  )
  return rows
}

/**
 * An invitation, for the person with the address it was sent to: a link that was passed on admits nobody else. Refuses `not_found`,
 * `invitation_not_yours`, and `email_not_verified`.
 */
export async function readInvitation(db: Db, invitationId: string, caller: Caller, now: Date): Promise<Invitation> {
  const { rows } = await sql<Invitation & { email: string }>`
    select ${columns(now)}, i.email from ${joined} where i.id = ${invitationId}`.execute(db)
  const [invitation] = rows
  if (!invitation) refuse('not_found')
  const { email, ...shown } = invitation
  if (email !== caller.email) refuse('invitation_not_yours')
  if (!caller.emailVerified) refuse('email_not_verified')
  return shown
}

/**
 * Becomes a member; whoever is one already keeps their role. Accepting again changes nothing. Refuses what `readInvitation` refuses and
 * `invitation_closed`.
 */
export async function acceptInvitation(db: Db, invitationId: string, caller: Caller, now: Date): Promise<void> {
  await answer(db, invitationId, caller, now, 'accepted')
}

/** Says no; twice changes nothing. Refuses what `readInvitation` refuses and `invitation_closed`. */
export async function declineInvitation(db: Db, invitationId: string, caller: Caller, now: Date): Promise<void> {
  await answer(db, invitationId, caller, now, 'declined')
}

async function answer(db: Db, invitationId: string, caller: Caller, now: Date, state: 'accepted' | 'declined') {
  const { organization } = await readInvitation(db, invitationId, caller, now)
  await transact(db, async (tx) => {
    await lockTeam(tx, organization.id)
    const invitation = await readInvitation(tx, invitationId, caller, now)
    if (invitation.state === state) return
    if (invitation.state !== 'sent') refuse('invitation_closed', { state: invitation.state })
    const { role } = invitation
    const about = { organizationId: organization.id, subjectId: invitationId }
    if (state === 'declined') {
      await closeInvitation(tx, invitationId, { state, answered_at: now })
      return recordAct(tx, 'member.invitation_declined', { ...about, before: { role } })
    }
    await closeInvitation(tx, invitationId, { state, answered_at: now, accepted_by: caller.userId })
    await tx
      .insertInto('membership')
      .values({ organization_id: organization.id, user_id: caller.userId, role, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await recordAct(tx, 'member.joined', { ...about, after: { role } })
  })
}
