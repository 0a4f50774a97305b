import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page, PlaywrightWorkerArgs, PlaywrightWorkerOptions } from '@playwright/test'
import { qrPng } from '../../src/modules/orders/qr.ts'
import type { TestApp } from '../harness.ts'
import { organization, type Person, person } from '../people.ts'
import { order, type SoldEvent, soldEvent } from '../tickets.ts'
import { fakeCamera, type Showing, writeFilm } from './fake-camera.ts'
import { expect, expectGoodPage, test } from './fixtures.ts'

test.use({ world: 'shared' })

const attendees = ['Marta Quintela', 'Ola Brandvold', 'Jun Takahata']

/** An event with three tickets, and somebody who may scan them. */
async function openDoor(conflux: TestApp) {
  const keeper = await person(conflux)
  const owner = await person(conflux)
  const { id } = await organization(conflux.db, { owner, 'check-in': keeper })
  const event = await soldEvent(conflux.db, id)
  const { tickets } = await order(conflux.db, event, { attendees })
  const codes = tickets.map(({ code }) => code) as [string, string, string]
  return { keeper, owner, event, tickets, codes }
}

const signIn = (context: BrowserContext, { cookies }: Person, origin: string) =>
  context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin })))

const word = (page: Page, name: string) => page.getByRole('status').getByRole('heading', { name })

async function startWithoutCamera(page: Page, event: SoldEvent) {
  await page.goto(`/door/${event.id}`)
  await page.getByLabel('Name of this door').fill('Yard gate')
  await page.getByRole('button', { name: 'Scan without a camera' }).click()
  await expect(word(page, 'Ready')).toBeVisible()
}

/** Keys as a scanner presses them. */
async function shoot(page: Page, code: string) {
  await page.evaluate((text) => {
    for (const key of [...text, 'Enter'])
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, code)
}

/** A browser whose camera sees this film over and over, at the event's door and scanning. `watch` sees the page before it starts. */
async function scanFilm(
  { conflux, playwright, launchOptions }: CameraParts,
  { keeper, event }: { keeper: Person; event: SoldEvent },
  showings: readonly Showing[],
  watch: (page: Page) => void,
  work: (page: Page) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'conflux-film-'))
  const film = join(folder, 'film.y4m')
  await writeFilm(film, showings)
  const args = [...(launchOptions.args ?? []), ...fakeCamera(film)]
  const browser = await playwright.chromium.launch({ ...launchOptions, args })
  try {
    const context = await browser.newContext({ baseURL: conflux.origin })
    await signIn(context, keeper, conflux.origin)
    const page = await context.newPage()
    watch(page)
    await page.goto(`/door/${event.id}`)
    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    await work(page)
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
}

type CameraParts = Pick<PlaywrightWorkerArgs & PlaywrightWorkerOptions, 'playwright' | 'launchOptions'> & {
  conflux: TestApp
}

test('the camera reads tickets one after the other, and a bad code does not stop it', async ({
  conflux,
  playwright,
  launchOptions,
}) => {
  const door = await openDoor(conflux)
  const [first, second] = door.codes
  const bad = ['HTTP://EXAMPLE.ORG/MENU', 'WIFI:GUESTS'] as const
  const showings = [bad[0], first, bad[1], second].flatMap((code): Showing[] => [
    { code, seconds: 2 },
    { code: null, seconds: 0.4 },
  ])
  const scans: { code: string; result: string }[] = []
  const listen = (page: Page) =>
    void page.on('response', async (response) => {
      if (response.request().method() !== 'POST' || !response.url().endsWith('/scans')) return
      const { code } = response.request().postDataJSON() as { code: string }
      const { scan } = (await response.json()) as { scan: { result: string } }
      scans.push({ code, result: scan.result })
    })
  const resultsOf = (code: string) => scans.filter((scan) => scan.code === code).map(({ result }) => result)
  await scanFilm({ conflux, playwright, launchOptions }, door, showings, listen, async (page) => {
    const isSeenTwice = () => [first, second].every((code) => resultsOf(code).includes('already_in'))
    await expect.poll(isSeenTwice, { timeout: 40_000 }).toBe(true)
    for (const code of [first, second]) expect(resultsOf(code)[0]).toBe('admitted')
    for (const code of bad) expect(new Set(resultsOf(code))).toEqual(new Set(['refused']))
    const repeated = scans.filter(({ code }, index) => code === scans[index - 1]?.code)
    expect(repeated, 'a code in view is one scan').toEqual([])
    await expect(word(page, 'Already in')).toBeVisible()
  })
})

