import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Line, LocalTime, Nullable, OneOf, Text } from '../../http/shapes.ts'
import { Attendance, Category, Cover, EventDetails, EventState, GuestState, Visibility } from '../events/api.ts'
import { Availability } from '../events/discover-api.ts'
import { RefundPolicy } from '../events/refund-policy.ts'
import { TaxShape } from './tax-rates-api.ts'

const SaleState = OneOf('on_sale', 'not_yet', 'ended', 'paused')

/** Minor units; so low that an order of the most tickets stays a safe integer many times over. */
const Price = T.Integer({ minimum: 0, maximum: 100_000_000_000 })

/** What an organizer may say of a ticket type. Times are local in the event's zone. */
const ticketTypeFields = {
  name: Line(80),
  description: Text(500),
  price: Price,
  /** A tax rate of the organization, or null for none. */
  taxRateId: Nullable(Id),
  /** Null is without a limit of its own: just the event's capacity counts. */
  quantity: Nullable(T.Integer({ minimum: 0, maximum: 1_000_000 })),
  saleStartsAt: Nullable(LocalTime),
  saleEndsAt: Nullable(LocalTime),
  minimumPerOrder: T.Integer({ minimum: 1, maximum: 100 }),
  maximumPerOrder: T.Integer({ minimum: 1, maximum: 100 }),
  maximumPerPerson: Nullable(T.Integer({ minimum: 1, maximum: 1000 })),
  onSale: T.Boolean(),
  position: T.Integer({ minimum: 0, maximum: 10_000 }),
}

export const TicketTypeChanges = T.Partial(Form(ticketTypeFields), { additionalProperties: false })
export const TicketTypeDraft = Form({
  ...T.Partial(T.Object(ticketTypeFields)).properties,
  name: ticketTypeFields.name,
  price: ticketTypeFields.price,
})

/** A ticket type as its organizers see it. */
export const TicketTypeDetails = T.Object({
  id: Id,
  name: T.String(),
  description: T.String(),
  price: T.Integer(),
  taxRateId: Nullable(Id),
  tax: Nullable(TaxShape),
  quantity: Nullable(T.Integer()),
  sold: T.Integer(),
  held: T.Integer(),
  /** Kept off sale by the organizer, and why. */
  blocked: T.Integer(),
  blockReason: T.String(),
  saleStartsAt: Nullable(Instant),
  saleEndsAt: Nullable(Instant),
  saleStartsAtLocal: Nullable(T.String()),
  saleEndsAtLocal: Nullable(T.String()),
  minimumPerOrder: T.Integer(),
  maximumPerOrder: T.Integer(),
  maximumPerPerson: Nullable(T.Integer()),
  onSale: T.Boolean(),
  position: T.Integer(),
  saleState: SaleState,
})

/** A ticket type as buyers see it. */
const TicketTypeOffer = T.Object({
  id: Id,
  name: T.String(),
  description: T.String(),
  price: T.Integer(),
  /** What one costs with tax and fees. */
  each: T.Integer(),
  /** The part of `each` that is a fee beside the price. */
  fee: T.Integer(),
  tax: Nullable(TaxShape),
  saleState: SaleState,
  availability: Availability,
  /** How many are left, told when they are few. */
  left: Nullable(T.Integer()),
  saleStartsAt: Nullable(Instant),
  saleEndsAt: Nullable(Instant),
  minimumPerOrder: T.Integer(),
  maximumPerOrder: T.Integer(),
  maximumPerPerson: Nullable(T.Integer()),
})

