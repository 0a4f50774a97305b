import { defineConfig } from '@playwright/test'

const { CHROMIUM_PATH: executablePath, CI } = process.env

/** Browser tests: `*.e2e.ts`, on Chromium, at the size of a phone in the dark and of a desk in the light. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'var/test-results',
  workers: 2,
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
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } },
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true, isMobile: true },
    },
  ],
})
