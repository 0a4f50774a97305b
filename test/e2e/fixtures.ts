import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { openTestApp, type TestApp } from '../harness.ts'

/** A whole Conflux for each browser worker: its own database, jobs running, pages as built. */
export const test = base.extend<{ baseURL: string }, { conflux: TestApp }>({
  conflux: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function wants from its first parameter.
    async ({}, use) => {
      const conflux = await openTestApp({}, { pages: true })
      const worker = await conflux.app.startWorker()
      await use(conflux)
      await worker.stop()
      await conflux.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: ({ conflux }, use) => use(conflux.origin),
})

export { expect }

/** The page shows this heading and control, axe finds nothing, and nothing is wider than the window. */
export async function expectGoodPage(
  page: Page,
  heading: string | RegExp,
  control?: { role: 'button' | 'link' | 'textbox' | 'searchbox'; name: string | RegExp },
) {
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  if (control) await expect(page.getByRole(control.role, { name: control.name }).first()).toBeVisible()
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
  ).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, 'pixels wider than the window').toBeLessThanOrEqual(0)
}
