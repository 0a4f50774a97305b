import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { keepAccount } from '../accounts/erasure.ts'
import type { privacyApi } from './api.ts'
import { askErasureOf, askOwnErasure, readErasure } from './erasure.ts'
import { askExport, lastExport, openExport } from './exports.ts'
import { askGuestErasure, eraseByLink } from './guests.ts'

export function privacyRoutes(services: Services): Handlers<typeof privacyApi> {
  const { db, now } = services
  return {
    'GET /api/me/export': ({ caller }) => lastExport(db, caller.userId),
    'POST /api/me/export': ({ caller, request }) => askExport(db, caller.userId, request.language, now()),
    'GET /api/me/exports/:exportId/data.zip': async ({ params, caller }) => ({
      type: 'application/zip',
      ...(await openExport(services, { exportId: params.exportId, userId: caller.userId }, now())),
    }),
    'GET /api/me/erasure': ({ caller }) => readErasure(db, caller, now()),
    'POST /api/me/erasure': async ({ caller, body }) => {
      await askOwnErasure(db, caller, body, now())
      return undefined
    },
    'DELETE /api/me/erasure': async ({ caller }) => {
      await keepAccount(db, caller.userId, now())
      return undefined
    },
    'PUT /api/admin/people/:userId/erasure': async ({ params, body }) => {
      await askErasureOf(db, params.userId, body.reason, now())
      return undefined
    },
    'DELETE /api/admin/people/:userId/erasure': async ({ params }) => {
      await keepAccount(db, params.userId, now())
      return undefined
    },
    'POST /api/guest-erasures': async ({ body, request }) => {
      await askGuestErasure(db, { email: body.email, language: request.language })
      return { email: body.email }
    },
    'POST /api/guest-erasures/confirm': async ({ body }) => {
      await eraseByLink(services, body.token)
      return undefined
    },
  }
}
