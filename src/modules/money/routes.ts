import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import type { Services } from '../../services.ts'
import type { moneyApi } from './api.ts'
import { waysByHandFor } from './by-hand.ts'
import { actInSandbox, readSandbox, type SandboxAct } from './gateways/sandbox-books.ts'
import { tellOfSandbox } from './gateways/sandbox-teller.ts'
import { beginPayment, type Cashier, confirmPayment } from './pay.ts'
import { readStep } from './payments/step.ts'
import { clearTestOrders } from './payments/test-orders.ts'
import { receiveWebhook } from './payments/webhooks.ts'
import { providersFor, takesRealOrders } from './providers.ts'
import { payeesOf, setPayee } from './statements/payees.ts'

export const moneyRoutes = (services: Services, cashier: Cashier): Handlers<typeof moneyApi> => {
  const { config } = services
  const { db, providers } = cashier
  const readBooks = async (ref: string) => {
    const books = await readSandbox(db, ref)
    return books.test || config.sandbox ? books : refuse('not_found')
  }
  const inSandbox = (act: SandboxAct) => async (call: { params: { ref: string } }) => {
    const { ref } = await readBooks(call.params.ref)
    return actInSandbox(db, ref, act)
  }
  return {
    'GET /api/payment-providers': async () => ({
      items: [...providers.keys()].filter((id) => takesRealOrders(providers, id)),
    }),
    'GET /api/orders/:orderId/payment-providers': async ({ params, caller }) => {
      const online = await providersFor(db, providers, params.orderId)
      const byHand = (await waysByHandFor(db, params.orderId, cashier.now())).keys()
      const mayKeep = caller !== null && caller.impersonatorId === null && caller.key === null
      return { items: [...online, ...byHand], keeps: mayKeep ? online.filter((id) => providers.get(id)?.wallet) : [] }
    },
    'POST /api/orders/:orderId/payments': ({ params, body, caller, request }) =>
      beginPayment(cashier, params.orderId, body.provider, repeatOf(caller, request), { ...body, caller }),
    'GET /api/orders/:orderId/payments/:paymentId/step': ({ params }) =>
      readStep(cashier, params.orderId, params.paymentId),
    'POST /api/orders/:orderId/payments/:paymentId/confirmation': ({ params, body }) =>
      confirmPayment(cashier, params.orderId, params.paymentId, body.params ?? {}),
    'DELETE /api/events/:eventId/test-orders': async ({ params }) => ({
      deleted: await clearTestOrders(db, params.eventId),
    }),
    'POST /api/webhooks/:provider': async ({ params, body, request }) => {
      await receiveWebhook(db, providers, { ...params, headers: request.headers, raw: Buffer.from(body.bytes) })
      return undefined
    },
    'GET /api/organizations/:organizationId/payees': async ({ params }) => ({
      items: await payeesOf(db, params.organizationId),
    }),
    'PUT /api/organizations/:organizationId/payees/stripe': async ({ params, body }) => {
      await setPayee(db, { ...params, provider: 'stripe', ...body })
      return undefined
    },
    'GET /api/sandbox/payments/:ref': ({ params }) => readBooks(params.ref),
    'POST /api/sandbox/payments/:ref/payment': inSandbox('pay'),
    'POST /api/sandbox/payments/:ref/decline': inSandbox('decline'),
    'POST /api/sandbox/payments/:ref/cancel': inSandbox('cancel'),
    'POST /api/sandbox/payments/:ref/trouble': async (call) => {
      const { act } = call.body
      const books = await inSandbox(act)(call)
      // A job sends it again, whatever becomes of it here.
      if (act === 'webhook_first') await tellOfSandbox(services, books.ref).catch(() => {})
      return books
    },
  }
}
