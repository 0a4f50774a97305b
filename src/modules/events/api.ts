import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Cursor, Form, Id, Instant, Line, LocalTime, Nullable, OneOf, Page, Text, TimeZone } from '../../http/shapes.ts'
import { CATEGORIES } from '../../lib/look/name.ts'
import { ByHand } from './by-hand.ts'
import { RefundPolicy } from './refund-policy.ts'

export const Category = OneOf(...CATEGORIES)
export const Attendance = OneOf('in-person', 'online', 'hybrid')
export const Visibility = OneOf('public', 'unlisted', 'invite-only')
/** How somebody stands who is invited to an event. */
export const GuestState = OneOf('sent', 'opened', 'accepted', 'declined', 'revoked')
export const EventState = OneOf('draft', 'waiting', 'published', 'cancelled')

/** ISO 3166-1 alpha-2, or empty when there is none. */
const Country = T.String({ pattern: '^([A-Z]{2})?$' })

/** Empty, or one line. */
const OptionalLine = (maxLength: number) => T.String({ maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })

/** The last part of an event's address. */
const Slug = T.String({ minLength: 2, maxLength: 80, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })

/** An uploaded cover in pixels; its sizes are at `/covers/files/<key>/<width>.webp`. Without one the cover is made from id and category. */
export const Cover = T.Object({
  key: T.String(),
  width: T.Integer(),
  height: T.Integer(),
  widths: T.Array(T.Integer()),
})

/** What holders may do with tickets, until `closeHours` before the start, or the event is over when that is null. */
const TicketChanges = Form({
  transfers: T.Boolean(),
  renames: T.Boolean(),
  closeHours: Nullable(T.Integer({ minimum: 0, maximum: 8760 })),
})

/** What an organizer may say of an event. Times are local in `timeZone`; changing just the zone keeps them as they read. */
const eventFields = {
  name: Line(120),
  summary: Text(300),
  description: Text(20_000),
  category: Category,
  tags: T.Array(Line(30), { maxItems: 10 }),
  language: T.String({ pattern: '^[a-z]{2}$' }),
  startsAt: Nullable(LocalTime),
  endsAt: Nullable(LocalTime),
  timeZone: TimeZone,
  attendance: Attendance,
  venue: OptionalLine(120),
  address: OptionalLine(200),
  city: OptionalLine(80),
  country: Country,
  onlineUrl: T.String({ maxLength: 500, pattern: '^(https?://[^\\s\\u0000]+)?$' }),
  currency: T.String({ pattern: '^[A-Z]{3}$' }),
  visibility: Visibility,
  slug: Slug,
  holdSeconds: T.Integer({ minimum: 300, maximum: 3600 }),
  /** In test mode every order is a test order: no real tickets, no real money. */
  testMode: T.Boolean(),
  /** Rules orders that are held from now on; steps come nearer to the start and give less, one after the other. */
  refundPolicy: RefundPolicy,
  /** Ways to pay that the organizer takes the money by. */
  byHand: ByHand,
  ticketChanges: TicketChanges,
}

export const EventChanges = T.Partial(Form(eventFields), { additionalProperties: false })
/** Changes of an event; `refundWindow` is what is offered, when they move a live one, to those who bought before. */
export const EventEdit = Form({
  ...EventChanges.properties,
  /**
   * Whether another place moves a live event, and everybody with a ticket is told, or just corrects what was written of it. Decided by how much differs
   * where it is left out. A new time always moves it.
   */
  moved: T.Optional(T.Boolean()),
  refundWindow: T.Optional(
    Form({ closesAt: LocalTime, percent: T.Integer({ minimum: 1, maximum: 100 }), fee: T.Boolean() }),
  ),
})
export const EventDraft = Form({ ...T.Partial(T.Object(eventFields)).properties, name: eventFields.name })

/** An event as its organizers see it. */
export const EventDetails = T.Object({
  id: Id,
  slug: T.String(),
  organization: T.Object({ id: Id, slug: T.String(), name: T.String() }),
  name: T.String(),
  summary: T.String(),
  description: T.String(),
  descriptionHtml: T.String(),
  category: Category,
  palette: T.String(),
  tags: T.Array(T.String()),
  language: T.String(),
  startsAt: Nullable(Instant),
  endsAt: Nullable(Instant),
  startsAtLocal: Nullable(T.String()),
  endsAtLocal: Nullable(T.String()),
  timeZone: T.String(),
  attendance: Attendance,
  venue: T.String(),
  address: T.String(),
  city: T.String(),
  country: T.String(),
  onlineUrl: T.String(),
  cover: Nullable(Cover),
  currency: T.String(),
  visibility: Visibility,
  state: EventState,
  holdSeconds: T.Integer(),
  testMode: T.Boolean(),
  /** How many test orders there are. */
  testOrders: T.Integer(),
  refundPolicy: RefundPolicy,
  byHand: ByHand,
  ticketChanges: TicketChanges,
  publishedAt: Nullable(Instant),
  createdAt: Instant,
  updatedAt: Instant,
})

export const ChecklistItem = T.Object({
  key: OneOf('name', 'date', 'place', 'tickets', 'description', 'cover', 'test'),
  done: T.Boolean(),
  required: T.Boolean(),
  /** Where in the studio it can be done. */
  path: T.String(),
})

