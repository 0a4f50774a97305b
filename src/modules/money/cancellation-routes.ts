import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import { listOpenRefunds, readCancellation, retryCancellation } from './cancellation.ts'
import type { cancellationApi } from './cancellation-api.ts'
import type { Cashier } from './pay.ts'

export const cancellationRoutes = ({ db, now }: Pick<Cashier, 'db' | 'now'>): Handlers<typeof cancellationApi> => ({
  'GET /api/events/:eventId/cancellation': ({ params }) => readCancellation(db, params.eventId, now()),
  'GET /api/events/:eventId/cancellation/open-refunds': ({ params, query }) =>
    listOpenRefunds(db, params.eventId, query),
  'POST /api/events/:eventId/cancellation/retries': async ({ params, caller, request }) => ({
    refunds: await retryCancellation(db, params.eventId, now(), repeatOf(caller, request)),
  }),
})
