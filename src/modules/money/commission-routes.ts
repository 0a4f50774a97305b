import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { changeOwnCommission } from '../accounts/commission.ts'
import type { commissionApi } from './commission-api.ts'
import { listAgreed, readTerms } from './payments/terms.ts'

export const commissionRoutes = ({ db, platform }: Services): Handlers<typeof commissionApi> => ({
  'GET /api/admin/commission': async () => (await platform.read()).commission,
  'PUT /api/admin/commission': async ({ body }) => {
    await platform.change('commission', body)
    return body
  },
  'GET /api/admin/organizations': ({ query }) => listAgreed(db, query),
  'GET /api/admin/organizations/:organizationId/commission': ({ params }) => readTerms(db, params.organizationId),
  'PUT /api/admin/organizations/:organizationId/commission': async ({ params, body }) => {
    await changeOwnCommission(db, params.organizationId, body)
    return readTerms(db, params.organizationId)
  },
  'GET /api/organizations/:organizationId/commission': ({ params }) => readTerms(db, params.organizationId),
  'PUT /api/organizations/:organizationId/commission/payer': async ({ params, body }) => {
    await changeOwnCommission(db, params.organizationId, body)
    return readTerms(db, params.organizationId)
  },
})
