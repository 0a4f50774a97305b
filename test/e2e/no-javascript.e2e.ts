import type { Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { linkTo, mails } from '../mail.ts'
import { organization, person } from '../people.ts'
import { forgetConfirmation, withPassword } from '../with-password.ts'
import { expect, test } from './fixtures.ts'

test.use({ world: 'shared' })

test.use({ javaScriptEnabled: false, baseURL: ({ conflux }, use) => use(conflux.app.services.publicUrl()) })

/** A ferry with a paid and a free ticket type, in a city of its own, so that searches find nothing else. */
async function ferry(conflux: TestApp, city: string) {
  const owner = await person(conflux)
  const { id } = await organization(conflux.db, { owner })
  return makeEvent(owner, id, {
    event: { name: 'Night Ferry', city },
    types: [
      { name: 'Deck', price: 2500, quantity: 10 },
      { name: 'Child', price: 0, quantity: 10 },
    ],
  })
}

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

test('events are searched, filtered, and read by the month', async ({ page, conflux }) => {
  await ferry(conflux, 'Porto')
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search events' }).fill('ferry')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(title(page, '“ferry”')).toBeVisible()
  await page.getByRole('button', { name: 'Everywhere' }).click()
  await page.getByRole('link', { name: 'Porto', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'One event' })).toBeVisible()
  await page.goto('/calendar?month=2099-10&city=Porto')
  await page.getByRole('link', { name: /^Next: November/ }).click()
  await expect(title(page, 'November 2099 in Porto')).toBeVisible()
  await page.getByRole('link', { name: 'List', exact: true }).click()
  await page.getByRole('link', { name: 'Night Ferry' }).click()
  await expect(title(page, 'Night Ferry')).toBeVisible()
  await page.getByRole('link', { name: 'All their events' }).click()
  await expect(title(page, 'Tidal Works')).toBeVisible()
})

test('tickets are held, paid in the sandbox, named, and found again by mail', async ({ page, other, conflux }) => {
  const { slug } = await ferry(conflux, 'Faro')
  const email = `jun-${slug}@example.net`
  await page.goto(`/e/${slug}`)
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await expect(page.getByText('Choose a ticket first')).toBeVisible()
  await page.getByRole('spinbutton', { name: 'Quantity: Deck' }).fill('2')
  await page.getByRole('spinbutton', { name: 'Quantity: Child' }).fill('1')
  await page.getByRole('button', { name: 'Get tickets' }).click()

  await expect(title(page, 'Your details, then pay')).toBeVisible()
  await expect(page.getByText(/Held for you until \d\d:\d\d/)).toBeVisible()
  await expect(page.getByText('2 × Deck')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Jun Takahata')
  await page.getByRole('textbox', { name: 'Email' }).first().fill(email)
  const second = page.getByRole('group', { name: 'Ticket 2: Deck' })
  await expect(second).toBeHidden()
  await page.getByLabel('All 3 tickets are for me to hand out later').uncheck()
  await second.getByLabel('Name').fill('Ola Brandvold')
  await page.getByRole('button', { name: 'Pay €50.00' }).click()
  await page.getByRole('button', { name: 'Decline, as a bank might' }).click()
  await expect(page.getByText('Nothing was charged')).toBeVisible()
  await page.getByRole('button', { name: 'Pay €50.00' }).click()
  await expect(title(page, 'Sandbox payment')).toBeVisible()
  await page.getByRole('button', { name: 'Pay €50.00' }).click()

  await expect(title(page, 'Night Ferry')).toBeVisible()
  await expect(page.getByText('It is yours')).toBeVisible()
  await expect(page.getByRole('img', { name: /QR code of the ticket/ })).toBeVisible()
  await page.getByRole('link', { name: 'Next ticket' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Ola Brandvold')
  await page.getByRole('textbox', { name: 'Name' }).fill('Marta Quintela')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByText('This ticket is now for Marta Quintela.')).toBeVisible()

  await expect.poll(() => mails(conflux.db, email)).toHaveLength(1)
  const invoice = page.getByRole('link', { name: /^Invoice / })
  await page.reload()
  await expectPdf(page, await invoice.getAttribute('href'))
  const [mail] = await mails(conflux.db, email)
  await page.context().clearCookies()
  await page.goto(String(/\S+&ticket=\S+/.exec(mail?.text ?? '')))
  await expectPdf(page, await invoice.getAttribute('href'))

  const elsewhere = await other.newPage()
  await elsewhere.goto('/tickets')
  await elsewhere.getByRole('link', { name: 'Find my tickets' }).click()
  await elsewhere.getByLabel('Email').fill(email)
  await elsewhere.getByRole('button', { name: 'Send me the link' }).click()
  await expect(elsewhere.getByText('Check your email')).toBeVisible()
  await expect.poll(() => mails(conflux.db, email)).toHaveLength(2)
  await elsewhere.goto((await linkTo(conflux.db, email)).href)
  await expect(title(elsewhere, 'My tickets')).toBeVisible()
  await elsewhere.getByRole('link', { name: 'Night Ferry' }).click()
  await expect(elsewhere.getByRole('img', { name: /QR code of the ticket/ })).toBeVisible()
})

/** What a link leads to is a PDF, for the guest of this page. */
async function expectPdf(page: Page, href: string | null) {
  const file = await page.request.get(String(href))
  expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf'])
}

test('what was held is given back to choose again', async ({ page, conflux }) => {
  const { slug } = await ferry(conflux, 'Braga')
  await page.goto(`/e/${slug}`)
  await page.getByRole('spinbutton', { name: 'Quantity: Child' }).fill('3')
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await expect(title(page, 'Your details')).toBeVisible()
  await page.getByRole('button', { name: 'Change tickets' }).click()
  await expect(title(page, 'Night Ferry')).toBeVisible()
  await page.getByRole('spinbutton', { name: 'Quantity: Child' }).fill('10')
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await expect(page.getByText('10 × Child')).toBeVisible()
})

test('an account is made, confirmed, left and entered again', async ({ page, conflux }, { project }) => {
  const email = `ada-${project.name}@example.net`
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByLabel('Name').fill('Ada Quist')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('ferry boots at night')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await expect(title(page, 'Check your email')).toBeVisible()
  await expect.poll(() => mails(conflux.db, email)).toHaveLength(1)
  await page.goto((await linkTo(conflux.db, email)).href)
  await page.getByRole('button', { name: 'Confirm and go on' }).click()
  await expect(title(page, 'Ada Quist')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('This device is signed out.')).toBeVisible()

  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Email and password do not match')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await page.getByLabel('Password').fill('ferry boots at night')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Account' }).click()
  await expect(title(page, 'Ada Quist')).toBeVisible()
  await page.goto('/discover')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('This device is signed out.')).toBeVisible()
})

