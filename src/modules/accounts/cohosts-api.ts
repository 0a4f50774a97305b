import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Nullable, OneOf, Page } from '../../http/shapes.ts'
import { cohostRoles } from './permissions.ts'
import { slugPattern } from './teams/organization-slugs.ts'

const Role = OneOf(...cohostRoles)
const State = OneOf('invited', 'accepted', 'declined', 'ended')
const hosts = { permission: 'event.publish', of: { event: 'eventId' } } as const
const cohosts = { permission: 'organization.edit', of: { organization: 'organizationId' } } as const

const Cohost = T.Object({
  id: Id,
  role: Role,
  state: State,
  organization: T.Object({ id: Id, slug: T.String(), name: T.String() }),
})

/** Organizations that host an event together. */
export const cohostsApi = {
  'GET /api/events/:eventId/permissions': {
    summary: 'What I may do at an event, and whether I work for the organization it belongs to',
    access: { permission: 'event.read', of: { event: 'eventId' } },
    reply: T.Object({ host: T.Boolean(), permissions: T.Array(T.String()) }),
  },
  'GET /api/events/:eventId/cohosts': {
    summary: 'The organizations that co-host an event or are asked to',
    access: { permission: 'event.read', of: { event: 'eventId' } },
    reply: T.Object({ items: T.Array(Cohost) }),
  },
  'POST /api/events/:eventId/cohosts': {
    summary:
      'Ask the organization at an address to co-host an event: its members then do there what both their own role and this one may, and nothing about money. Refuses organization_unknown, cohost_is_host, already_cohost, too_many_cohosts, and too_many_requests after five times in a day',
    access: hosts,
    stepUp: true,
    limit: 'mail',
    body: Form({ slug: T.String({ pattern: slugPattern, maxLength: 60 }), role: Role }),
    reply: Cohost,
    status: 201,
  },
  'DELETE /api/events/:eventId/cohosts/:cohostId': {
    summary: 'Stop hosting an event together, or take the question back',
    access: hosts,
  },
  'GET /api/organizations/:organizationId/cohosted-events': {
    summary: 'Events of others that an organization co-hosts or is asked to',
    access: { permission: 'event.read', of: { organization: 'organizationId' } },
    query: Form({ cursor: T.Optional(Id), limit: T.Optional(T.Integer({ minimum: 1, maximum: 200 })) }),
    reply: Page(
      T.Object({
        id: Id,
        role: Role,
        state: State,
        event: T.Object({
          id: Id,
          slug: T.String(),
          name: T.String(),
          category: T.String(),
          startsAt: Nullable(Instant),
          timeZone: T.String(),
          state: T.String(),
        }),
        host: T.Object({ slug: T.String(), name: T.String() }),
      }),
    ),
  },
  'POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance': {
    summary: 'Agree to co-host an event. Refuses invitation_closed',
    access: cohosts,
  },
  'DELETE /api/organizations/:organizationId/cohosted-events/:cohostId': {
    summary: 'Decline to co-host an event, or stop',
    access: cohosts,
  },
} as const satisfies Record<string, Endpoint>
