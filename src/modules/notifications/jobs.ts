import type { Facts } from '../../facts.ts'
import { unlessGone } from '../../jobs/gone.ts'
import type { Jobs } from '../../jobs/worker.ts'
import { againKind } from '../orders/resend.ts'
import type { AnnouncementIds } from './announcements/announcements.ts'
import { type Planned, sendAnnouncement, sendAnnouncements, sendTest } from './announcements/send.ts'
import { deliverDue, useOtherWays } from './due.ts'
import { type HoldersToTell, sendToHolders, stopEvents, tellOfCancellation, tellOfMove, tellOfStop } from './holders.ts'
import { type AccountMailParts, alreadyRegistered, confirmEmail, resetPassword } from './letters/account-mails.ts'
import { tellOfApproval, tellOfReturn } from './letters/approval-mail.ts'
import { sendDueSoon, sendLapsed, sendPromised } from './letters/by-hand-mail.ts'
import { sendAnswer, sendMessageToTeam, tellOfReport } from './letters/contact-mail.ts'
import { sendGuestCode, sendGuestInvitation } from './letters/guest-mail.ts'
import { sendEnded } from './letters/order-ended-mail.ts'
import { sendPaymentReturned, sendTickets, sendTicketsLink } from './letters/order-mail.ts'
import { sendPaymentFailed, watchFailedPayment } from './letters/payment-failed-mail.ts'
import {
  sendErasureAsked,
  sendErasureStopped,
  sendExportReady,
  sendGuestErasure,
  sendMerged,
} from './letters/privacy-mail.ts'
import { sendBounced } from './letters/refund-bounced-mail.ts'
import { sendRefund } from './letters/refund-mail.ts'
import { sendSignInCode } from './letters/sign-in-code.ts'
import { sendCohostInvitation, sendMemberInvitation, sendOwnershipOffer } from './letters/team-mail.ts'
import { sendReceivedTicket, sendTicketAgain } from './letters/ticket-mail.ts'
import { sendAccepted, sendDeclined, sendOffer, sendWithdrawn } from './letters/transfer-mail.ts'
import { tellOfWayIn } from './letters/way-in-mail.ts'
import { sendTextTest } from './look/own-text-preview.ts'
import { sendPhoneCode } from './reach/phone-code.ts'
import { planReminders, type Reminder, remind, sendReminders } from './reminders.ts'

/** What people are told because of facts (src/subscriptions.ts). Each job knows itself, so that what it could not send yet is sent by it later. */
export const notificationJobs = ({ services }: AccountMailParts): Jobs => {
  const names = Object.keys(jobsOf({ services }))
  const jobAs = (id: string, task: string, payload: object) =>
    jobsOf({ services: { ...services, job: { id, task, payload } } })[task]
  return {
    ...Object.fromEntries(
      names.map((task) => [task, async (payload: unknown, id = '') => jobAs(id, task, payload as object)?.(payload)]),
    ),
    'notifications.deliver': (payload, id = '') =>
      deliverDue(
        { ...services, job: { id, task: 'notifications.deliver', payload: {} } },
        payload as Facts['deliveries.due'],
        (task, of) => jobAs(id, task, of)?.(of),
      ),
  }
}

