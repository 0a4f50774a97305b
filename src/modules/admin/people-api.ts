import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Cursor, Form, Id, Instant, Line, Nullable, Page, Text } from '../../http/shapes.ts'

const Reason = Form({ reason: Line(500) })

const PersonRow = T.Object({
  id: Id,
  name: T.String(),
  email: T.String(),
  emailVerified: T.Boolean(),
  administrator: T.Boolean(),
  createdAt: Instant,
  bannedAt: Nullable(Instant),
})

/** What administrators do about people and organizations. */
export const peopleApi = {
  'GET /api/admin/people': {
    summary: 'People by part of their name or email, or by id, the newest first',
    access: 'administrator',
    query: Form({ q: T.Optional(Text(254)), cursor: Cursor }),
    reply: Page(PersonRow),
  },
  'GET /api/admin/people/:userId': {
    summary: 'One person: account, organizations, orders and sessions',
    access: 'administrator',
    reply: T.Object({
      ...PersonRow.properties,
      banReason: T.String(),
      eraseAt: Nullable(Instant),
      erasureReason: T.String(),
      erasedAt: Nullable(Instant),
      /** The account that took over what this one had. */
      mergedInto: Nullable(Id),
      language: T.String(),
      timeZone: T.String(),
      orders: T.Integer(),
      organizations: T.Array(
        T.Object({
          id: Id,
          slug: T.String(),
          name: T.String(),
          role: T.String(),
          suspendedAt: Nullable(Instant),
        }),
      ),
      sessions: T.Array(
        T.Object({
          id: Id,
          createdAt: Instant,
          expiresAt: Instant,
          ip: Nullable(T.String()),
          userAgent: Nullable(T.String()),
          /** The administrator who acts as this person in it. */
          actor: Nullable(T.String()),
        }),
      ),
    }),
  },
  'POST /api/admin/people/:userId/password-reset': {
    summary: 'Mails a person the link to a new password; nobody else sees it. Refuses wrong_person_state',
    access: 'administrator',
    limit: 'mail',
  },
  'DELETE /api/admin/people/:userId/sessions': {
    summary: 'Ends all sessions of a person at once, bearer tokens with them; says how many',
    access: 'administrator',
    reply: T.Object({ ended: T.Integer() }),
  },
  'DELETE /api/admin/people/:userId/sessions/:sessionId': {
    summary: 'Ends one session of a person',
    access: 'administrator',
  },
  'PUT /api/admin/people/:userId/ban': {
    summary:
      'Closes an account for a reason: all its sessions end, and organizations without another owner go off sale. Refuses not_yourself, wrong_person_state',
    access: 'administrator',
    body: Reason,
    stepUp: true,
  },
  'DELETE /api/admin/people/:userId/ban': {
    summary: 'Opens a banned account again, and puts its organizations back on sale. Refuses wrong_person_state',
    access: 'administrator',
  },
  'PUT /api/admin/people/:userId/administration': {
    summary: 'Makes somebody an administrator. Refuses wrong_person_state',
    access: 'administrator',
    stepUp: true,
  },
  'DELETE /api/admin/people/:userId/administration': {
    summary: 'Takes administration from somebody. Refuses last_administrator, wrong_person_state',
    access: 'administrator',
    stepUp: true,
  },
  'POST /api/admin/people/:userId/acting': {
    summary:
      'Lets this browser act as somebody for an hour, with every act recorded beside the administrator. Refuses not_yourself, wrong_person_state',
    access: 'administrator',
    stepUp: true,
  },
  'DELETE /api/acting': {
    summary: 'Stops acting as somebody and goes back to the own session. Refuses wrong_person_state',
    access: 'signed-in',
  },
  'PUT /api/admin/organizations/:organizationId/suspension': {
    summary:
      'Takes an organization off sale for a reason; who has tickets is told, and tickets stay good. Refuses organization_suspended',
    access: 'administrator',
    body: Reason,
    stepUp: true,
  },
  'DELETE /api/admin/organizations/:organizationId/suspension': {
    summary: 'Puts an organization back on sale',
    access: 'administrator',
  },
} as const satisfies Record<string, Endpoint>
