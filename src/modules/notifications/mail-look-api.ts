import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Form, Nullable, OneOf, Text } from '../../http/shapes.ts'
import { PALETTE_NAMES } from '../../lib/look/name.ts'
import { placeholders, textKinds } from './own-text.ts'
import { textLanguages } from './own-texts.ts'

const edits = { permission: 'organization.edit', of: { organization: 'organizationId' } } as const

const Accent = Nullable(OneOf(...PALETTE_NAMES))
const Subject = T.String({ maxLength: 150, pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$' })
const Own = Form({ subject: Subject, text: Text(4000) })

const Look = T.Object({
  /** A palette in place of each event's own colours. */
  accent: Accent,
  /** Where answers go; with null nobody reads them. */
  replyTo: Nullable(T.String()),
  /** Size in pixels, twice that it is shown in. */
  logo: Nullable(T.Object({ key: T.String(), width: T.Integer(), height: T.Integer() })),
  texts: T.Array(
    T.Object({ kind: OneOf(...textKinds), language: OneOf(...textLanguages), subject: T.String(), text: T.String() }),
  ),
  /** What may stand in braces. */
  placeholders: T.Array(OneOf(...placeholders)),
})

/** How an organization's mails look, and what they say in its own words. */
export const mailLookApi = {
  'GET /api/organizations/:organizationId/mail-look': {
    summary: 'The look of the mails of an organization, and its own texts',
    access: edits,
    reply: Look,
  },
  'PUT /api/organizations/:organizationId/mail-look': {
    summary: 'Set the colours of the mails of an organization and where answers to them go',
    access: edits,
    body: Form({ accent: Accent, replyTo: Nullable(Email) }),
    reply: Look,
  },
  'PUT /api/organizations/:organizationId/mail-look/logo': {
    summary: 'Use an image as the logo of the mails of an organization; at most 480 × 96 pixels of it are kept',
    access: edits,
    body: { file: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'], maximumBytes: 2 * 1024 * 1024 },
    reply: Look,
  },
  'DELETE /api/organizations/:organizationId/mail-look/logo': {
    summary: 'Go back to the logo of the platform',
    access: edits,
    reply: Look,
  },
  'PUT /api/organizations/:organizationId/mail-texts/:kind/:language': {
    summary:
      'Write `confirmation`, `reminder` or `thanks` in own words, in one language. Placeholders are in braces; an empty subject is the usual one. Refuses placeholder_unknown',
    access: edits,
    body: Form({ subject: Subject, text: T.Intersect([Text(4000), T.String({ pattern: '\\S' })]) }),
    reply: Look,
  },
  'DELETE /api/organizations/:organizationId/mail-texts/:kind/:language': {
    summary: 'Go back to the usual words',
    access: edits,
    reply: Look,
  },
  'POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview': {
    summary:
      'How a mail with these words would read, of an order that is made up; `draft` opens its HTML below. An empty text is the usual one. Refuses placeholder_unknown',
    access: edits,
    body: Own,
    reply: T.Object({ subject: T.String(), text: T.String(), draft: T.String() }),
  },
  'GET /api/organizations/:organizationId/mail-texts/:kind/:language/preview': {
    summary:
      'The HTML of a previewed mail, to be shown in a sandboxed frame; without a draft, of the mail as it is now',
    access: edits,
    query: Form({ draft: T.Optional(T.String({ maxLength: 12_000, pattern: '^[\\w-]+$' })) }),
    reply: { file: ['text/html; charset=utf-8'] },
  },
  'POST /api/organizations/:organizationId/mail-texts/:kind/:language/test': {
    summary: 'Mail these words to myself. Refuses placeholder_unknown',
    access: edits,
    limit: 'mail',
    body: Own,
    status: 202,
    reply: T.Object({ to: T.String() }),
  },
  'GET /mail-logos/:key': {
    summary: 'A logo of the mails of an organization. Another one has another key, so it may be kept for ever',
    access: 'public',
    reply: { file: ['image/png'] },
  },
} as const satisfies Record<string, Endpoint>
