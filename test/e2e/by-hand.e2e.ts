import type { Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { mails } from '../mail.ts'
import { cast, type Person } from '../people.ts'
import { bankAccount, hold, marta, promise } from '../sales.ts'
import { expect, expectGoodLook, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** An event on sale whose organizer offers nothing by hand yet. */
async function sale(conflux: TestApp, byHand = {}) {
  const people = await cast(conflux)
  const { eventId, slug, typeIds } = await makeEvent(people.owner, people.own.id, {
    event: { name: 'Loose Wires', byHand },
    types: [{ name: 'Weekend', price: 5800, quantity: 50 }],
  })
  return { ...people, eventId, slug, typeId: typeIds[0] ?? '', studio: `/studio/${people.own.slug}/events/${eventId}` }
}

/** Puts a hold into this browser and opens its checkout. */
async function atCheckout(page: Page, { eventId, typeId }: { eventId: string; typeId: string }) {
  const data = { lines: [{ ticketTypeId: typeId, quantity: 2 }] }
  const headers = { 'sec-fetch-site': 'same-origin' }
  const reply = await page.request.post(`/api/events/${eventId}/orders`, { data, headers })
  await page.goto(`/checkout/${((await reply.json()) as { id: string }).id}`)
}

async function choose(page: Page, way: string, email: string) {
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Marta Quintela')
  await page.getByRole('textbox', { name: 'Email' }).first().fill(email)
  await page.getByRole('radio', { name: way }).check()
  await page.getByRole('button', { name: 'Order for €116.00' }).click()
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'buying with JavaScript' : 'buying without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the organizer offers transfers; a buyer chooses one, the organizer confirms it, and the tickets are there', async ({
      page,
      context,
      browser,
      conflux,
    }) => {
      const { owner, own, studio, ...event } = await sale(conflux)
      const email = `marta-${Date.now()}@quintela.pt`
      const office = await (await browser.newContext({ baseURL: conflux.origin, javaScriptEnabled: true })).newPage()
      await signIn(office.context(), owner, conflux)
      await office.goto(`/studio/${own.slug}/fees`)
      await office.getByLabel('Account holder').fill(bankAccount.holder)
      await office.getByLabel('IBAN or account number').fill(bankAccount.number)
      await office.getByRole('region', { name: 'Bank account' }).getByRole('button', { name: 'Save' }).click()
      await expect(office.getByRole('status').getByText('Saved')).toBeVisible()
      await office.goto(`${studio}/settings`)
      await office.getByRole('checkbox', { name: 'Buyers may transfer the money' }).check()
      await office.getByRole('button', { name: 'Save the ways to pay' }).click()
      await expect(office.getByText('Your settings are in place.')).toBeVisible()

      await atCheckout(page, event)
      await choose(page, 'Bank transfer', email)
      await expect(page.getByText(bankAccount.number)).toBeVisible()
      await expect(page.getByRole('heading', { level: 1, name: 'Transfer €116.00' })).toBeVisible()
      await expect
        .poll(async () => (await mails(conflux.db, email)).map(({ subject }) => subject))
        .toEqual(['To be transferred: your order for Loose Wires'])

      await office.goto(`${studio}/orders?state=awaiting_payment`)
      await office.getByRole('checkbox', { name: /Choose order/ }).check()
      await office.getByRole('button', { name: 'Payment received for those chosen' }).click()
      await expect(office.getByText('1 payment received')).toBeVisible()
      await office.context().close()

      await page.reload()
      await expect(page.getByRole('link', { name: /PDF/ }).first()).toBeVisible()
      await expect.poll(async () => (await mails(conflux.db, email)).length).toBe(2)
      expect(context.pages()).toHaveLength(1)
    })
  })

test('on the page of one order the payment is confirmed, or refused with the reason', async ({
  page,
  context,
  conflux,
}) => {
  const door = { door: { days: 1, hoursBefore: null } }
  const { owner, studio, ...event } = await sale(conflux, door)
  const buyer = conflux.browser()
  const { id } = await hold(buyer, event)
  await promise(buyer, id, 'door')
  const gone = await hold(buyer, event)
  await promise(buyer, gone.id, 'door')
  await signIn(context, owner, conflux)
  await page.goto(`${studio}/orders/${id}`)
  await page.getByRole('button', { name: 'Payment received' }).click()
  await expect(page.getByText('The tickets are on their way.')).toBeVisible()

  await page.goto(`${studio}/orders/${gone.id}`)
  await expect(page.getByRole('button', { name: 'Payment received' })).toBeVisible()
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId: gone.id } })
  await page.getByRole('button', { name: 'Payment received' }).click()
  await expect(page.getByText('Not possible now')).toBeVisible()
})

test('an order that is not paid is ended on its page, after the question whether it should be', async ({
  page,
  context,
  conflux,
}) => {
  const { owner, studio, ...event } = await sale(conflux, { door: { days: null, hoursBefore: null } })
  const { id } = await hold(conflux.browser(), event)
  await signIn(context, owner, conflux)
  await page.goto(`${studio}/orders/${id}`)
  await page.getByRole('button', { name: 'Cancel this order' }).click()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: 'Cancel this order' }).click()
  await expectGoodLook(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel this order' }).click()
  await expect(page.getByText('Its places are back on sale.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel this order' })).toBeHidden()
})

test('somebody pays at the door and is let in', async ({ page, context, conflux }) => {
  const { doorkeeper, eventId, ...event } = await sale(conflux, { door: { days: null, hoursBefore: null } })
  const buyer = conflux.browser()
  const { id } = await hold(buyer, { eventId, ...event, quantity: 2 })
  await promise(buyer, id, 'door', { ...marta, name: 'Dores Quintela' })
  await atTheDoor(page, context, doorkeeper, conflux, eventId)
  await page.getByRole('button', { name: 'Find a person' }).click()
  await page.getByLabel('Name, email or code').fill('dores')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText('Not paid: €116.00')).toBeVisible()
  await expectGoodLook(page)
  await page.getByRole('button', { name: 'Paid, let in: Dores Quintela' }).click()
  await expect(page.getByRole('heading', { name: 'Come in' })).toBeVisible()
  await expect(page.getByText('2 of 2 in')).toBeVisible()
})

async function atTheDoor(
  page: Page,
  context: Parameters<typeof signIn>[0],
  doorkeeper: Person,
  conflux: TestApp,
  eventId: string,
) {
  await signIn(context, doorkeeper, conflux)
  await page.goto(`/door/${eventId}`)
  await page.getByRole('button', { name: 'Scan without a camera' }).click()
}
