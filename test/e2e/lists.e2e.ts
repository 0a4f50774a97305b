import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { organization, person } from '../people.ts'
import { order, soldEvent } from '../tickets.ts'
import { expect, expectGoodPage, test } from './fixtures.ts'

test.use({ world: 'shared' })

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('rowheader') })

test('an organizer finds orders and attendees, and takes them along as a file', async ({ conflux, page, context }) => {
  const owner = await person(conflux)
  const own = await organization(conflux.db, { owner })
  const event = await soldEvent(conflux.db, own.id)
  const base = `/studio/${own.slug}/events/${event.id}`
  await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: conflux.origin })))

  await page.goto(`${base}/orders`)
  await expect(page.getByRole('heading', { name: 'No orders yet' })).toBeVisible()
  await expectGoodPage(page, 'Loose Wires', { role: 'button', name: 'Show' })

  const { code, tickets } = await order(conflux.db, event, { attendees: ['Marta Quintela', 'Rui Quintela'] })
  await order(conflux.db, event, { attendees: ['Jun Takahata'], email: 'jun@example.net', state: 'cancelled' })
  for (let n = 10; n < 60; n++)
    await order(conflux.db, event, { attendees: [`Guest ${n}`], email: `guest${n}@example.org` })

  await page.goto(`${base}/orders`)
  await expect(rows(page)).toHaveCount(50)
  await expectGoodPage(page, 'Loose Wires', { role: 'link', name: 'Older orders' })
  await page.getByRole('link', { name: 'Older orders' }).click()
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('link', { name: 'Back to the beginning' }).click()
  await expect(rows(page)).toHaveCount(50)

  await page.getByLabel('Name, email or code').fill(code.toLowerCase())
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('2 Weekend')
  await page.getByLabel('Name, email or code').fill('nobody')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
  await page.getByRole('link', { name: 'Clear the search' }).click()
  await expect(rows(page)).toHaveCount(50)
  await page.getByLabel('State').selectOption('Cancelled')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(rows(page)).toHaveCount(1)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file.split('\r\n').length).toBe(3)
  expect(file).toContain('"Jun Takahata"')

  const [first] = tickets
  await owner.api['POST /api/events/:eventId/scans']({
    params: { eventId: event.id },
    body: { nonce: crypto.randomUUID(), ticketId: String(first?.id), door: 'Yard gate' },
  })
  await page.goto(`${base}/attendees?q=quintela`)
  await expect(rows(page)).toHaveCount(2)
  await page.getByLabel('Check-in').selectOption('In')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('Yard gate')
  await expectGoodPage(page, 'Loose Wires', { role: 'link', name: 'Download CSV' })
})
