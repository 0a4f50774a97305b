import { sql } from 'kysely'
import { Type as T } from 'typebox'
import type { Db } from '../db/connect.ts'
import { refuse } from '../errors.ts'
import type { Handlers } from './call.ts'
import type { Endpoint } from './contract.ts'

/** What operators and programs ask of the installation itself. */
export const platformApi = {
  'GET /healthz': {
    summary: 'Whether the process answers',
    access: 'public',
    reply: T.Object({ status: T.Literal('ok') }),
  },
  'GET /readyz': {
    summary:
      'Whether the process can do its work: 503 `busy` while the database does not answer or the process is stopping',
    access: 'public',
    reply: T.Object({ status: T.Literal('ready') }),
  },
  'GET /api/openapi.json': {
    summary: 'This API as an OpenAPI 3.1 document',
    access: 'public',
    reply: { file: ['application/json'] },
  },
} as const satisfies Record<string, Endpoint>

/** The work behind `platformApi`. `stopping` is true once this process takes no more work; `document` gives the reference. */
export const platformRoutes = (
  db: Db,
  stopping: () => boolean,
  document: () => object,
): Handlers<typeof platformApi> => ({
  'GET /healthz': async () => ({ status: 'ok' }),
  'GET /readyz': async () => {
    if (stopping()) refuse('busy')
    await sql`select 1`.execute(db).catch(() => refuse('busy'))
    return { status: 'ready' }
  },
  'GET /api/openapi.json': async () => ({
    type: 'application/json',
    bytes: JSON.stringify(document()),
    cache: 'public, max-age=60',
  }),
})
