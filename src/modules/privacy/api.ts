import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Currency, Email, Form, Id, Instant, Line, Nullable, OneOf } from '../../http/shapes.ts'

const Erasure = T.Object({
  asked: Nullable(
    T.Object({
      askedAt: Instant,
      eraseAt: Instant,
      /** Why an administrator asked for it; null where its owner did. */
      reason: Nullable(T.String()),
    }),
  ),
  /** Organizations that nobody else owns and that have events ahead or money; minor units. */
  neededBy: T.Array(
    T.Object({
      id: Id,
      slug: T.String(),
      name: T.String(),
      eventsAhead: T.Integer(),
      balances: T.Array(T.Object({ currency: Currency, amount: T.Integer() })),
    }),
  ),
  ticketsAhead: T.Integer(),
  administrator: T.Boolean(),
})

const Export = T.Object({
  id: Id,
  state: OneOf('asked', 'ready', 'failed', 'gone'),
  /** Files that are written, of how many; null before they are counted. */
  written: T.Integer(),
  files: Nullable(T.Integer()),
  bytes: Nullable(T.Integer()),
  askedAt: Instant,
  readyAt: Nullable(Instant),
  expiresAt: Nullable(Instant),
})

/** What people may ask for: their data, and to be forgotten. */
export const privacyApi = {
  'GET /api/me/export': {
    summary: 'My last export, and how far it is; null when I never asked for one',
    access: 'signed-in',
    inPerson: true,
    reply: Nullable(Export),
  },
  'POST /api/me/export': {
    summary: 'Have everything about me gathered; a mail says when it can be fetched. Refuses export_asked',
    access: 'signed-in',
    stepUp: true,
    limit: 'mail',
    reply: Export,
    status: 202,
  },
  'GET /api/me/exports/:exportId/data.zip': {
    summary: 'The archive of my export, for seven days',
    access: 'signed-in',
    inPerson: true,
    reply: { file: ['application/zip'] },
  },
  'GET /api/me/erasure': {
    summary: 'Whether my account is to be erased, and what stands in the way of it',
    access: 'signed-in',
    reply: Erasure,
  },
  'POST /api/me/erasure': {
    summary:
      'Erase my account in seven days. Refuses address_differs, needed_by, tickets_ahead, administrator_first, erasure_asked',
    access: 'signed-in',
    stepUp: true,
    body: Form({ email: Email, giveUpTickets: T.Optional(T.Boolean()) }),
  },
  'DELETE /api/me/erasure': {
    summary: 'Keep my account after all. Refuses erasure_begun when the seven days are over',
    access: 'signed-in',
    inPerson: true,
  },
  'PUT /api/admin/people/:userId/erasure': {
    summary:
      'Erase somebody in seven days, as they asked, for a reason. Refuses needed_by, administrator_first, erasure_asked',
    access: 'administrator',
    stepUp: true,
    body: Form({ reason: Line(500) }),
  },
  'DELETE /api/admin/people/:userId/erasure': {
    summary: 'Keep somebody’s account after all. Refuses erasure_begun',
    access: 'administrator',
  },
  'POST /api/guest-erasures': {
    summary:
      'Ask for a link by which whoever bought without an account has their data erased. The answer is the same whether or not there is any',
    access: 'public',
    limit: 'mail',
    body: Form({ email: Email }),
    reply: T.Object({ email: T.String() }),
    status: 202,
  },
  'POST /api/guest-erasures/confirm': {
    summary:
      'Have what the address of a link bought or received erased, within minutes. Refuses link_invalid, has_account',
    access: 'public',
    limit: 'sign-in',
    body: Form({ token: T.String({ minLength: 1, maxLength: 2000, pattern: '^[\\x21-\\x7e]+$' }) }),
  },
} as const satisfies Record<string, Endpoint>
