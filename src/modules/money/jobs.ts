import type { Facts } from '../../facts.ts'
import type { Jobs } from '../../jobs/worker.ts'
import type { Services } from '../../services.ts'
import { tellOfSandbox } from './gateways/sandbox-teller.ts'
import { issueInvoice } from './invoices.ts'
import type { Cashier } from './pay.ts'
import { returnStranded } from './refund.ts'
import { processWebhook } from './webhooks.ts'

/** What follows from payments (src/subscriptions.ts). */
export const moneyJobs = (services: Services, cashier: Cashier): Jobs => ({
  'money.webhook': (payload) => {
    const { provider, providerEventId } = payload as Facts['payment.arrived']
    return processWebhook(cashier, provider, providerEventId)
  },
  'money.issue_invoice': (payload) =>
    issueInvoice(services.db, (payload as Facts['order.paid']).orderId, services.now()),
  'money.return_stranded': (payload) => returnStranded(cashier, (payload as Facts['payment.stranded']).paymentId),
  'money.sandbox_webhook': (payload) => tellOfSandbox(services, (payload as Facts['sandbox.settled']).ref),
})
