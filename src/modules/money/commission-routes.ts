import type { Db } from '../../db/connect.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { changeOwnCommission, commissionTerms, ownCommission } from '../accounts/commission.ts'
import type { commissionApi } from './commission-api.ts'

export const commissionRoutes = ({ db, platform }: Services): Handlers<typeof commissionApi> => ({
  'GET /api/admin/commission': async () => (await platform.read()).commission,
  'PUT /api/admin/commission': async ({ body }) => {
    await platform.change('commission', body)
    return body
  },
  'GET /api/admin/organizations/:organizationId/commission': ({ params }) => terms(db, params.organizationId),
  'PUT /api/admin/organizations/:organizationId/commission': async ({ params, body }) => {
    await changeOwnCommission(db, params.organizationId, body)
    return terms(db, params.organizationId)
  },
  'GET /api/organizations/:organizationId/commission': ({ params }) => terms(db, params.organizationId),
  'PUT /api/organizations/:organizationId/commission/payer': async ({ params, body }) => {
    await changeOwnCommission(db, params.organizationId, body)
    return terms(db, params.organizationId)
  },
})

const terms = async (db: Db, organizationId: string) => ({
  inForce: await commissionTerms(db, organizationId),
  own: await ownCommission(db, organizationId),
})
