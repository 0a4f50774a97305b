import type { Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { mails } from '../mail.ts'
import { cast } from '../people.ts'
import { expect, expectGoodPage, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** An event on sale, with a paid and a free ticket type. */
async function sale(conflux: TestApp) {
  const { owner, own } = await cast(conflux)
  return makeEvent(owner, own.id, {
    event: { name: 'Loose Wires' },
    types: [
      { name: 'Weekend', price: 5800, quantity: 50 },
      { name: 'Under 14', price: 0, quantity: 20 },
    ],
  })
}

/** Puts a hold into this browser, as the event's page does, and opens its checkout. */
async function held(page: Page, event: Awaited<ReturnType<typeof sale>>, quantities: number[]) {
  const lines = quantities.flatMap((quantity, index) =>
    quantity > 0 ? [{ ticketTypeId: event.typeIds[index], quantity }] : [],
  )
  const headers = { 'sec-fetch-site': 'same-origin' }
  const reply = await page.request.post(`/api/events/${event.eventId}/orders`, { data: { lines }, headers })
  const { id } = (await reply.json()) as { id: string }
  await page.goto(`/checkout/${id}`)
  return id
}

test('a buyer who needs more time gets it, once', async ({ page, conflux }) => {
  const id = await held(page, await sale(conflux), [1, 0])
  const until = async () => {
    const { expires_at } = await conflux.db
      .selectFrom('order')
      .select('expires_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return Number(expires_at)
  }
  const before = await until()
  await page.getByRole('button', { name: 'I need more time' }).click()
  await expect(page.getByRole('button', { name: 'I need more time' })).toBeHidden()
  await expect(page.getByRole('timer')).toBeVisible()
  expect(await until()).toBeGreaterThan(before)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Change tickets' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'I need more time' })).toBeHidden()
})

test('a buyer is declined, goes back, pays, has the tickets at once and by mail, and passes one on', async ({
  page,
  conflux,
}) => {
  const email = `marta-${Date.now()}@quintela.pt`
  const id = await held(page, await sale(conflux), [2, 1])
  await expectGoodPage(page, 'Your details, then pay', { role: 'button', name: 'Pay €116.00' })
  await expect(page.getByRole('timer')).toHaveText(/^0?9:\d\d|10:00$/)
  await page.getByLabel('Name').first().fill('Marta Quintela')
  await page.getByLabel('Email').first().fill(email)
  await page.getByLabel('All 3 tickets are for me').uncheck()
  await page.getByRole('group', { name: 'Ticket 2: Weekend' }).getByLabel('Name').fill('Priya Sharma')
  await expectGoodPage(page, 'Your details, then pay')
  await page.getByRole('button', { name: 'Pay €116.00' }).click()

  await expectGoodPage(page, 'Sandbox payment', { role: 'button', name: 'Pay €116.00' })
  await page.getByRole('button', { name: 'Decline, as a bank might' }).click()
  await expect(page.getByText('Nothing was charged, and your tickets are still held.')).toBeVisible()
  await expectGoodPage(page, 'Your details, then pay')
  await page.getByRole('button', { name: 'Pay €116.00' }).click()
  await page.getByRole('button', { name: 'Go back without paying' }).click()
  await expect(page.getByText('You came back without paying')).toBeVisible()
  await page.getByRole('button', { name: 'Pay €116.00' }).click()
  await expect(page.getByRole('heading', { name: 'Sandbox payment' })).toBeVisible()
  await page.goto(`/checkout/${id}`)
  await expect(page.getByText('Welcome back')).toBeVisible()
  await page.getByRole('button', { name: 'Pay €116.00' }).click()
  await expect(page.getByRole('heading', { name: 'Sandbox payment' })).toBeVisible()
  await page.getByRole('button', { name: 'Pay €116.00' }).click()

  await expectGoodPage(page, 'Loose Wires', { role: 'link', name: 'PDF of all 3' })
  await expect(page.getByText(`on their way to ${email}`)).toBeVisible()
  await expect(page.getByRole('img', { name: /^QR code of the ticket/ })).toBeVisible()
  await page.getByRole('link', { name: 'Next ticket' }).click()
  await expect(page.getByText('Priya Sharma').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill('Jun Takahata')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByText('This ticket is now for Jun Takahata.')).toBeVisible()
  await page.getByRole('link', { name: 'My tickets' }).first().click()
  await expectGoodPage(page, 'My tickets')
  await expect(page.getByText('3 tickets')).toBeVisible()
  await expect
    .poll(async () => (await mails(conflux.db, email)).map(({ subject }) => subject))
    .toEqual(['Your tickets for Loose Wires'])
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a paid and a free order are finished, and a wrong address is told beside its field', async ({
    page,
    conflux,
  }) => {
    const event = await sale(conflux)
    await held(page, event, [1, 0])
    await page.getByLabel('Name').first().fill('Marta Quintela')
    await page.getByLabel('Email').first().fill('marta@localhost')
    await page.getByRole('button', { name: 'Pay €58.00' }).click()
    await expect(page.locator('[name=email][aria-invalid]')).toHaveValue('marta@localhost')
    await page.getByLabel('Email').first().fill('marta@quintela.pt')
    await page.getByRole('button', { name: 'Pay €58.00' }).click()
    await expect(page.getByRole('heading', { name: 'Sandbox payment' })).toBeVisible()
    await page.getByRole('button', { name: 'Pay €58.00' }).click()
    await expect(page.getByText('It is yours')).toBeVisible()

    await held(page, event, [0, 1])
    await page.getByLabel('Name').first().fill('Marta Quintela')
    await page.getByLabel('Email').first().fill('marta@quintela.pt')
    await page.getByRole('button', { name: 'Get my tickets' }).click()
    await expect(page.getByText('It is yours')).toBeVisible()
  })

  test('changing one’s mind gives the tickets back', async ({ page, conflux }) => {
    const event = await sale(conflux)
    const id = await held(page, event, [1, 0])
    await page.getByRole('button', { name: 'Change tickets' }).click()
    await expect(page).toHaveURL(`/e/${event.slug}`)
    await page.goto(`/checkout/${id}`)
    await expect(page.getByRole('heading', { name: 'This order was dropped' })).toBeVisible()
  })
})

