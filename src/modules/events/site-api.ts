import type { Endpoint } from '../../http/contract.ts'

/** What other programs read of the public events: calendars and search engines. */
export const siteApi = {
  'GET /api/discover/:slug/calendar.ics': {
    summary: 'A public event as an iCalendar file (RFC 5545), by its address or an earlier one',
    access: 'public',
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
