import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import { repeatScope } from '../../http/repeat-scope.ts'
import type { Services } from '../../services.ts'
import type { moneyApi } from './api.ts'
import { actInSandbox, readSandbox, type SandboxAct } from './gateways/sandbox-books.ts'
import { beginPayment, type Cashier, confirmPayment } from './pay.ts'
import { receiveWebhook } from './webhooks.ts'

export const moneyRoutes = ({ config }: Services, cashier: Cashier): Handlers<typeof moneyApi> => {
  const { db, providers } = cashier
  const inSandbox = (act: SandboxAct) => async (call: { params: { ref: string } }) => {
    if (!config.sandbox) refuse('not_found')
    return actInSandbox(db, call.params.ref, act)
  }
  return {
    'GET /api/payment-providers': async () => ({ items: [...providers.keys()] }),
    'POST /api/orders/:orderId/payments': ({ params, body, caller, request }) => {
      const repeat = { scope: repeatScope(caller, request), key: request.idempotencyKey }
      return beginPayment(cashier, params.orderId, body.provider, repeat)
    },
    'POST /api/orders/:orderId/payments/:paymentId/confirmation': ({ params, body }) =>
      confirmPayment(cashier, params.orderId, params.paymentId, body.params ?? {}),
    'POST /api/webhooks/:provider': async ({ params, body, request }) => {
      await receiveWebhook(db, providers, { ...params, headers: request.headers, raw: Buffer.from(body.bytes) })
      return undefined
    },
    'GET /api/sandbox/payments/:ref': async ({ params }) => {
      if (!config.sandbox) refuse('not_found')
      return readSandbox(db, params.ref)
    },
    'POST /api/sandbox/payments/:ref/payment': inSandbox('pay'),
    'POST /api/sandbox/payments/:ref/decline': inSandbox('decline'),
    'POST /api/sandbox/payments/:ref/cancel': inSandbox('cancel'),
  }
}
