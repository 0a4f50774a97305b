import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import type axeCore from 'axe-core'
import { openTestApp, type TestApp } from '../harness.ts'
import type { Person } from '../people.ts'

/**
 * A whole Conflux for each browser worker: its own database, jobs running, pages as built. A test fails, too, when a page of its `context`
 * or of the `other` one reports an error, breaks the content security policy, or lacks a file.
 */
export const test = base.extend<{ baseURL: string; other: BrowserContext }, { world: string; conflux: TestApp }>({
  /**
   * Files whose tests make all they look at share a world, which starts once for each worker; one that minds the events of others names its own,
   * `test.use({ world: 'home' })`: a worker and a database to itself.
   */
  world: ['', { scope: 'worker', option: true }],
  conflux: [
    // Another world is another worker, so this depends on it without a need of its name.
    async ({ world: _world }, use) => {
      const conflux = await openTestApp({}, { pages: true })
      const worker = await conflux.app.startWorker()
      await use(conflux)
      await worker.stop()
      await conflux.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: ({ conflux }, use) => use(conflux.origin),
  context: async ({ context }, use) => {
    const faults = faultsOf(context)
    await use(context)
    expect([...faults]).toEqual([])
  },
  /** The browser of somebody else. */
  other: async ({ browser }, use) => {
    const context = await browser.newContext()
    const faults = faultsOf(context)
    await use(context)
    await context.close()
    expect([...faults]).toEqual([])
  },
})

export { expect }

/** Signs a browser in as this person, in place of whoever was. */
export const signIn = (context: BrowserContext, { cookies }: Pick<Person, 'cookies'>, { origin }: TestApp) =>
  context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin })))

/** The page shows this heading and control, axe finds nothing, and nothing is wider than the window. */
export async function expectGoodPage(page: Page, heading: string | RegExp, control?: Control, size?: Size) {
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  if (control) await expect(page.getByRole(control.role, { name: control.name }).first()).toBeVisible()
  await expectGoodLook(page, size)
}

/** What a page is for. */
export type Control = {
  role: 'button' | 'link' | 'heading' | 'img' | 'textbox' | 'searchbox'
  name: string | RegExp
}

/** How large the window is. */
export type Size = 'desk' | 'phone'

const sizeOfProject = (): Size => (base.info().project.use.isMobile === true ? 'phone' : 'desk')

/** Axe finds nothing, and nothing is wider than the window. */
export async function expectGoodLook(page: Page, size: Size = sizeOfProject()) {
  // All is looked at on the desk; on the phone, what does not change with size or colours need not be, again.
  const isWhole = size === 'desk' || process.env.PROOF === '1'
  await expectNoViolations(page, isWhole ? everyRule : rulesOfSizeAndColour)
  await expectNoOverflow(page)
}

/** Tags of axe's rules. */
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const rulesOfSizeAndColour = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'region',
  'landmark-one-main',
  'heading-order',
  'page-has-heading-one',
]

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Axe finds nothing by these rules of its own, or by all rules with these tags. */
async function expectNoViolations(page: Page, runOnly: string[]) {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate((only) => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore }
    // In the page itself: mails are shown in frames that run no scripts, which axe would wait for.
    return axe.run({ runOnly: only, iframes: false, resultTypes: ['violations'] })
  }, runOnly)
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
  ).toEqual([])
}

/** Nothing is wider than the window; names what is. */
export async function expectNoOverflow(page: Page) {
  const wide = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const outside = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    )
    return [`${scrollWidth - clientWidth} pixels`, ...outside.map((one) => one.outerHTML.slice(0, 90))].slice(0, 9)
  })
  expect(wide, 'wider than the window').toEqual([])
}

/** What goes wrong in a browser without anybody seeing it, filled in as it happens. Refusals are no faults: pages show them. */
export function faultsOf(context: BrowserContext): Set<string> {
  const faults = new Set<string>()
  const add = (where: string | undefined, what: string) => void faults.add(`${where}: ${what.split('\n')[0]}`)
  context.on('weberror', (fault) => add(fault.page()?.url(), fault.error().message))
  context.on('console', (message) => {
    if (message.type() === 'error' && !NO_FAULT.test(message.text())) add(message.page()?.url(), message.text())
  })
  context.on('response', (response) => {
    const isPart = !['document', 'fetch', 'xhr'].includes(response.request().resourceType())
    if (response.status() >= (isPart ? 400 : 500)) add(response.url(), String(response.status()))
  })
  return faults
}

/** Replies are looked at themselves; and looking into the frame of a mail, where nothing may run, is our doing, as is being offline. */
const NO_FAULT =
  /^Failed to load resource|^Blocked script execution in .*\/api\/dev\/mails\/|net::ERR_INTERNET_DISCONNECTED$/