test('when the time is up the page says so by itself', async ({ page, conflux }) => {
  const event = await sale(conflux)
  await page.clock.install()
  const id = await held(page, event, [1, 0])
  await expect(page.getByRole('timer')).toBeVisible()
  await conflux.db
    .updateTable('order')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('id', '=', id)
    .execute()
  await page.clock.fastForward(601_000)
  await expectGoodPage(page, 'Time is up', { role: 'link', name: 'Choose again' })
})

test('tickets are found again by a link to the email', async ({ page, conflux }) => {
  await page.goto('/tickets')
  await expectGoodPage(page, 'My tickets', { role: 'link', name: 'Find my tickets' })
  await page.goto('/find-tickets')
  await expectGoodPage(page, 'Find my tickets', { role: 'button', name: 'Send me the link' })
  const email = `ola-${Date.now()}@example.org`
  await held(page, await sale(conflux), [0, 1])
  await page.getByLabel('Name').first().fill('Ola')
  await page.getByLabel('Email').first().fill(email)
  await page.getByRole('button', { name: 'Get my tickets' }).click()
  await expect(page.getByText('It is yours')).toBeVisible()
  await page.context().clearCookies()
  await page.goto('/find-tickets')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send me the link' }).click()
  await expect(page.getByText('Check your email')).toBeVisible()
  const link = async () =>
    /https?:\S+\/find-tickets\/open\S+/.exec((await mails(conflux.db, email)).at(-1)?.text ?? '')?.[0]
  await expect.poll(async () => (await mails(conflux.db, email)).length).toBe(2)
  const { pathname, search } = new URL(String(await link()))
  await page.goto(pathname + search)
  await expect(page.getByText('1 ticket')).toBeVisible()
  await page.goto('/find-tickets/open?link=AAAAAAAAAAAAAAAAAAAAAA')
  await expect(page.getByText('This link opens nothing any more')).toBeVisible()
})
