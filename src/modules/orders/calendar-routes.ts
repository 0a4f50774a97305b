import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Language } from '../../../lang/languages.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import type { calendarApi } from './calendar-api.ts'
import { endCalendarAddress, makeCalendarAddress, ownFeed, readCalendarAddress } from './calendar-feed.ts'
import { orderCalendar, ticketCalendar } from './calendar-file.ts'

export const calendarRoutes = (services: Services): Handlers<typeof calendarApi> => {
  const { db, secret, now, config, platform } = services
  const sender = () => ({ publicUrl: services.publicUrl(), mailFrom: config.mailFrom })
  const parts = () => ({ db, secret, publicUrl: services.publicUrl() })
  const wordsIn = (language: Language) => catalogueOf(language).documents
  return {
    'GET /api/orders/:orderId/calendar.ics': ({ params, request }) =>
      orderCalendar(db, params.orderId, sender(), wordsIn(request.language)),
    'GET /api/tickets/:ticketId/calendar.ics': ({ params, request }) =>
      ticketCalendar(db, params.ticketId, sender(), wordsIn(request.language)),
    'GET /api/me/calendar': async ({ caller }) => ({ address: await readCalendarAddress(parts(), caller.userId) }),
    'POST /api/me/calendar': async ({ caller }) => ({ address: await makeCalendarAddress(parts(), caller, now()) }),
    'DELETE /api/me/calendar': async ({ caller }) => {
      await endCalendarAddress(db, caller.userId)
      return undefined
    },
    'GET /calendar/tickets.ics': async ({ query: { key } }) =>
      ownFeed(parts(), sender(), { key, platform: (await platform.read()).name, now: now() }),
  }
}
