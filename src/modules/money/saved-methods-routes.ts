import type { Handlers } from '../../http/call.ts'
import type { Cashier } from './pay.ts'
import { preferMethod, removeMethod, savedMethods } from './saved-methods.ts'
import type { savedMethodsApi } from './saved-methods-api.ts'

export const savedMethodsRoutes = (cashier: Cashier): Handlers<typeof savedMethodsApi> => ({
  'GET /api/me/payment-methods': ({ caller }) => savedMethods(cashier, caller.userId),
  'PUT /api/me/payment-methods/:provider/:method/preferred': async ({ caller, params }) => {
    await preferMethod(cashier, caller.userId, params)
    return undefined
  },
  'DELETE /api/me/payment-methods/:provider/:method': async ({ caller, params }) => {
    await removeMethod(cashier, caller.userId, params)
    return undefined
  },
})
