import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { refuseUnlessAtHome } from '../accounts/demo.ts'
import type { notificationsApi } from './api.ts'
import { inboxOf, markRead } from './inbox.ts'
import { listMails, mailAttachment, mailHtml, readMail } from './mailbox.ts'
import type { mailboxApi } from './mailbox-api.ts'

export const notificationRoutes = ({ db }: Services): Handlers<typeof notificationsApi> => ({
  'GET /api/me/notifications': ({ caller, query }) => inboxOf(db, caller.userId, query.cursor),
  'POST /api/me/notifications/read': async ({ caller }) => {
    await markRead(db, caller.userId)
    return undefined
  },
})

export const mailboxRoutes = ({ db, config }: Services): Handlers<typeof mailboxApi> => ({
  'GET /api/dev/mails': async ({ query, request }) => {
    refuseUnlessAtHome(config, request)
    return listMails(db, query.recipient)
  },
  'GET /api/dev/mails/:mailId': async ({ params, request }) => {
    refuseUnlessAtHome(config, request)
    return readMail(db, params.mailId)
  },
  'GET /api/dev/mails/:mailId/html': async ({ params, request }) => {
    refuseUnlessAtHome(config, request)
    return mailHtml(db, params.mailId)
  },
  'GET /api/dev/mails/:mailId/attachments/:index': async ({ params, request }) => {
    refuseUnlessAtHome(config, request)
    return mailAttachment(db, params.mailId, params.index)
  },
})
