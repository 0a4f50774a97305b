import type { Subscriptions } from './jobs/relay.ts'

/** Every asynchronous coupling: which jobs follow which fact. A job's work is in the `jobs.ts` of the module its name begins with. */
export const subscriptions = {
  'account.verification_asked': ['notifications.confirm_email'],
  'account.sign_up_repeated': ['notifications.already_registered'],
  'account.reset_asked': ['notifications.reset_password'],
  'notification.queued': ['notifications.deliver'],
  'order.paid': ['notifications.order_paid', 'money.issue_invoice'],
  'tickets.link_asked': ['notifications.tickets_link'],
  'payment.arrived': ['money.webhook'],
  'payment.stranded': ['money.return_stranded', 'notifications.payment_returned'],
  'sandbox.settled': ['money.sandbox_webhook'],
} as const satisfies Subscriptions
