/** What a service worker works with, as far as it is used here: TypeScript's own declarations of it do not go together with those of pages. */
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration
  readonly location: Location
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly WindowClient[]>
    openWindow(url: string): Promise<unknown>
    claim(): Promise<void>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', heard: (event: Extendable) => void): void
  addEventListener(type: 'push', heard: (event: Extendable & { data: { json(): unknown } | null }) => void): void
  addEventListener(type: 'notificationclick', heard: (event: Extendable & { notification: Notification }) => void): void
  addEventListener(
    type: 'pushsubscriptionchange',
    heard: (event: Extendable & { oldSubscription?: PushSubscription | null }) => void,
  ): void
}
interface Extendable {
  waitUntil(work: Promise<unknown>): void
}
interface WindowClient {
  readonly url: string
  focus(): Promise<unknown>
}

/** A message as src/push/pusher.ts sends it. */
interface Pushed {
  id: string
  title: string
  body: string
  url: string
}

const worker = self as unknown as WorkerScope

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('push', (event) => event.waitUntil(show(event.data?.json() as Pushed | undefined)))
worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification))
})
worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event.oldSubscription)))

/** Under the notification's id, so that one which comes again takes the place of what is shown. */
async function show(pushed: Pushed | undefined): Promise<void> {
  if (!pushed) return
  const { id, title, body, url } = pushed
  await worker.registration.showNotification(title, { body, tag: id, data: url })
}

/** Leads to what it is about, in a window that shows it already if there is one, and marks it as read. */
async function open({ tag, data }: Notification): Promise<void> {
  const { origin } = worker.location
  const asked = URL.parse(String(data), origin)
  const url = asked?.origin === origin ? asked.href : `${origin}/notifications`
  await fetch(`/api/me/notifications/${tag}/read`, { method: 'POST' }).catch(() => undefined)
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const shown = windows.find((window) => window.url === url)
  await (shown ? shown.focus() : worker.clients.openWindow(url))
}

/** A browser may change where it is reached; whoever is signed in goes on to be told. */
async function renew(old: PushSubscription | null | undefined): Promise<void> {
  const key = old?.options.applicationServerKey
  if (!key) return
  const { endpoint, keys } = (
    await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  ).toJSON()
  await fetch('/api/me/devices', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, p256dh: keys?.p256dh, auth: keys?.auth }),
  })
}
