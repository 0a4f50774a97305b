import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { linkTo, mails } from '../mail.ts'
import { organization, person } from '../people.ts'
import { buy } from '../sales.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** An event, its owner, and somebody who has two tickets for it. */
async function sold(conflux: TestApp, name: string) {
  const owner = await person(conflux)
  const { id, slug } = await organization(conflux.db, { owner })
  const { eventId, typeIds } = await makeEvent(owner, id, { event: { name } })
  const buyer = await person(conflux, { name: 'Marta Quintela' })
  const order = await buy(
    buyer,
    { eventId, typeId: String(typeIds[0]), quantity: 2 },
    { name: buyer.name, email: buyer.email },
  )
  return { owner, buyer, order, ticketId: String(order.tickets[0]?.id), studio: `/studio/${slug}/events/${eventId}` }
}

test('a ticket is offered, taken back, offered again and taken by somebody without an account', async ({
  page,
  context,
  other,
  conflux,
  isMobile,
}) => {
  const email = `jun-${isMobile}@example.org`
  const { buyer, ticketId } = await sold(conflux, 'Night Ferry')
  await signIn(context, buyer, conflux)
  await page.goto(`/ticket/${ticketId}`)
  await page.getByLabel('Their email').fill(email)
  await page.getByRole('button', { name: 'Offer this ticket' }).click()
  await expect(page.getByText(`Offered to ${email}`)).toBeVisible()
  await page.getByRole('button', { name: 'Take the offer back' }).click()
  await expect(page.getByText('Taken back')).toBeVisible()
  await page.getByLabel('Their email').fill(email)
  await page.getByLabel('A few words for them').fill('See you there!')
  await page.getByRole('button', { name: 'Offer this ticket' }).click()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Take the offer back' })

  await expect.poll(async () => (await mails(conflux.db, email)).length).toBe(3)
  const theirs = await other.newPage()
  await theirs.goto((await linkTo(conflux.db, email)).href)
  await expectGoodPage(theirs, 'Night Ferry', { role: 'button', name: 'Take this ticket' })
  await expect(theirs.getByText('See you there!')).toBeVisible()
  await theirs.getByLabel('Your name').fill('Jun Takahata')
  await theirs.getByRole('button', { name: 'Take this ticket' }).click()
  await expect(theirs.getByText('It is yours')).toBeVisible()
  await expectGoodPage(theirs, 'Night Ferry', { role: 'img', name: /^QR code of the ticket/ })
  await theirs.getByRole('link', { name: 'My tickets' }).first().click()
  await expect(theirs.getByText('1 ticket')).toBeVisible()

  await page.reload()
  await expect(page.getByText('This ticket was passed on to somebody else.')).toBeVisible()
  await expect(page.getByRole('img', { name: /^QR code/ })).toHaveCount(0)
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'Next ticket' })
  await page.goto('/tickets')
  await expect(page.getByText('1 ticket')).toBeVisible()
})

test('the organizer forbids passing on, and sends tickets again', async ({ page, context, conflux }) => {
  const { owner, buyer, order, ticketId, studio } = await sold(conflux, 'Loose Wires')
  await signIn(context, owner, conflux)
  await page.goto(`${studio}/settings`)
  await page.getByLabel('Tickets may be passed on to somebody else').uncheck()
  await page.getByRole('spinbutton', { name: /^Until so many hours/ }).fill('24')
  await page.getByRole('button', { name: 'Save what is allowed' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Tickets may be passed on to somebody else')).not.toBeChecked()

  await page.goto(`${studio}/attendees`)
  await page
    .getByRole('button', { name: /^Send again: / })
    .first()
    .click()
  await expect(page.getByText('The mail is on its way.')).toBeVisible()
  await page.goto(`${studio}/orders/${order.id}`)
  await page.getByRole('button', { name: 'Send the tickets again' }).click()
  await expect(page.getByText('The mail is on its way.')).toBeVisible()
  await expect
    .poll(async () => (await mails(conflux.db, buyer.email)).map(({ subject }) => subject))
    .toEqual(['Your tickets for Loose Wires', 'Your ticket for Loose Wires', 'Your tickets for Loose Wires'])

  await context.clearCookies()
  await signIn(context, buyer, conflux)
  await page.goto(`/ticket/${ticketId}`)
  await expect(page.getByRole('button', { name: 'Save the name' })).toBeVisible()
  await expect(page.getByLabel('Their email')).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an offer is made, looked at and declined', async ({ page, context, conflux, isMobile }) => {
    const email = `ola-${isMobile}@example.org`
    const { buyer, ticketId } = await sold(conflux, 'Day Ferry')
    await signIn(context, buyer, conflux)
    await page.goto(`/ticket/${ticketId}`)
    await page.getByLabel('Their email').fill(email)
    await page.getByRole('button', { name: 'Offer this ticket' }).click()
    await expect(page.getByText(`Offered to ${email}`)).toBeVisible()
    await expect.poll(async () => (await mails(conflux.db, email)).length).toBe(1)
    await context.clearCookies()
    await page.goto((await linkTo(conflux.db, email)).href)
    await expect(page.getByText('Marta Quintela gives you this ticket')).toBeVisible()
    await page.getByRole('button', { name: 'No, thank you' }).click()
    await expect(page.getByText('You said no')).toBeVisible()
  })
})
