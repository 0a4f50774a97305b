import type { Services } from '../../../services.ts'
import { sandboxWebhook } from './sandbox.ts'
import { sendWebhook } from './send-webhook.ts'

/** Sends the webhook of what happened to a payment of the sandbox to this installation itself. Rejects unless it is taken. */
export async function tellOfSandbox(services: Services, ref: string): Promise<void> {
  const webhook = await sandboxWebhook(services, ref)
  const { publicUrl, config } = services
  await sendWebhook(`${publicUrl()}/api/webhooks/sandbox`, webhook, config.tls.kind === 'self-signed')
}
