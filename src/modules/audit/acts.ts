import { type RawBuilder, sql } from 'kysely'
import type { ActKind } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import type { PageOf } from '../../http/shapes.ts'

type Fields = Record<string, unknown>

/** An act as the team of its event sees it. */
export interface TeamAct {
  id: string
  at: Date
  kind: ActKind
  /** Null is the platform: by itself, or an administrator who is not of the team. */
  by: { id: string; name: string } | null
  /** Whether an administrator acted in their place. */
  impersonated: boolean
  /** The API key by which a program did it in their name. */
  apiKey: { id: string; name: string } | null
  subjectId: string | null
  /** Columns that changed, as they were and as they are. */
  before: Fields | null
  after: Fields | null
}

/** An act as administrators see it. What it was done to or who did it may be gone; then its id is all there is. */
export interface Act extends Omit<TeamAct, 'by' | 'impersonated'> {
  userId: string | null
  by: { id: string; name: string; email: string } | null
  impersonator: { id: string; name: string } | null
  organization: { id: string; name: string; slug: string } | null
  eventId: string | null
  event: { id: string; name: string; currency: string } | null
  ip: string | null
  userAgent: string | null
  requestId: string | null
}

/**
 * Which acts. `person`, `organization` and `event` are part of a name, email or address, or an id, which also finds what is gone; a person's
 * are what they did, also in somebody's place. `from` and `until` are days, UTC, both included.
 */
export interface ActFilter {
  person?: string
  organization?: string
  event?: string
  kind?: ActKind
  from?: string
  until?: string
}

/** Which part of a list: after this act, at most so many. */
interface Part {
  cursor?: string
  limit?: number
}

const usualLimit = 50

const names = sql`a.id, a.at, a.kind, a.subject_id as "subjectId", a.before, a.after,
  case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end as "apiKey"`

/** A page of acts of the whole platform, newest first. */
export async function searchActs(
  db: Db,
  { cursor, limit = usualLimit, ...filter }: ActFilter & Part,
): Promise<PageOf<Act>> {
  const { rows } = await sql<Act>`
    select ${names}, a.user_id as "userId", a.event_id as "eventId", a.ip_address as ip, a.user_agent as "userAgent",
      a.request_id as "requestId",
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name, 'email', u.email) end as by,
      case when i.id is not null then json_build_object('id', i.id, 'name', i.name) end as impersonator,
      case when g.id is not null then json_build_object('id', g.id, 'name', g.name, 'slug', g.slug) end as organization,
      case when e.id is not null then json_build_object('id', e.id, 'name', e.name, 'currency', e.currency) end as event
    from act a left join users u on u.id = a.user_id left join users i on i.id = a.impersonator_id
    left join organization g on g.id = a.organization_id left join event e on e.id = a.event_id
    left join api_key k on k.id = a.api_key_id
    where ${matching(filter)} and ${cursor ? sql`a.id < ${cursor}::uuid` : sql`true`}
    order by a.id desc limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit)
}

/** A page of what was done with an event, newest first. */
export async function historyOf(
  db: Db,
  eventId: string,
  { cursor, limit = usualLimit }: Part,
): Promise<PageOf<TeamAct>> {
  const { rows } = await sql<TeamAct>`
    select ${names}, a.impersonator_id is not null as impersonated,
      case when u.id is not null and (not u.administrator or m.user_id is not null)
        then json_build_object('id', u.id, 'name', u.name) end as by
    from act a left join users u on u.id = a.user_id
    left join membership m on m.user_id = a.user_id and m.organization_id = a.organization_id
    left join api_key k on k.id = a.api_key_id
    where a.event_id = ${eventId} and ${cursor ? sql`a.id < ${cursor}::uuid` : sql`true`}
    order by a.id desc limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit)
}

function matching({ person, organization, event, kind, from, until }: ActFilter): RawBuilder<unknown> {
  const tests = [
    ...(person
      ? [sql`(${among(sql`a.user_id`, people(person))} or ${among(sql`a.impersonator_id`, people(person))})`]
      : []),
    ...(organization ? [among(sql`a.organization_id`, named(sql`organization`, organization))] : []),
    ...(event ? [among(sql`a.event_id`, named(sql`event`, event))] : []),
    ...(kind ? [sql`a.kind = ${kind}`] : []),
    ...(from ? [sql`a.at >= ${`${from}T00:00:00Z`}::timestamptz`] : []),
    ...(until ? [sql`a.at < ${`${until}T00:00:00Z`}::timestamptz + interval '1 day'`] : []),
  ]
  return tests.length === 0 ? sql`true` : sql.join(tests, sql` and `)
}

const among = (column: RawBuilder<unknown>, ids: RawBuilder<unknown>) => sql`${column} in (${ids})`

const people = (typed: string) => sql`
  select id from users where name ilike ${part(typed)} or email ilike ${part(typed)} ${orItself(typed)}`

const named = (table: RawBuilder<unknown>, typed: string) => sql`
  select id from ${table} where name ilike ${part(typed)} or slug ilike ${part(typed)} ${orItself(typed)}`

const part = (typed: string) => `%${typed.trim().replace(/[\\%_]/g, '\\$&')}%`

/** What is gone is found by its id alone. */
const orItself = (typed: string) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed.trim())
    ? sql`union all select ${typed.trim()}::uuid`
    : sql``

function pageOf<Row extends { id: string }>(rows: Row[], limit: number): PageOf<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? last.id : null }
}
