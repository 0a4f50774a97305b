import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import { readBankAccount, setBankAccount } from './bank-account.ts'
import { promisedPayment, receivePayment, receivePayments } from './by-hand.ts'
import type { byHandApi } from './by-hand-api.ts'
import type { Cashier } from './pay.ts'

export const byHandRoutes = (cashier: Cashier): Handlers<typeof byHandApi> => {
  const { db, now } = cashier
  return {
    'GET /api/orders/:orderId/promised-payment': async ({ params }) => ({
      payment: await promisedPayment(db, params.orderId, now()),
    }),
    'POST /api/orders/:orderId/payments/:paymentId/receipt': async ({ params, caller, request }) => {
      await receivePayment(cashier, params, caller.userId, repeatOf(caller, request))
      return undefined
    },
    'POST /api/events/:eventId/receipts': async ({ params, body, caller, request }) => ({
      items: await receivePayments(cashier, params.eventId, body.payments, caller.userId, repeatOf(caller, request)),
    }),
    'GET /api/organizations/:organizationId/bank-account': async ({ params }) => ({
      account: await readBankAccount(db, params.organizationId),
    }),
    'PUT /api/organizations/:organizationId/bank-account': async ({ params, body }) => {
      await setBankAccount(db, params.organizationId, body.account)
      return body
    },
  }
}
