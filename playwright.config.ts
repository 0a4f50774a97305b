import { defineConfig } from '@playwright/test'

const { CHROMIUM_PATH: executablePath, CI, PROOF } = process.env

/**
 * What is mostly done at a desk, or on a phone, is gone through there; at the other size its pages are looked at (pages.e2e.ts, which sees to both
 * sizes itself). Where every proof is run whole, both are gone through at both.
 */
const workOfTheDesk =
  /(admin|announcements|by-hand|guests|keyboard|lists|moves|organization|security|studio|team|test-mode)\.e2e\.ts$/
const workOfThePhone =
  /(door|live|no-javascript|notifications|privacy|providers|refund|saved-card|transfer|ways-to-pay)\.e2e\.ts$/
const pages = /pages\.e2e\.ts$/
const elsewhere = (files: RegExp) => (PROOF === undefined ? [files] : [])

/** Browser tests: `*.e2e.ts`, on Chromium, at the size of a phone in the dark and of a desk in the light. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'var/test-results',
  // One more than the cores of the smallest machine we test on: with two a quarter of the processors' time was idle.
  workers: 3,
  fullyParallel: false,
  // A shared machine may stall for longer than a page may take; what fails three times is broken.
  retries: CI === undefined ? 0 : 2,
  forbidOnly: CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Root has no sandbox to give; the rest keeps the browser from asking the world for updates.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: elsewhere(workOfThePhone),
      use: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
    },
    {
      name: 'phone',
      testIgnore: [pages, ...elsewhere(workOfTheDesk)],
      use: { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true, isMobile: true },
    },
  ],
})
