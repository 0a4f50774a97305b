import type { Facts } from '../../facts.ts'
import type { Jobs } from '../../jobs/worker.ts'
import { type AccountMailParts, alreadyRegistered, confirmEmail, resetPassword } from './account-mails.ts'
import { sendQueued } from './notify.ts'
import { sendPaymentReturned, sendTickets, sendTicketsLink } from './order-mail.ts'

/** Mails that follow from facts (src/subscriptions.ts). */
export const notificationJobs = (parts: AccountMailParts): Jobs => ({
  'notifications.confirm_email': (payload) => confirmEmail(parts, payload as Facts['account.verification_asked']),
  'notifications.already_registered': (payload) =>
    alreadyRegistered(parts, payload as Facts['account.sign_up_repeated']),
  'notifications.reset_password': (payload) => resetPassword(parts, payload as Facts['account.reset_asked']),
  'notifications.order_paid': (payload) => sendTickets(parts.services, (payload as Facts['order.paid']).orderId),
  'notifications.tickets_link': (payload) => sendTicketsLink(parts.services, payload as Facts['tickets.link_asked']),
  'notifications.payment_returned': (payload) =>
    sendPaymentReturned(parts.services, payload as Facts['payment.stranded']),
  'notifications.deliver': (payload) =>
    sendQueued(parts.services, (payload as Facts['notification.queued']).notificationId),
})
