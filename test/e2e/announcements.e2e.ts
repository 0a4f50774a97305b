import { makeEvent } from '../events.ts'
import { mails } from '../mail.ts'
import { organization, person } from '../people.ts'
import { hold } from '../sales.ts'
import { expect, expectGoodLook, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

test('an organizer writes to attendees, looks at it, plans it, sends it to some of them, and sees what became of it', async ({
  page,
  conflux,
}) => {
  const owner = await person(conflux, { name: 'Olga Owner' })
  const { id, slug: org } = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  const { eventId, typeIds } = await makeEvent(owner, id, {
    event: { name: 'Night Swim', category: 'sport' },
    types: [
      { name: 'Swimmer', price: 0, quantity: 20 },
      { name: 'Onlooker', price: 0, quantity: 20 },
    ],
  })
  const [swimmer, onlooker] = [`swimmer-${eventId}@example.org`, `onlooker-${eventId}@example.org`]
  for (const [index, email] of [swimmer, onlooker].entries()) {
    const buyer = conflux.browser()
    const { id: orderId } = await hold(buyer, { eventId, typeId: String(typeIds[index]) })
    await buyer.api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: { name: 'Gia Guest', email } })
    await buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: {} })
  }
  await signIn(page.context(), owner, conflux)
  await page.goto(`/studio/${org}/events/${eventId}`)
  await page.getByRole('link', { name: 'Write to attendees' }).click()
  await expect(page.getByText('No messages yet')).toBeVisible()
  await expectGoodLook(page)
  await page.getByRole('link', { name: 'Write a message' }).click()
  await page.getByLabel('Subject').fill('Bring a towel')
  await page.getByLabel('Text').fill('The water is **cold**.')
  await expect(page.getByText('Goes to 2 people')).toBeVisible()
  await page.getByText('Swimmer', { exact: true }).click()
  await expect(page.getByText('Goes to 1 person')).toBeVisible()
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await expect(page.getByText('Nothing has been sent.')).toBeVisible()
  await expect(page.frameLocator('iframe').getByText('cold')).toBeVisible()
  await expectGoodPage(page, 'Night Swim', { role: 'button', name: 'Send it now' })
  const sending = ['Send it now', 'Plan it for then', 'Send me a test'].map((name) =>
    page.getByRole('button', { name, exact: true }),
  )
  await page.getByLabel('Subject').fill('Bring two towels')
  await expect(page.getByText('You have changed the message. Save it first')).toBeVisible()
  for (const button of sending) await expect(button).toBeDisabled()
  await page.getByLabel('Subject').fill('Bring a towel')
  for (const button of sending) await expect(button).toBeEnabled()
  await page.getByText('Onlooker', { exact: true }).click()
  for (const button of sending) await expect(button).toBeDisabled()
  await page.getByText('Onlooker', { exact: true }).click()
  await page.getByLabel('Text').fill('The water is **cold**!')
  for (const button of sending) await expect(button).toBeDisabled()
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await expect(page.frameLocator('iframe').getByText('cold')).toBeVisible()
  for (const button of sending) await expect(button).toBeEnabled()
  await page.getByRole('button', { name: 'Send me a test' }).click()
  await expect(page.getByText('On its way to you')).toBeVisible()

  await page.getByLabel('When, in Lisbon time').fill('2020-01-01T10:00')
  await page.getByRole('button', { name: 'Plan it for then' }).click()
  await expect(page.getByText('This must be in the future.')).toBeVisible()
  await page.getByLabel('When, in Lisbon time').fill('2099-11-28T18:00')
  await page.getByRole('button', { name: 'Plan it for then' }).click()
  await expect(page.getByText(/Goes out on .*18:00/)).toBeVisible()
  await page.getByRole('button', { name: 'Keep it back' }).click()
  await expect(page.getByText('It is a draft again.')).toBeVisible()

  await page.getByRole('button', { name: 'Send it now' }).click()
  await expect(page.getByRole('dialog', { name: 'Send it to 1 person now?' })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Send it' }).click()
  await expect(page.getByText('Being sent', { exact: true })).toBeVisible()
  await conflux.settle()
  await page.reload()
  await expect(page.getByText(/Sent to 1 person/)).toBeVisible()
  await expect(page.getByRole('row', { name: /Email/ })).toContainText('1')
  await expectGoodLook(page)
  const subjects = async (email: string) => (await mails(conflux.db, email)).map(({ subject }) => subject)
  expect(await subjects(swimmer)).toContain('Bring a towel')
  expect(await subjects(onlooker)).not.toContain('Bring a towel')
  expect(await subjects(owner.email)).toContain('Bring a towel')
  await page.getByRole('button', { name: 'Write another like it' }).click()
  await expect(page.getByLabel('Subject')).toHaveValue('Bring a towel')
  await page.getByRole('button', { name: 'Delete it' }).click()
  await expect(page.getByText('The message is gone.')).toBeVisible()
})
