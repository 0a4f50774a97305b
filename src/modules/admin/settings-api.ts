import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Currency, Form, Line, Nullable, OneOf, Text } from '../../http/shapes.ts'
import { PALETTE_NAMES } from '../../lib/look/name.ts'
import { legalTexts } from '../accounts/platform-settings.ts'

const LegalName = OneOf(...legalTexts)
const Markdown = Text(50_000)

const Settings = {
  name: Line(40),
  /** A palette of the look: its accents can be read on every page, light and dark. */
  accent: Nullable(OneOf(...PALETTE_NAMES)),
  /** Which events an administrator approves: none, the first of an organizer, or all. */
  eventApproval: OneOf('off', 'first', 'all'),
  verifiedEmailRequired: T.Boolean(),
  /** None is all. */
  currencies: T.Array(Currency, { maxItems: 40, uniqueItems: true }),
  imprint: Markdown,
  privacy: Markdown,
  terms: Markdown,
}

const Logo = Nullable(T.Object({ key: T.String(), width: T.Integer(), height: T.Integer() }))
const Shown = T.Object({ ...Settings, logo: Logo })

/** What administrators decide for the whole platform, and what of it everybody sees. */
export const settingsApi = {
  'GET /api/admin/settings': {
    summary: 'The settings of the platform',
    access: 'administrator',
    reply: Shown,
  },
  'PATCH /api/admin/settings': {
    summary: 'Changes settings of the platform, everywhere within a second',
    access: 'administrator',
    stepUp: true,
    body: T.Partial(Form(Settings), { additionalProperties: false }),
    reply: Shown,
  },
  'PUT /api/admin/settings/logo': {
    summary:
      'Use an image as the platform’s logo, in place of its mark and name; at most 480 × 96 pixels of it are kept',
    access: 'administrator',
    stepUp: true,
    body: { file: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'], maximumBytes: 2 * 1024 * 1024 },
    reply: Shown,
  },
  'DELETE /api/admin/settings/logo': {
    summary: 'Go back to the mark and the name',
    access: 'administrator',
    stepUp: true,
    reply: Shown,
  },
  'GET /logo/:key': {
    summary: 'The platform’s logo. Another one has another key, so it may be kept for ever',
    access: 'public',
    reply: { file: ['image/png'] },
  },
  'GET /api/site': {
    summary: 'What the platform is called and looks like, and which texts its operator has written',
    access: 'public',
    reply: T.Object({
      name: T.String(),
      accent: Nullable(OneOf(...PALETTE_NAMES)),
      logo: Logo,
      legal: T.Array(LegalName),
    }),
  },
  'GET /api/legal/:text': {
    summary:
      'A text of the operator as safe HTML: `imprint`, `privacy` or `terms`. Refuses not_found while it is not written',
    access: 'public',
    reply: T.Object({ text: LegalName, html: T.String() }),
  },
} as const satisfies Record<string, Endpoint>
