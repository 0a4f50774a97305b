import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Cursor, Form, Id, Instant, Nullable, OneOf, Page, Text } from '../../http/shapes.ts'
import { Category, EventState, Submission } from '../events/api.ts'
import { shownFields } from '../events/approval-shown.ts'

/** Names the look of an event that was decided by. */
const Version = T.String({ pattern: '^[0-9a-f]{32}$' })

/** What administrators of the platform do. */
export const adminApi = {
  'GET /api/admin/events': {
    summary: 'Events in one state, those that were handed in first at the top',
    access: 'administrator',
    query: Form({
      state: T.Optional(OneOf('draft', 'waiting', 'published', 'cancelled')),
      /** Of the live ones just those that were approved and do not look as they did then. */
      edited: T.Optional(T.Boolean()),
      cursor: Cursor,
    }),
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
  'GET /api/admin/events/:eventId/review': {
    summary: 'What to look at before deciding on an event: what changed since last time, and what was said then',
    access: 'administrator',
    reply: T.Object({
      id: Id,
      slug: T.String(),
      name: T.String(),
      category: Category,
      state: EventState,
      organizer: T.Object({ id: Id, name: T.String(), slug: T.String() }),
      timeZone: T.String(),
      version: T.String(),
      submissions: T.Array(Submission),
      /** Null the first time. */
      changes: Nullable(T.Array(T.Object({ field: OneOf(...shownFields), before: T.String(), after: T.String() }))),
    }),
  },
  'POST /api/admin/events/:eventId/approval': {
    summary:
      'Lets a waiting event go live, or hands it back as a draft with a reason: refuses wrong_event_state, not_ready_to_publish, organization_suspended, changed_meanwhile',
    access: 'administrator',
    body: Form({ approved: T.Boolean(), reason: T.Optional(Text(2000)), version: T.Optional(Version) }),
    reply: T.Object({ state: EventState }),
  },
  'POST /api/admin/events/:eventId/accepted-edits': {
    summary: 'Notes that what changed of a live event was looked through: refuses wrong_event_state, changed_meanwhile',
    access: 'administrator',
    body: Form({ version: Version }),
  },
} as const satisfies Record<string, Endpoint>
