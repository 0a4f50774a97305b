import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { addDays } from '../../../lib/time.ts'
import type { EventRow } from '../row.ts'
import { cardsOf } from './cards.ts'
import { conditions, type Filters, firstDay, hostedBy, lastDay, searchQuery } from './filters.ts'

const mostDays = 400

/** How many public events each day has, for days that have any. Refuses bad_request for a span of more than 400 days. */
export async function daysWithEvents(
  db: Db,
  filters: Filters & { from: string; to: string },
  language: string,
  now: Date,
) {
  const where = conditions(filters, now)
  if (filters.to < filters.from || addDays(filters.from, mostDays) < filters.to) refuse('bad_request')
  const query = await searchQuery(db, filters.q, language)
  const { rows } = await sql<{ date: string; count: number; categories: EventRow['category'][] }>`
    select to_char(day, 'YYYY-MM-DD') as date, count(*)::int as count, (array_agg(e.category order by e.starts_at, e.id))[1:24] as categories
    from event e, generate_series(greatest(${firstDay}, ${filters.from}::date), least(${lastDay}, ${filters.to}::date), interval '1 day') day
    where ${where} ${query ? sql`and e.search @@ ${query}` : sql``}
    group by day order by day`.execute(db)
  return { days: rows }
}

/** Cities of coming public events, those with most first. */
export async function citiesWithEvents(db: Db, now: Date) {
  const { rows } = await sql<{ city: string; country: string; count: number }>`
    select min(city) as city, country, sum(count)::int as count from (
      select e.city, e.country, count(*) from event e where ${conditions({}, now)} and e.city <> '' group by e.city, e.country
    ) spelled group by plain_text(city), country order by count desc, 1 limit 100`.execute(db)
  return { cities: rows }
}

const mostUpcoming = 100
const mostPast = 24

/** An organizer's public page, with what they host and co-host. An earlier address gives `movedTo`. Refuses not_found. */
export async function organizerPage(db: Db, slug: string, now: Date) {
  const organizer = await db
    .selectFrom('organization_slug as a')
    .innerJoin('organization as o', 'o.id', 'a.organization_id')
    .select(['o.id', 'o.name', 'o.slug', 'o.summary', 'o.website'])
    .where('a.slug', '=', slug)
    .executeTakeFirst()
  if (!organizer) refuse('not_found')
  const theirs = sql`${hostedBy(sql`${organizer.id}::uuid`)} and e.visibility = 'public' and e.state in ('published', 'cancelled')`
  const upcoming = sql`select e.id, row_number() over (order by e.starts_at, e.id) as place from event e
    where ${theirs} and e.ends_at > ${now} order by 2 limit ${mostUpcoming}`
  const past = sql`select e.id, row_number() over (order by e.starts_at desc, e.id) as place from event e
    where ${theirs} and e.state = 'published' and e.ends_at <= ${now} order by 2 limit ${mostPast}`
  const movedTo = organizer.slug === slug ? null : organizer.slug
  return { ...organizer, movedTo, upcoming: await cardsOf(db, upcoming, now), past: await cardsOf(db, past, now) }
}
