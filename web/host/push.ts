import type { ProblemDocument } from '../../src/http/client.ts'
import type { Sentences, WebClient } from './services.ts'

/** What a browser makes of messages: it cannot show any, its owner forbade them, they are off, or they are on. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on'

/** Built from web/push-worker.ts to the root of the site, as what it is for is the whole site. */
const workerUrl = import.meta.env.DEV ? '/web/push-worker.ts' : '/push-worker.js'

/** Whether this browser can show messages at all. On an iPhone that is so once the site is on its home screen. */
const isSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** How it stands on this browser. `isKnown`: whether this session's device is among those that the server knows. */
export async function pushState(isKnown: boolean): Promise<PushState> {
  if (!isSupported()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  if (!isKnown || Notification.permission !== 'granted') return 'off'
  return (await subscribed()) ? 'on' : 'off'
}

const subscribed = async () =>
  (await navigator.serviceWorker.getRegistration('/'))?.pushManager.getSubscription() ?? null

/**
 * Asks its owner, subscribes with the server's key and tells the server. Rejects where the owner would rather not, the browser's push service does not
 * answer, or the server refuses.
 */
export async function turnPushOn(api: WebClient, key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new DOMException('not granted', 'NotAllowedError')
  await navigator.serviceWorker.register(workerUrl, { scope: '/', updateViaCache: 'none' })
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: key }
  const subscription = await pushManager.subscribe(options).catch(async (error) => {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
    // One with another key is in the way.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(options)
  })
  const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON()
  await api['POST /api/me/devices']({ body: { endpoint, p256dh, auth } })
}

/** Has the server forget a device, then this browser, where it is that. */
export async function turnPushOff(api: WebClient, deviceId: string, isThis: boolean): Promise<void> {
  await api['DELETE /api/me/devices/:deviceId']({ params: { deviceId } })
  // Without JavaScript the server does this, and has no browser to tell.
  if (isThis && typeof window !== 'undefined' && isSupported()) await (await subscribed())?.unsubscribe()
}

/** Why this device could not be turned on, as a problem in the reader's words. */
export function pushProblem({ reach }: Sentences, error: unknown): Error {
  const isRefused = error instanceof DOMException && error.name === 'NotAllowedError'
  const [title, detail] = isRefused ? reach.push.denied : reach.push.failed
  const document: ProblemDocument = { type: 'about:blank', status: 400, code: 'push_failed', title, detail }
  return Object.assign(new Error(detail, { cause: error }), { name: 'Problem', ...document })
}
