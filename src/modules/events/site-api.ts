import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form } from '../../http/shapes.ts'
import { SearchFilters } from './discover-api.ts'

/** What narrows a calendar, as it narrows a search. Days are in each event's own zone; at most 400 of them. */
export const CalendarFilters = T.Pick(SearchFilters, ['category', 'city', 'online', 'organizer', 'from', 'to'])

/** What other programs read of the public events: calendars and search engines. */
export const siteApi = {
  'GET /api/discover/:slug/calendar.ics': {
    summary: 'A public event as an iCalendar file (RFC 5545), by its address or an earlier one',
    access: 'public',
    reply: { file: ['text/calendar'] },
  },
  'GET /calendar.ics': {
    summary:
      'Public events as a calendar to subscribe to (RFC 5545, RFC 7986): all, or of a category, a city or online; at most 2,000, of the last month and the year to come unless from and to say otherwise. Has an ETag',
    access: 'public',
    query: Form(CalendarFilters.properties),
    reply: { file: ['text/calendar'] },
  },
  'GET /o/:slug/calendar.ics': {
    summary:
      'The public events an organizer hosts or co-hosts, by their address or an earlier one, as a calendar to subscribe to; days as in GET /calendar.ics',
    access: 'public',
    query: Form({ from: CalendarFilters.properties.from, to: CalendarFilters.properties.to }),
    reply: { file: ['text/calendar'] },
  },
  'GET /sitemap.xml': {
    summary: 'Addresses of the public pages, as the Sitemaps protocol 0.9 has them: the newest 20,000 events',
    access: 'public',
    reply: { file: ['application/xml'] },
  },
  'GET /robots.txt': {
    summary: 'What crawlers may read (RFC 9309)',
    access: 'public',
    reply: { file: ['text/plain'] },
  },
} as const satisfies Record<string, Endpoint>
