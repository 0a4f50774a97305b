import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import type { checkinApi } from './api.ts'
import { doorOf, doorsFor, searchTickets } from './door.ts'
import { scanTicket, undoScan } from './scan.ts'

export const checkinRoutes = ({ db, now }: Services): Handlers<typeof checkinApi> => ({
  'POST /api/events/:eventId/scans': ({ params, body, caller }) =>
    scanTicket(db, params.eventId, body, caller.userId, now()),
  'DELETE /api/events/:eventId/scans/:scanId': ({ params, caller }) =>
    undoScan(db, params.eventId, params.scanId, caller.userId, now()),
  'GET /api/events/:eventId/door': ({ params }) => doorOf(db, params.eventId),
  'GET /api/events/:eventId/door/search': async ({ params, query }) => ({
    tickets: await searchTickets(db, params.eventId, query.q),
  }),
  'GET /api/me/doors': async ({ caller }) => ({ events: await doorsFor(db, caller.userId, now()) }),
})