const EventRow = T.Object({
  id: Id,
  slug: T.String(),
  name: T.String(),
  state: EventState,
  visibility: Visibility,
  category: Category,
  palette: T.String(),
  startsAt: Nullable(Instant),
  endsAt: Nullable(Instant),
  timeZone: T.String(),
  attendance: Attendance,
  venue: T.String(),
  city: T.String(),
  sold: T.Integer(),
  held: T.Integer(),
  /** Null is without limit. */
  capacity: Nullable(T.Integer()),
})

/** One time an event was handed in for approval. */
export const Submission = T.Object({
  id: Id,
  submittedAt: Instant,
  outcome: Nullable(OneOf('approved', 'returned', 'withdrawn')),
  decidedAt: Nullable(Instant),
  reason: T.String(),
  answer: T.String(),
})

const edits = { permission: 'event.edit', of: { event: 'eventId' } } as const
const publishes = { permission: 'event.publish', of: { event: 'eventId' } } as const

/** What organizers do with events. */
export const eventsApi = {
  'GET /api/organizations/:organizationId/events': {
    summary: "An organization's events: upcoming and undated ones soonest first, or past ones latest first",
    access: { permission: 'event.read', of: { organization: 'organizationId' } },
    query: Form({ when: T.Optional(OneOf('upcoming', 'past')), cursor: Cursor }),
    reply: T.Object({
      ...Page(EventRow).properties,
      /** What the next event is priced in unless it says otherwise. */
      currency: T.String(),
    }),
  },
  'POST /api/organizations/:organizationId/events': {
    summary: 'Drafts an event; a name is enough, the rest has defaults of the organization',
    access: { permission: 'event.create', of: { organization: 'organizationId' } },
    body: EventDraft,
    reply: EventDetails,
    status: 201,
  },
  'GET /api/events/:eventId': {
    summary: 'An event as its organizers see it',
    access: { permission: 'event.read', of: { event: 'eventId' } },
    reply: EventDetails,
  },
  'PATCH /api/events/:eventId': {
    summary:
      'Changes an event: refuses unknown_time_zone, ends_before_start, slug_taken, currency_frozen, event_has_test_orders, refund_steps_reversed, wrong_event_state, and not_allowed when a co-host changes what decides about the host’s money: currency, testMode, refundPolicy, byHand, refundWindow',
    access: edits,
    body: EventEdit,
    reply: EventDetails,
  },
  'DELETE /api/events/:eventId': {
    summary: 'Deletes a draft that nobody ever ordered from',
    access: publishes,
    stepUp: true,
  },
  'PUT /api/events/:eventId/cover': {
    summary: 'Replaces the cover image; metadata such as the place it was taken is stripped. Refuses image_unreadable',
    access: edits,
    body: { file: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'], maximumBytes: 10 * 1024 * 1024 },
    reply: EventDetails,
  },
  'DELETE /api/events/:eventId/cover': {
    summary: 'Goes back to the generated cover',
    access: edits,
    reply: EventDetails,
  },
  'GET /covers/files/:key/:file': {
    summary: 'An uploaded cover, `480.webp`, `960.webp`, `1600.webp` or `2400.webp` pixels wide at most',
    access: 'public',
    reply: { file: ['image/webp'] },
  },
  'POST /api/markdown': {
    summary: 'How a description will look: Markdown as safe HTML',
    access: 'signed-in',
    body: Form({ text: Text(20_000) }),
    reply: T.Object({ html: T.String() }),
  },
  'GET /api/events/:eventId/checklist': {
    summary: 'What is done and what is missing before an event can go live, each with the place to do it',
    access: { permission: 'event.read', of: { event: 'eventId' } },
    reply: T.Object({ ready: T.Boolean(), items: T.Array(ChecklistItem) }),
  },
  'POST /api/events/:eventId/publication': {
    summary:
      'Publishes a draft, or submits it where events are approved: refuses not_ready_to_publish, organization_suspended, email_not_verified, wrong_event_state',
    access: publishes,
    reply: T.Object({ state: EventState }),
  },
  'DELETE /api/events/:eventId/publication': {
    summary: 'Takes a waiting event, or a published one that nobody has a place at, back to draft',
    access: publishes,
    reply: T.Object({ state: EventState }),
  },
  'GET /api/events/:eventId/submissions': {
    summary: 'Each time an event was handed in for approval, the latest first, and why it was sent back',
    access: { permission: 'event.read', of: { event: 'eventId' } },
    reply: T.Object({ items: T.Array(Submission) }),
  },
  'PUT /api/events/:eventId/submissions/answer': {
    summary: 'Answers why a draft was sent back; whoever decides next reads it. Refuses wrong_event_state',
    access: publishes,
    body: Form({ answer: Text(2000) }),
  },
  'POST /api/events/:eventId/cancellation': {
    summary:
      'Calls a published event off, for good: it stays visible as cancelled, everybody is told, and all money goes back. Refuses wrong_event_state',
    access: { permission: 'event.cancel', of: { event: 'eventId' } },
    body: Form({ message: Text(2000) }),
    reply: T.Object({ state: EventState }),
    idempotent: true,
    stepUp: true,
  },
} as const satisfies Record<string, Endpoint>
