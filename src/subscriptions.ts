import type { Subscriptions } from './jobs/relay.ts'

/** Every asynchronous coupling: which jobs follow which fact. A job's work is in the `jobs.ts` of the module its name begins with. */
export const subscriptions = {
  'account.verification_asked': ['notifications.confirm_email'],
  'account.sign_up_repeated': ['notifications.already_registered'],
  'account.reset_asked': ['notifications.reset_password'],
  'event.moved': ['notifications.event_moved'],
  'event.cancelled': ['notifications.event_cancelled'],
  'holder.listed': ['notifications.tell_holder'],
  'cancellation.told': ['money.refund_cancelled_event'],
  'notification.queued': ['notifications.deliver'],
  'order.paid': ['notifications.order_paid', 'money.issue_invoice'],
  'tickets.link_asked': ['notifications.tickets_link'],
  'tickets.asked_again': ['notifications.tickets_again'],
  'ticket.asked_again': ['notifications.ticket_again'],
  'transfer.offered': ['notifications.transfer_offered'],
  'transfer.accepted': ['notifications.transfer_accepted', 'notifications.received_ticket'],
  'transfer.declined': ['notifications.transfer_declined'],
  'transfer.withdrawn': ['notifications.transfer_withdrawn'],
  'payment.arrived': ['money.webhook'],
  'payment.stranded': ['money.return_stranded', 'notifications.payment_returned'],
  'payment.promised': ['notifications.payment_promised'],
  'payment.due_soon': ['notifications.payment_due_soon'],
  'payment.lapsed': ['notifications.payment_lapsed'],
  'refund.requested': ['money.send_refund', 'money.issue_credit_note', 'notifications.refund_requested'],
  'sandbox.settled': ['money.sandbox_webhook'],
} as const satisfies Subscriptions
