import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { visitorOf } from './guest-access.ts'
import { publicCalendarFile, robots, sitemap } from './site.ts'
import type { siteApi } from './site-api.ts'

export const siteRoutes = ({ db, publicUrl }: Services): Handlers<typeof siteApi> => ({
  'GET /api/discover/:slug/calendar.ics': ({ params, caller, request }) =>
    publicCalendarFile(db, params.slug, visitorOf(caller, request), publicUrl()),
  'GET /sitemap.xml': () => sitemap(db, publicUrl()),
  'GET /robots.txt': async () => robots(publicUrl()),
})
