import { newId } from '../../src/db/id.ts'
import { transact } from '../../src/db/transact.ts'
import { notify } from '../../src/modules/notifications/notify.ts'
import { person } from '../people.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a phone is proven by a code that this installation shows, and taken away again', async ({
      page,
      conflux,
    }) => {
      const ana = await person(conflux)
      const phone = `+35191${newId().replace(/\D/g, '').slice(-7).padStart(7, '1')}`
      await signIn(page.context(), ana, conflux)
      await page.goto('/account/notifications')
      await page.getByLabel('Phone').fill('call me')
      await page.getByRole('button', { name: 'Send me a code' }).click()
      await expect(page.getByLabel('Phone')).toHaveAccessibleDescription(/country’s code.*\+351/)
      await page.getByLabel('Phone').fill(phone)
      await page.getByRole('button', { name: 'Send me a code' }).click()
      await expect(page.getByText(`A code is on its way to ${phone}.`)).toBeVisible()
      await expect.poll(() => codeTo(phone, conflux.origin)).toMatch(/^\d{6}$/)
      await page.getByRole('link', { name: 'Open the SMS of this installation' }).click()
      if (javaScriptEnabled) await expectGoodPage(page, 'Messages', { role: 'link', name: 'Mailbox' })
      await expect(page.getByRole('listitem').filter({ hasText: phone })).toContainText('is your Conflux code')
      await page.goBack()
      const code = await codeTo(phone, conflux.origin)
      await page.getByLabel('Code').fill(code === '000000' ? '000001' : '000000')
      await page.getByRole('button', { name: 'This is my phone' }).click()
      await expect(page.getByRole('alert')).toContainText('Wrong code')
      await page.getByLabel('Code').fill(code)
      await page.getByRole('button', { name: 'This is my phone' }).click()
      await expect(page.getByText('Phone confirmed')).toBeVisible()
      await expect(page.getByText(phone)).toBeVisible()
      await page.getByRole('button', { name: 'Remove the phone' }).click()
      await expect(page.getByRole('button', { name: 'Send me a code' })).toBeVisible()
    })
  })

const codeTo = async (phone: string, origin: string) => {
  const answer = await fetch(`${origin}/api/dev/messages?recipient=${encodeURIComponent(phone)}`)
  const { items } = (await answer.json()) as { items: { text: string }[] }
  return /^\d{6}/.exec(items[0]?.text ?? '')?.[0] ?? ''
}

/** A browser without a window has no push service and allows nothing: what it would say and give for a subscription, kept as it keeps it. */
const pretendPushService = () => {
  Object.defineProperty(Notification, 'permission', {
    get: () => (localStorage.getItem('allowed') ? 'granted' : 'default'),
  })
  Notification.requestPermission = async () => {
    localStorage.setItem('allowed', 'yes')
    return 'granted'
  }
  const subscription = {
    endpoint: `https://push.example.org/${crypto.randomUUID()}`,
    toJSON() {
      return { endpoint: this.endpoint, keys: { p256dh: `B${'a'.repeat(86)}`, auth: 'a'.repeat(22) } }
    },
    async unsubscribe() {
      localStorage.removeItem('pushed')
      return true
    },
  }
  PushManager.prototype.getSubscription = async () =>
    localStorage.getItem('pushed') ? (subscription as unknown as PushSubscription) : null
  PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem('pushed', String(options?.applicationServerKey))
    return subscription as unknown as PushSubscription
  }
}

test('a device is turned on and off, and says so after the page is loaded anew', async ({ page, conflux }) => {
  const ana = await person(conflux)
  await page.addInitScript(pretendPushService)
  await signIn(page.context(), ana, conflux)
  await page.goto('/account/notifications')
  await page.getByRole('button', { name: 'Notify me on this device' }).click()
  await expect(page.getByText('Turned on')).toBeVisible()
  const { key, items } = await ana.api['GET /api/me/devices']()
  expect(items.map(({ current }) => current)).toEqual([true])
  expect(await page.evaluate(() => localStorage.getItem('pushed'))).toBe(key)
  await page.goto('/account/notifications')
  await expect(page.getByText('This one')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Notify me on this device' })).toHaveCount(0)
  await page.getByRole('button', { name: /^Turn off/ }).click()
  await expect(page.getByRole('button', { name: 'Notify me on this device' })).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('pushed'))).toBeNull()
})

test('a browser that forbids messages, and one that cannot show any, say what to do', async ({
  page,
  other,
  conflux,
}) => {
  const ana = await person(conflux)
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }))
  await signIn(page.context(), ana, conflux)
  await page.goto('/account/notifications')
  await expect(page.getByText('Your browser does not allow it')).toBeVisible()
  await signIn(other, ana, conflux)
  const unable = await other.newPage()
  await unable.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'))
  await unable.goto(`${conflux.origin}/account/notifications`)
  await expect(unable.getByText('This browser cannot show messages of sites.')).toBeVisible()
})

/** The scope of a service worker, and what it did in this test. */
interface Worker {
  registration: ServiceWorkerRegistration
  clients: { openWindow(url: string): Promise<unknown> }
  shown: object[]
  opened: string[]
}

test('the service worker shows what is pushed and leads to it, and is asked for anew each time', async ({
  page,
  conflux,
}) => {
  const ana = await person(conflux)
  const told = { kind: 'message', channel: 'in_app', title: 'Doors open at 7', message: 'Pier 9' } as const
  const { id } = await transact(conflux.db, (tx) => notify(tx, conflux.app.services, { ...told, userId: ana.userId }))
  await signIn(page.context(), ana, conflux)
  await page.goto('/account')
  const script = await page.request.get('/push-worker.js')
  expect(script.headers()['cache-control']).toBe('no-cache')
  expect(script.headers()['content-type']).toContain('javascript')
  expect(script.headers()['content-security-policy']).toContain("default-src 'self'")

  const devtools = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/push-worker.js', { scope: '/' })
    await navigator.serviceWorker.ready
  })
  const [running] = page.context().serviceWorkers()
  // A browser without a window shows no notifications and opens no windows.
  await running?.evaluate(() => {
    const worker = self as unknown as Worker
    worker.shown = []
    worker.opened = []
    worker.registration.showNotification = async (title, options) => {
      worker.shown.push({ title, ...options })
    }
    worker.clients.openWindow = async (url) => worker.opened.push(url)
  })
  const shown = { id, title: told.title, body: told.message, url: '/tickets' }
  const registrationId = await registered
  const data = JSON.stringify(shown)
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: conflux.origin, registrationId, data })
  await expect
    .poll(() => running?.evaluate(() => (self as unknown as Worker).shown))
    .toEqual([{ title: told.title, body: told.message, tag: id, data: '/tickets' }])

  expect((await ana.api['GET /api/me']())?.unread).toBe(1)
  for (const url of ['/tickets', 'https://elsewhere.example/tickets'])
    await running?.evaluate(
      ([tag, data]) => {
        const notification = { tag, data, close: () => undefined }
        const event = Object.assign(new Event('notificationclick'), { notification, waitUntil: () => undefined })
        self.dispatchEvent(event)
      },
      [id, url],
    )
  await expect
    .poll(() => running?.evaluate(() => (self as unknown as Worker).opened.toSorted()))
    .toEqual([`${conflux.origin}/notifications`, `${conflux.origin}/tickets`])
  expect((await ana.api['GET /api/me']())?.unread).toBe(0)
})
