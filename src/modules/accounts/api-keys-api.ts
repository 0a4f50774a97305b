import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Line, Nullable, OneOf, Page } from '../../http/shapes.ts'
import { keyScopes } from './permissions.ts'

const Scope = OneOf(...keyScopes)
const edits = { permission: 'keys.edit', of: { organization: 'organizationId' } } as const

const key = {
  id: Id,
  name: T.String(),
  /** How it begins. */
  start: T.String(),
  scopes: T.Array(Scope),
  madeBy: T.Object({ userId: Id, name: T.String() }),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  /** To the minute. */
  lastUsedAt: Nullable(Instant),
  state: OneOf('live', 'expired', 'revoked'),
}

/** Keys by which programs act for an organization. */
export const apiKeysApi = {
  'GET /api/organizations/:organizationId/api-keys': {
    summary: 'The API keys of an organization, newest first, also those that are over; and the scopes I may give one',
    access: edits,
    query: Form({ cursor: T.Optional(Id), limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })) }),
    reply: T.Object({ ...Page(T.Object(key)).properties, grants: T.Array(Scope) }),
  },
  'POST /api/organizations/:organizationId/api-keys': {
    summary:
      'Make an API key in my name; `key` is told this once. It is good for so many days, or until it is revoked, and over when I leave the team. Refuses scope_not_yours, too_many_api_keys',
    access: edits,
    stepUp: true,
    body: Form({
      name: Line(60),
      scopes: T.Array(Scope, { minItems: 1, maxItems: keyScopes.length, uniqueItems: true }),
      days: Nullable(T.Integer({ minimum: 1, maximum: 3650 })),
    }),
    reply: T.Object({ ...key, key: T.String() }),
    status: 201,
  },
  'DELETE /api/organizations/:organizationId/api-keys/:keyId': {
    summary: 'Revoke an API key; it stops working at once, and stays in the list',
    access: edits,
  },
} as const satisfies Record<string, Endpoint>
