import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import { person } from '../people.ts'
import { expect, expectGoodLook, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

test('somebody takes their data with them, has their account erased, and keeps it after all', async ({
  page,
  context,
  conflux,
}) => {
  const who = await person(conflux, { name: 'Paula Portable' })
  await signIn(context, who, conflux)
  await page.goto('/account')
  await page.getByRole('link', { name: 'My data' }).click()
  await page.getByRole('button', { name: 'Gather my data' }).click()
  const link = page.getByRole('link', { name: 'Fetch my data' })
  await expect(link).toBeVisible({ timeout: 20_000 })
  await expectGoodLook(page)
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  const files = unzipSync(await readFile(await download.path()))
  expect(Buffer.from(files['account.json'] ?? []).toString()).toContain('Paula Portable')

  await page.getByLabel('Type your email address').fill('somebody@else.example')
  await page.getByRole('button', { name: 'Erase my account in seven days' }).click()
  await expect(page.getByText('That is not the address of your account.').first()).toBeVisible()
  await page.getByLabel('Type your email address').fill(who.email)
  await page.getByRole('button', { name: 'Erase my account in seven days' }).click()
  await expect(page.getByText(/^Your account will be erased on/).first()).toBeVisible()
  await expectGoodLook(page)
  await page.goto('/discover')
  const banner = page.getByRole('form', { name: 'Keep my account' })
  await expect(banner).toBeVisible()
  await expectGoodLook(page)
  await banner.getByRole('button', { name: 'Keep my account' }).click()
  await expect(page.getByText('Your account stays. Nothing was erased.')).toBeVisible()
  await expect(banner).toBeHidden()
})
