import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Id, Instant, Line, Nullable, OneOf, Text } from '../../http/shapes.ts'
import { Capacity, Credentials, NewPassword, Place, Price, Tickets, When } from './client-a-api.ts'

const User = T.Object({ id: Id, name: T.String(), email: T.String() })

const Event = T.Object({
  id: Id,
  name: T.String(),
  description: T.String(),
  date: Nullable(Instant),
  location: T.String(),
  capacity: Nullable(T.Integer()),
  price: T.Number(),
  currency: T.String(),
  available: Nullable(T.Integer()),
})

/** What the single-page program over four services is called with. Amounts are decimal numbers. */
export const clientBApi = {
  'POST /users/register': {
    summary: 'Make an account',
    access: 'public',
    tag: 'compat',
    limit: 'sign-in',
    body: T.Object({ name: Line(120), email: Email, password: NewPassword }),
    reply: User,
    status: 201,
  },
  'POST /users/login': {
    summary: 'A bearer token for an email and a password, and whose it is',
    access: 'public',
    tag: 'compat',
    limit: 'sign-in',
    body: Credentials,
    reply: T.Object({ token: T.String(), user: User }),
  },
  'GET /users/profile': {
    summary: "The caller's profile",
    access: 'signed-in',
    tag: 'compat',
    reply: T.Object({ ...User.properties, emailVerified: T.Boolean(), language: T.String(), timeZone: T.String() }),
  },
  'POST /events': {
    summary: 'Create an event with one ticket type and hand it in for publication; the caller becomes an organizer',
    access: 'verified',
    tag: 'compat',
    body: T.Object({
      name: Line(120),
      description: Text(20_000),
      date: When,
      location: Place,
      capacity: Capacity,
      price: Price,
    }),
    reply: Event,
    status: 201,
  },
  'GET /events': {
    summary: 'Published events that are not over, soonest first',
    access: 'public',
    tag: 'compat',
    query: T.Object({
      page: T.Optional(T.Integer({ minimum: 1, maximum: 10_000 })),
      limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
      q: T.Optional(Text(200)),
    }),
    reply: T.Array(Event),
  },
  'GET /events/:id': {
    summary: 'A published event',
    access: 'public',
    tag: 'compat',
    reply: Event,
  },
  'POST /tickets': {
    summary: 'Buy tickets of the cheapest type on sale',
    access: 'verified',
    tag: 'compat',
    body: T.Object({
      eventId: Id,
      quantity: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
      paymentMethod: T.Optional(T.String({ maxLength: 40 })),
    }),
    reply: T.Object({
      orderId: Id,
      status: OneOf('paid', 'requires_action'),
      total: T.Number(),
      currency: T.String(),
      tickets: Tickets,
      next: T.Optional(T.Object({ url: T.String() })),
    }),
    status: 201,
  },
  'GET /tickets/:eventId': {
    summary: "The caller's tickets of an event; all of them for its organizers, without QR codes of others",
    access: 'signed-in',
    tag: 'compat',
    reply: T.Array(
      T.Object({
        id: Id,
        orderId: Id,
        eventId: Id,
        code: T.String(),
        qr: T.Optional(T.String()),
        status: T.String(),
        attendeeName: T.String(),
      }),
    ),
  },
  'POST /notifications/send': {
    summary: 'Tell somebody something: administrators anybody, organizers their attendees',
    access: 'signed-in',
    tag: 'compat',
    limit: 'mail',
    body: T.Object({
      userId: Id,
      message: T.String({ minLength: 1, maxLength: 2000, pattern: '^(?=[\\s\\S]*\\S)[^\\u0000]+$' }),
      title: T.Optional(Line(120)),
      channel: T.Optional(OneOf('in_app', 'email', 'sms')),
    }),
    reply: T.Object({ id: Id, userId: Id, status: T.String() }),
    status: 202,
  },
  'GET /api/notifications/:userId': {
    summary: "Somebody's messages, newest first",
    access: { self: 'userId' },
    tag: 'compat',
    reply: T.Array(
      T.Object({
        id: Id,
        userId: Id,
        title: T.String(),
        message: T.String(),
        channel: T.String(),
        status: T.String(),
        read: T.Boolean(),
        createdAt: Instant,
      }),
    ),
  },
} as const satisfies Record<string, Endpoint>
