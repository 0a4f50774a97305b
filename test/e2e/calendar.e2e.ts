import type { Page } from '@playwright/test'
import { readCalendar } from '../calendar.ts'
import { makeEvent } from '../events.ts'
import { organization, person } from '../people.ts'
import { buy } from '../sales.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'calendar' })

test.beforeAll(async ({ conflux }) => {
  const owner = await person(conflux)
  const { id } = await organization(conflux.db, { owner })
  const at = (name: string, startsAt: string, endsAt: string) =>
    makeEvent(owner, id, { event: { name, startsAt, endsAt } })
  await at('Night Ferry', '2099-11-28T20:00', '2099-11-28T23:30')
  await at('Harbour Days', '2099-11-26T10:00', '2099-11-28T18:00')
  await at('Winter Fair', '2099-12-02T10:00', '2099-12-02T18:00')
})

const day = (page: Page, date: string) => page.locator(`#day-${date}`)

test('a month is a list on a phone, and on a desk is walked through by keys, over its ends', async ({
  page,
  isMobile,
}) => {
  await page.goto('/calendar?month=2099-11')
  const grid = page.getByRole('grid', { name: 'November 2099, everywhere' })
  if (isMobile) {
    // There is no room for a grid: the month is a list.
    await expect(page.getByRole('link', { name: 'Night Ferry' }).first()).toBeVisible()
    await expect(grid).toBeHidden()
    return
  }
  await expect(grid).toBeVisible()
  await expect(page.locator('[data-day][tabindex="0"]')).toHaveCount(1)
  await day(page, '2099-11-01').focus()
  const walk = async (key: string, to: string) => {
    await page.keyboard.press(key)
    await expect(day(page, to)).toBeFocused()
    await expect(page.locator('[data-day][tabindex="0"]')).toHaveAttribute('data-day', to)
  }
  await walk('ArrowRight', '2099-11-02')
  await walk('ArrowDown', '2099-11-09')
  await walk('End', '2099-11-15')
  await walk('Home', '2099-11-09')
  await walk('PageDown', '2099-12-09')
  await expect(page.getByRole('grid', { name: 'December 2099, everywhere' })).toBeVisible()
  await walk('ArrowUp', '2099-12-02')
  await walk('PageUp', '2099-11-02')
  await walk('ArrowLeft', '2099-11-01')
  await walk('ArrowUp', '2099-10-25')
  await page.goto('/calendar?month=2099-11')
  await day(page, '2099-11-28').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Night Ferry' }).first()).toBeVisible()
})

test('the views lead to each other, and keep the filters', async ({ page }) => {
  await page.goto('/calendar?month=2099-11&city=Lisbon')
  await page.getByRole('link', { name: 'Week', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '26 Oct–1 Nov 2099 in Lisbon' })).toBeVisible()
  for (let weeks = 0; weeks < 4; weeks += 1) await page.getByRole('link', { name: /^Next:/ }).click()
  await expectGoodPage(page, '23–29 Nov 2099 in Lisbon', { role: 'link', name: /Night Ferry/ })
  await expect(page.getByRole('link', { name: /Harbour Days/ })).toHaveCount(3)
  await day(page, '2099-11-29').focus()
  await page.keyboard.press('ArrowRight')
  await expect(day(page, '2099-11-30')).toBeFocused()
  await page.getByRole('link', { name: 'List', exact: true }).click()
  await expectGoodPage(page, 'December 2099 in Lisbon', { role: 'link', name: 'Winter Fair' })
})

test('an event goes into every calendar, and a calendar follows a search', async ({ page }) => {
  await page.goto('/calendar?month=2099-11&view=list&city=Lisbon')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  const feed = page.getByRole('link', { name: /^File/ })
  await expect(feed).toHaveAttribute('href', /\/calendar\.ics\?city=Lisbon$/)
  await expect(page.getByRole('link', { name: 'Calendar app' })).toHaveAttribute('href', /^webcal:\/\//)
  await page.getByRole('link', { name: 'Night Ferry' }).click()
  await page.getByRole('button', { name: 'Add to calendar' }).click()
  for (const [name, host] of [
    ['Google Calendar', 'calendar.google.com'],
    ['Outlook.com', 'outlook.live.com'],
    ['Microsoft 365', 'outlook.office.com'],
  ] as const)
    await expect(page.getByRole('link', { name })).toHaveAttribute(
      'href',
      new RegExp(`^https://${host}/.*Night%20Ferry`),
    )
  const file = await page.request.get(String(await page.getByRole('link', { name: /^File/ }).getAttribute('href')))
  expect(readCalendar(await file.body()).entries[0]?.starts).toEqual(new Date('2099-11-28T20:00:00Z'))
})

test('somebody makes an address for their calendar, another one, and ends it', async ({ page, context, conflux }) => {
  const somebody = await person(conflux)
  const { id: typeId, event_id: eventId } = await conflux.db
    .selectFrom('ticket_type')
    .innerJoin('event', 'event.id', 'ticket_type.event_id')
    .select(['ticket_type.id', 'event_id'])
    .where('event.name', '=', 'Night Ferry')
    .executeTakeFirstOrThrow()
  await buy(somebody, { eventId, typeId }, somebody)
  await signIn(context, somebody, conflux)
  await page.goto('/account')
  await page.getByRole('link', { name: 'My calendar' }).click()
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = page.locator('.calendar-address')
  await expectGoodPage(page, 'My calendar', { role: 'button', name: 'Subscribe' })
  const first = String(await address.textContent())
  const names = async (url: string) =>
    readCalendar(await (await page.request.get(url)).body()).entries.map(({ summary }) => summary)
  expect(await names(first)).toEqual(['Night Ferry'])
  await page.getByRole('button', { name: 'Make a new address' }).click()
  await expect(page.getByText('This is the new address')).toBeVisible()
  const second = String(await address.textContent())
  expect(second).not.toEqual(first)
  expect((await page.request.get(first)).status()).toBe(404)
  expect(await names(second)).toEqual(['Night Ferry'])
  await page.getByRole('button', { name: 'End the address' }).click()
  await expect(page.getByRole('button', { name: 'Make an address' })).toBeVisible()
  expect((await page.request.get(second)).status()).toBe(404)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a week is read, and an event is added to a calendar', async ({ page }) => {
    await page.goto('/calendar?week=2099-11-23')
    await page.getByRole('link', { name: /Night Ferry/ }).click()
    await page.getByRole('button', { name: 'Add to calendar' }).click()
    await expect(page.getByRole('link', { name: 'Google Calendar' })).toBeVisible()
  })
})
