import type { Acting } from '../../host/page.ts'
import { text } from '../../host/page.ts'
import type { Role } from './page.tsx'

/** Carries out what a form of the team's page asks for, and returns the word for what was done. */
export async function carryOut({ api, form }: Acting, organizationId: string): Promise<string> {
  const params = { organizationId }
  const member = { ...params, userId: text(form, 'userId') }
  const invitation = { ...params, invitationId: text(form, 'invitationId') }
  // The API refuses what is no role.
  const role = text(form, 'role') as Role
  switch (text(form, 'intent')) {
    case 'invite':
      await api['POST /api/organizations/:organizationId/member-invitations']({
        params,
        body: { email: text(form, 'email'), role },
      })
      return 'invited'
    case 'mail':
      await api['POST /api/organizations/:organizationId/member-invitations/:invitationId/mail']({ params: invitation })
      return 'mailed'
    case 'withdraw':
      await api['DELETE /api/organizations/:organizationId/member-invitations/:invitationId']({ params: invitation })
      return 'withdrawn'
    case 'remove':
      await api['DELETE /api/organizations/:organizationId/members/:userId']({ params: member })
      return 'removed'
    case 'leave':
      await api['DELETE /api/organizations/:organizationId/membership']({ params })
      return 'left'
    case 'offer':
      await api['POST /api/organizations/:organizationId/ownership-offer']({ params, body: { userId: member.userId } })
      return 'offered'
    case 'end-offer':
      await api['DELETE /api/organizations/:organizationId/ownership-offer']({ params })
      return 'ended'
    case 'take':
      await api['POST /api/organizations/:organizationId/ownership-offer/acceptance']({ params })
      return 'taken'
    default:
      await api['PATCH /api/organizations/:organizationId/members/:userId']({ params: member, body: { role } })
      return 'saved'
  }
}
