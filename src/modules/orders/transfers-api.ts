import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Form, Id, Instant, Line, Nullable, OneOf, Text } from '../../http/shapes.ts'
import { EventCard } from './event-card.ts'

const TransferState = OneOf('offered', 'accepted', 'declined', 'withdrawn', 'lapsed')

/** An offer as whoever made it sees it. */
export const SentTransfer = T.Object({
  toEmail: T.String(),
  state: TransferState,
  offeredAt: Instant,
  expiresAt: Instant,
})

const sendsAgain = { permission: 'orders.edit', of: { event: 'eventId' } } as const

/** Passing tickets on, and sending them again. An offer is opened by its secret from the mail, or the confirmed email it was sent to. */
export const transfersApi = {
  'POST /api/tickets/:ticketId/transfer': {
    summary:
      'Offers a ticket to somebody, who gets a mail; it stays yours until they accept. Refuses ticket_not_valid, ticket_admitted, wrong_event_state, transfers_off, ticket_changes_closed, transfer_open',
    access: { ticket: 'ticketId' },
    body: Form({ email: Email, message: T.Optional(Text(300)) }),
    reply: SentTransfer,
    status: 201,
    limit: 'mail',
    idempotent: true,
    inPerson: true,
  },
  'DELETE /api/tickets/:ticketId/transfer': {
    summary: 'Takes an offer back: refuses transfer_closed when it was accepted',
    access: { ticket: 'ticketId' },
  },
  'GET /api/transfers/:transferId': {
    summary: 'A ticket that is offered to you; `ticketId` is yours once you accepted',
    access: { transfer: 'transferId' },
    reply: T.Object({
      id: Id,
      state: TransferState,
      fromName: T.String(),
      toEmail: T.String(),
      message: T.String(),
      expiresAt: Instant,
      ticketId: Nullable(Id),
      ticketType: T.String(),
      event: EventCard,
    }),
  },
  'POST /api/transfers/:transferId/acceptance': {
    summary:
      'Takes an offered ticket: the old code is dead, the reply names the new ticket. Refuses transfer_closed and what an offer refuses',
    access: { transfer: 'transferId' },
    body: Form({ attendeeName: Line(120) }),
    reply: T.Object({ ticketId: Id }),
    idempotent: true,
    inPerson: true,
  },
  'DELETE /api/transfers/:transferId': {
    summary: 'Declines an offered ticket: refuses transfer_closed when it was accepted or withdrawn',
    access: { transfer: 'transferId' },
  },
  'POST /api/orders/:orderId/tickets-mail': {
    summary: 'Mails a paid order to its buyer again. Refuses wrong_order_state, ticket_not_valid, too_many_requests',
    access: { order: 'orderId' },
    reply: T.Object({ email: T.String() }),
    status: 202,
    limit: 'mail',
  },
  'POST /api/tickets/:ticketId/mail': {
    summary: 'Mails a ticket to the person it is for, without the others of its order',
    access: { ticket: 'ticketId' },
    reply: T.Object({ email: T.String() }),
    status: 202,
    limit: 'mail',
  },
  'POST /api/events/:eventId/orders/:orderId/tickets-mail': {
    summary: 'Mails a paid order to its buyer again',
    access: sendsAgain,
    reply: T.Object({ email: T.String() }),
    status: 202,
  },
  'POST /api/events/:eventId/attendees/:ticketId/mail': {
    summary: 'Mails a ticket to the person it is for, without the others of its order',
    access: sendsAgain,
    reply: T.Object({ email: T.String() }),
    status: 202,
  },
} as const satisfies Record<string, Endpoint>
