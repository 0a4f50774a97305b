import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import { repeatScope } from '../../http/repeat-scope.ts'
import type { Services } from '../../services.ts'
import type { moneyApi } from './api.ts'
import { actInSandbox, readSandbox, type SandboxAct } from './gateways/sandbox-books.ts'
import { tellOfSandbox } from './gateways/sandbox-teller.ts'
import { beginPayment, type Cashier, confirmPayment } from './pay.ts'
import { setPayee } from './payees.ts'
import { providersFor } from './providers.ts'
import { readStep } from './step.ts'
import { receiveWebhook } from './webhooks.ts'

export const moneyRoutes = (services: Services, cashier: Cashier): Handlers<typeof moneyApi> => {
  const { config } = services
  const { db, providers } = cashier
  const inSandbox = (act: SandboxAct) => async (call: { params: { ref: string } }) => {
    if (!config.sandbox) refuse('not_found')
    return actInSandbox(db, call.params.ref, act)
  }
  return {
    'GET /api/payment-providers': async () => ({ items: [...providers.keys()] }),
    'GET /api/orders/:orderId/payment-providers': async ({ params }) => ({
      items: await providersFor(db, providers, params.orderId),
    }),
    'POST /api/orders/:orderId/payments': ({ params, body, caller, request }) => {
      const repeat = { scope: repeatScope(caller, request), key: request.idempotencyKey }
      return beginPayment(cashier, params.orderId, body.provider, repeat)
    },
    'GET /api/orders/:orderId/payments/:paymentId/step': ({ params }) =>
      readStep(cashier, params.orderId, params.paymentId),
    'POST /api/orders/:orderId/payments/:paymentId/confirmation': ({ params, body }) =>
      confirmPayment(cashier, params.orderId, params.paymentId, body.params ?? {}),
    'POST /api/webhooks/:provider': async ({ params, body, request }) => {
      await receiveWebhook(db, providers, { ...params, headers: request.headers, raw: Buffer.from(body.bytes) })
      return undefined
    },
    'PUT /api/organizations/:organizationId/payees/stripe': async ({ params, body }) => {
      await setPayee(db, { ...params, provider: 'stripe', ...body })
      return undefined
    },
    'GET /api/sandbox/payments/:ref': async ({ params }) => {
      if (!config.sandbox) refuse('not_found')
      return readSandbox(db, params.ref)
    },
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
