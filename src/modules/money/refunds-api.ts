import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Instant, Nullable, OneOf, Page, Text } from '../../http/shapes.ts'

const RefundStates = OneOf('requested', 'pending', 'sent', 'failed', 'by_hand')

const Granted = T.Object({ id: Id, orderId: Id, state: RefundStates, amount: Amount, currency: Currency })

/** What buyer and organizer both see of a refund. Amounts have the fee in them. */
const refund = {
  id: Id,
  kind: OneOf('buyer', 'organizer', 'event_cancelled'),
  /** `by_hand`: the organizer has the money and gives it back. */
  state: RefundStates,
  amount: Amount,
  fee: Amount,
  currency: Currency,
  reason: T.String(),
  requestedAt: Instant,
  sentAt: Nullable(Instant),
  tickets: T.Array(T.Object({ position: T.Integer(), ticketType: T.String(), amount: Amount })),
  creditNote: Nullable(T.Object({ id: Id, number: T.String() })),
}

const RefundInFull = T.Object({
  ...refund,
  /** What the platform gave up of its commission. */
  commission: Amount,
  requestedBy: Nullable(T.String()),
  sentByHand: T.Boolean(),
  failure: Nullable(T.String()),
  /** How often it was sent and came back, because the buyer's bank did not take it. */
  bounces: T.Integer(),
})

/** A ticket with what it cost, what went back of that, and what would go back now; with the fee in them. */
const quotedTicket = {
  id: Id,
  position: T.Integer(),
  ticketType: T.String(),
  attendeeName: T.String(),
  state: OneOf('valid', 'void'),
  isCheckedIn: T.Boolean(),
  price: Amount,
  back: Amount,
  amount: Amount,
}

const quote = { currency: Currency, byHand: T.Boolean(), amount: Amount, fee: Amount }

/** Ids with commas between them. */
const Ids = T.String({ pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36})*$', maxLength: 37 * 200 })
const TicketIds = T.Array(Id, { minItems: 1, maxItems: 2000 })
const Percent = T.Integer({ minimum: 0, maximum: 100 })

const edits = { permission: 'orders.edit', of: { event: 'eventId' } } as const

/** Money that goes back, and tickets that are given up. */
export const refundsApi = {
  'GET /api/orders/:orderId/refund-quote': {
    summary:
      'What goes back of a paid order now, by the policy it was bought under: for each ticket, and for these or all together; `obstacle` is the refusal that a ticket would meet',
    access: { order: 'orderId' },
    query: Form({ tickets: T.Optional(Ids) }),
    reply: T.Object({
      ...quote,
      percent: Percent,
      tickets: T.Array(T.Object({ ...quotedTicket, obstacle: Nullable(T.String()) })),
    }),
  },
  'GET /api/orders/:orderId/refunds': {
    summary: 'The refunds of an order, the newest first',
    access: { order: 'orderId' },
    reply: T.Object({ items: T.Array(T.Object(refund)) }),
  },
  'POST /api/orders/:orderId/refunds': {
    summary:
      'Gives tickets up for what goes back of them; `amount` is the sum the buyer saw. What cost nothing is just given up',
    access: { order: 'orderId' },
    body: Form({ tickets: TicketIds, amount: Amount }),
    reply: Granted,
    status: 201,
    idempotent: true,
    inPerson: true,
  },
  'GET /api/events/:eventId/orders/:orderId/refund-quote': {
    summary:
      'What an organizer would give back of these tickets: a percentage of their prices, or an amount for each; with `fee` the fee in the same share. Without tickets: what is left of each',
    access: edits,
    query: Form({
      tickets: T.Optional(Ids),
      percent: T.Optional(Percent),
      each: T.Optional(Amount),
      fee: T.Optional(OneOf('yes', 'no')),
    }),
    reply: T.Object({
      ...quote,
      commission: Amount,
      tickets: T.Array(T.Object({ ...quotedTicket, left: Amount })),
    }),
  },
  'GET /api/events/:eventId/orders/:orderId/refunds': {
    summary: 'The refunds of an order of an event, the newest first',
    access: { permission: 'orders.read', of: { event: 'eventId' } },
    reply: T.Object({ items: T.Array(RefundInFull) }),
  },
  'POST /api/events/:eventId/orders/:orderId/refunds': {
    summary:
      'Gives something back of tickets, whatever the policy says: a percentage of their prices or an amount for each. `takeBack` voids them; `amount` is the sum the organizer saw',
    access: edits,
    body: Form({
      tickets: TicketIds,
      give: T.Union([Form({ percent: Percent }), Form({ amount: Amount })]),
      fee: T.Boolean(),
      takeBack: T.Boolean(),
      amount: Amount,
      reason: Text(500),
    }),
    reply: Granted,
    status: 201,
    idempotent: true,
    stepUp: true,
  },
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry': {
    summary: 'Sends a refund that failed once more',
    access: edits,
    idempotent: true,
  },
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment': {
    summary:
      'Notes that the organizer gave the money of a refund back by hand, because they have it or because sending it failed',
    access: edits,
    idempotent: true,
    inPerson: true,
  },
  'GET /api/admin/refunds': {
    summary: 'Refunds that failed, or that their provider has not sent within an hour, the newest first',
    access: 'administrator',
    query: Form({ cursor: T.Optional(Id), limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })) }),
    reply: Page(
      T.Object({
        id: Id,
        state: RefundStates,
        amount: Amount,
        currency: Currency,
        failure: Nullable(T.String()),
        provider: T.String(),
        requestedAt: Instant,
        orderCode: T.String(),
        eventName: T.String(),
        organization: T.String(),
      }),
    ),
  },
} as const satisfies Record<string, Endpoint>