test('language and colours are chosen by plain forms', async ({ page }) => {
  await page.goto('/find-tickets')
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page).toHaveURL(/\/find-tickets$/)
  await page.getByRole('button', { name: 'Dunkel' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('what asks to confirm leads to a page that does, and back', async ({ page, context, conflux }) => {
  const { cookies, userId, password } = await withPassword(conflux)
  const url = conflux.app.services.publicUrl()
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })))
  await forgetConfirmation(conflux, userId)
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await expect(title(page, 'Confirm that it is you')).toBeVisible()
  await page.getByLabel('Your password').fill('not the one')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('That is not your present password').first()).toBeVisible()
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(title(page, 'Security')).toBeVisible()
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
})

test('a form that is sent twice does its work once', async ({ page, context, conflux }) => {
  const { slug } = await ferry(conflux, 'Lagos')
  const { cookies } = await person(conflux)
  const url = conflux.app.services.publicUrl()
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })))
  await page.goto(`/e/${slug}`)
  const form = Object.fromEntries(
    await page
      .locator('#tickets input[name]')
      .evaluateAll((inputs) => (inputs as HTMLInputElement[]).map(({ name, value }) => [name, value])),
  )
  const quantity = String(Object.keys(form).find((name) => name.startsWith('quantity.')))
  const send = async (many: string) => {
    const options = { form: { ...form, [quantity]: many }, headers: { origin: url }, maxRedirects: 0 }
    return (await page.request.post(`/e/${slug}`, options)).headers().location
  }
  const [one, two] = await Promise.all([send('2'), send('2')])
  expect(one).toMatch(/^\/checkout\//)
  expect(two).toBe(one)
  expect(await send('1')).not.toBe(one)
})

test('a workspace says that it needs JavaScript', async ({ page, context, conflux }) => {
  const { cookies } = await person(conflux)
  const url = conflux.app.services.publicUrl()
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })))
  await page.goto('/studio')
  const words = page.locator('noscript p')
  await expect(words).toContainText('This page needs JavaScript.')
  await expect(words).toBeVisible()
})
