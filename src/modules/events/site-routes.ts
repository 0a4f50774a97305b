import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { organizerNamed, publicFeed, searchNamed } from './calendar-feeds.ts'
import { visitorOf } from './guest-access.ts'
import { publicCalendarFile, robots, sitemap } from './site.ts'
import type { siteApi } from './site-api.ts'

export const siteRoutes = ({ db, publicUrl, config, platform, now }: Services): Handlers<typeof siteApi> => {
  const sender = () => ({ publicUrl: publicUrl(), mailFrom: config.mailFrom })
  return {
    'GET /api/discover/:slug/calendar.ics': ({ params, caller, request }) =>
      publicCalendarFile(db, params.slug, visitorOf(caller, request), sender()),
    'GET /calendar.ics': async ({ query, request }) => {
      const name = searchNamed((await platform.read()).name, query, request.language)
      return publicFeed(db, sender(), { name, path: '/calendar.ics', filters: query }, now())
    },
    'GET /o/:slug/calendar.ics': async ({ params: { slug }, query }) => {
      const name = await organizerNamed(db, slug)
      const filters = { ...query, organizer: slug }
      return publicFeed(db, sender(), { name, path: `/o/${slug}/calendar.ics`, filters }, now())
    },
    'GET /sitemap.xml': () => sitemap(db, publicUrl()),
    'GET /robots.txt': async () => robots(publicUrl()),
  }
}
