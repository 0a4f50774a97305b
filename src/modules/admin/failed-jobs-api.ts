import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Instant, Page } from '../../http/shapes.ts'

/** Background jobs whose last try failed. */
export const failedJobsApi = {
  'GET /api/admin/jobs': {
    summary: 'Background jobs whose last try failed, the newest first, without what they are about',
    access: 'administrator',
    query: Form({ cursor: T.Optional(T.String({ pattern: '^\\d{1,18}$' })) }),
    reply: Page(
      T.Object({
        number: T.String(),
        task: T.String(),
        attempts: T.Integer(),
        maxAttempts: T.Integer(),
        /** Nothing tries it again by itself. */
        givenUp: T.Boolean(),
        /** The first line of what went wrong, without addresses of people. */
        error: T.String(),
        createdAt: Instant,
        /** When it is tried next. */
        runAt: Instant,
      }),
    ),
  },
  'POST /api/admin/jobs/:job/retry': {
    summary: 'Tries a failed job again at once, with all its tries before it. Refuses not_found, also while it runs',
    access: 'administrator',
  },
  'DELETE /api/admin/jobs/:job': {
    summary: 'Gives a failed job up for good. Refuses not_found, also while it runs',
    access: 'administrator',
  },
} as const satisfies Record<string, Endpoint>
