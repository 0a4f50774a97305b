import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { acceptEdits } from '../events/approval.ts'
import { decideApproval } from '../events/publication.ts'
import type { adminApi } from './api.ts'
import { eventsInState, readReview } from './events.ts'

export const adminRoutes = ({ db, now }: Services): Handlers<typeof adminApi> => ({
  'GET /api/admin/events': ({ query }) => eventsInState(db, query),
  'GET /api/admin/events/:eventId/review': ({ params }) => readReview(db, params.eventId),
  'POST /api/admin/events/:eventId/approval': async ({ params, body }) => ({
    state: await decideApproval(db, params.eventId, body, now()),
  }),
  'POST /api/admin/events/:eventId/accepted-edits': async ({ params, body }) => {
    await acceptEdits(db, params.eventId, body.version)
    return undefined
  },
})
