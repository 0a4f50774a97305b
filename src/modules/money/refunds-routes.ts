import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import { refuseUnlessOf } from '../orders/lines.ts'
import type { Cashier } from './pay.ts'
import { listStuckRefunds } from './refunds/stuck.ts'
import { refundByBuyer, refundByOrganizer } from './refunds.ts'
import type { refundsApi } from './refunds-api.ts'
import { quoteForBuyer, quoteForOrganizer, refundsOf } from './refunds-read.ts'
import { markPaidBack, retryRefund } from './refunds-send.ts'

export const refundsRoutes = (cashier: Cashier): Handlers<typeof refundsApi> => {
  const { db, now } = cashier
  return {
    'GET /api/orders/:orderId/refund-quote': ({ params, query }) =>
      quoteForBuyer(db, params.orderId, query.tickets?.split(','), now()),
    'GET /api/orders/:orderId/refunds': async ({ params }) => ({ items: await refundsOf(db, params.orderId) }),
    'POST /api/orders/:orderId/refunds': ({ params: { orderId }, body, caller, request }) => {
      const given = { orderId, ticketIds: body.tickets, amount: body.amount, userId: caller?.userId ?? null }
      return refundByBuyer(cashier, given, repeatOf(caller, request))
    },
    'GET /api/events/:eventId/orders/:orderId/refund-quote': ({ params, query }) => {
      const { tickets, percent = 0, each, fee } = query
      const give = each === undefined ? { percent } : { amount: each }
      const asked = { ticketIds: tickets?.split(',') ?? [], give, fee: fee === 'yes' }
      return quoteForOrganizer(db, params, asked, now())
    },
    'GET /api/events/:eventId/orders/:orderId/refunds': async ({ params: { eventId, orderId } }) => {
      await refuseUnlessOf(db, orderId, eventId)
      return { items: await refundsOf(db, orderId) }
    },
    'POST /api/events/:eventId/orders/:orderId/refunds': ({ params, body, caller, request }) => {
      const { tickets: ticketIds, takeBack: takesBack, ...rest } = body
      const given = { ...params, ...rest, ticketIds, takesBack, userId: caller.userId }
      return refundByOrganizer(cashier, given, repeatOf(caller, request))
    },
    'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry': async ({ params, caller, request }) => {
      await retryRefund(db, params, now(), repeatOf(caller, request))
      return undefined
    },
    'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment': async ({ params, caller, request }) => {
      await markPaidBack(db, params, now(), repeatOf(caller, request))
      return undefined
    },
    'GET /api/admin/refunds': ({ query }) => listStuckRefunds(db, query, now()),
  }
}
