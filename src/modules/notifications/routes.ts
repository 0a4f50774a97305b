import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { refuseUnlessAtHome } from '../accounts/demo.ts'
import type { notificationsApi } from './api.ts'
import { choicesOf, consentTo, reopenMail, setChoices, setQuietHours } from './delivery/choices.ts'
import { listFailedDeliveries, retryDelivery } from './delivery/failed-deliveries.ts'
import { receiveMailHook } from './delivery/mail-hook.ts'
import { readSubscription, subscribe } from './delivery/unsubscribe.ts'
import { inboxOf, markRead, unreadOf } from './inbox.ts'
import { listMails, mailAttachment, mailHtml, readMail } from './mailbox.ts'
import type { mailboxApi } from './mailbox-api.ts'

export const notificationRoutes = (services: Services): Handlers<typeof notificationsApi> => {
  const { db, now } = services
  return {
    'GET /api/me/notifications': ({ caller, query }) => inboxOf(db, caller.userId, query.cursor),
    'GET /api/me/notifications/unread': async ({ caller }) => ({ unread: await unreadOf(db, caller.userId) }),
    'POST /api/me/notifications/read': async ({ caller }) => {
      await markRead(db, caller.userId, now())
      return undefined
    },
    'POST /api/me/notifications/:notificationId/read': async ({ caller, params }) => {
      await markRead(db, caller.userId, now(), params.notificationId)
      return undefined
    },
    'GET /api/me/notification-choices': ({ caller }) => choicesOf(services, caller.userId),
    'PUT /api/me/notification-choices': async ({ caller, body }) => {
      await setChoices(services, caller.userId, body.choices)
      return choicesOf(services, caller.userId)
    },
    'PUT /api/me/quiet-hours': async ({ caller, body }) => {
      await setQuietHours(db, caller.userId, body.quietHours)
      return choicesOf(services, caller.userId)
    },
    'PUT /api/me/offers-consent': async ({ caller, body }) => {
      await consentTo(services, caller.userId, body.given)
      return choicesOf(services, caller.userId)
    },
    'POST /api/me/mail-reopening': async ({ caller }) => {
      await reopenMail(db, caller.userId)
      return choicesOf(services, caller.userId)
    },
    'GET /api/unsubscribe/:token': ({ params }) => readSubscription(services, params.token),
    'POST /api/unsubscribe/:token': ({ params, body }) => subscribe(services, params.token, body.subscribed),
    'POST /api/hooks/mail': async ({ body, request }) => {
      const { authorization } = request.headers
      await receiveMailHook(services, { authorization: String(authorization), raw: Buffer.from(body.bytes) })
      return { received: true as const }
    },
    'GET /api/admin/deliveries': ({ query }) => listFailedDeliveries(db, query.cursor),
    'POST /api/admin/deliveries/:deliveryId/retry': async ({ params }) => {
      await retryDelivery(db, params.deliveryId, now())
      return undefined
    },
  }
}

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
