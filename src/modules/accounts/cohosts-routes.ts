import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { acceptCohosting, endCohosting, inviteCohost, listCohosted, listCohosts, permissionsAt } from './cohosts.ts'
import type { cohostsApi } from './cohosts-api.ts'

export const cohostsRoutes = ({ db, now }: Services): Handlers<typeof cohostsApi> => ({
  'GET /api/events/:eventId/permissions': ({ params, caller }) => permissionsAt(db, params.eventId, caller),
  'GET /api/events/:eventId/cohosts': async ({ params }) => ({ items: await listCohosts(db, params.eventId) }),
  'POST /api/events/:eventId/cohosts': ({ params, body, caller }) =>
    inviteCohost(db, { ...params, ...body }, caller.userId, now()),
  'DELETE /api/events/:eventId/cohosts/:cohostId': async ({ params }) => {
    await endCohosting(db, params, now())
    return undefined
  },
  'GET /api/organizations/:organizationId/cohosted-events': ({ params, query }) =>
    listCohosted(db, params.organizationId, query),
  'POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance': async ({ params }) => {
    await acceptCohosting(db, params, now())
    return undefined
  },
  'DELETE /api/organizations/:organizationId/cohosted-events/:cohostId': async ({ params }) => {
    await endCohosting(db, params, now())
    return undefined
  },
})
