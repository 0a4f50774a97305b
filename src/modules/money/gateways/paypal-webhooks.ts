import { verify, X509Certificate } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { crc32 } from 'node:zlib'
import { refuse } from '../../../errors.ts'
import type { ProviderEvent } from '../payments/provider.ts'

/** How old a webhook may be, in seconds: PayPal sends one that was not taken for three days. */
const tolerance = 3 * 24 * 3600 + 300
/** Certificates kept; PayPal uses one or two at a time. */
const mostCertificates = 10
const certificatePath = /^\/v1\/notifications\/certs\/[\w-]+$/

/** What of an event is read: `resource` is an order, or a capture that names its order. */
interface PaypalEvent {
  id: string
  event_type: string
  resource: { id: string; supplementary_data?: { related_ids?: { order_id?: string } } }
}

/**
 * Reads PayPal's webhooks and verifies them on this machine: an RSA signature over id, time, webhook and CRC of the bytes, with a certificate that is
 * taken from PayPal's own hosts alone (developer.paypal.com/api/rest/webhooks/rest). Null when anything is amiss.
 */
export function paypalWebhooks(given: { webhookId: string; api: string; now(): Date; patience: number }) {
  const { webhookId, api, now, patience } = given
  const certificates = new Map<string, X509Certificate>()

  return async (webhook: { headers: IncomingHttpHeaders; raw: Uint8Array }): Promise<ProviderEvent[] | null> =>
    (await isSigned(webhook)) ? eventsOf(JSON.parse(Buffer.from(webhook.raw).toString()) as PaypalEvent) : null

  async function isSigned({ headers, raw }: { headers: IncomingHttpHeaders; raw: Uint8Array }): Promise<boolean> {
    const [id, time, signature, address, algorithm] = [
      'paypal-transmission-id',
      'paypal-transmission-time',
      'paypal-transmission-sig',
      'paypal-cert-url',
      'paypal-auth-algo',
    ].map((name) => String(headers[name] ?? ''))
    const age = (now().getTime() - Date.parse(String(time))) / 1000
    // A time that cannot be read makes an age that is no number, which is refused too.
    if (!(Math.abs(age) <= tolerance) || algorithm !== 'SHA256withRSA') return false
    const certificate = await certificateAt(String(address))
    if (!certificate || !isValidAt(certificate, now())) return false
    const signed = `${id}|${time}|${webhookId}|${crc32(raw)}`
    return verify('sha256', Buffer.from(signed), certificate.publicKey, Buffer.from(String(signature), 'base64'))
  }

  async function certificateAt(address: string): Promise<X509Certificate | undefined> {
    const known = certificates.get(address)
    if (known || !isOfPaypal(address)) return known
    const asked = { redirect: 'error', signal: AbortSignal.timeout(patience) } as const
    const answer = await fetch(address, asked).catch(() => refuse('provider_unavailable'))
    if (!answer.ok) return undefined
    const certificate = new X509Certificate(await answer.text())
    if (certificates.size >= mostCertificates) certificates.clear()
    certificates.set(address, certificate)
    return certificate
  }

  /** The API itself is PayPal, too, wherever the settings say it is. */
  function isOfPaypal(address: string): boolean {
    const url = URL.parse(address)
    if (!url || !certificatePath.test(url.pathname)) return false
    return url.origin === api || (url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.paypal.com'))
  }
}

const isValidAt = (certificate: X509Certificate, now: Date) =>
  certificate.validFromDate <= now && now <= certificate.validToDate

function eventsOf({ id, event_type: type, resource }: PaypalEvent): ProviderEvent[] {
  const ref = type.startsWith('CHECKOUT.ORDER.')
    ? resource.id
    : type.startsWith('PAYMENT.CAPTURE.')
      ? resource.supplementary_data?.related_ids?.order_id
      : undefined
  return ref === undefined ? [] : [{ eventId: id, ref }]
}
