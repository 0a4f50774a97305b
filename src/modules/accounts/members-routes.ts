import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { inviteMember, listInvitations, mailInvitationAgain, withdrawInvitation } from './invitations.ts'
import type { membersApi } from './members-api.ts'
import { acceptOwnership, endOwnershipOffer, offerOwnership, ownershipOfferOf } from './ownership.ts'
import { memberRoles, permissionsOf } from './permissions.ts'
import { acceptInvitation, declineInvitation, invitationsOf, readInvitation } from './teams/invitation-answers.ts'
import { changeRole, grantsOf, leave, listMembers, removeMember } from './teams/members.ts'

export const membersRoutes = ({ db, now }: Services): Handlers<typeof membersApi> => ({
  'GET /api/roles': async () => ({
    items: memberRoles.map((role) => ({ role, permissions: permissionsOf(role) })),
  }),
  'GET /api/organizations/:organizationId/members': async ({ params: { organizationId }, query, caller }) => {
    const [members, grants, ownershipOffer] = await Promise.all([
      listMembers(db, organizationId, query),
      caller.key ? [] : grantsOf(db, organizationId, caller.userId),
      ownershipOfferOf(db, organizationId),
    ])
    return { ...members, grants, ownershipOffer }
  },
  'PATCH /api/organizations/:organizationId/members/:userId': async ({ params, body, caller }) => {
    await changeRole(db, params, body.role, caller.userId)
    return undefined
  },
  'DELETE /api/organizations/:organizationId/members/:userId': async ({ params, caller }) => {
    await removeMember(db, params, caller.userId)
    return undefined
  },
  'DELETE /api/organizations/:organizationId/membership': async ({ params, caller }) => {
    await leave(db, { ...params, userId: caller.userId })
    return undefined
  },
  'GET /api/organizations/:organizationId/member-invitations': ({ params, query }) =>
    listInvitations(db, params.organizationId, query, now()),
  'POST /api/organizations/:organizationId/member-invitations': ({ params, body, caller, request: { language } }) =>
    inviteMember(db, { ...params, ...body }, { userId: caller.userId, language }, now()),
  'DELETE /api/organizations/:organizationId/member-invitations/:invitationId': async ({ params, caller }) => {
    await withdrawInvitation(db, params, caller.userId, now())
    return undefined
  },
  'POST /api/organizations/:organizationId/member-invitations/:invitationId/mail': async ({ params, caller }) => {
    await mailInvitationAgain(db, params, caller.userId, now())
    return undefined
  },
  'GET /api/me/member-invitations': async ({ caller }) => ({ items: await invitationsOf(db, caller, now()) }),
  'GET /api/member-invitations/:invitationId': ({ params, caller }) =>
    readInvitation(db, params.invitationId, caller, now()),
  'POST /api/member-invitations/:invitationId/acceptance': async ({ params, caller }) => {
    await acceptInvitation(db, params.invitationId, caller, now())
    return undefined
  },
  'DELETE /api/member-invitations/:invitationId': async ({ params, caller }) => {
    await declineInvitation(db, params.invitationId, caller, now())
    return undefined
  },
  'POST /api/organizations/:organizationId/ownership-offer': async ({ params, body, caller }) => {
    await offerOwnership(db, params.organizationId, { from: caller.userId, to: body.userId }, now())
    return undefined
  },
  'DELETE /api/organizations/:organizationId/ownership-offer': async ({ params, caller }) => {
    await endOwnershipOffer(db, params.organizationId, caller.userId, now())
    return undefined
  },
  'POST /api/organizations/:organizationId/ownership-offer/acceptance': async ({ params, caller }) => {
    await acceptOwnership(db, params.organizationId, caller.userId, now())
    return undefined
  },
})
