import { type ClientRequest, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { publicLookup } from '../lib/public-lookup.ts'
import type { VapidKeys } from './vapid.ts'

/** What a browser gave for one device (RFC 8030, RFC 8291 §2); keys in base64url. */
export interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

/** What a device shows. */
export interface PushMessage {
  /** Of the notification, so that a repeat takes its place. */
  id: string
  title: string
  text: string
  /** A path of ours, opened by a click. */
  url: string
  /** A device that saves power is woken for what is urgent alone (RFC 8030 §5.3). */
  urgent: boolean
}

/** Sends push messages to devices. */
export interface Pusher {
  /** What browsers subscribe with: uncompressed point of P-256, base64url. */
  publicKey: string
  /** Whether messages may go to this address at all. */
  takes(endpoint: string): boolean
  /** Whether the push service took it, or takes nothing more for this device. Rejects with everything else, to be tried again. */
  send(subscription: Subscription, message: PushMessage): Promise<'sent' | 'gone'>
}

/** No such device (RFC 8030 §7.3), or a subscription that is broken or of another key (RFC 8292 §4.2): the same each time. */
const gone: ReadonlySet<number> = new Set([400, 401, 403, 404, 410])
/** How long a push service keeps a message for a device that is away, in seconds. */
const timeToLive = 24 * 3600
/** How long a push service may take to answer, in milliseconds. */
const patience = 10_000
/** The most characters of a text: with its encryption a message has 4096 bytes at most (RFC 8030 §7.2), and devices show fewer. */
const mostCharacters = 400

/**
 * Encrypts and signs messages (RFC 8291, RFC 8292) and hands them to push services. Addresses come from browsers, which anybody can be, so only those of the
 * Internet at large are called: checked by name here, and by number when it is connected. `trusted` is an origin that is called all the same.
 */
export function webPusher({ keys, trusted }: { keys: VapidKeys; trusted?: string | undefined }): Pusher {
  const { publicKey, privateKey, subject } = keys
  const takes = (endpoint: string) => {
    const url = URL.parse(endpoint)
    return url !== null && (url.origin === trusted || isPublicName(url))
  }
  return {
    publicKey,
    takes,
    async send({ endpoint, p256dh, auth }, { id, title, text, url, urgent }) {
      if (!takes(endpoint)) return 'gone'
      const { default: webpush } = await import('web-push')
      const payload = { id, title: shortened(title), body: shortened(text), url }
      const subscription = { endpoint, keys: { p256dh, auth } }
      const { headers, body } = webpush.generateRequestDetails(subscription, JSON.stringify(payload), {
        vapidDetails: { subject, publicKey, privateKey },
        TTL: timeToLive,
        urgency: urgent ? 'high' : 'normal',
        topic: id.replaceAll('-', '').slice(0, 32),
      })
      const status = await post(new URL(endpoint), headers, body, endpoint.startsWith(`${trusted}/`))
      if (gone.has(status)) return 'gone'
      if (status >= 200 && status < 300) return 'sent'
      throw new Error(`the push service at ${new URL(endpoint).host} answered ${status}`)
    },
  }
}

const shortened = (text: string) =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters).toWellFormed()}…` : text

/** A name, with https and its usual port: an address in numbers would not be looked up, and so not be checked. */
const isPublicName = ({ protocol, hostname, port, username, password }: URL): boolean =>
  protocol === 'https:' &&
  port === '' &&
  username === '' &&
  password === '' &&
  isIP(hostname) === 0 &&
  /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname)

/** Posts, following no redirect, and gives the status of the answer, whose body nobody reads. */
function post(url: URL, headers: object, body: Buffer | null, isTrusted: boolean): Promise<number> {
  const request = url.protocol === 'http:' ? plainRequest : secureRequest
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(url, {
      method: 'POST',
      headers: { ...headers },
      signal: AbortSignal.timeout(patience),
      ...(isTrusted ? {} : { lookup: publicLookup() }),
    })
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
