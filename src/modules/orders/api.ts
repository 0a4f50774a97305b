import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Email, Form, Id, Instant, Line, Nullable, OneOf, Text } from '../../http/shapes.ts'
import { RefundPolicy } from '../events/refund-policy.ts'
import { EventCard } from './event-card.ts'
import { SentTransfer } from './transfers-api.ts'

const OrderState = OneOf('held', 'awaiting_payment', 'paid', 'cancelled', 'expired')
const TicketState = OneOf('valid', 'void', 'transferred')

const Ticket = T.Object({
  id: Id,
  position: T.Integer(),
  ticketTypeId: Id,
  ticketType: T.String(),
  attendeeName: T.String(),
  attendeeEmail: T.String(),
  shortCode: T.String(),
  state: TicketState,
})

const Order = T.Object({
  id: Id,
  /** Whether it just tries the event out: no real tickets, no real money. */
  test: T.Boolean(),
  code: T.String(),
  state: OrderState,
  name: Nullable(T.String()),
  email: Nullable(T.String()),
  attendees: T.Array(T.Object({ name: Nullable(T.String()), email: Nullable(T.String()) })),
  currency: Currency,
  /** What the buyer pays, with `tax` and `fee` in it. */
  total: Amount,
  tax: Amount,
  fee: Amount,
  /** The event's at the moment of the hold: it rules this order. */
  refundPolicy: RefundPolicy,
  expiresAt: Nullable(Instant),
  /** Whether its time was given once more already. */
  extended: T.Boolean(),
  paidAt: Nullable(Instant),
  createdAt: Instant,
  now: Instant,
  event: EventCard,
  lines: T.Array(
    T.Object({ ticketTypeId: Id, name: T.String(), quantity: T.Integer(), unitPrice: Amount, total: Amount }),
  ),
  tickets: T.Array(Ticket),
  payment: Nullable(
    T.Object({
      id: Id,
      provider: T.String(),
      state: OneOf('pending', 'succeeded', 'failed', 'cancelled', 'stranded', 'refunded'),
      failure: Nullable(T.String()),
    }),
  ),
})

const Attendee = Form({ name: T.Optional(Nullable(Line(120))), email: T.Optional(Nullable(Email)) })
const Details = Form({ name: Line(120), email: Email, attendees: T.Optional(T.Array(Attendee, { maxItems: 2000 })) })

const Cart = Form({
  lines: T.Array(
    Form({ ticketTypeId: Id, quantity: T.Integer({ minimum: 1, maximum: 100 }), price: T.Optional(Amount) }),
    { minItems: 1, maxItems: 20 },
  ),
  buyer: T.Optional(Details),
})

/** Places that are kept off sale, and why. */
export const Blocked = Form({ places: T.Integer({ minimum: 0, maximum: 1_000_000 }), reason: Text(140) })