test('a code that stays in view is one scan', async ({ conflux, playwright, launchOptions }) => {
  const door = await openDoor(conflux)
  const showings = [{ code: door.codes[0], seconds: 1 }]
  let looks = 0
  const listen = (page: Page) =>
    void page.on('response', (response) => {
      if (response.url().endsWith('/door')) looks += 1
    })
  await scanFilm({ conflux, playwright, launchOptions }, door, showings, listen, async (page) => {
    await expect(word(page, 'Come in')).toBeVisible()
    const before = looks
    await expect.poll(() => looks - before, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
    await expect(word(page, 'Come in')).toBeVisible()
  })
  const { scans } = await door.keeper.api['GET /api/events/:eventId/door']({ params: { eventId: door.event.id } })
  expect(scans.length).toBe(1)
})

test('a keyboard scanner, a typed code, a photo and a name all lead to the answer', async ({
  conflux,
  page,
  context,
}) => {
  const { keeper, event, tickets, codes } = await openDoor(conflux)
  await signIn(context, keeper, conflux.origin)
  await startWithoutCamera(page, event)
  await expectGoodPage(page, 'Check-in, Loose Wires', { role: 'button', name: 'Type a code' })

  await shoot(page, codes[0])
  await expect(word(page, 'Come in')).toBeVisible()
  await expect(page.getByRole('status')).toContainText('Marta Quintela')
  await expect(page.getByText('1 of 3 in')).toBeVisible()
  await expectGoodPage(page, 'Check-in, Loose Wires', { role: 'button', name: 'Scan next' })

  await page.getByRole('button', { name: 'Scan next' }).focus()
  await shoot(page, codes[0].toLowerCase())
  await expect(word(page, 'Already in')).toBeVisible()
  await expect(page.getByRole('status')).toContainText('Scanned at Yard gate')
  await expectGoodPage(page, 'Check-in, Loose Wires', { role: 'button', name: 'Scan next' })

  await shoot(page, 'NOTATICKET')
  await expect(word(page, 'Not a ticket')).toBeVisible()
  await expectGoodPage(page, 'Check-in, Loose Wires', { role: 'button', name: 'Find a person' })
  await page.getByRole('button', { name: 'Scan next' }).click()

  await page.getByLabel('Photo').setInputFiles({ name: 'ticket.png', mimeType: 'image/png', buffer: qrPng(codes[1]) })
  await expect(word(page, 'Come in')).toBeVisible()
  await expect(page.getByRole('status')).toContainText('Ola Brandvold')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(word(page, 'Undone')).toBeVisible()
  await expect(page.getByText('1 of 3 in')).toBeVisible()
  await page.getByRole('button', { name: 'Scan next' }).click()

  await page.getByRole('button', { name: 'Type a code' }).click()
  const typed = String(tickets[1]?.shortCode)
    .toLowerCase()
    .replace(/(.{4})/g, '$1 ')
  await page.getByRole('textbox', { name: 'Ticket code' }).fill(typed)
  await page.keyboard.press('Enter')
  await expect(word(page, 'Come in')).toBeVisible()
  await page.getByRole('button', { name: 'Scan next' }).click()

  await page.getByRole('button', { name: 'Find a person' }).click()
  await page.getByLabel('Name, email or code').fill('takahata')
  await page.keyboard.press('Enter')
  await expectGoodPage(page, 'Check-in, Loose Wires')
  await page.getByRole('button', { name: 'Let in: Jun Takahata' }).click()
  await expect(word(page, 'Come in')).toBeVisible()
  await expect(page.getByText('3 of 3 in')).toBeVisible()
  await page.getByRole('button', { name: 'Scan next' }).click()

  await page.getByRole('button', { name: 'Latest scans' }).click()
  await page.getByRole('button', { name: 'Undo: Jun Takahata' }).click()
  await expect(word(page, 'Undone')).toBeVisible()
  await expect(page.getByText('2 of 3 in')).toBeVisible()
})

test('a photo without a code says so', async ({ conflux, page, context }) => {
  const { keeper, event } = await openDoor(conflux)
  await signIn(context, keeper, conflux.origin)
  await startWithoutCamera(page, event)
  await page
    .getByLabel('Photo')
    .setInputFiles({ name: 'note.txt', mimeType: 'image/png', buffer: Buffer.from('no image') })
  await expect(word(page, 'No code')).toBeVisible()
})

test('without a connection scans wait, say so, and are sent once each when it is back', async ({
  conflux,
  page,
  context,
}) => {
  const { keeper, event, codes } = await openDoor(conflux)
  await signIn(context, keeper, conflux.origin)
  await startWithoutCamera(page, event)
  await context.setOffline(true)
  await shoot(page, codes[0])
  await expect(word(page, 'Not known')).toBeVisible()
  await shoot(page, codes[0])
  await shoot(page, codes[1])
  await expect(page.getByText('2 scans wait to be sent')).toBeVisible()
  await expectGoodPage(page, 'Check-in, Loose Wires', { role: 'button', name: 'Scan next' })
  await context.setOffline(false)
  await expect(word(page, 'Come in')).toBeVisible()
  await expect(page.getByRole('status')).toContainText('Ola Brandvold')
  await expect(page.getByText('Online')).toBeVisible()
  const { scans } = await keeper.api['GET /api/events/:eventId/door']({ params: { eventId: event.id } })
  expect(scans.map(({ result }) => result)).toEqual(['admitted', 'admitted'])
})

test('a scan that waits is still there when the page is loaded again, and is sent once', async ({
  conflux,
  page,
  context,
}) => {
  const { keeper, event, codes } = await openDoor(conflux)
  await signIn(context, keeper, conflux.origin)
  await startWithoutCamera(page, event)
  await page.route('**/scans', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await shoot(page, codes[0])
  await expect(word(page, 'Not known')).toBeVisible()
  await expect(page.getByText('One scan waits to be sent')).toBeVisible()
  await startWithoutCamera(page, event)
  await expect(page.getByText('One scan waits to be sent')).toBeVisible()
  await page.unroute('**/scans')
  await expect(page.getByText('1 of 3 in')).toBeVisible({ timeout: 15_000 })
  await expect(page.getByText('One scan waits to be sent')).toBeHidden()
  await startWithoutCamera(page, event)
  await expect(page.getByText('One scan waits to be sent')).toBeHidden()
  const { scans } = await keeper.api['GET /api/events/:eventId/door']({ params: { eventId: event.id } })
  expect(scans.map(({ result }) => result)).toEqual(['admitted'])
})

test('doors are listed for those who may scan, and closed to the rest', async ({ conflux, page, context }) => {
  const { keeper, event } = await openDoor(conflux)
  await page.goto(`/door/${event.id}`)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await signIn(context, keeper, conflux.origin)
  await page.goto('/door')
  await expectGoodPage(page, 'Check-in', { role: 'link', name: /Loose Wires/ })
  await page.getByRole('link', { name: /Loose Wires/ }).click()
  await expectGoodPage(page, 'Loose Wires', { role: 'button', name: 'Scan with the camera' })
  await signIn(context, await person(conflux), conflux.origin)
  await page.goto('/door')
  await expect(page.getByRole('heading', { name: 'No doors to stand at' })).toBeVisible()
  await page.goto(`/door/${randomUUID()}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible()
})
