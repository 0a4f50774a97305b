import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Nullable, OneOf, Page, Text } from '../../http/shapes.ts'

const Percent = T.Integer({ minimum: 0, maximum: 100_000 })
/** By currency: minor units for each ticket. */
const Fixed = T.Record(T.String({ pattern: '^[A-Z]{3}$' }), T.Integer({ minimum: 0, maximum: 1_000_000_000 }), {
  maxProperties: 40,
  additionalProperties: false,
})
const Payer = OneOf('buyer', 'organizer')

const Commission = Form({ percent: Percent, fixed: Fixed, paidBy: Payer })
const Own = Form({ percent: Nullable(Percent), fixed: Nullable(Fixed), paidBy: Nullable(Payer) })
/** The terms in force, which of them are the organization's own, and what they make of one ticket without tax. */
const Terms = T.Object({
  inForce: Commission,
  own: Own,
  example: T.Object({ currency: Currency, price: Amount, buyer: Amount, organizer: Amount, platform: Amount }),
})

const ofOrganization = { organization: 'organizationId' } as const

/**
 * What the platform takes for a ticket that is not free: `percent` in parts per 100,000 of its price, and `fixed`. A buyer pays it on top
 * of the price, an organizer out of it.
 */
export const commissionApi = {
  'GET /api/admin/commission': {
    summary: "The platform's commission, where an organization has no terms of its own",
    access: 'administrator',
    reply: Commission,
  },
  'PUT /api/admin/commission': {
    summary: "Sets the platform's commission on what is sold from now on",
    access: 'administrator',
    stepUp: true,
    body: Commission,
    reply: Commission,
  },
  'GET /api/admin/organizations': {
    summary:
      'Organizations by name or address, the newest first, with their commission and the account their sales are paid to',
    access: 'administrator',
    query: Form({ q: T.Optional(Text(120)), cursor: T.Optional(Id) }),
    reply: Page(
      T.Object({
        id: Id,
        name: T.String(),
        slug: T.String(),
        inForce: Commission,
        own: Own,
        stripeAccount: Nullable(T.String()),
        /** When it was taken off sale, and why. */
        suspendedAt: Nullable(T.String()),
        suspensionReason: T.String(),
      }),
    ),
  },
  'GET /api/admin/organizations/:organizationId/commission': {
    summary: 'The commission of one organization; null is as the platform has it',
    access: 'administrator',
    reply: Terms,
  },
  'PUT /api/admin/organizations/:organizationId/commission': {
    summary: 'Gives an organization terms of its own; null takes them back to the platform’s',
    access: 'administrator',
    stepUp: true,
    body: Own,
    reply: Terms,
  },
  'GET /api/organizations/:organizationId/commission': {
    summary: 'What the platform takes of our tickets, and who pays it',
    access: { permission: 'finance.read', of: ofOrganization },
    reply: Terms,
  },
  'PUT /api/organizations/:organizationId/commission/payer': {
    summary:
      'Says who pays the commission: the buyer on top of the price, or we out of it; null is as the platform has it',
    access: { permission: 'finance.edit', of: ofOrganization },
    body: Form({ paidBy: Nullable(Payer) }),
    reply: Terms,
  },
} as const satisfies Record<string, Endpoint>
