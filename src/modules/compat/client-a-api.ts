import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Id, Instant, Line, Nullable, OneOf, Text } from '../../http/shapes.ts'

/** What an email and a password must be to make an account; other fields are passed over. */
export const NewPassword = T.String({ minLength: 8, maxLength: 128 })

/** What somebody signs in with: anything, so that what is wrong is refused as wrong. */
export const Credentials = T.Object({
  email: Text(254),
  password: T.String({ maxLength: 128 }),
})

export const Capacity = T.Integer({ minimum: 1, maximum: 1_000_000 })
export const Price = T.Number({ minimum: 0 })
export const Place = Line(200)
export const When = T.String({ minLength: 1, maxLength: 40 })
export const Tickets = T.Array(T.Object({ id: Id, code: T.String(), qr: T.String() }))

const Event = T.Object({
  event_id: Id,
  e_name: T.String(),
  e_details: T.String(),
  event_time: Nullable(Instant),
  event_add: T.String(),
  capacity: Nullable(T.Integer()),
  fees: T.Number(),
  state: T.String(),
})

/**
 * What the older backend for organizers and attendees is called with. Amounts are decimal numbers; a time without an offset is in the
 * organization's zone.
 */
export const clientAApi = {
  'POST /api/users/register': {
    summary: 'Make an account; `organizer` gets a personal organization',
    access: 'public',
    tag: 'compat',
    limit: 'sign-in',
    body: T.Object({ email: Email, password: NewPassword, role: OneOf('organizer', 'user') }),
    reply: T.Object({ message: T.String(), user: T.Object({ id: Id, email: T.String(), role: T.String() }) }),
    status: 201,
  },
  'POST /api/users/login': {
    summary: 'A bearer token for an email and a password',
    access: 'public',
    tag: 'compat',
    limit: 'sign-in',
    body: Credentials,
    reply: T.Object({ token: T.String() }),
  },
  'POST /api/organiser/create_event': {
    summary: 'Create an event with one ticket type and hand it in for publication',
    access: 'organizer',
    tag: 'compat',
    body: T.Object({
      e_name: Line(120),
      e_details: Text(20_000),
      event_time: When,
      event_add: Place,
      capacity: Capacity,
      fees: Price,
    }),
    reply: T.Object({ message: T.String(), event: Event }),
    status: 201,
  },
  'GET /api/organiser/events': {
    summary: "The organizer's own events",
    access: 'organizer',
    tag: 'compat',
    reply: T.Object({ events: T.Array(Event) }),
  },
  'POST /api/reg/register_event': {
    summary: 'Take a place of the cheapest ticket type on sale',
    access: 'verified',
    tag: 'compat',
    body: T.Object({ event_id: Id }),
    reply: T.Object({
      message: T.String(),
      registration: T.Object({
        order_id: Id,
        event_id: Id,
        status: OneOf('confirmed', 'awaiting_payment'),
        amount_due: T.Number(),
        currency: T.String(),
        tickets: T.Optional(Tickets),
      }),
    }),
    status: 201,
  },
  'GET /api/reg/get_registrevent': {
    summary: 'The events the caller is registered for',
    access: 'signed-in',
    tag: 'compat',
    reply: T.Object({
      events: T.Array(
        T.Object({ event_id: Id, event_name: T.String(), event_time: Instant, event_address: T.String() }),
      ),
    }),
  },
  'POST /api/payment/process_payment': {
    summary: "Pay the caller's unpaid registration with just the amount due",
    access: 'verified',
    tag: 'compat',
    body: T.Object({
      event_id: Id,
      amount: T.Number({ minimum: 0 }),
      user_id: Id,
      payment_method: T.String({ maxLength: 40 }),
    }),
    reply: T.Object({
      message: T.String(),
      payment: T.Object({
        id: Id,
        order_id: Id,
        amount: T.Number(),
        currency: T.String(),
        provider: T.String(),
        status: OneOf('succeeded', 'requires_action'),
      }),
      next: T.Optional(T.Object({ url: T.String() })),
    }),
  },
} as const satisfies Record<string, Endpoint>
