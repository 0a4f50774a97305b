import type { Facts } from '../../facts.ts'
import { unlessGone } from '../../jobs/gone.ts'
import type { Jobs } from '../../jobs/worker.ts'
import type { Services } from '../../services.ts'
import { refundCancelledEvent } from './cancellation.ts'
import { tellOfSandbox } from './gateways/sandbox-teller.ts'
import { issueInvoice } from './invoices.ts'
import type { Cashier } from './pay.ts'
import { processWebhook } from './payments/webhooks.ts'
import { issueRefundNote } from './refunds-credit.ts'
import { sendRefund } from './refunds-send.ts'
import { returnStranded } from './stranded.ts'

/** What follows from payments (src/subscriptions.ts). */
export const moneyJobs = (services: Services, cashier: Cashier): Jobs => ({
  'money.webhook': (payload) => {
    const { provider, providerEventId } = payload as Facts['payment.arrived']
    return processWebhook(cashier, provider, providerEventId)
  },
  'money.issue_invoice': (payload) =>
    unlessGone(issueInvoice(services.db, (payload as Facts['order.paid']).orderId, services.now())),
  'money.send_refund': (payload) => sendRefund(cashier, (payload as Facts['refund.requested']).refundId),
  'money.issue_credit_note': (payload) =>
    unlessGone(issueRefundNote(services.db, (payload as Facts['refund.requested']).refundId, services.now())),
  'money.return_stranded': (payload) => returnStranded(cashier, (payload as Facts['payment.stranded']).paymentId),
  'money.refund_cancelled_event': (payload) =>
    refundCancelledEvent(cashier, (payload as Facts['cancellation.told']).eventId),
  'money.sandbox_webhook': (payload) => unlessGone(tellOfSandbox(services, (payload as Facts['sandbox.settled']).ref)),
})
