import type { BrowserContext, Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { organization, person } from '../people.ts'
import { buy, hold } from '../sales.ts'
import { expect, expectGoodLook, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** An event with twelve seats, and its owner. */
async function twelveSeats(conflux: TestApp) {
  const owner = await person(conflux)
  const own = await organization(conflux.db, { owner })
  const { eventId, slug, typeIds } = await makeEvent(owner, own.id, {
    types: [{ name: 'Seat', price: 1000, quantity: 12 }],
  })
  return { owner, own, eventId, slug, typeId: typeIds[0] ?? '' }
}

const opened = async (context: BrowserContext, path: string): Promise<Page> => {
  const page = await context.newPage()
  const connected = page.waitForEvent('websocket')
  await page.goto(path)
  await connected
  return page
}

test('two windows show what is left of an event as others take it, and that it is back', async ({
  context,
  other,
  conflux,
  baseURL,
}) => {
  const { eventId, slug, typeId } = await twelveSeats(conflux)
  const [one, two] = await Promise.all([opened(context, `/e/${slug}`), opened(other, `${baseURL}/e/${slug}`)])
  const buyer = conflux.browser()
  await one.getByRole('button', { name: 'One more: Seat' }).click()
  await hold(conflux.browser(), { eventId, typeId, quantity: 2 })
  const { id: orderId } = await hold(buyer, { eventId, typeId, quantity: 9 })
  for (const page of [one, two]) await expect(page.getByText('1 left', { exact: true })).toBeVisible()
  await expect(one.getByRole('status').getByText('Seat: 1 left now.')).toBeAttached()
  await expect(one.getByRole('button', { name: 'Get 1 ticket' })).toBeVisible()
  await hold(conflux.browser(), { eventId, typeId })
  for (const page of [one, two]) await expect(page.getByText('Sold out', { exact: true })).toBeVisible()
  await expect(one.getByRole('button', { name: 'Get' })).toHaveCount(0)
  await expectGoodLook(one)
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId } })
  await expect(two.getByRole('button', { name: 'Get' })).toBeVisible()
  await expect(two.getByRole('status').getByText('Seat: tickets are available again.')).toBeAttached()
})

test('a message rings in every window of a person, and is read in all of them', async ({
  context,
  other,
  conflux,
  baseURL,
}) => {
  const administrator = await person(conflux, { administrator: true })
  const ana = await person(conflux)
  await signIn(context, ana, conflux)
  await signIn(other, ana, conflux)
  const [one, two] = await Promise.all([opened(context, '/account'), opened(other, `${baseURL}/`)])
  for (const page of [one, two])
    await expect(page.getByRole('link', { name: 'Messages', exact: true }).first()).toBeVisible()
  await administrator.api['POST /notifications/send']({ body: { userId: ana.userId, message: 'Doors open at seven.' } })
  for (const page of [one, two]) {
    await expect(page.getByRole('link', { name: 'Messages, 1 new' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Just now' }).getByText('Doors open at seven.')).toBeVisible()
  }
  await expectGoodLook(two)
  await two.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(two.getByRole('region', { name: 'Just now' }).getByText('Doors open at seven.')).toHaveCount(0)

  await one.getByRole('link', { name: 'Messages, 1 new' }).focus()
  await one.keyboard.press('Enter')
  const list = one.getByRole('dialog', { name: 'Messages' })
  await expect(list.getByRole('listitem').filter({ hasText: 'Doors open at seven.' })).toContainText('New')
  await expectGoodLook(one)
  await list.getByRole('button', { name: 'Mark all as read' }).press('Enter')
  await expect(list.getByRole('listitem')).not.toContainText('New')
  await expect(two.getByRole('link', { name: 'Messages', exact: true })).toBeVisible()
  await one.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await expect(one.getByRole('button', { name: 'Messages', exact: true })).toBeFocused()
})

test('the studio counts along while tickets are sold and people come in, and a lost connection is made good', async ({
  context,
  conflux,
}) => {
  const { owner, own, eventId, typeId } = await twelveSeats(conflux)
  await signIn(context, owner, conflux)
  await buy(conflux.browser(), { eventId, typeId })
  const studio = await opened(context, `/studio/${own.slug}/events/${eventId}`)
  const figure = (name: string) => studio.locator('.studio-figures div').filter({ hasText: name }).locator('dd')
  await expect(figure('Sold')).toContainText('1')
  const { tickets } = await buy(conflux.browser(), { eventId, typeId, quantity: 2 })
  await expect(figure('Sold')).toContainText('3')
  await context.setOffline(true)
  for (const { id: ticketId } of tickets)
    await owner.api['POST /api/events/:eventId/scans']({
      params: { eventId },
      body: { nonce: crypto.randomUUID(), ticketId },
    })
  await context.setOffline(false)
  await expect(figure('Let in')).toContainText('2')
  await expectGoodLook(studio)
})
