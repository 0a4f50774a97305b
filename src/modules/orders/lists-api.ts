import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Instant, Nullable, OneOf, Page, Text } from '../../http/shapes.ts'
import { csvType } from '../../lib/csv.ts'
import { waysByHand } from '../events/by-hand.ts'

/** States an organizer may ask for. A hold whose time is over counts as `expired` whether or not it was swept. */
export const orderStates = ['held', 'awaiting_payment', 'paid', 'cancelled', 'expired'] as const

const orderFilter = { q: T.Optional(Text(200)), state: T.Optional(OneOf(...orderStates)) }
const attendeeFilter = {
  q: T.Optional(Text(200)),
  ticketTypeId: T.Optional(Id),
  checkedIn: T.Optional(OneOf('yes', 'no')),
}

/** The last item of the page before; `next` of a page gives it. */
const After = T.Optional(Id)

const Order = T.Object({
  id: Id,
  /** Whether it was placed in test mode. */
  test: T.Boolean(),
  code: T.String(),
  state: OneOf(...orderStates),
  name: Nullable(T.String()),
  email: Nullable(T.String()),
  lines: T.Array(T.Object({ name: T.String(), quantity: T.Integer() })),
  total: Amount,
  currency: Currency,
  createdAt: Instant,
  paidAt: Nullable(Instant),
  /** The payment by hand that its organizer waits for. */
  promised: Nullable(T.Object({ paymentId: Id, way: OneOf(...waysByHand) })),
})

const Attendee = T.Object({
  ticketId: Id,
  /** Whether the ticket is of a test order. */
  test: T.Boolean(),
  name: T.String(),
  email: T.String(),
  ticketType: T.String(),
  orderId: Id,
  orderCode: T.String(),
  shortCode: T.String(),
  checkedIn: Nullable(T.Object({ at: Instant, door: T.String() })),
})

const OrderInFull = T.Object({
  id: Id,
  test: T.Boolean(),
  code: T.String(),
  state: OneOf(...orderStates),
  name: Nullable(T.String()),
  email: Nullable(T.String()),
  language: T.String(),
  currency: Currency,
  total: Amount,
  tax: Amount,
  fee: Amount,
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  paidAt: Nullable(Instant),
  cancelledAt: Nullable(Instant),
  lines: T.Array(T.Object({ id: Id, name: T.String(), quantity: T.Integer(), unitPrice: Amount, total: Amount })),
  tickets: T.Array(
    T.Object({
      id: Id,
      position: T.Integer(),
      ticketType: T.String(),
      attendeeName: T.String(),
      attendeeEmail: T.String(),
      shortCode: T.String(),
      state: OneOf('valid', 'void', 'transferred'),
      checkedInAt: Nullable(Instant),
    }),
  ),
  payments: T.Array(
    T.Object({
      id: Id,
      provider: T.String(),
      state: OneOf('pending', 'succeeded', 'failed', 'cancelled', 'stranded', 'refunded'),
      amount: Amount,
      currency: Currency,
      failure: Nullable(T.String()),
      createdAt: Instant,
      settledAt: Nullable(Instant),
    }),
  ),
})

/** What organizers see of who bought and who comes. */
export const listsApi = {
  'GET /api/events/:eventId/orders': {
    summary:
      'Orders of an event, newest first; `q` is part of a name or email or the beginning of a code. Without a state: all but unfinished and expired ones',
    access: { permission: 'orders.read', of: { event: 'eventId' } },
    query: Form({ ...orderFilter, cursor: After, limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })) }),
    reply: Page(Order),
  },
  'GET /api/events/:eventId/orders/:orderId': {
    summary: 'An order of an event with its lines, tickets and payments',
    access: { permission: 'orders.read', of: { event: 'eventId' } },
    reply: OrderInFull,
  },
  'GET /api/events/:eventId/attendees': {
    summary: 'Holders of valid tickets by name; `q` is part of a name or email or the beginning of a code',
    access: { permission: 'attendees.read', of: { event: 'eventId' } },
    query: Form({ ...attendeeFilter, cursor: After, limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })) }),
    reply: Page(Attendee),
  },
  'GET /api/events/:eventId/holders': {
    summary: 'How many people have tickets of an event, or are about to pay for some: those who are told when it moves',
    access: { permission: 'event.read', of: { event: 'eventId' } },
    reply: T.Object({ people: T.Integer() }),
  },
  'GET /api/events/:eventId/orders.csv': {
    summary: 'The same orders as a CSV file (RFC 4180, UTF-8 with byte order mark), formulas made harmless',
    access: { permission: 'orders.read', of: { event: 'eventId' } },
    query: Form(orderFilter),
    reply: { file: [csvType] },
  },
  'GET /api/events/:eventId/attendees.csv': {
    summary: 'The same attendees as a CSV file (RFC 4180, UTF-8 with byte order mark), formulas made harmless',
    access: { permission: 'attendees.export', of: { event: 'eventId' } },
    query: Form(attendeeFilter),
    reply: { file: [csvType] },
  },
} as const satisfies Record<string, Endpoint>
