import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { organization, person } from '../people.ts'
import { buy } from '../sales.ts'
import { expect, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** Three tickets of 25.00 EUR that somebody has paid. */
async function sold(conflux: TestApp) {
  const [owner, buyer] = [await person(conflux), await person(conflux, { name: 'Jun Takahata' })]
  const { id, slug } = await organization(conflux.db, { owner })
  const { eventId, typeIds } = await makeEvent(owner, id, { types: [{ name: 'Deck', price: 2500, quantity: 10 }] })
  const order = await buy(buyer, { eventId, typeId: String(typeIds[0]), quantity: 3 }, buyer)
  await conflux.settle()
  return { owner, buyer, order, studio: `/studio/${slug}/events/${eventId}/orders` }
}

test('a buyer gives tickets up and sees to the cent what comes back', async ({ page, context, conflux }) => {
  const { buyer, order } = await sold(conflux)
  await signIn(context, buyer, conflux)
  await page.goto(`/ticket/${order.tickets[0]?.id}`)
  await page.getByRole('link', { name: 'Cancel tickets' }).click()
  await expect(page.getByText('Full refund until 24 hours before the start.')).toBeVisible()
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 2)) await box.check()
  await page.getByRole('button', { name: 'Show what comes back' }).click()
  await expect(page.getByText('This cannot be undone.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel 2 tickets for €50.00' }).click()
  await expect(page.getByText('€50.00 is on its way back')).toBeVisible()
  await conflux.settle()
  await page.reload()
  await expect(page.getByText('Sent back')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Credit note C-00001' })).toBeVisible()
})

test('an organizer sees one order, gives a part back, and how far it is', async ({ page, context, conflux }) => {
  const { owner, order, studio } = await sold(conflux)
  await signIn(context, owner, conflux)
  await page.goto(studio)
  await page.getByRole('link', { name: order.code }).click()
  await page.getByRole('checkbox', { name: /Deck, ticket 2/ }).check()
  await page.getByRole('radio', { name: 'An amount for each ticket' }).check()
  await page.getByRole('textbox', { name: 'Amount in EUR' }).fill('25.01')
  await page.getByRole('button', { name: 'Show what it comes to' }).click()
  await expect(page.getByText('more than has not gone back')).toBeVisible()
  await page.getByRole('textbox', { name: 'Amount in EUR' }).fill('7.50')
  await page.getByRole('textbox', { name: 'Reason' }).fill('The band was late.')
  await page.getByRole('button', { name: 'Show what it comes to' }).click()
  await page.getByRole('button', { name: 'Give €7.50 back' }).click()
  await expect(page.getByText('It is given back')).toBeVisible()
  await conflux.settle()
  await page.reload()
  await expect(page.getByRole('row', { name: /Deck, ticket 2.*The band was late.*Sent.*€7.50/ })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, baseURL: ({ conflux }, use) => use(conflux.app.services.publicUrl()) })

  test('a buyer gives tickets up all the same', async ({ page, context, conflux }) => {
    const { buyer, order } = await sold(conflux)
    await signIn(context, buyer, { ...conflux, origin: conflux.app.services.publicUrl() })
    await page.goto(`/tickets/${order.id}/refund`)
    await page.getByRole('button', { name: 'Show what comes back' }).click()
    await expect(page.getByText('Which tickets do you give up?')).toBeVisible()
    await page.getByRole('checkbox').last().check()
    await page.getByRole('button', { name: 'Show what comes back' }).click()
    await page.getByRole('button', { name: 'Cancel the ticket for €25.00' }).click()
    await expect(page.getByText('€25.00 is on its way back')).toBeVisible()
  })
})
