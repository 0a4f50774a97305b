import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Language } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { FileContent } from '../../http/contract.ts'
import { addDays, isDate } from '../../lib/time.ts'
import { type CalendarEntry, type CalendarEvent, type CalendarSender, calendarOf, publicEntry } from './calendar.ts'
import { conditions } from './discover/filters.ts'
import type { CalendarFilters } from './site-api.ts'

/** What a feed shows when it is not asked for other days: what was on lately, so that nothing vanishes overnight, and the year to come. */
const daysBack = 30
const daysAhead = 365

/** The longest span of days in one feed. */
const mostDays = 400

/** The most entries in one feed: two megabytes, which every calendar takes. What is on later is in a feed of later days. */
export const mostEntries = 2000

/** How often calendars are asked to look again. */
export const refreshMinutes = 60

/** SQL: what calendars have of event `e` of organization `g`. */
export const calendarColumns = sql`e.id, e.slug, e.name, e.summary, e.starts_at, e.ends_at, e.time_zone, e.attendance, e.venue, e.address, e.city,
  e.online_url, e.state, e.sequence, e.updated_at, g.name as organizer`

/**
 * The public events of an organizer, or of a search, as a calendar to subscribe to; cancelled ones say so. Without days, those of the last month
 * and the year to come. Refuses bad_request for a day there is none, a span of over 400 days or one that ends before it begins.
 */
export async function publicFeed(
  db: Db,
  sender: CalendarSender,
  feed: { name: string; path: string; filters: Static<typeof CalendarFilters> },
  now: Date,
): Promise<FileContent> {
  const { filters, name, path } = feed
  const today = now.toISOString().slice(0, 10)
  const from = filters.from ?? addDays(today, -daysBack)
  const to = filters.to ?? addDays(filters.from ?? today, daysAhead)
  if (!isDate(from) || !isDate(to) || to < from || addDays(from, mostDays) < to) refuse('bad_request')
  const events = await eventsIn(db, (state) => conditions({ ...filters, from, to }, now, state))
  const source = `${sender.publicUrl}${path}${queryOf(filters)}`
  return feedOf(sender, events.map(publicEntry), { name, source, cache: 'public, max-age=300' })
}

/** Live and cancelled events apart, since each has an index by date. */
async function eventsIn(
  db: Db,
  where: (state: 'published' | 'cancelled') => RawBuilder<unknown>,
): Promise<CalendarEvent[]> {
  const { rows } = await sql<CalendarEvent>`
    select ${calendarColumns} from event e join organization g on g.id = e.organization_id
    where e.id in (
      (select e.id from event e where ${where('published')} order by e.starts_at, e.id limit ${mostEntries})
      union all
      (select e.id from event e where ${where('cancelled')} order by e.starts_at, e.id limit ${mostEntries}))
    order by e.starts_at, e.id limit ${mostEntries}`.execute(db)
  return rows
}

const queryOf = (filters: object) => {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)]))
  return query.size > 0 ? `?${query}` : ''
}

/** Entries as a calendar to subscribe to; who has it already is told so. */
export const feedOf = (
  sender: CalendarSender,
  entries: readonly CalendarEntry[],
  { name, source, cache }: { name: string; source: string; cache: string },
): FileContent => ({
  type: 'text/calendar; charset=utf-8',
  bytes: calendarOf(sender, entries, { feed: { name, source, everyMinutes: refreshMinutes } }),
  cache,
  revalidates: true,
})

/** What the feed of an organizer is called: their name. Refuses not_found. */
export async function organizerNamed(db: Db, slug: string): Promise<string> {
  const organizer = await db
    .selectFrom('organization_slug as a')
    .innerJoin('organization as o', 'o.id', 'a.organization_id')
    .select('o.name')
    .where('a.slug', '=', slug)
    .executeTakeFirst()
  return organizer?.name ?? refuse('not_found')
}

/** What the feed of a search is called: the platform, and what it is narrowed to. */
export function searchNamed(
  platform: string,
  { category, city, online }: Static<typeof CalendarFilters>,
  language: Language,
): string {
  const { home } = catalogueOf(language).web
  const narrowed = [category && home.categories[category], city, online ? home.online : undefined]
  return [platform, ...narrowed].filter(Boolean).join(', ')
}
