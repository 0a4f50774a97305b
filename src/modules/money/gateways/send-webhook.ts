import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

/** How long an answer may take, in milliseconds. */
const patience = 5000

/**
 * POSTs a webhook; rejects unless it is answered with 2xx in time. `trustAnyone` is for an installation that signed its own certificate
 * and talks to itself.
 */
export function sendWebhook(
  url: string,
  { body, headers }: { body: string; headers: Record<string, string> },
  trustAnyone: boolean,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const request = url.startsWith('https:') ? requestHttps : requestHttp
  const sending = request(url, { method: 'POST', headers, timeout: patience, rejectUnauthorized: !trustAnyone })
  sending.on('response', (response) => {
    response.resume()
    const { statusCode = 0 } = response
    if (statusCode >= 200 && statusCode < 300) resolve()
    else reject(new Error(`the webhook was answered with ${statusCode}`))
  })
  sending.on('timeout', () => sending.destroy(new Error('the webhook was not answered in time')))
  sending.on('error', reject)
  sending.end(body)
  return promise
}
