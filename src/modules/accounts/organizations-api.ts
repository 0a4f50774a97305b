import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Line, Text, TimeZone } from '../../http/shapes.ts'
import { slugPattern } from './teams/organization-slugs.ts'

const Slug = T.String({ pattern: slugPattern, maxLength: 60 })
const Name = Line(120)
const Website = T.String({ maxLength: 500, pattern: '^(https?://[^\\s\\u0000]+)?$' })

const Organization = T.Object({
  id: Id,
  slug: T.String(),
  name: T.String(),
  summary: T.String(),
  website: T.String(),
  timeZone: T.String(),
})

/** Organizations: who puts on events. */
export const organizationsApi = {
  'POST /api/organizations': {
    summary: 'Make an organization, which I then own. Without a slug one is made of the name',
    access: 'signed-in',
    body: Form({ name: Name, slug: T.Optional(Slug), timeZone: TimeZone }),
    reply: Organization,
    status: 201,
  },
  'GET /api/organization-slugs': {
    summary: 'The address an organization of this name would get, or whether the one asked for is free',
    access: 'signed-in',
    query: Form({ name: T.Optional(T.String({ maxLength: 120 })), slug: T.Optional(Slug) }),
    reply: T.Object({ slug: T.String(), free: T.Boolean() }),
  },
  'GET /api/organizations/:organizationId': {
    summary: 'One of my organizations',
    access: { permission: 'organization.read', of: { organization: 'organizationId' } },
    reply: Organization,
  },
  'PATCH /api/organizations/:organizationId': {
    summary:
      'Change what people read of an organization, its address or its time zone. Earlier addresses keep leading to it',
    access: { permission: 'organization.edit', of: { organization: 'organizationId' } },
    body: Form({
      name: T.Optional(Name),
      slug: T.Optional(Slug),
      summary: T.Optional(Text(500)),
      website: T.Optional(Website),
      timeZone: T.Optional(TimeZone),
    }),
    reply: Organization,
  },
} as const satisfies Record<string, Endpoint>
