import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Currency, Form, Line, OneOf, Text } from '../../http/shapes.ts'
import { legalTexts } from '../accounts/platform-settings.ts'

const LegalName = OneOf(...legalTexts)
const Markdown = Text(50_000)

const Settings = {
  name: Line(40),
  /** Which events an administrator approves: none, the first of an organizer, or all. */
  eventApproval: OneOf('off', 'first', 'all'),
  verifiedEmailRequired: T.Boolean(),
  /** None is all. */
  currencies: T.Array(Currency, { maxItems: 40, uniqueItems: true }),
  imprint: Markdown,
  privacy: Markdown,
  terms: Markdown,
}

/** What administrators decide for the whole platform, and what of it everybody sees. */
export const settingsApi = {
  'GET /api/admin/settings': {
    summary: 'The settings of the platform',
    access: 'administrator',
    reply: T.Object(Settings),
  },
  'PATCH /api/admin/settings': {
    summary: 'Changes settings of the platform, everywhere within a second',
    access: 'administrator',
    stepUp: true,
    body: T.Partial(Form(Settings), { additionalProperties: false }),
    reply: T.Object(Settings),
  },
  'GET /api/site': {
    summary: 'What the platform is called, and which texts its operator has written',
    access: 'public',
    reply: T.Object({ name: T.String(), legal: T.Array(LegalName) }),
  },
  'GET /api/legal/:text': {
    summary:
      'A text of the operator as safe HTML: `imprint`, `privacy` or `terms`. Refuses not_found while it is not written',
    access: 'public',
    reply: T.Object({ text: LegalName, html: T.String() }),
  },
} as const satisfies Record<string, Endpoint>
