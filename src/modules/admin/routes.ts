import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { decideApproval } from '../events/publication.ts'
import type { adminApi } from './api.ts'
import { eventsInState } from './events.ts'

export const adminRoutes = ({ db, now }: Services): Handlers<typeof adminApi> => ({
  'GET /api/admin/events': ({ query }) => eventsInState(db, query),
  'POST /api/admin/events/:eventId/approval': async ({ params, body }) => ({
    state: await decideApproval(db, params.eventId, body.approved, now()),
  }),
})
