import type { Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import { organization, person } from '../people.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

test('a team tries its draft out: order, pay, ticket, door, and then nothing of it is left', async ({
  conflux,
  context,
  page,
}) => {
  test.setTimeout(120_000)
  const owner = await person(conflux, { name: 'Marta Quintela', email: 'marta@quintela.pt' })
  const own = await organization(conflux.db, { owner }, { name: 'Clube da Solda' })
  await signIn(context, owner, conflux)
  const { eventId } = await makeEvent(owner, own.id, { live: false })
  const base = `/studio/${own.slug}/events/${eventId}`

  await page.goto(base)
  await page.getByRole('link', { name: 'Place a test order and scan it' }).click()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Turn test mode on' })
  await page.getByRole('button', { name: 'Turn test mode on' }).click()
  await expect(page.getByText('Test mode is on')).toBeVisible()

  await page.getByRole('link', { name: 'Open the event’s page and get a ticket' }).click()
  await expectTestNotice(page)
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Get 1 ticket' })
  await page.getByRole('button', { name: 'Get 1 ticket' }).click()
  await expectTestNotice(page)
  await expectGoodPage(page, 'Your details, then pay')
  await page.getByRole('textbox', { name: 'Name' }).first().fill(owner.name)
  await page.getByRole('textbox', { name: 'Email' }).first().fill(owner.email)
  await page.getByRole('button', { name: 'Pay €25.00' }).click()
  await expectGoodPage(page, 'Sandbox payment', { role: 'button', name: 'Pay €25.00' })
  await expect(page.getByText('TEST', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Pay €25.00' }).click()

  await expectTestNotice(page)
  await expect(page.getByText('Test ticket', { exact: true })).toBeVisible()
  await expectGoodPage(page, 'Night Ferry')
  const code = await page.getByRole('img', { name: /QR code of the ticket/ }).getAttribute('alt')
  await page.goto('/tickets')
  await expectGoodPage(page, 'My tickets', { role: 'link', name: /Night Ferry/ })

  await scanAtDoor(page, eventId, (code ?? '').replace('QR code of the ticket ', ''))

  await page.goto(base)
  await expect(page.getByText('Done: Place a test order and scan it')).toBeVisible()
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'Turn it off in the settings' })
  for (const list of ['orders', 'attendees']) {
    await page.goto(`${base}/${list}`)
    await expect(page.getByRole('row', { name: owner.name }).getByText('Test', { exact: true })).toBeVisible()
    await expectGoodPage(page, 'Night Ferry')
  }

  await page.goto(`${base}/settings`)
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Turn it off and keep the test order' })
  await page.getByRole('button', { name: 'Turn it off and delete the test order' }).click()
  await expect(page.getByRole('button', { name: 'Turn test mode on' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete the test order' })).toBeHidden()
  await page.goto(`${base}/orders`)
  await expect(page.getByRole('heading', { name: 'No orders yet' })).toBeVisible()
})

const expectTestNotice = (page: Page) =>
  expect(page.getByText('Test mode: no real tickets, no real money')).toBeVisible()

/** Green, said to be a test, and not counted. */
async function scanAtDoor(page: Page, eventId: string, code: string) {
  await page.goto(`/door/${eventId}`)
  await page.getByRole('button', { name: 'Scan without a camera' }).click()
  await page.getByRole('button', { name: 'Type a code' }).click()
  await page.getByRole('textbox', { name: 'Ticket code' }).fill(code)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').getByRole('heading', { name: 'Come in' })).toBeVisible()
  await expect(page.getByText('Test ticket: it is not counted.')).toBeVisible()
  await expect(page.getByText('0 of 0 in')).toBeVisible()
  await expectGoodPage(page, 'Check-in, Night Ferry', { role: 'button', name: 'Scan next' })
}
