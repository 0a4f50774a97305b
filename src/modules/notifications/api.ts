import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Cursor, Form, Id, Instant, Nullable, OneOf, Page } from '../../http/shapes.ts'

const Topic = OneOf('account', 'orders', 'events', 'reminders', 'organizers', 'team', 'offers')
const Way = OneOf('in_app', 'email', 'push', 'sms')

const InboxItem = T.Object({
  id: Id,
  kind: T.String(),
  topic: Topic,
  title: T.String(),
  message: T.String(),
  /** Path in the application that it leads to. */
  url: Nullable(T.String()),
  eventId: Nullable(Id),
  createdAt: Instant,
  readAt: Nullable(Instant),
})

/** Hours and minutes by a clock of 24 hours, in the person's own time zone. */
const Clock = T.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const QuietHours = Form({ starts: Clock, ends: Clock })

const Choices = T.Object({
  ways: T.Array(T.Object({ way: Way, reachable: T.Boolean() })),
  topics: T.Array(
    T.Object({
      topic: Topic,
      ways: T.Array(
        T.Object({
          way: Way,
          allowed: T.Boolean(),
          /** Always on: tickets, money and the account are at stake. */
          fixed: T.Boolean(),
        }),
      ),
    }),
  ),
  quietHours: Nullable(QuietHours),
  /** Whether offers are wanted, as last said. */
  offers: T.Boolean(),
  /** Why mail no longer goes to the account's address, if it does not. */
  mailClosed: Nullable(OneOf('bounced', 'complained')),
})

const Subscription = T.Object({
  topic: Topic,
  /** Shortened. */
  email: T.String(),
  subscribed: T.Boolean(),
})

/** A person's messages in the app, and how they want to be told. */
export const notificationsApi = {
  'GET /api/me/notifications': {
    summary: 'My messages, newest first',
    access: 'signed-in',
    query: Form({ cursor: Cursor }),
    reply: Page(InboxItem),
  },
  'GET /api/me/notifications/unread': {
    summary: 'How many of my messages I have not read',
    access: 'signed-in',
    reply: T.Object({ unread: T.Integer() }),
  },
  'POST /api/me/notifications/read': {
    summary: 'Mark all my messages as read',
    access: 'signed-in',
  },
  'POST /api/me/notifications/:notificationId/read': {
    summary: 'Mark one of my messages as read. Refuses not_found for one that is not mine',
    access: 'signed-in',
  },
  'GET /api/me/notification-choices': {
    summary: 'How I want to be told, of what',
    access: 'signed-in',
    reply: Choices,
  },
  'PUT /api/me/notification-choices': {
    summary:
      'Sets some of my switches. Refuses choice_fixed for one that nobody can switch off, and channel_unavailable for a way that is not offered here',
    access: 'signed-in',
    inPerson: true,
    body: Form({ choices: T.Array(Form({ topic: Topic, way: Way, allowed: T.Boolean() }), { maxItems: 50 }) }),
    reply: Choices,
  },
  'PUT /api/me/quiet-hours': {
    summary: 'Sets the hours in which what can wait does, or ends them with null. Refuses quiet_hours_empty',
    access: 'signed-in',
    inPerson: true,
    body: Form({ quietHours: Nullable(QuietHours) }),
    reply: Choices,
  },
  'PUT /api/me/offers-consent': {
    summary: 'Says that I want offers, or that I want them no more; each time it changes is kept',
    access: 'signed-in',
    inPerson: true,
    body: Form({ given: T.Boolean() }),
    reply: Choices,
  },
  'POST /api/me/mail-reopening': {
    summary: 'Has mail sent to my address again, after it came back or was complained about',
    access: 'signed-in',
    inPerson: true,
    limit: 'mail',
    reply: Choices,
  },
  'GET /api/unsubscribe/:token': {
    summary: 'What a link to unsubscribe is about. Refuses link_invalid',
    access: 'public',
    reply: Subscription,
  },
  'POST /api/unsubscribe/:token': {
    summary: 'Switches the mails of a topic off, or on again, for whoever the link was sent to. Refuses link_invalid',
    access: 'public',
    body: Form({ subscribed: T.Boolean() }),
    reply: Subscription,
  },
  'POST /api/hooks/mail': {
    summary:
      'What the mail provider tells of bounces, complaints and arrivals: Postmark’s webhooks, or events in plain JSON. With the password of MAIL_HOOK_SECRET (HTTP Basic)',
    access: 'public',
    body: { file: ['application/json'], maximumBytes: 256 * 1024 },
    // Postmark takes 200 alone for an answer, and repeats itself until it has one.
    reply: T.Object({ received: T.Literal(true) }),
    limit: 'none',
  },
  'GET /api/admin/deliveries': {
    summary: 'Messages that could not be delivered and are given up, the newest first',
    access: 'administrator',
    query: Form({ cursor: Cursor }),
    reply: Page(
      T.Object({
        id: Id,
        kind: T.String(),
        channel: OneOf('email', 'push', 'sms'),
        title: T.String(),
        address: T.String(),
        userId: Nullable(Id),
        attempts: T.Integer(),
        error: T.String(),
        createdAt: Instant,
        lastTryAt: Nullable(Instant),
      }),
    ),
  },
  'POST /api/admin/deliveries/:deliveryId/retry': {
    summary: 'Has a message that was given up tried again, with all its tries before it. Refuses not_found',
    access: 'administrator',
  },
} as const satisfies Record<string, Endpoint>
