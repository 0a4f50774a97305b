import type { Facts } from '../../facts.ts'
import type { Jobs } from '../../jobs/worker.ts'
import type { Services } from '../../services.ts'
import { sandboxWebhook } from './gateways/sandbox.ts'
import { sendWebhook } from './gateways/send-webhook.ts'
import type { Cashier } from './pay.ts'
import { returnStranded } from './refund.ts'
import { processWebhook } from './webhooks.ts'

/** What follows from payments (src/subscriptions.ts). */
export const moneyJobs = (services: Services, cashier: Cashier): Jobs => ({
  'money.webhook': (payload) => {
    const { provider, providerEventId } = payload as Facts['payment.arrived']
    return processWebhook(cashier, provider, providerEventId)
  },
  'money.return_stranded': (payload) => returnStranded(cashier, (payload as Facts['payment.stranded']).paymentId),
  'money.sandbox_webhook': async (payload) => {
    const webhook = await sandboxWebhook(services, (payload as Facts['sandbox.settled']).ref)
    const { publicUrl, config } = services
    await sendWebhook(`${publicUrl()}/api/webhooks/sandbox`, webhook, config.tls.kind === 'self-signed')
  },
})
