import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import type { contactApi } from './contact-api.ts'
import { visitorOf } from './guest-access.ts'
import { answerMessage, listMessages, writeToOrganizer } from './messages.ts'
import { closeReport, listReports, reportEvent } from './reports.ts'

export const contactRoutes = ({ db, now }: Services): Handlers<typeof contactApi> => ({
  'POST /api/events/:eventId/messages': async ({ params, body, caller, request }) => {
    const visitor = { ...visitorOf(caller, request), userId: caller.userId }
    await writeToOrganizer(db, params.eventId, visitor, body.message, now())
    return undefined
  },
  'GET /api/events/:eventId/messages': ({ params, query }) => listMessages(db, params.eventId, query),
  'POST /api/events/:eventId/messages/:messageId/answer': async ({ params, body, caller }) => {
    await answerMessage(db, { ...params, userId: caller.userId }, body.answer, now())
    return undefined
  },
  'POST /api/events/:eventId/reports': async ({ params, body, caller, request }) => {
    const visitor = { ...visitorOf(caller, request), userId: caller.userId }
    await reportEvent(db, params.eventId, visitor, body, now())
    return undefined
  },
  'GET /api/admin/reports': ({ query }) => listReports(db, query),
  'POST /api/admin/reports/:reportId/closing': async ({ params, caller }) => {
    await closeReport(db, params.reportId, caller.userId, now())
    return undefined
  },
})
