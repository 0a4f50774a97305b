import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Nullable, OneOf, Page } from '../../http/shapes.ts'
import { EventState } from './api.ts'
import { reportReasons } from './reports.ts'

/** Several lines that are not blank. */
const Words = T.String({ minLength: 1, maxLength: 4000, pattern: '^(?=[\\s\\S]*\\S)[^\\u0000\\ud800-\\udfff]*$' })
const After = T.Optional(Id)
const answers = { permission: 'attendees.message', of: { event: 'eventId' } } as const

/** Writing to organizers, and reporting events. */
export const contactApi = {
  'POST /api/events/:eventId/messages': {
    summary:
      'Writes to the organizer, who answers by mail; neither sees the other’s address. Refuses email_not_verified, too_many_requests',
    access: 'signed-in',
    body: Form({ message: Words }),
  },
  'GET /api/events/:eventId/messages': {
    summary: 'What people wrote about an event, newest first',
    access: answers,
    query: Form({ cursor: After }),
    reply: Page(
      T.Object({
        id: Id,
        from: T.String(),
        message: T.String(),
        writtenAt: Instant,
        answer: Nullable(T.String()),
        answeredAt: Nullable(Instant),
      }),
    ),
  },
  'POST /api/events/:eventId/messages/:messageId/answer': {
    summary: 'Answers a message, once, by mail: refuses already_answered',
    access: answers,
    body: Form({ answer: Words }),
  },
  'POST /api/events/:eventId/reports': {
    summary: 'Reports an event to the administrators; again, while they have not looked, changes nothing',
    access: 'signed-in',
    body: Form({
      reason: OneOf(...reportReasons),
      details: T.String({ maxLength: 2000, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }),
    }),
  },
  'GET /api/admin/reports': {
    summary: 'Reports of events that are open, or were closed, newest first',
    access: 'administrator',
    query: Form({ state: T.Optional(OneOf('open', 'closed')), cursor: After }),
    reply: Page(
      T.Object({
        id: Id,
        reason: OneOf(...reportReasons),
        details: T.String(),
        state: OneOf('open', 'closed'),
        reportedAt: Instant,
        closedAt: Nullable(Instant),
        by: T.Object({ id: Id, name: T.String(), email: T.String() }),
        event: T.Object({ id: Id, slug: T.String(), name: T.String(), state: EventState, organizer: T.String() }),
      }),
    ),
  },
  'POST /api/admin/reports/:reportId/closing': {
    summary: 'Notes that a report was looked into; twice is once',
    access: 'administrator',
  },
} as const satisfies Record<string, Endpoint>
