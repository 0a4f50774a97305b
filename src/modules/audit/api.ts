import { Type as T } from 'typebox'
import { actKinds } from '../../acts.ts'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Nullable, OneOf, Page } from '../../http/shapes.ts'

/** Columns by name, as they were or as they are. */
const Fields = Nullable(T.Record(T.String(), T.Unknown()))
/** A day, ISO 8601: `2026-11-28`. */
const Day = T.String({ format: 'date' })
const Named = T.Object({ id: Id, name: T.String() })
const Typed = T.String({ maxLength: 120, pattern: '^[^\\u0000]*$' })
const ActId = T.Optional(Id)

const filter = {
  person: T.Optional(Typed),
  organization: T.Optional(Typed),
  event: T.Optional(Typed),
  kind: T.Optional(OneOf(...actKinds)),
  from: T.Optional(Day),
  until: T.Optional(Day),
}

const act = {
  id: Id,
  at: Instant,
  kind: OneOf(...actKinds),
  /** What it was done to when that is neither the organization nor the event. */
  subjectId: Nullable(Id),
  before: Fields,
  after: Fields,
  /** By which a program did it in somebody's name. */
  apiKey: Nullable(Named),
}

/** Who did what. */
export const auditApi = {
  'GET /api/admin/acts': {
    summary:
      'What people did, newest first; a person, organization or event is found by part of its name or by its id, days are UTC',
    access: 'administrator',
    query: Form({ ...filter, cursor: ActId }),
    reply: Page(
      T.Object({
        ...act,
        userId: Nullable(Id),
        by: Nullable(T.Object({ ...Named.properties, email: T.String() })),
        impersonator: Nullable(Named),
        organization: Nullable(T.Object({ ...Named.properties, slug: T.String() })),
        eventId: Nullable(Id),
        event: Nullable(T.Object({ ...Named.properties, currency: T.String() })),
        ip: Nullable(T.String()),
        userAgent: Nullable(T.String()),
        requestId: Nullable(T.String()),
      }),
    ),
  },
  'GET /api/admin/acts.csv': {
    summary: 'The newest 50,000 of the same as CSV',
    access: 'administrator',
    query: Form(filter),
    reply: { file: ['text/csv'] },
  },
  'GET /api/events/:eventId/acts': {
    summary: 'What was done with an event, newest first',
    access: { permission: 'event.history', of: { event: 'eventId' } },
    query: Form({ cursor: ActId }),
    reply: Page(
      T.Object({
        ...act,
        /** Null is the platform. */
        by: Nullable(Named),
        /** Whether an administrator acted in their place. */
        impersonated: T.Boolean(),
      }),
    ),
  },
} as const satisfies Record<string, Endpoint>
