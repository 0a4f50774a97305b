import { addDays, dateWords, todayOf } from '../../web/pages/discover/dates.ts'
import { spanOf } from '../../web/pages/discover/filters.ts'
import { makeEvent } from '../events.ts'
import { organization, person } from '../people.ts'
import { expect, expectGoodPage, test } from './fixtures.ts'

test.use({ world: 'home' })

const today = todayOf(new Date())
const sunday = spanOf('weekend', today).to
const later = addDays(today, 40)

/** A late night, so that it is not over whenever the tests run. */
const night = (date: string) => ({ startsAt: `${date}T23:30`, endsAt: `${addDays(date, 1)}T02:00`, timeZone: 'UTC' })

test.beforeAll(async ({ conflux }) => {
  const owner = await person(conflux, { name: 'Olga Owner' })
  const club = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  const put = (name: string, event: Parameters<typeof makeEvent>[2] & object) =>
    makeEvent(owner, club.id, { ...event, event: { name, ...event.event } })
  await put('Night Ferry', { event: { ...night(sunday), city: 'Lisbon', venue: 'Pier 3', category: 'music' } })
  await put('Eine sehr lange Nachbarschaftsversammlung über die Zukunft des Hinterhofs', {
    event: { ...night(sunday), city: 'Berlin', venue: 'Hof 2', category: 'community', language: 'de' },
    types: [{ name: 'Platz', price: 0, quantity: 40 }],
  })
  await put('Harbour Days', {
    event: {
      startsAt: `${later}T10:00`,
      endsAt: `${addDays(later, 2)}T18:00`,
      timeZone: 'UTC',
      city: 'Lisbon',
      category: 'family',
    },
  })
})

test('home is the list itself: posters under their days, the month, what comes later', async ({ page }) => {
  await page.goto('/')
  await expectGoodPage(page, /^This weekend ?, everywhere$/, { role: 'searchbox', name: 'Search events' })
  await expect(page.getByRole('heading', { name: 'The next month' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Harbour Days' })).toBeVisible()
  await page.getByRole('link', { name: 'Night Ferry' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Night Ferry' })).toBeVisible()
})

test('the words of the title choose where and when', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'everywhere', exact: true }).click()
  await page.getByRole('link', { name: 'Lisbon', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'This weekend in Lisbon' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Night Ferry' })).toBeVisible()
  await expect(page.getByRole('link', { name: /Nachbarschaft/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'This weekend', exact: true }).click()
  await page.getByRole('link', { name: 'Next weekend', exact: true }).click()
  await expect(page).toHaveURL(/city=Lisbon/)
  await expect(page.getByRole('heading', { level: 1, name: 'Coming up in Lisbon' })).toBeVisible()
  await expect(page.getByText('Nothing is on then')).toBeVisible()
})

test('where nothing is on, home says so and what to do', async ({ page }) => {
  await page.goto('/?city=Nowhere')
  await expectGoodPage(page, 'Coming up in Nowhere', { role: 'link', name: 'Look everywhere' })
})

test('search finds, passes over accents, and says what to try when it does not', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search events' }).fill('uber hinterhof')
  await page.keyboard.press('Enter')
  await expectGoodPage(page, '“uber hinterhof”', { role: 'link', name: /Nachbarschaft/ })
  await page.goto('/discover?q=xyzzy&city=Lisbon&online=1')
  await expectGoodPage(page, '“xyzzy”', { role: 'link', name: 'Without: Lisbon' })
  await page.getByRole('link', { name: 'Clear everything' }).click()
  await expect(page.getByRole('heading', { name: '3 events' })).toBeVisible()
})

test('the calendar shows the month as a table, or as a list', async ({ page, isMobile }) => {
  await page.goto(`/calendar?month=${later.slice(0, 7)}`)
  await expectGoodPage(page, `${dateWords.month(later, 'en', today)}, everywhere`, {
    role: 'link',
    name: /Harbour Days/,
  })
  if (isMobile) return
  await expect(page.getByRole('grid').getByRole('columnheader')).toHaveCount(7)
  await page.getByRole('link', { name: 'List', exact: true }).click()
  await expect(page.getByRole('grid')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Harbour Days' })).toBeVisible()
})

test('an organizer has a page with what comes', async ({ page }) => {
  await page.goto('/discover')
  await page.getByRole('link', { name: 'Night Ferry' }).click()
  await page.getByRole('link', { name: 'Tidal Works' }).first().click()
  await expectGoodPage(page, 'Tidal Works', { role: 'link', name: 'Harbour Days' })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('home reads, filters and searches', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1, name: /^This weekend ?, everywhere$/ })).toBeVisible()
    await page.getByRole('button', { name: 'Any kind' }).click()
    await page.getByRole('link', { name: 'Community', exact: true }).click()
    await expect(page.getByRole('link', { name: /Nachbarschaft/ })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Night Ferry' })).toHaveCount(0)
    await page.goto('/discover')
    await page.getByRole('searchbox', { name: 'Search events' }).fill('ferry')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'One event' })).toBeVisible()
    await page.getByRole('link', { name: 'Night Ferry' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Night Ferry' })).toBeVisible()
  })
})