const jobsOf = (parts: AccountMailParts): Jobs => ({
  'notifications.confirm_email': (payload) => confirmEmail(parts, payload as Facts['account.verification_asked']),
  'notifications.already_registered': (payload) =>
    alreadyRegistered(parts, payload as Facts['account.sign_up_repeated']),
  'notifications.reset_password': (payload) => resetPassword(parts, payload as Facts['account.reset_asked']),
  'notifications.phone_code': (payload) => sendPhoneCode(parts.services, payload as Facts['phone.code_asked']),
  'notifications.way_in_changed': (payload) => tellOfWayIn(parts.services, payload as Facts['account.way_in_changed']),
  'notifications.erasure_asked': (payload) => sendErasureAsked(parts.services, payload as Facts['erasure.asked']),
  'notifications.erasure_stopped': (payload) => sendErasureStopped(parts.services, payload as Facts['erasure.stopped']),
  'notifications.guest_erasure': (payload) => sendGuestErasure(parts.services, payload as Facts['guest_erasure.asked']),
  'notifications.export_ready': (payload) => sendExportReady(parts.services, payload as Facts['export.ready']),
  'notifications.accounts_merged': (payload) => sendMerged(parts.services, payload as Facts['accounts.merged']),
  'notifications.sign_in_code': (payload) => sendSignInCode(parts, payload as Facts['provider.code_asked']),
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
  'notifications.payment_failed': (payload) => watchFailedPayment(parts.services, payload as Facts['payment.failed']),
  'notifications.payment_still_failed': (payload) =>
    unlessGone(sendPaymentFailed(parts.services, payload as Facts['payment.failed'])),
  'notifications.mail_text_test': (payload) =>
    unlessGone(sendTextTest(parts.services, payload as Facts['mail_text.test_asked'])),
  'notifications.payment_promised': (payload) => sendPromised(parts.services, payload as Facts['payment.promised']),
  'notifications.payment_due_soon': (payload) => sendDueSoon(parts.services, payload as Facts['payment.due_soon']),
  'notifications.payment_lapsed': (payload) => sendLapsed(parts.services, payload as Facts['payment.lapsed']),
  'notifications.member_invited': (payload) => sendMemberInvitation(parts.services, payload as Facts['member.invited']),
  'notifications.ownership_offered': (payload) =>
    sendOwnershipOffer(parts.services, payload as Facts['ownership.offered']),
  'notifications.cohost_invited': (payload) =>
    unlessGone(sendCohostInvitation(parts.services, payload as Facts['cohost.invited'])),
  'notifications.guest_invited': (payload) => sendGuestInvitation(parts.services, payload as Facts['guest.invited']),
  'notifications.guest_code': (payload) => sendGuestCode(parts.services, payload as Facts['guest.code_asked']),
  'notifications.plan_reminders': (payload) => planReminders(parts.services, payload as Facts['event.changed']),
  'notifications.remind': (payload) => unlessGone(remind(parts.services, payload as Reminder)),
  'notifications.send_reminders': (payload) =>
    unlessGone(sendReminders(parts.services, payload as Reminder & { notificationIds: string[] })),
  'notifications.send_announcement': (payload) => unlessGone(sendAnnouncement(parts.services, payload as Planned)),
  'notifications.send_announcements': (payload) =>
    unlessGone(sendAnnouncements(parts.services, payload as AnnouncementIds & { notificationIds: string[] })),
  'notifications.test_announcement': (payload) =>
    unlessGone(sendTest(parts.services, payload as Facts['announcement.test_asked'])),
  'notifications.event_moved': (payload) => tellOfMove(parts.services, payload as Facts['event.moved']),
  'notifications.event_returned': (payload) =>
    unlessGone(tellOfReturn(parts.services, payload as Facts['event.returned'])),
  'notifications.event_approved': (payload) =>
    unlessGone(tellOfApproval(parts.services, payload as Facts['event.approved'])),
  'notifications.sales_stopped': (payload) => stopEvents(parts.services, payload as Facts['organization.suspended']),
  'notifications.event_stopped': (payload) => tellOfStop(parts.services, payload as Facts['event.stopped']),
  'notifications.event_cancelled': (payload) => tellOfCancellation(parts.services, payload as Facts['event.cancelled']),
  'notifications.event_message': (payload) =>
    unlessGone(sendMessageToTeam(parts.services, payload as Facts['event.message_written'])),
  'notifications.event_answer': (payload) =>
    unlessGone(sendAnswer(parts.services, payload as Facts['event.message_answered'])),
  'notifications.event_reported': (payload) => tellOfReport(parts.services, payload as Facts['event.reported']),
  'notifications.tell_holders': (payload) => sendToHolders(parts.services, payload as HoldersToTell),
  'notifications.refund_requested': (payload) =>
    unlessGone(sendRefund(parts.services, (payload as Facts['refund.requested']).refundId)),
  'notifications.refund_bounced': (payload) =>
    unlessGone(sendBounced(parts.services, payload as Facts['refund.bounced'])),
  'notifications.order_ended': (payload) => unlessGone(sendEnded(parts.services, payload as Facts['order.ended'])),
  'notifications.other_ways': (payload) => useOtherWays(parts.services, payload as Facts['delivery.failed']),
})
