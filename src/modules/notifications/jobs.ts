import type { Facts } from '../../facts.ts'
import { unlessGone } from '../../jobs/gone.ts'
import type { Jobs } from '../../jobs/worker.ts'
import { againKind } from '../orders/resend.ts'
import { type AccountMailParts, alreadyRegistered, confirmEmail, resetPassword } from './account-mails.ts'
import { sendDueSoon, sendLapsed, sendPromised } from './by-hand-mail.ts'
import { sendToHolder, tellOfCancellation, tellOfMove } from './holders.ts'
import { sendQueued } from './notify.ts'
import { sendPaymentReturned, sendTickets, sendTicketsLink } from './order-mail.ts'
import { sendRefund } from './refund-mail.ts'
import { sendReceivedTicket, sendTicketAgain } from './ticket-mail.ts'
import { sendAccepted, sendDeclined, sendOffer, sendWithdrawn } from './transfer-mail.ts'

/** Mails that follow from facts (src/subscriptions.ts). */
export const notificationJobs = (parts: AccountMailParts): Jobs => ({
  'notifications.confirm_email': (payload) => confirmEmail(parts, payload as Facts['account.verification_asked']),
  'notifications.already_registered': (payload) =>
    alreadyRegistered(parts, payload as Facts['account.sign_up_repeated']),
  'notifications.reset_password': (payload) => resetPassword(parts, payload as Facts['account.reset_asked']),
  'notifications.order_paid': (payload) =>
    unlessGone(sendTickets(parts.services, (payload as Facts['order.paid']).orderId)),
  'notifications.tickets_again': (payload) => {
    const { orderId, asked } = payload as Facts['tickets.asked_again']
    return unlessGone(sendTickets(parts.services, orderId, { once: `tickets_again:${asked}`, kind: againKind }))
  },
  'notifications.ticket_again': (payload) =>
    unlessGone(sendTicketAgain(parts.services, payload as Facts['ticket.asked_again'])),
  'notifications.received_ticket': (payload) =>
    unlessGone(sendReceivedTicket(parts.services, payload as Facts['transfer.accepted'])),
  'notifications.transfer_offered': (payload) =>
    unlessGone(sendOffer(parts.services, payload as Facts['transfer.offered'])),
  'notifications.transfer_accepted': (payload) =>
    unlessGone(sendAccepted(parts.services, payload as Facts['transfer.accepted'])),
  'notifications.transfer_declined': (payload) =>
    unlessGone(sendDeclined(parts.services, payload as Facts['transfer.declined'])),
  'notifications.transfer_withdrawn': (payload) =>
    unlessGone(sendWithdrawn(parts.services, payload as Facts['transfer.withdrawn'])),
  'notifications.tickets_link': (payload) => sendTicketsLink(parts.services, payload as Facts['tickets.link_asked']),
  'notifications.payment_returned': (payload) =>
    unlessGone(sendPaymentReturned(parts.services, payload as Facts['payment.stranded'])),
  'notifications.payment_promised': (payload) => sendPromised(parts.services, payload as Facts['payment.promised']),
  'notifications.payment_due_soon': (payload) => sendDueSoon(parts.services, payload as Facts['payment.due_soon']),
  'notifications.payment_lapsed': (payload) => sendLapsed(parts.services, payload as Facts['payment.lapsed']),
  'notifications.event_moved': (payload) => tellOfMove(parts.services, payload as Facts['event.moved']),
  'notifications.event_cancelled': (payload) => tellOfCancellation(parts.services, payload as Facts['event.cancelled']),
  'notifications.tell_holder': (payload) => sendToHolder(parts.services, payload as Facts['holder.listed']),
  'notifications.refund_requested': (payload) =>
    unlessGone(sendRefund(parts.services, (payload as Facts['refund.requested']).refundId)),
  'notifications.deliver': (payload) =>
    sendQueued(parts.services, (payload as Facts['notification.queued']).notificationId),
})
