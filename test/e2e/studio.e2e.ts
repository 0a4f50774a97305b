import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { organization, type Person, person } from '../people.ts'
import { expect, expectGoodPage, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** Signs a page in as somebody who owns an organization. */
async function enter(page: Page, conflux: TestApp, given: { administrator?: boolean } = {}) {
  const owner = await person(conflux, { name: 'Marta Quintela', ...given })
  const own = await organization(conflux.db, { owner }, { name: 'Clube da Solda' })
  await signIn(page, conflux, owner)
  return { owner, own }
}

const signIn = (page: Page, conflux: TestApp, { cookies }: Person) =>
  page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: conflux.origin })))

test('an organizer makes an event, is told what is missing, and takes it live', async ({ page, conflux }) => {
  await enter(page, conflux)
  await page.goto('/studio')
  await expectGoodPage(page, 'Clube da Solda')
  await page.getByRole('link', { name: 'New event' }).first().click()
  await expectGoodPage(page, 'A new event', { role: 'button', name: 'Make the draft' })

  await page.getByLabel('What is it called?').fill('Night Ferry')
  await page.getByLabel('Category').selectOption('music')
  await page.getByLabel('Starts').fill('2099-11-28T20:00')
  await page.getByLabel('Ends').fill('2099-11-28T19:00')
  await page.getByLabel('Venue').fill('Pier 3')
  await page.getByLabel('Price', { exact: true }).fill('twelve')
  await page.getByLabel('Ends').evaluate((input: HTMLInputElement) => input.removeAttribute('min'))
  await page.getByRole('button', { name: 'Make the draft' }).click()
  await expect(page.getByText('Give an amount such as')).toBeVisible()
  await page.getByLabel('Price', { exact: true }).fill('12,50')
  await page.getByLabel('Ends').evaluate((input: HTMLInputElement) => input.removeAttribute('min'))
  await page.getByRole('button', { name: 'Make the draft' }).click()
  await expect(page.getByText('The end must be after the start.').first()).toBeVisible()
  await page.getByLabel('Ends').fill('2099-11-28T23:30')
  await page.getByRole('button', { name: 'Make the draft' }).click()

  await expectGoodPage(page, 'Night Ferry')
  await expect(page.getByRole('button', { name: 'Go live' })).toBeDisabled()
  await page.getByRole('link', { name: 'A place, or a link to join' }).click()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Save' })
  await page.getByLabel('City').fill('Lisbon')
  await page.getByLabel('Description').fill('# Boots\n\nIt is **wet** <script>alert(1)</script>')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('heading', { name: 'Boots' })).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your changes are in place.')).toBeVisible()

  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Go live' }).click()
  await expect(page.getByText('It is live')).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByLabel('Link')).toHaveValue(new RegExp(`^${conflux.origin}/e/night-ferry`))
})

