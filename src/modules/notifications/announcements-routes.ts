import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import {
  copyAnnouncement,
  deleteAnnouncement,
  editAnnouncement,
  listAnnouncements,
  readAnnouncement,
  writeAnnouncement,
} from './announcements/announcements.ts'
import { countHolders, timeZoneOf } from './announcements/audience.ts'
import { reportOf } from './announcements/report.ts'
import { askForTest, previewAnnouncement, smsCostOf } from './announcements/send.ts'
import { keepBack, sendLater } from './announcements/sending.ts'
import type { announcementsApi } from './announcements-api.ts'

export const announcementsRoutes = (services: Services): Handlers<typeof announcementsApi> => {
  const { db, now, platform } = services
  const written = (eventId: string, announcementId: string) => readAnnouncement(db, { eventId, announcementId })
  return {
    'GET /api/events/:eventId/announcements': ({ params, query }) =>
      listAnnouncements(db, params.eventId, query.cursor),
    'GET /api/events/:eventId/announcement-audience': async ({ params, query: { ticketTypeIds, ...conditions } }) => {
      const audience = { ...conditions, ...(ticketTypeIds ? { ticketTypeIds: ticketTypeIds.split(',') } : {}) }
      return countHolders(db, { ...params, timeZone: await timeZoneOf(db, params.eventId), audience })
    },
    'POST /api/events/:eventId/announcements': async ({ params, body, caller }) => {
      const by = { userId: caller.userId, now: now() }
      return written(params.eventId, await writeAnnouncement(db, params.eventId, body, by))
    },
    'GET /api/events/:eventId/announcements/:announcementId': async ({ params }) => {
      const { timeZone, ...announcement } = await readAnnouncement(db, params)
      const { audience, begunAt } = announcement
      const holders = { eventId: params.eventId, timeZone, audience }
      const [goesTo, sms, report] = await Promise.all([
        countHolders(db, holders),
        begunAt ? null : smsCostOf(services, holders, announcement),
        begunAt ? reportOf(db, params.announcementId) : null,
      ])
      return { ...announcement, goesTo, sms, report }
    },
    'GET /api/events/:eventId/announcements/:announcementId/preview': async ({ params, caller }) => ({
      type: 'text/html; charset=utf-8',
      bytes: await previewAnnouncement(services, params, caller.userId),
      framed: 'sandboxed',
    }),
    'PATCH /api/events/:eventId/announcements/:announcementId': async ({ params, body }) => {
      await editAnnouncement(db, params, body, now())
      return readAnnouncement(db, params)
    },
    'DELETE /api/events/:eventId/announcements/:announcementId': async ({ params }) => {
      await deleteAnnouncement(db, params)
      return undefined
    },
    'PUT /api/events/:eventId/announcements/:announcementId/sending': async ({ params, body, caller }) => {
      const { verifiedEmailRequired } = await platform.read()
      if (verifiedEmailRequired && !caller.emailVerified) refuse('email_not_verified')
      await sendLater(db, params, body.at, now())
      return readAnnouncement(db, params)
    },
    'DELETE /api/events/:eventId/announcements/:announcementId/sending': async ({ params }) => {
      await keepBack(db, params, now())
      return readAnnouncement(db, params)
    },
    'POST /api/events/:eventId/announcements/:announcementId/test': async ({ params, caller }) => {
      await askForTest(db, params, caller.userId, now())
      return undefined
    },
    'POST /api/events/:eventId/announcements/:announcementId/copies': async ({ params, caller }) => {
      const by = { userId: caller.userId, now: now() }
      return written(params.eventId, await copyAnnouncement(db, params, by))
    },
  }
}
