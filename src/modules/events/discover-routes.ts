import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { citiesWithEvents, daysWithEvents, organizerPage } from './discover/overview.ts'
import { searchEvents } from './discover/search.ts'
import type { discoverApi } from './discover-api.ts'

export const discoverRoutes = ({ db, now }: Services): Handlers<typeof discoverApi> => ({
  'GET /api/discover': ({ query, request }) => searchEvents(db, query, request.language, now()),
  'GET /api/discover/days': ({ query, request }) => daysWithEvents(db, query, request.language, now()),
  'GET /api/discover/cities': () => citiesWithEvents(db, now()),
  'GET /api/organizers/:slug': ({ params }) => organizerPage(db, params.slug, now()),
})
