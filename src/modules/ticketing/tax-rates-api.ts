import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Line } from '../../http/shapes.ts'

/** A tax as it is charged. `rate` in parts per 100,000 of the price without it: 19 % is 19000. */
export const TaxShape = T.Object({ name: T.String(), rate: T.Integer(), inclusive: T.Boolean() })

const fields = { name: Line(40), rate: T.Integer({ minimum: 0, maximum: 100_000 }), inclusive: T.Boolean() }

const TaxRate = T.Object({ id: Id, ...TaxShape.properties, ticketTypes: T.Integer() })

const edits = { permission: 'finance.edit', of: { organization: 'organizationId' } } as const

/** Taxes an organization charges on tickets; which ticket type has which is said there (`taxRateId`). */
export const taxRatesApi = {
  'GET /api/organizations/:organizationId/tax-rates': {
    summary: 'Tax rates of an organization, with how many ticket types have each',
    access: { permission: 'organization.read', of: { organization: 'organizationId' } },
    reply: T.Object({ items: T.Array(TaxRate) }),
  },
  'POST /api/organizations/:organizationId/tax-rates': {
    summary: 'Adds a tax rate; `rate` in parts per 100,000, `inclusive` when prices contain it',
    access: edits,
    body: Form(fields),
    reply: TaxRate,
    status: 201,
  },
  'PATCH /api/organizations/:organizationId/tax-rates/:taxRateId': {
    summary: 'Changes a tax rate for what is sold from now on',
    access: edits,
    body: T.Partial(Form(fields), { additionalProperties: false }),
    reply: TaxRate,
  },
  'DELETE /api/organizations/:organizationId/tax-rates/:taxRateId': {
    summary: 'Deletes a tax rate that no ticket type has: refuses tax_rate_in_use',
    access: edits,
  },
} as const satisfies Record<string, Endpoint>
