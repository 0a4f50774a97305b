import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { PageOf } from '../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../lib/cursor.ts'
import { paletteName } from '../../lib/look/name.ts'
import type { EventRow } from './row.ts'

const pageLength = 50

interface ListedEvent
  extends Pick<
    EventRow,
    'id' | 'slug' | 'name' | 'state' | 'visibility' | 'category' | 'attendance' | 'venue' | 'city'
  > {
  startsAt: Date | null
  endsAt: Date | null
  timeZone: string
  sold: number
  held: number
  capacity: number | null
}

/**
 * An organization's events with what is taken of them. `upcoming` are those not over, soonest first and undated ones last;
 * `past` the others, latest first. The capacity is the event's, or the sum of its ticket types' when all have one and that is less.
 */
export async function listEvents(
  db: Db,
  organizationId: string,
  { when = 'upcoming', cursor, now }: { when?: 'upcoming' | 'past'; cursor?: string; now: Date },
): Promise<PageOf<ListedEvent & { palette: string }>> {
  const after =
    cursor === undefined
      ? undefined
      : (readCursor(cursor, [cursorParts.instant, cursorParts.id]) ?? refuse('bad_request'))
  const upcoming = when === 'upcoming'
  const order = sql`coalesce(e.starts_at, timestamptz '9999-01-01 00:00Z')`
  const { rows } = await sql<ListedEvent>`
    select e.id, e.slug, e.name, e.state, e.visibility, e.category, e.starts_at as "startsAt", e.ends_at as "endsAt",
      e.time_zone as "timeZone", e.attendance, e.venue, e.city, coalesce(w.sold, 0) as sold, coalesce(w.held, 0) as held,
      least(w.capacity, (select case when bool_and(s.capacity is not null) then sum(s.capacity)::int end
        from stock s where s.event_id = e.id and not s.whole_event)) as capacity
    from event e left join stock w on w.event_id = e.id and w.whole_event
    where e.organization_id = ${organizationId}
      and ${upcoming ? sql`(e.ends_at is null or e.ends_at > ${now})` : sql`e.ends_at <= ${now}`}
      ${after ? sql`and (${order}, e.id) ${upcoming ? sql`>` : sql`<`} (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by ${order} ${upcoming ? sql`` : sql`desc`}, e.id ${upcoming ? sql`` : sql`desc`}
    limit ${pageLength + 1}`.execute(db)
  const items = rows.slice(0, pageLength).map((row) => ({ ...row, palette: paletteName(row.id, row.category) }))
  const last = items.at(-1)
  const key = last && [last.startsAt?.toISOString() ?? '9999-01-01T00:00:00.000Z', last.id]
  return { items, next: rows.length > pageLength && key ? writeCursor(key) : null }
}
