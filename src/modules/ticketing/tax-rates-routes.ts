import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { addTaxRate, changeTaxRate, deleteTaxRate, taxRatesOf } from './tax-rates.ts'
import type { taxRatesApi } from './tax-rates-api.ts'

export const taxRatesRoutes = ({ db }: Services): Handlers<typeof taxRatesApi> => ({
  'GET /api/organizations/:organizationId/tax-rates': async ({ params }) => ({
    items: await taxRatesOf(db, params.organizationId),
  }),
  'POST /api/organizations/:organizationId/tax-rates': ({ params, body }) =>
    addTaxRate(db, params.organizationId, body),
  'PATCH /api/organizations/:organizationId/tax-rates/:taxRateId': ({ params, body }) =>
    changeTaxRate(db, params.organizationId, params.taxRateId, body),
  'DELETE /api/organizations/:organizationId/tax-rates/:taxRateId': async ({ params }) => {
    await deleteTaxRate(db, params.organizationId, params.taxRateId)
    return undefined
  },
})
