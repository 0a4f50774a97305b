import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import type { Services } from '../../services.ts'
import { doorPaymentOf, receivePayment } from '../money/by-hand.ts'
import { ticketsOf } from '../orders/read.ts'
import type { checkinApi } from './api.ts'
import { doorOf, doorsFor, searchTickets, searchUnpaid } from './door.ts'
import { scanTicket, undoScan } from './scan.ts'

export const checkinRoutes = ({ db, desk, now }: Services): Handlers<typeof checkinApi> => ({
  'POST /api/events/:eventId/scans': ({ params, body, caller }) =>
    scanTicket(db, params.eventId, body, caller.userId, now()),
  'DELETE /api/events/:eventId/scans/:scanId': ({ params, caller }) =>
    undoScan(db, params.eventId, params.scanId, caller.userId, now()),
  'GET /api/events/:eventId/door': ({ params }) => doorOf(db, params.eventId),
  'GET /api/events/:eventId/door/search': async ({ params, query }) => ({
    unpaid: await searchUnpaid(db, params.eventId, query.q, now()),
    tickets: await searchTickets(db, params.eventId, query.q),
  }),
  'POST /api/events/:eventId/door/orders/:orderId/receipt': async ({
    params: { eventId, orderId },
    caller,
    request,
  }) => {
    const { id: paymentId } = await doorPaymentOf(db, eventId, orderId)
    await receivePayment({ db, desk, now }, { orderId, paymentId }, caller.userId, repeatOf(caller, request))
    return { tickets: await ticketsOf(db, [orderId]) }
  },
  'GET /api/me/doors': async ({ caller }) => ({ events: await doorsFor(db, caller.userId, now()) }),
})