const EventPage = T.Object({
  id: Id,
  slug: T.String(),
  /** The event's present address when it was asked for by an earlier one: go there. */
  movedTo: Nullable(T.String()),
  /** True when just the organization and administrators can see it yet. */
  preview: T.Boolean(),
  /** Whether orders placed now are test orders. */
  testMode: T.Boolean(),
  state: EventState,
  visibility: Visibility,
  name: T.String(),
  summary: T.String(),
  descriptionHtml: T.String(),
  /** The beginning of the description without its marks. */
  descriptionText: T.String(),
  category: Category,
  palette: T.String(),
  tags: T.Array(T.String()),
  language: T.String(),
  cover: Nullable(Cover),
  startsAt: Nullable(Instant),
  endsAt: Nullable(Instant),
  timeZone: T.String(),
  attendance: Attendance,
  venue: T.String(),
  address: T.String(),
  city: T.String(),
  country: T.String(),
  organizer: T.Object({ id: Id, name: T.String(), slug: T.String(), summary: T.String() }),
  cohosts: T.Array(T.Object({ name: T.String(), slug: T.String() })),
  /** Whether the platform has stopped the organizer's sale. */
  suspended: T.Boolean(),
  currency: T.String(),
  refundPolicy: RefundPolicy,
  /** What its organizer said when it was cancelled. */
  cancellationMessage: T.String(),
  /** When and where it was to be before it was moved last. */
  movedFrom: Nullable(
    T.Object({
      startsAt: Instant,
      endsAt: Instant,
      timeZone: T.String(),
      attendance: Attendance,
      venue: T.String(),
      city: T.String(),
    }),
  ),
  /** The reader's own invitation, where it is for invited people. */
  guest: Nullable(T.Object({ id: Id, state: GuestState, places: T.Integer() })),
  priceFrom: Nullable(T.Integer()),
  availability: Availability,
  left: Nullable(T.Integer()),
  /** Whether anything may be ordered now. */
  onSale: T.Boolean(),
  ticketTypes: T.Array(TicketTypeOffer),
  sequence: T.Integer(),
  updatedAt: Instant,
})

const reads = { permission: 'event.read', of: { event: 'eventId' } } as const
const edits = { permission: 'ticketing.edit', of: { event: 'eventId' } } as const
const Capacity = Nullable(T.Integer({ minimum: 0, maximum: 1_000_000 }))

/** What is for sale, for organizers and for buyers. */
export const ticketingApi = {
  'GET /api/discover/:slug': {
    summary:
      'An event with what is for sale, by its address or an earlier one; drafts just to their organization and administrators. Refuses guests_only where it is for invited people',
    access: 'public',
    reply: EventPage,
  },
  'POST /api/events/:eventId/copies': {
    summary: 'Copies an event with its ticket types into a new draft without dates',
    access: { permission: 'event.create', of: { event: 'eventId' } },
    reply: EventDetails,
    status: 201,
  },
  'GET /api/events/:eventId/ticket-types': {
    summary: 'Ticket types of an event with what is taken of each, and the capacity of the whole event',
    access: reads,
    reply: T.Object({
      currency: T.String(),
      capacity: Capacity,
      /** Sold, held or blocked. */
      taken: T.Integer(),
      blocked: T.Integer(),
      blockReason: T.String(),
      ticketTypes: T.Array(TicketTypeDetails),
    }),
  },
  'POST /api/events/:eventId/ticket-types': {
    summary: 'Adds a ticket type: refuses minimum_over_maximum, sale_window_reversed, wrong_event_state',
    access: edits,
    body: TicketTypeDraft,
    reply: TicketTypeDetails,
    status: 201,
  },
  'PATCH /api/events/:eventId/ticket-types/:ticketTypeId': {
    summary:
      'Changes a ticket type: refuses capacity_below_sold, minimum_over_maximum, sale_window_reversed, wrong_event_state',
    access: edits,
    body: TicketTypeChanges,
    reply: TicketTypeDetails,
  },
  'DELETE /api/events/:eventId/ticket-types/:ticketTypeId': {
    summary: 'Deletes a ticket type that was never ordered: refuses ticket_type_in_use',
    access: edits,
  },
  'PUT /api/events/:eventId/capacity': {
    summary: 'Sets how many places the whole event has, or null for no limit: refuses capacity_below_sold',
    access: edits,
    body: Form({ capacity: Capacity }),
    reply: T.Object({ capacity: Capacity, taken: T.Integer() }),
  },
  'GET /api/events/:eventId/figures': {
    summary:
      "How an event sells: places, takings (to those who may see orders) and each of the last 28 days in the event's zone",
    access: reads,
    reply: T.Object({
      sold: T.Integer(),
      held: T.Integer(),
      /** Kept off sale by the organizer, of all ticket types and the whole event. */
      blocked: T.Integer(),
      capacity: Nullable(T.Integer()),
      soldToday: T.Integer(),
      currency: T.String(),
      /** Minor units of paid orders; null to those who may not see orders. */
      taken: Nullable(T.Integer()),
      perDay: T.Array(T.Object({ date: T.String(), sold: T.Integer() })),
    }),
  },
} as const satisfies Record<string, Endpoint>
