import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Handlers } from '../../http/call.ts'
import { csvType } from '../../lib/csv.ts'
import type { Services } from '../../services.ts'
import { historyOf, searchActs } from './acts.ts'
import { actsCsv } from './acts-csv.ts'
import type { auditApi } from './api.ts'

export const auditRoutes = ({ db }: Services): Handlers<typeof auditApi> => ({
  'GET /api/admin/acts': ({ query }) => searchActs(db, query),
  'GET /api/admin/acts.csv': async ({ query, request }) => ({
    type: csvType,
    bytes: await actsCsv(db, query, catalogueOf(request.language).workspace.acts),
    name: 'acts.csv',
  }),
  'GET /api/events/:eventId/acts': ({ params, query }) => historyOf(db, params.eventId, query),
})
