import { catalogueOf } from '../../../lang/catalogue.ts'
import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import { csvType } from '../../lib/csv.ts'
import type { Services } from '../../services.ts'
import { visitorOf } from '../events/guest-access.ts'
import { ordersCookie } from './cookies.ts'
import { answerGuest, openGuest } from './guest-answers.ts'
import { askForGuestCode, claimGuest, codeMinutes } from './guest-codes.ts'
import { countGuests, guestsCsv, listGuests } from './guest-list.ts'
import { inviteGuests, mailGuestAgain, revokeGuest } from './guests.ts'
import type { guestsApi } from './guests-api.ts'

export const guestsRoutes = (services: Services): Handlers<typeof guestsApi> => {
  const { db, now, platform, publicUrl } = services
  return {
    'GET /api/events/:eventId/guests': async ({ params, query }) => ({
      ...(await listGuests(db, params.eventId, query)),
      counts: await countGuests(db, params.eventId),
    }),
    'POST /api/events/:eventId/guests': async ({ params, body: { places = 1, message = '', guests }, caller }) => {
      const { verifiedEmailRequired } = await platform.read()
      if (verifiedEmailRequired && !caller.emailVerified) refuse('email_not_verified')
      return inviteGuests(db, params.eventId, { guests, places, message }, caller.userId, now())
    },
    'GET /api/events/:eventId/guests.csv': async ({ params, query, request }) => ({
      type: csvType,
      bytes: await guestsCsv(db, params.eventId, query, catalogueOf(request.language).lists),
      name: 'guests.csv',
    }),
    'POST /api/events/:eventId/guests/:guestId/mail': async ({ params }) => {
      await mailGuestAgain(db, params, now())
      return undefined
    },
    'DELETE /api/events/:eventId/guests/:guestId': async ({ params }) => {
      await revokeGuest(db, params, now())
      return undefined
    },
    'GET /api/guests/:guestId': ({ params, caller, request }) =>
      openGuest(db, params.guestId, visitorOf(caller, request), now()),
    'POST /api/guests/:guestId/code': async ({ params }) => {
      await askForGuestCode(db, params.guestId, now())
      return { minutes: codeMinutes }
    },
    'POST /api/guests/:guestId/holder': async ({ params, body, caller, request }) => {
      const opens = await claimGuest(services, params.guestId, body.code, caller)
      if (opens !== null) request.cookies.push(ordersCookie([opens], request.secrets, publicUrl().startsWith('https:')))
      return undefined
    },
    'PUT /api/guests/:guestId/answer': async ({ params, body, caller }) => {
      await answerGuest(db, params.guestId, body, caller, now())
      return undefined
    },
  }
}
