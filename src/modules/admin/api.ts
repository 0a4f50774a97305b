import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Cursor, Form, Id, Instant, Nullable, OneOf, Page } from '../../http/shapes.ts'
import { Category, EventState } from '../events/api.ts'

/** What administrators of the platform do. */
export const adminApi = {
  'GET /api/admin/events': {
    summary: 'Events in one state, those that were handed in first at the top',
    access: 'administrator',
    query: Form({ state: T.Optional(OneOf('draft', 'waiting', 'published', 'cancelled')), cursor: Cursor }),
    reply: Page(
      T.Object({
        id: Id,
        slug: T.String(),
        name: T.String(),
        summary: T.String(),
        category: Category,
        palette: T.String(),
        state: EventState,
        organizer: T.Object({ id: Id, name: T.String(), slug: T.String() }),
        startsAt: Nullable(Instant),
        endsAt: Nullable(Instant),
        timeZone: T.String(),
        city: T.String(),
        submittedAt: Nullable(Instant),
      }),
    ),
  },
  'POST /api/admin/events/:eventId/approval': {
    summary:
      'Lets a waiting event go live, or hands it back as a draft: refuses wrong_event_state, not_ready_to_publish',
    access: 'administrator',
    body: Form({ approved: T.Boolean() }),
    reply: T.Object({ state: EventState }),
  },
} as const satisfies Record<string, Endpoint>