test('ticket types are made, refused, moved, taken off sale and deleted in place', async ({ page, conflux }) => {
  const { owner, own } = await enter(page, conflux)
  const { eventId } = await makeEvent(owner, own.id, { types: [], live: false })
  await page.goto(`/studio/${own.slug}/events/${eventId}/tickets`)
  await expectGoodPage(page, 'Night Ferry')
  await page.getByRole('link', { name: 'Add “Admission”' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Admission')
  await page.getByLabel('Price in EUR').fill('10')
  await page.getByText('Sale times and limits').click()
  await page.getByLabel('Least in one order').fill('11')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('The minimum per order cannot be more than the maximum.').first()).toBeVisible()
  await page.getByLabel('Least in one order').fill('1')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByRole('heading', { name: 'Admission' })).toBeVisible()

  await page.getByRole('link', { name: 'Add a ticket type' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Balcony')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Admission', 'Balcony'])
  await page.getByRole('button', { name: 'Move Balcony up' }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Balcony', 'Admission'])
  await page.getByRole('button', { name: 'Take off sale' }).first().click()
  await expect(page.getByText('Off sale', { exact: true })).toBeVisible()
  await expectGoodPage(page, 'Night Ferry')

  await page.getByRole('button', { name: 'Delete' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Admission'])

  await page.getByLabel('Capacity of the whole event').fill('many')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Give a whole number.')).toBeVisible()
  await page.getByLabel('Capacity of the whole event').fill('80')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Give a whole number.')).toBeHidden()
  await expect(page.getByLabel('Capacity of the whole event')).toHaveValue('80')

  await page.getByText('Keep places back').click()
  await page.getByLabel('Places', { exact: true }).fill('90')
  await page.getByRole('button', { name: 'Keep back' }).click()
  await expect(page.getByText('this would leave too few').first()).toBeVisible()
  await page.getByLabel('Places', { exact: true }).fill('12')
  await page.getByLabel('What for').fill('Press')
  await expectGoodPage(page, 'Night Ferry')
  await page.getByRole('button', { name: 'Keep back' }).click()
  await expect(page.getByText('12 kept back: Press')).toBeVisible()
})

test('a cover is uploaded, refused and removed', async ({ page, conflux }) => {
  const { owner, own } = await enter(page, conflux)
  const { eventId } = await makeEvent(owner, own.id)
  await page.goto(`/studio/${own.slug}/events/${eventId}/page`)
  const picture = page.getByLabel('Picture')
  await picture.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await expect(page.getByText('This image could not be read.')).toBeVisible()
  const buffer = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c33' } })
    .png()
    .toBuffer()
  await picture.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer })
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await expect(page.getByRole('img', { name: 'The cover now' })).toBeVisible()
  await expectGoodPage(page, 'Night Ferry')
  await page.getByRole('button', { name: 'Remove the picture' }).click()
  await expect(page.getByRole('img', { name: 'The cover now' })).toBeHidden()
})

test('an event is called off after being asked, and copied', async ({ page, conflux }) => {
  const { owner, own } = await enter(page, conflux)
  const { eventId } = await makeEvent(owner, own.id)
  await page.goto(`/studio/${own.slug}/events/${eventId}`)
  await expectGoodPage(page, 'Night Ferry')
  await page.getByRole('button', { name: 'Call it off' }).click()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Call it off' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Call it off' }).click()
  await expect(page.getByText('Cancelled').first()).toBeVisible()
  await page.getByRole('button', { name: 'Copy this event' }).click()
  await expect(page).toHaveURL(/\/page$/)
  await expect(page.getByLabel('Starts')).toHaveValue('')
})

test('a waiting event is looked at and let go live by an administrator', async ({ page, conflux }) => {
  const { owner, own } = await enter(page, conflux, { administrator: true })
  const { platform } = conflux.app.services
  await platform.change('eventApproval', 'all')
  await makeEvent(owner, own.id, { event: { name: 'Waiting Room' } })
  await platform.change('eventApproval', 'off')
  await page.goto('/admin/events')
  await page.getByRole('link', { name: 'Look through Waiting Room' }).click()
  await expectGoodPage(page, 'Waiting Room', { role: 'button', name: 'Hand it back' })
  await page.getByRole('button', { name: 'Let it go live' }).click()
  await expect(page.getByText('It is live')).toBeVisible()
  await expectGoodPage(page, 'Administration')
})

test('an administrator agrees with an organizer on terms and an account, and the organizer reads them', async ({
  page,
  conflux,
}) => {
  const { own } = await enter(page, conflux, { administrator: true })
  await page.goto('/admin/organizations')
  await page.getByLabel('Name').fill('da solda')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/q=da\+solda/)
  await page.getByRole('link', { name: 'Change Clube da Solda' }).first().click()
  await page.getByLabel('Percent of the price').fill('5')
  await page.getByLabel('Paid by').selectOption('organizer')
  await page.getByLabel('Connected Stripe account').fill('my account')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Connected Stripe account')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Percent of the price')).toHaveValue('5')
  await page.getByLabel('Connected Stripe account').fill('acct_1Solda')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('5%, paid by the organizer')).toBeVisible()
  await expect(page.getByText('Stripe account acct_1Solda')).toBeVisible()
  await expectGoodPage(page, 'Administration')

  await page.goto(`/studio/${own.slug}/fees`)
  await expect(page.getByText('These terms were agreed with you.')).toBeVisible()
  await expect(page.getByText('the buyer pays €100.00, you get €95.00, and the platform €5.00')).toBeVisible()
  await expect(page.getByText('straight to your account acct_1Solda')).toBeVisible()
  await expectGoodPage(page, 'Clube da Solda')
})

test('the studio is not for others', async ({ page, conflux }) => {
  const { owner, own } = await enter(page, conflux)
  const { eventId } = await makeEvent(owner, own.id)
  await signIn(page, conflux, await person(conflux, { name: 'Sam Stranger' }))
  for (const path of [
    `/studio/${own.slug}`,
    `/studio/${own.slug}/events/${eventId}`,
    `/studio/${own.slug}/events/new`,
  ]) {
    await page.goto(path)
    await expectGoodPage(page, 'Nothing here')
  }
  await page.goto('/admin/events')
  await expectGoodPage(page, 'Not for you')
})
