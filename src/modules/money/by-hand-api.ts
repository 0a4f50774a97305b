import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Instant, Line, Nullable, OneOf, Text } from '../../http/shapes.ts'
import { waysByHand } from '../events/by-hand.ts'

const Account = Form({
  holder: Line(120),
  /** IBAN or account number. */
  number: Line(60),
  /** Name of the bank, BIC, sort code: whatever a transfer needs beside the number. */
  bank: Text(300),
})

const AccountOrNone = Form({ account: Nullable(Account) })

/** Paying by hand: at the door, or by transfer to the organizer, who says that the money is there. */
export const byHandApi = {
  'GET /api/orders/:orderId/promised-payment': {
    summary:
      'What the buyer is to pay by hand, where to, under which reference, and until when; null when nothing is promised',
    access: { order: 'orderId' },
    reply: T.Object({
      payment: Nullable(
        T.Object({
          paymentId: Id,
          way: OneOf(...waysByHand),
          amount: Amount,
          currency: Currency,
          reference: T.String(),
          until: Nullable(Instant),
          account: Nullable(Account),
        }),
      ),
    }),
  },
  'POST /api/orders/:orderId/payments/:paymentId/receipt': {
    summary:
      'Says that the organizer has the money of a payment by hand: the order is paid. Again it changes nothing. Refuses places_gone, guest_places, wrong_order_state, event_not_live',
    access: { permission: 'orders.edit', of: { order: 'orderId' } },
    idempotent: true,
    inPerson: true,
  },
  'POST /api/events/:eventId/receipts': {
    summary:
      'The same for several payments of an event, each by itself; `refusal` is the code of what stood against one',
    access: { permission: 'orders.edit', of: { event: 'eventId' } },
    body: Form({ payments: T.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }) }),
    reply: T.Object({ items: T.Array(T.Object({ paymentId: Id, refusal: Nullable(T.String()) })) }),
    idempotent: true,
    inPerson: true,
  },
  'GET /api/organizations/:organizationId/bank-account': {
    summary: 'The account that buyers transfer money to; null before there is one',
    access: { permission: 'finance.read', of: { organization: 'organizationId' } },
    reply: AccountOrNone,
  },
  'PUT /api/organizations/:organizationId/bank-account': {
    summary: 'Sets the account that buyers transfer money to; without one no event offers transfers',
    access: { permission: 'finance.edit', of: { organization: 'organizationId' } },
    stepUp: true,
    body: AccountOrNone,
    reply: AccountOrNone,
  },
} as const satisfies Record<string, Endpoint>
