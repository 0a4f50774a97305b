import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { publicCalendarFile, robots, sitemap } from './site.ts'
import type { siteApi } from './site-api.ts'

export const siteRoutes = ({ db, publicUrl }: Services): Handlers<typeof siteApi> => ({
  'GET /api/discover/:slug/calendar.ics': ({ params }) => publicCalendarFile(db, params.slug, publicUrl()),
  'GET /sitemap.xml': () => sitemap(db, publicUrl()),
  'GET /robots.txt': async () => robots(publicUrl()),
})
