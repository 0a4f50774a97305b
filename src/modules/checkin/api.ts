import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Instant, Line, Nullable, OneOf, Text } from '../../http/shapes.ts'

const Result = OneOf('admitted', 'already_in', 'refused')

/** Why a ticket is not let in, or null when it is or was. */
const Reason = Nullable(
  OneOf('unknown_code', 'wrong_event', 'event_cancelled', 'not_paid', 'void', 'transferred', 'test_ticket'),
)

/** How many are in, of how many valid tickets. */
const Counts = T.Object({ admitted: T.Integer(), valid: T.Integer() })

const Scan = T.Object({
  nonce: Id,
  result: Result,
  reason: Reason,
  door: T.String(),
  scannedAt: Instant,
  undoneAt: Nullable(Instant),
})

/** A ticket of this event: the `position`th of the `of` of its order. */
const Ticket = T.Object({
  id: Id,
  /** Whether it is of a test order. */
  test: T.Boolean(),
  attendeeName: T.String(),
  ticketType: T.String(),
  position: T.Integer(),
  of: T.Integer(),
})

const Earlier = T.Object({ at: Instant, door: T.String() })

const Answer = T.Object({ scan: Scan, ticket: Nullable(Ticket), earlier: Nullable(Earlier), counts: Counts })

const scanning = { permission: 'checkin.scan', of: { event: 'eventId' } } as const

/** The door: letting tickets in, once each. */
export const checkinApi = {
  'POST /api/events/:eventId/scans': {
    summary:
      'Scan a ticket by its code, its short code or its id. The same nonce and content gives the same answer; with other content `scan_conflict`',
    access: scanning,
    limit: 'scan',
    body: Form({
      nonce: Id,
      code: T.Optional(T.String({ minLength: 1, maxLength: 400, pattern: '^[^\\u0000]+$' })),
      ticketId: T.Optional(Id),
      door: T.Optional(Line(60)),
      /** When the scanner saw it, if not now; never later than now. */
      scannedAt: T.Optional(Instant),
    }),
    reply: Answer,
  },
  'DELETE /api/events/:eventId/scans/:scanId': {
    summary:
      'Undo a scan that let somebody in, by its nonce; doing it again changes nothing. `scan_not_undoable` for other scans',
    access: scanning,
    limit: 'scan',
    reply: Answer,
  },
  'GET /api/events/:eventId/door': {
    summary: 'What a scanner shows: the event, who is in by door, and the latest scans',
    access: scanning,
    reply: T.Object({
      event: T.Object({
        id: Id,
        name: T.String(),
        category: T.String(),
        state: T.String(),
        testMode: T.Boolean(),
        startsAt: Nullable(Instant),
        endsAt: Nullable(Instant),
        timeZone: T.String(),
      }),
      counts: Counts,
      doors: T.Array(T.Object({ door: T.String(), admitted: T.Integer() })),
      scans: T.Array(
        T.Object({
          nonce: Id,
          result: Result,
          reason: Reason,
          door: T.String(),
          scannedAt: Instant,
          undoneAt: Nullable(Instant),
          test: T.Boolean(),
          attendeeName: Nullable(T.String()),
          ticketType: Nullable(T.String()),
        }),
      ),
    }),
  },
  'GET /api/events/:eventId/door/search': {
    summary:
      'Find tickets, and orders to be paid at the door, by part of a name or email or the beginning of a code; at most 20 of each, by name',
    access: scanning,
    query: T.Object({ q: Text(200) }),
    reply: T.Object({
      unpaid: T.Array(
        T.Object({
          id: Id,
          code: T.String(),
          name: T.String(),
          lines: T.Array(T.Object({ name: T.String(), quantity: T.Integer() })),
          total: Amount,
          currency: Currency,
        }),
      ),
      tickets: T.Array(
        T.Object({
          id: Id,
          attendeeName: T.String(),
          attendeeEmail: T.String(),
          ticketType: T.String(),
          orderCode: T.String(),
          shortCode: T.String(),
          position: T.Integer(),
          of: T.Integer(),
          test: T.Boolean(),
          state: OneOf('valid', 'void', 'transferred'),
          admitted: Nullable(Earlier),
        }),
      ),
    }),
  },
  'POST /api/events/:eventId/door/orders/:orderId/receipt': {
    summary:
      'Says that the money of an order that is to be paid at the door is there, and answers with its tickets; again with the same. Refuses places_gone, guest_places, wrong_order_state, event_not_live',
    access: scanning,
    reply: T.Object({ tickets: T.Array(T.Object({ id: Id, attendeeName: T.String(), ticketType: T.String() })) }),
    idempotent: true,
    inPerson: true,
  },
  'GET /api/me/doors': {
    summary:
      'Published events, and drafts in test mode, that have not been over for more than a day and whose tickets the caller may scan, soonest first',
    access: 'signed-in',
    reply: T.Object({
      events: T.Array(
        T.Object({
          id: Id,
          name: T.String(),
          category: T.String(),
          organization: T.String(),
          startsAt: Instant,
          timeZone: T.String(),
          counts: Counts,
        }),
      ),
    }),
  },
} as const satisfies Record<string, Endpoint>
