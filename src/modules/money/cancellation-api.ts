import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Instant, Nullable, OneOf, Page } from '../../http/shapes.ts'

const access = { permission: 'event.cancel', of: { event: 'eventId' } } as const

/** What becomes of the money when an event is cancelled. Cancelling itself is the events module's. */
export const cancellationApi = {
  'GET /api/events/:eventId/cancellation': {
    summary: 'What cancelling an event would give back; once it is cancelled, how far that is',
    access,
    reply: T.Object({
      cancelledAt: Nullable(Instant),
      message: T.String(),
      currency: Currency,
      /** Paid orders: all, those whose money is back, those that could not be sent, and those the organizer gives back. */
      orders: T.Integer(),
      refunded: T.Integer(),
      failed: T.Integer(),
      byHand: T.Integer(),
      amount: Amount,
      refundedAmount: Amount,
      /** Orders that are not paid and will be dropped. */
      unpaid: T.Integer(),
    }),
  },
  'GET /api/events/:eventId/cancellation/open-refunds': {
    summary: 'Refunds of a cancelled event that failed, or that the organizer has to give back by hand; newest first',
    access,
    query: Form({ cursor: T.Optional(Id) }),
    reply: Page(
      T.Object({
        id: Id,
        orderId: Id,
        orderCode: T.String(),
        name: Nullable(T.String()),
        state: OneOf('failed', 'by_hand'),
        amount: Amount,
        currency: Currency,
        failure: Nullable(T.String()),
      }),
    ),
  },
  'POST /api/events/:eventId/cancellation/retries': {
    summary: 'Tries the refunds of a cancelled event again that failed, and orders that were not reached',
    access,
    reply: T.Object({ refunds: T.Integer() }),
    status: 202,
    idempotent: true,
  },
} as const satisfies Record<string, Endpoint>
