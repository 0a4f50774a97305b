import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { organization, person } from '../people.ts'
import { expect, expectGoodPage, test } from './fixtures.ts'

test.use({ world: 'shared' })

async function ferry(conflux: TestApp, given: Parameters<typeof makeEvent>[2] = {}) {
  const owner = await person(conflux, { name: 'Olga Owner' })
  const club = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  const made = await makeEvent(owner, club.id, {
    types: [
      { name: 'Deck', price: 2500, quantity: 100 },
      { name: 'Cabin', description: 'With a porthole.', price: 9000, quantity: 4 },
      { name: 'Child', price: 0, quantity: 20 },
    ],
    ...given,
    event: { summary: 'Eleven bands, one boat, no land until morning.', ...given.event },
  })
  return { ...made, owner, club }
}

test('the page tells when, where and how much, to people and to machines', async ({ page, conflux }) => {
  const { slug } = await ferry(conflux)
  await page.goto(`/e/${slug}`)
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Get tickets' })
  await expect(page.getByText('For you: 21:00, Berlin.')).toBeVisible()
  await expect(page.getByText('4 left')).toBeVisible()
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
  expect(data).toMatchObject({ '@type': 'Event', name: 'Night Ferry', startDate: '2099-11-28T20:00:00+00:00' })
  expect(data.offers).toHaveLength(3)
  const content = (property: string) => page.locator(`meta[property="${property}"]`).getAttribute('content')
  expect(await content('og:title')).toBe('Night Ferry')
  const image = await page.request.get((await content('og:image')) ?? '')
  expect(image.headers()['content-type']).toBe('image/png')
  const calendar = await page.request.get(`/api/discover/${slug}/calendar.ics`)
  expect(await calendar.text()).toContain('SUMMARY:Night Ferry')
})

test('the total follows what is chosen, and the tickets are held', async ({ page, conflux }) => {
  const { slug } = await ferry(conflux)
  await page.goto(`/e/${slug}`)
  await page.getByRole('button', { name: 'One more: Deck' }).click()
  await page.getByRole('button', { name: 'One more: Deck' }).click()
  await page.getByRole('button', { name: 'One more: Cabin' }).click()
  await expect(page.getByText('€140', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Get 3 tickets' }).click()
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}$/)
  const orderId = page.url().slice(-36)
  const lines = await conflux.db
    .selectFrom('order_line')
    .select('quantity')
    .where('order_id', '=', orderId)
    .orderBy('total')
    .execute()
  expect(lines.map(({ quantity }) => quantity)).toEqual([2, 1])
})

test('a refusal stands at its line, and what was chosen stays', async ({ page, conflux }) => {
  const { slug, eventId, typeIds } = await ferry(conflux)
  // Whoever is connected sees what is left before they ask for it.
  await page.routeWebSocket(/\/socket/, () => {})
  await page.goto(`/e/${slug}`)
  const cabin = typeIds[1] ?? ''
  await conflux.browser().api['POST /api/events/:eventId/orders']({
    params: { eventId },
    body: { lines: [{ ticketTypeId: cabin, quantity: 3 }] },
  })
  await page.getByRole('button', { name: 'One more: Deck' }).click()
  for (const _ of [1, 2]) await page.getByRole('button', { name: 'One more: Cabin' }).click()
  await page.getByRole('button', { name: 'Get 3 tickets' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Cabin' }).getByRole('alert')).toContainText(
    '1 of “Cabin” left',
  )
  await expect(page.getByRole('spinbutton', { name: 'Quantity: Deck' })).toHaveValue('1')
  await expect(page.getByText('1 left')).toBeVisible()
  await expectGoodPage(page, 'Night Ferry')
})

test('a cancelled event says so and sells nothing', async ({ page, conflux }) => {
  const { slug, eventId, owner } = await ferry(conflux)
  await owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message: '' } })
  await page.goto(`/e/${slug}`)
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'All their events' })
  await expect(page.getByText('This event is cancelled')).toBeVisible()
  await expect(page.getByRole('button', { name: /Get/ })).toHaveCount(0)
})

test('a draft is seen by its organization alone; an old address leads on', async ({
  page,
  context,
  conflux,
  baseURL,
}) => {
  const { slug, eventId, owner } = await ferry(conflux, { live: false })
  const hidden = await page.goto(`/e/${slug}`)
  expect(hidden?.status()).toBe(404)
  const cookies = [...owner.cookies].map(([name, value]) => ({ name, value, url: baseURL }))
  await context.addCookies(cookies)
  await page.goto(`/e/${slug}`)
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'Edit in the studio' })
  await owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { slug: `${slug}-again` } })
  const moved = await page.request.get(`/e/${slug}`, { maxRedirects: 0 })
  expect([moved.status(), moved.headers().location]).toEqual([301, `/e/${slug}-again`])
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page reads, refuses in words, and holds', async ({ page, conflux }) => {
    const { slug } = await ferry(conflux)
    await page.goto(`/e/${slug}`)
    await expect(page.getByRole('heading', { level: 1, name: 'Night Ferry' })).toBeVisible()
    await page.getByRole('button', { name: 'Get tickets' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose a ticket first')
    await page.getByRole('spinbutton', { name: 'Quantity: Deck' }).fill('2')
    await page.getByRole('button', { name: 'Get tickets' }).click()
    await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}$/)
  })
})
