import { openTestApp, type TestApp } from '../harness.ts'
import { mails } from '../mail.ts'
import { person } from '../people.ts'
import { type OpenIdSimulator, simulateOpenId } from '../simulators/openid-provider.ts'
import { test as base, expect, expectGoodPage, signIn } from './fixtures.ts'

/** A Conflux that people sign in to by an OpenID provider on this machine. */
const test = base.extend<object, { library: OpenIdSimulator; conflux: TestApp }>({
  library: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a pattern.
    async ({}, use) => {
      const library = await simulateOpenId({ asks: true })
      await use(library)
      library.close()
    },
    { scope: 'worker' },
  ],
  conflux: [
    async ({ library }, use) => {
      const { clientId, clientSecret } = library.client
      const keys = { OIDC_ISSUER: library.issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }
      const conflux = await openTestApp({ ...keys, OIDC_NAME: 'Town Library' }, { pages: true })
      const worker = await conflux.app.startWorker()
      await use({ ...conflux, origin: conflux.app.services.publicUrl() })
      await worker.stop()
      await conflux.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

test('somebody signs in by the provider from the sign-in page', async ({ page, library }) => {
  library.visitor = { sub: 'ada', name: 'Ada Lovelace', email: `ada-${Date.now()}@example.org`, email_verified: true }
  await page.goto('/sign-in?next=%2Faccount')
  await expectGoodPage(page, 'Sign in', { role: 'button', name: 'Go on with Town Library' })
  await page.getByRole('button', { name: 'Go on with Town Library' }).click()
  await page.getByRole('button', { name: 'Let Conflux know' }).click()
  await expect(page).toHaveURL('/account')
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible()
})

test('who said no there is told, and may try again', async ({ page, library }) => {
  library.visitor = null
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Go on with Town Library' }).click()
  await page.getByRole('button', { name: 'Let Conflux know' }).click()
  await expect(page.getByText('The other site did not let you through')).toBeVisible()
  await expectGoodPage(page, 'Sign in by another provider', { role: 'button', name: 'Go on with Town Library' })
})

test('who has no address there gives one and types the code that is mailed', async ({ page, conflux, library }) => {
  const email = `no-address-${Date.now()}@example.org`
  library.visitor = { sub: email, name: 'Nora Noaddress' }
  await page.goto('/sign-in?next=%2Ftickets')
  await page.getByRole('button', { name: 'Go on with Town Library' }).click()
  await page.getByRole('button', { name: 'Let Conflux know' }).click()
  await expectGoodPage(page, 'Which address is yours?', { role: 'button', name: 'Send the code' })
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send the code' }).click()
  await expectGoodPage(page, 'Look into your mail', { role: 'button', name: 'Make my account' })
  const code = async () => /\b\d{8}\b/.exec((await mails(conflux.db, email)).at(-1)?.text ?? '')?.[0] ?? ''
  await expect.poll(code).not.toBe('')
  await page.getByLabel('Code').fill('1234 5678')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await expect(page.getByText('That is not the code of the newest mail.').first()).toBeVisible()
  await page.getByLabel('Code').fill(await code())
  await page.getByRole('button', { name: 'Make my account' }).click()
  await expect(page).toHaveURL('/tickets')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('it goes the same way', async ({ page, library }) => {
    library.visitor = {
      sub: 'plain',
      name: 'Plain Paula',
      email: `plain-${Date.now()}@example.org`,
      email_verified: true,
    }
    await page.goto('/sign-in?next=%2Faccount')
    await page.getByRole('button', { name: 'Go on with Town Library' }).click()
    await page.getByRole('button', { name: 'Let Conflux know' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Plain Paula' })).toBeVisible()
  })
})

test('the security page links a provider to the account, and keeps the last way in', async ({
  page,
  conflux,
  library,
}) => {
  const own = await person(conflux)
  await signIn(page.context(), own, conflux)
  library.visitor = { sub: own.userId }
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Link Town Library' }).click()
  await page.getByRole('button', { name: 'Let Conflux know' }).click()
  await expect(page).toHaveURL('/account/security?done=linked')
  await expect(page.getByText('From now on you can sign in with it.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove Town Library' }).click()
  await expect(page.getByText('You could not sign in without it.')).toBeVisible()
})