/** Buying, and what was bought. An order is opened by its account or its secret (cookie, or the `Order-Secret` header). */
export const ordersApi = {
  'POST /api/events/:eventId/orders': {
    summary:
      'Holds tickets for a limited time: all of the cart or nothing. `price` is the unit price the buyer saw; `buyer` may give the details at once. The reply’s `secret` opens the order',
    access: 'public',
    body: Cart,
    reply: T.Object({ id: Id, secret: T.String(), order: Order }),
    status: 201,
    idempotent: true,
  },
  'PUT /api/events/:eventId/blocked': {
    summary:
      'Keeps so many places of the whole event off sale, whatever their ticket type: refuses capacity_below_sold, without_limit, wrong_event_state',
    access: { permission: 'ticketing.edit', of: { event: 'eventId' } },
    body: Blocked,
    reply: Blocked,
    idempotent: true,
  },
  'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked': {
    summary:
      'Keeps so many places of a ticket type off sale: refuses capacity_below_sold, without_limit, wrong_event_state',
    access: { permission: 'ticketing.edit', of: { event: 'eventId' } },
    body: Blocked,
    reply: Blocked,
    idempotent: true,
  },
  'GET /api/orders/:orderId': {
    summary: 'An order with its lines, tickets and last payment; `now` is the server’s clock',
    access: { order: 'orderId' },
    reply: Order,
  },
  'PATCH /api/orders/:orderId/details': {
    summary:
      'Who buys, and for whom: `attendees` by position of the tickets to come. Limits per person are decided again',
    access: { order: 'orderId' },
    body: Details,
    reply: Order,
  },
  'POST /api/orders/:orderId/extension': {
    summary: 'Gives an unpaid order its time once more, once',
    access: { order: 'orderId' },
    reply: Order,
    idempotent: true,
  },
  'DELETE /api/orders/:orderId': {
    summary: 'Drops an unpaid order; its tickets go back on sale',
    access: { order: 'orderId' },
  },
  'POST /api/events/:eventId/orders/:orderId/cancellation': {
    summary:
      'Ends an unpaid order of an event; its tickets go back on sale. Its buyer is told by mail, with the message, which may be empty',
    access: { permission: 'orders.edit', of: { event: 'eventId' } },
    body: Form({ message: Text(500) }),
    idempotent: true,
  },
  'GET /api/orders/:orderId/tickets.pdf': {
    summary: 'All valid tickets of a paid order, a page each',
    access: { order: 'orderId' },
    reply: { file: ['application/pdf'] },
    limit: 'write',
  },
  'GET /api/tickets/:ticketId': {
    summary: 'A ticket with its event; `siblings` are the tickets of its order that were not passed on to somebody',
    access: { ticket: 'ticketId' },
    reply: T.Object({
      ...Ticket.properties,
      /** Null on a ticket that was received: its order is somebody else's. */
      orderId: Nullable(Id),
      orderCode: T.String(),
      /** Whether it is of a test order. */
      test: T.Boolean(),
      /** Whether somebody passed it on to whoever has it now. */
      isReceived: T.Boolean(),
      /** Null on a ticket that was received. */
      buyerEmail: Nullable(T.String()),
      code: T.String(),
      of: T.Integer(),
      siblings: T.Array(Id),
      /** What may be done with it now; null is without end. */
      changes: T.Object({ transfer: T.Boolean(), rename: T.Boolean(), until: Nullable(Instant) }),
      /** The last time it was offered to somebody. */
      transfer: Nullable(SentTransfer),
      onlineUrl: T.String(),
      event: EventCard,
    }),
  },
  'PATCH /api/tickets/:ticketId': {
    summary:
      'Puts another name and email on a ticket: refuses ticket_not_valid, ticket_admitted, wrong_event_state, renames_off, ticket_changes_closed',
    access: { ticket: 'ticketId' },
    body: Form({ attendeeName: Line(120), attendeeEmail: Email }),
    reply: T.Object({ id: Id, attendeeName: T.String(), attendeeEmail: T.String() }),
    inPerson: true,
  },
  'GET /api/tickets/:ticketId/qr.png': {
    summary: 'The QR code of a ticket as a 1-bit PNG',
    access: { ticket: 'ticketId' },
    reply: { file: ['image/png'] },
  },
  'GET /api/tickets/:ticketId/qr.svg': {
    summary: 'The QR code of a ticket as SVG',
    access: { ticket: 'ticketId' },
    reply: { file: ['image/svg+xml'] },
  },
  'GET /api/tickets/:ticketId/ticket.pdf': {
    summary: 'One ticket as a PDF page',
    access: { ticket: 'ticketId' },
    reply: { file: ['application/pdf'] },
    limit: 'write',
  },
  'GET /api/me/tickets': {
    summary:
      'Paid and unfinished orders with their tickets, the next event first: of the caller, of their confirmed email, and those this browser has the secrets of; of orders of others what was passed on to the caller',
    access: 'public',
    reply: T.Object({
      items: T.Array(
        T.Object({
          id: Id,
          test: T.Boolean(),
          code: T.String(),
          state: OrderState,
          expiresAt: Nullable(Instant),
          event: EventCard,
          tickets: T.Array(Ticket),
        }),
      ),
    }),
  },
  'POST /api/ticket-links': {
    summary:
      'Sends a link to the tickets bought with an email address, if there are any; the answer is the same without',
    access: 'public',
    body: Form({ email: Email }),
    reply: T.Object({ email: T.String() }),
    status: 202,
    limit: 'mail',
  },
  'POST /api/ticket-links/open': {
    summary: 'Opens a link from a mail: this browser may open what it is for from now on, orders or an offered ticket',
    access: 'public',
    body: Form({ secret: T.String({ pattern: '^[\\w-]{22}$' }) }),
    reply: T.Object({ orders: T.Integer(), transferId: Nullable(Id) }),
    limit: 'sign-in',
  },
} as const satisfies Record<string, Endpoint>
