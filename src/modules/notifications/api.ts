import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Cursor, Form, Id, Instant, Nullable, Page } from '../../http/shapes.ts'

const InboxItem = T.Object({
  id: Id,
  kind: T.String(),
  title: T.String(),
  message: T.String(),
  eventId: Nullable(Id),
  createdAt: Instant,
  readAt: Nullable(Instant),
})

/** A person's messages in the app. */
export const notificationsApi = {
  'GET /api/me/notifications': {
    summary: 'My messages, newest first',
    access: 'signed-in',
    query: Form({ cursor: Cursor }),
    reply: Page(InboxItem),
  },
  'POST /api/me/notifications/read': {
    summary: 'Mark all my messages as read',
    access: 'signed-in',
  },
} as const satisfies Record<string, Endpoint>
