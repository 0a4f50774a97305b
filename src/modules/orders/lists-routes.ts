import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Handlers } from '../../http/call.ts'
import { csvType } from '../../lib/csv.ts'
import type { Services } from '../../services.ts'
import { countHolders } from './holders.ts'
import { listAttendees, listOrders } from './lists.ts'
import type { listsApi } from './lists-api.ts'
import { attendeesCsv, ordersCsv } from './lists-csv.ts'
import { readOrderInFull } from './order-in-full.ts'

export const listsRoutes = ({ db, now }: Services): Handlers<typeof listsApi> => ({
  'GET /api/events/:eventId/orders': ({ params, query }) => listOrders(db, params.eventId, query, now()),
  'GET /api/events/:eventId/orders/:orderId': ({ params }) =>
    readOrderInFull(db, params.eventId, params.orderId, now()),
  'GET /api/events/:eventId/attendees': ({ params, query }) => listAttendees(db, params.eventId, query),
  'GET /api/events/:eventId/holders': async ({ params }) => ({
    people: await countHolders(db, params.eventId, now()),
  }),
  'GET /api/events/:eventId/orders.csv': async ({ params, query, request }) => ({
    type: csvType,
    bytes: await ordersCsv(db, params.eventId, query, catalogueOf(request.language).lists, now()),
    name: 'orders.csv',
  }),
  'GET /api/events/:eventId/attendees.csv': async ({ params, query, request }) => ({
    type: csvType,
    bytes: await attendeesCsv(db, params.eventId, query, catalogueOf(request.language).lists),
    name: 'attendees.csv',
  }),
})
