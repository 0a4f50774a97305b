import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { PageOf } from '../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../lib/cursor.ts'
import { paletteName } from '../../lib/look/name.ts'
import { isEdited, type Review, reviewOf } from '../events/approval.ts'
import type { EventRow, EventState } from '../events/row.ts'

const pageLength = 50

type Row = Pick<EventRow, 'id' | 'slug' | 'name' | 'summary' | 'category' | 'state' | 'city'> & {
  startsAt: Date | null
  endsAt: Date | null
  timeZone: string
  submittedAt: Date | null
  since: Date
  organizer: { id: string; name: string; slug: string }
}

/** Events of every organization in one state, the longest waiting first; when `edited`, those that changed after they were approved. Refuses bad_request for a cursor that is none. */
export async function eventsInState(
  db: Db,
  { state = 'waiting', edited = false, cursor }: { state?: EventState; edited?: boolean; cursor?: string },
): Promise<PageOf<Row & { palette: string }>> {
  const after =
    cursor === undefined
      ? undefined
      : (readCursor(cursor, [cursorParts.instant, cursorParts.id]) ?? refuse('bad_request'))
  const since = sql`date_trunc('milliseconds', coalesce(e.submitted_at, e.created_at))`
  const { rows } = await sql<Row>`
    select e.id, e.slug, e.name, e.summary, e.category, e.state, e.city, e.starts_at as "startsAt", e.ends_at as "endsAt",
      e.time_zone as "timeZone", e.submitted_at as "submittedAt", ${since} as since,
      json_build_object('id', o.id, 'name', o.name, 'slug', o.slug) as organizer
    from event e join organization o on o.id = e.organization_id
    where e.state = ${state} ${edited ? sql`and ${isEdited}` : sql``} ${after ? sql`and (${since}, e.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by ${since}, e.id limit ${pageLength + 1}`.execute(db)
  const items = rows.slice(0, pageLength).map((row) => ({ ...row, palette: paletteName(row.id, row.category) }))
  const last = items.at(-1)
  return { items, next: rows.length > pageLength && last ? writeCursor([last.since.toISOString(), last.id]) : null }
}

type Reviewed = Pick<Row, 'id' | 'slug' | 'name' | 'category' | 'state' | 'timeZone' | 'organizer'> & Review

/** An event with what an administrator needs to decide on it. Refuses not_found. */
export async function readReview(db: Db, eventId: string): Promise<Reviewed> {
  const review = await reviewOf(db, eventId)
  const { rows } = await sql<Omit<Reviewed, keyof Review>>`
    select e.id, e.slug, e.name, e.category, e.state, e.time_zone as "timeZone",
      json_build_object('id', o.id, 'name', o.name, 'slug', o.slug) as organizer
    from event e join organization o on o.id = e.organization_id where e.id = ${eventId}`.execute(db)
  return { ...(rows[0] ?? refuse('not_found')), ...review }
}
