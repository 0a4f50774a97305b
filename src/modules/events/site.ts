import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { FileContent } from '../../http/contract.ts'
import { type CalendarSender, calendarDownload, calendarOf, isDated, publicEntry } from './calendar.ts'
import { refuseUninvited, type Visitor } from './guest-access.ts'

const MOST_EVENTS = 20_000
const HOUR = 'public, max-age=3600'

/** Pages for people with something of their own, which no crawler can read. */
const PRIVATE = [
  '/api/',
  '/account',
  '/admin',
  '/checkout',
  '/door',
  '/find-tickets',
  '/invited',
  '/notifications',
  '/sandbox',
  '/sign-',
  '/studio',
  '/tickets',
]

/** A live event as an iCalendar file (RFC 5545). Refuses not_found for what is not live, and guests_only. */
export async function publicCalendarFile(
  db: Db,
  slug: string,
  visitor: Visitor,
  sender: CalendarSender,
): Promise<FileContent> {
  const event = await db
    .selectFrom('event_slug as a')
    .innerJoin('event as e', 'e.id', 'a.event_id')
    .innerJoin('organization as g', 'g.id', 'e.organization_id')
    .selectAll('e')
    .select('g.name as organizer')
    .where('a.slug', '=', slug)
    .where('e.state', 'in', ['published', 'cancelled'])
    .executeTakeFirst()
  if (!event || !isDated(event)) return refuse('not_found')
  await refuseUninvited(db, event, visitor)
  return calendarDownload(calendarOf(sender, [publicEntry(event)]), event.slug)
}

/** Addresses of the public pages (https://www.sitemaps.org/protocol.html). */
export async function sitemap(db: Db, publicUrl: string): Promise<FileContent> {
  const events = await db
    .selectFrom('event as e')
    .innerJoin('organization as o', 'o.id', 'e.organization_id')
    .select(['e.slug', 'e.updated_at', 'o.slug as organizer'])
    .where('e.state', '=', 'published')
    .where('e.visibility', '=', 'public')
    .where('o.suspended_at', 'is', null)
    .orderBy('e.starts_at', 'desc')
    .limit(MOST_EVENTS)
    .execute()
  const organizers = [...new Set(events.map(({ organizer }) => organizer))]
  const addresses = [
    ...['/', '/discover', '/calendar'].map((path) => entry(publicUrl + path)),
    ...organizers.map((slug) => entry(`${publicUrl}/o/${slug}`)),
    ...events.map(({ slug, updated_at }) => entry(`${publicUrl}/e/${slug}`, updated_at)),
  ]
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...addresses,
    '</urlset>',
    '',
  ].join('\n')
  return { type: 'application/xml; charset=utf-8', bytes: xml, cache: HOUR }
}

/** What crawlers may read (RFC 9309), and where the sitemap is. */
export function robots(publicUrl: string): FileContent {
  const lines = [
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ]
  return { type: 'text/plain; charset=utf-8', bytes: lines.join('\n'), cache: HOUR }
}

/** Slugs and origins hold nothing that XML would have to escape. */
function entry(address: string, changed?: Date): string {
  const lastmod = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ''
  return `<url><loc>${address}</loc>${lastmod}</url>`
}
