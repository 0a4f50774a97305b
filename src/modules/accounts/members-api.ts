import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Form, Id, Instant, Nullable, OneOf, Page } from '../../http/shapes.ts'
import { memberRoles } from './permissions.ts'

const Role = OneOf(...memberRoles)
const State = OneOf('sent', 'accepted', 'declined', 'withdrawn', 'lapsed')
const inOrganization = { organization: 'organizationId' } as const
const reads = { permission: 'organization.read', of: inOrganization } as const
const edits = { permission: 'members.edit', of: inOrganization } as const
const Somebody = T.Object({ userId: Id, name: T.String() })
const List = Form({ cursor: T.Optional(Id), limit: T.Optional(T.Integer({ minimum: 1, maximum: 200 })) })

const SentInvitation = T.Object({
  id: Id,
  email: T.String(),
  role: Role,
  state: State,
  mailedAt: Instant,
  expiresAt: Instant,
})

const Invitation = T.Object({
  id: Id,
  state: State,
  role: Role,
  expiresAt: Instant,
  invitedBy: Nullable(T.String()),
  organization: T.Object({ id: Id, slug: T.String(), name: T.String() }),
})

/** Teams: who works for an organization, how they come into it, and how it changes hands. */
export const membersApi = {
  'GET /api/roles': {
    summary: 'The roles of members, and what each may do',
    access: 'signed-in',
    reply: T.Object({ items: T.Array(T.Object({ role: Role, permissions: T.Array(T.String()) })) }),
  },
  'GET /api/organizations/:organizationId/members': {
    summary:
      'Who works for an organization, in the order they came; the roles I may give and take; and the offer to hand it over, if there is one',
    access: reads,
    query: List,
    reply: T.Object({
      items: T.Array(
        T.Object({
          userId: Id,
          name: T.String(),
          photo: Nullable(T.String()),
          email: T.String(),
          role: Role,
          since: Instant,
        }),
      ),
      next: Nullable(T.String()),
      grants: T.Array(Role),
      ownershipOffer: Nullable(T.Object({ id: Id, from: Somebody, to: Somebody, createdAt: Instant })),
    }),
  },
  'PATCH /api/organizations/:organizationId/members/:userId': {
    summary: 'Give a member another role. Refuses role_not_yours, last_owner',
    access: edits,
    stepUp: true,
    body: Form({ role: Role }),
  },
  'DELETE /api/organizations/:organizationId/members/:userId': {
    summary: 'End a membership. Refuses role_not_yours, last_owner',
    access: edits,
    stepUp: true,
  },
  'DELETE /api/organizations/:organizationId/membership': {
    summary: 'Leave an organization. Refuses last_owner',
    access: reads,
    inPerson: true,
  },
  'GET /api/organizations/:organizationId/member-invitations': {
    summary: 'Invitations that nobody answered yet, newest first',
    access: edits,
    query: List,
    reply: Page(SentInvitation),
  },
  'POST /api/organizations/:organizationId/member-invitations': {
    summary:
      'Invite somebody by email with a role; the invitation is good for 72 hours and for the owner of that address alone. Refuses role_not_yours, already_member, already_invited, too_many_requests',
    access: edits,
    stepUp: true,
    limit: 'mail',
    body: Form({ email: Email, role: Role }),
    reply: SentInvitation,
    status: 201,
  },
  'DELETE /api/organizations/:organizationId/member-invitations/:invitationId': {
    summary: 'Take an invitation back. Refuses role_not_yours, invitation_closed',
    access: edits,
  },
  'POST /api/organizations/:organizationId/member-invitations/:invitationId/mail': {
    summary:
      'Mail an invitation again, good for another 72 hours. Refuses role_not_yours, invitation_closed, too_many_requests',
    access: edits,
    stepUp: true,
    limit: 'mail',
  },
  'GET /api/me/member-invitations': {
    summary: 'Invitations to my confirmed address that wait for my answer',
    access: 'signed-in',
    reply: T.Object({ items: T.Array(Invitation) }),
  },
  'GET /api/member-invitations/:invitationId': {
    summary: 'An invitation to my confirmed address. Refuses invitation_not_yours, email_not_verified',
    access: 'signed-in',
    reply: Invitation,
  },
  'POST /api/member-invitations/:invitationId/acceptance': {
    summary: 'Become a member. Refuses invitation_not_yours, email_not_verified, invitation_closed',
    access: 'signed-in',
    inPerson: true,
  },
  'DELETE /api/member-invitations/:invitationId': {
    summary: 'Decline an invitation. Refuses invitation_not_yours, email_not_verified, invitation_closed',
    access: 'signed-in',
  },
  'POST /api/organizations/:organizationId/ownership-offer': {
    summary:
      'Offer an organization to another of its members: when they accept, they own it and I am a manager. Refuses already_owner, ownership_offer_open',
    access: { permission: 'ownership.give', of: inOrganization },
    stepUp: true,
    limit: 'mail',
    body: Form({ userId: Id }),
  },
  'DELETE /api/organizations/:organizationId/ownership-offer': {
    summary: 'Take the offer back as an owner, or decline it as the member it was made to',
    access: reads,
    inPerson: true,
  },
  'POST /api/organizations/:organizationId/ownership-offer/acceptance': {
    summary: 'Take over an organization that is offered to me. Refuses ownership_offer_closed',
    access: reads,
    stepUp: true,
  },
} as const satisfies Record<string, Endpoint>
