import { once } from '../../db/idempotency.ts'
import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import type { Services } from '../../services.ts'
import type { eventsApi } from './api.ts'
import { answerReason, submissionsOf } from './approval.ts'
import { readChecklist } from './checklist.ts'
import { coverFile, removeCover, setCover } from './cover.ts'
import { createEvent, editEvent, usualCurrency } from './edit.ts'
import { visitorOf } from './guest-access.ts'
import { refuseMoneyOfHost } from './host-only.ts'
import { listEvents } from './list.ts'
import { cancelEvent, deleteEvent, publishEvent, withdrawEvent } from './publication.ts'
import { readEvent } from './row.ts'

export const eventsRoutes = ({ db, config, files, platform, now }: Services): Handlers<typeof eventsApi> => ({
  'GET /api/organizations/:organizationId/events': async ({ params: { organizationId }, query }) => ({
    ...(await listEvents(db, organizationId, { ...query, now: now() })),
    currency: await usualCurrency(db, organizationId, config.currency),
  }),
  'POST /api/organizations/:organizationId/events': async ({ params, body, caller, request }) => {
    const { organizationId } = params
    const by = { organizationId, userId: caller.userId, currency: config.currency, language: request.language }
    return readEvent(db, await createEvent(db, by, body))
  },
  'GET /api/events/:eventId': ({ params }) => readEvent(db, params.eventId),
  'PATCH /api/events/:eventId': async ({ params, body, caller }) => {
    await refuseMoneyOfHost(db, params.eventId, caller, body)
    await editEvent(db, params.eventId, body, now())
    return readEvent(db, params.eventId)
  },
  'DELETE /api/events/:eventId': async ({ params }) => {
    await deleteEvent(db, params.eventId)
    return undefined
  },
  'PUT /api/events/:eventId/cover': async ({ params, body }) => {
    await setCover(db, files, params.eventId, Buffer.from(body.bytes))
    return readEvent(db, params.eventId)
  },
  'DELETE /api/events/:eventId/cover': async ({ params }) => {
    await removeCover(db, params.eventId)
    return readEvent(db, params.eventId)
  },
  'GET /covers/files/:key/:file': ({ params, caller, request }) =>
    coverFile(db, files, params, visitorOf(caller, request)),
  'POST /api/markdown': async ({ body }) => ({ html: renderMarkdown(body.text) }),
  'GET /api/events/:eventId/checklist': ({ params }) => readChecklist(db, params.eventId, now()),
  'POST /api/events/:eventId/publication': async ({ params, caller }) => {
    const { eventApproval, verifiedEmailRequired } = await platform.read()
    if (verifiedEmailRequired && !caller.emailVerified) refuse('email_not_verified')
    return { state: await publishEvent(db, params.eventId, eventApproval, now()) }
  },
  'DELETE /api/events/:eventId/publication': async ({ params }) => ({
    state: await withdrawEvent(db, params.eventId, now()),
  }),
  'GET /api/events/:eventId/submissions': async ({ params }) => ({ items: await submissionsOf(db, params.eventId) }),
  'PUT /api/events/:eventId/submissions/answer': async ({ params, body }) => {
    await answerReason(db, params.eventId, body.answer)
    return undefined
  },
  'POST /api/events/:eventId/cancellation': async ({ params: { eventId }, body: { message }, caller, request }) => {
    const repeatable = { ...repeatOf(caller, request), content: ['cancel', eventId, message] }
    return { state: await once(db, repeatable, (tx) => cancelEvent(tx, eventId, message, now())) }
  },
})
