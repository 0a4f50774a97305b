import { makeEvent } from '../events.ts'
import { organization, person } from '../people.ts'
import { hold } from '../sales.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

test('a card is remembered when one asks for it, pays the next tickets with one press, and is removed', async ({
  context,
  page,
  conflux,
}) => {
  const [ana, owner] = [await person(conflux, { name: 'Ana Reis' }), await person(conflux)]
  const { id } = await organization(conflux.db, { owner })
  const { eventId, typeIds } = await makeEvent(owner, id, { types: [{ name: 'Admission', price: 2500 }] })
  await signIn(context, ana, conflux)
  const order = async () => {
    const { id: orderId } = await hold(ana, { eventId, typeId: String(typeIds[0]) })
    await page.goto(`/checkout/${orderId}`)
    await expect(page.getByRole('heading', { level: 1, name: 'Your details, then pay' })).toBeVisible()
  }

  await order()
  const box = page.getByRole('checkbox', { name: /Remember what I pay with/ })
  await expect(box).not.toBeChecked()
  await box.check()
  await page.getByRole('button', { name: /^(Pay|Order)/ }).click()
  await expect(page.getByText('is remembered for next time')).toBeVisible()
  await page.getByRole('button', { name: /^Pay/ }).first().click()
  await expect(page).toHaveURL(/\/ticket\//)

  await order()
  await expect(page.getByRole('radio', { name: /Visa ••••/ })).toBeChecked()
  await page.getByRole('button', { name: /^(Pay|Order)/ }).click()
  await expect(page).toHaveURL(/\/ticket\//)

  await page.goto('/account/payment-methods')
  await expectGoodPage(page, 'Saved ways to pay')
  await page.getByRole('button', { name: /^Remove Visa/ }).click()
  await expect(page.getByRole('heading', { name: 'Nothing is saved' })).toBeVisible()
})
