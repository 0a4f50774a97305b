import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { beginActing, endActing } from '../accounts/acting-as.ts'
import { giveAdministration, takeAdministration } from '../accounts/administrators.ts'
import { banPerson, unbanPerson } from '../accounts/bans.ts'
import { endSessionFor, endSessionsFor } from '../accounts/end-sessions.ts'
import { restoreOrganization, suspendOrganization } from '../accounts/suspensions.ts'
import { listPeople, readPerson, sendReset } from './people.ts'
import type { peopleApi } from './people-api.ts'

export function peopleRoutes({ db, secret, publicUrl, now }: Services): Handlers<typeof peopleApi> {
  const parts = () => ({ db, secret, publicUrl: publicUrl() })
  return {
    'GET /api/admin/people': ({ query }) => listPeople(db, query),
    'GET /api/admin/people/:userId': ({ params }) => readPerson(db, params.userId),
    'POST /api/admin/people/:userId/password-reset': async ({ params }) => {
      await sendReset(db, params.userId)
      return undefined
    },
    'DELETE /api/admin/people/:userId/sessions': ({ params }) => endSessionsFor(db, params.userId),
    'DELETE /api/admin/people/:userId/sessions/:sessionId': async ({ params }) => {
      await endSessionFor(db, params.userId, params.sessionId)
      return undefined
    },
    'PUT /api/admin/people/:userId/ban': async ({ params, caller, body }) => {
      await banPerson(db, { userId: params.userId, by: caller.userId, reason: body.reason }, now())
      return undefined
    },
    'DELETE /api/admin/people/:userId/ban': async ({ params }) => {
      await unbanPerson(db, params.userId, now())
      return undefined
    },
    'PUT /api/admin/people/:userId/administration': async ({ params }) => {
      await giveAdministration(db, params.userId, now())
      return undefined
    },
    'DELETE /api/admin/people/:userId/administration': async ({ params }) => {
      await takeAdministration(db, params.userId, now())
      return undefined
    },
    'POST /api/admin/people/:userId/acting': async ({ params, caller, request }) => {
      await beginActing(parts(), caller, params.userId, request)
      return undefined
    },
    'DELETE /api/acting': async ({ caller, request }) => {
      await endActing(parts(), caller, request)
      return undefined
    },
    'PUT /api/admin/organizations/:organizationId/suspension': async ({ params, body }) => {
      await suspendOrganization(db, params.organizationId, body.reason, now())
      return undefined
    },
    'DELETE /api/admin/organizations/:organizationId/suspension': async ({ params }) => {
      await restoreOrganization(db, params.organizationId)
      return undefined
    },
  }
}
