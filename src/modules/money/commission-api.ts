import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Nullable, OneOf } from '../../http/shapes.ts'

const Percent = T.Integer({ minimum: 0, maximum: 100_000 })
/** By currency: minor units for each ticket. */
const Fixed = T.Record(T.String({ pattern: '^[A-Z]{3}$' }), T.Integer({ minimum: 0, maximum: 1_000_000_000 }), {
  maxProperties: 40,
  additionalProperties: false,
})
const Payer = OneOf('buyer', 'organizer')

const Commission = Form({ percent: Percent, fixed: Fixed, paidBy: Payer })
const Own = Form({ percent: Nullable(Percent), fixed: Nullable(Fixed), paidBy: Nullable(Payer) })
/** The terms in force, and which of them are the organization's own. */
const Terms = T.Object({ inForce: Commission, own: Own })

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
    body: Commission,
    reply: Commission,
  },
  'GET /api/admin/organizations/:organizationId/commission': {
    summary: 'The commission of one organization; null is as the platform has it',
    access: 'administrator',
    reply: Terms,
  },
  'PUT /api/admin/organizations/:organizationId/commission': {
    summary: 'Gives an organization terms of its own; null takes them back to the platform’s',
    access: 'administrator',
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
