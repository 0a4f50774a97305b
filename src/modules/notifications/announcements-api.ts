import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import {
  Amount,
  Currency,
  Cursor,
  Form,
  Id,
  Instant,
  Line,
  LocalTime,
  Nullable,
  OneOf,
  Page,
} from '../../http/shapes.ts'

export const announcementStates = ['draft', 'scheduled', 'sending', 'sent', 'stopped'] as const

/** Several lines of Markdown that are not blank. */
const Words = T.String({ minLength: 1, maxLength: 10_000, pattern: '^(?=[\\s\\S]*\\S)[^\\u0000\\ud800-\\udfff]*$' })
const Day = T.String({ format: 'date' })
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

const condition = {
  /** Whether a ticket of theirs was let in. */
  checkedIn: T.Optional(OneOf('yes', 'no')),
  /** When their order was paid, by days in the event's zone, the last one included. */
  orderedFrom: T.Optional(Day),
  orderedUntil: T.Optional(Day),
}

/** Whom a message is for: holders of a valid ticket that all of this is true of. */
export const Audience = Form({
  ticketTypeIds: T.Optional(T.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true })),
  ...condition,
})

const Announcement = T.Object({
  id: Id,
  subject: T.String(),
  text: T.String(),
  audience: Audience,
  state: OneOf(...announcementStates),
  /** When it is to be sent or was, in UTC and as clocks show it there. */
  sendAt: Nullable(Instant),
  sendAtLocal: Nullable(T.String()),
  sentAt: Nullable(Instant),
  /** Why it was not sent, or not to everybody: the event was not on any more, or its organization was suspended. */
  stoppedFor: Nullable(OneOf('event', 'organization')),
  /** How many it was sent to. */
  people: Nullable(T.Integer()),
  writtenBy: Nullable(T.String()),
  updatedAt: Instant,
})

const draft = { subject: Line(200), text: Words, audience: T.Optional(Audience) }

const People = T.Object({
  people: T.Integer(),
  /** How many of them read which language, the largest number first. */
  languages: T.Array(T.Object({ language: T.String(), people: T.Integer() })),
})

const writes = { permission: 'attendees.message', of: { event: 'eventId' } } as const

/** Messages of organizers to everybody who has a ticket. */
export const announcementsApi = {
  'GET /api/events/:eventId/announcements': {
    summary: 'Messages to the holders of tickets, newest first',
    access: writes,
    query: Form({ cursor: Cursor }),
    reply: Page(Announcement),
  },
  'GET /api/events/:eventId/announcement-audience': {
    summary:
      'How many people a message would go to now, and in which languages they read; ticket types with commas between them',
    access: writes,
    query: Form({
      ticketTypeIds: T.Optional(T.String({ pattern: `^${uuid}(,${uuid})*$`, maxLength: 37 * 200 })),
      ...condition,
    }),
    reply: People,
  },
  'POST /api/events/:eventId/announcements': {
    summary: 'Drafts a message. Refuses not_found for ticket types of other events, and dates in the wrong order',
    access: writes,
    body: Form(draft),
    reply: Announcement,
    status: 201,
  },
  'GET /api/events/:eventId/announcements/:announcementId': {
    summary: 'One message, how many it would go to now, and once it is being sent what became of it on each channel',
    access: writes,
    reply: T.Object({
      ...Announcement.properties,
      goesTo: People,
      /** What goes to them by SMS, and what all of it costs in minor units where that is known; null when nothing does. */
      sms: Nullable(
        T.Object({ people: T.Integer(), segments: T.Integer(), total: Nullable(Amount), currency: Currency }),
      ),
      report: Nullable(
        T.Object({
          /** In the app: how many have it, and have seen it. */
          inApp: T.Integer(),
          seen: T.Integer(),
          channels: T.Array(
            T.Object({
              channel: T.String(),
              waiting: T.Integer(),
              sent: T.Integer(),
              delivered: T.Integer(),
              failed: T.Integer(),
              dropped: T.Integer(),
            }),
          ),
        }),
      ),
    }),
  },
  'GET /api/events/:eventId/announcements/:announcementId/preview': {
    summary: 'The mail as whoever asks would get it, as HTML to be shown in a sandboxed frame',
    access: writes,
    reply: { file: ['text/html; charset=utf-8'] },
  },
  'PATCH /api/events/:eventId/announcements/:announcementId': {
    summary: 'Changes a message that is not sent yet. Refuses announcement_state',
    access: writes,
    body: T.Partial(Form(draft), { additionalProperties: false }),
    reply: Announcement,
  },
  'DELETE /api/events/:eventId/announcements/:announcementId': {
    summary: 'Deletes a message of which nothing is sent. Refuses announcement_state',
    access: writes,
  },
  'PUT /api/events/:eventId/announcements/:announcementId/sending': {
    summary:
      'Sends a draft now, or at a local time in the event’s zone. Refuses announcement_state, wrong_event_state, event_long_over, organization_suspended, too_many_requests after five within a day, and a time that is past',
    access: writes,
    body: Form({ at: T.Optional(LocalTime) }),
    reply: Announcement,
  },
  'DELETE /api/events/:eventId/announcements/:announcementId/sending': {
    summary: 'Makes a scheduled message a draft again. Refuses announcement_state once it is being sent',
    access: writes,
    reply: Announcement,
  },
  'POST /api/events/:eventId/announcements/:announcementId/test': {
    summary: 'Mails a message to whoever asks, as attendees would get it. Refuses organization_suspended',
    access: writes,
    limit: 'mail',
  },
  'POST /api/events/:eventId/announcements/:announcementId/copies': {
    summary: 'Drafts a message with the words and audience of another',
    access: writes,
    reply: Announcement,
    status: 201,
  },
} as const satisfies Record<string, Endpoint>
