import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { mails } from '../mail.ts'
import { expect, expectGoodPage, test } from './fixtures.ts'

test.use({ world: 'main-job' })

const organizer = { name: 'Marta Quintela', email: 'marta@quintela.pt', password: 'ferry boots at night' }
const guest = { name: 'Jun Takahata', email: 'jun@example.net' }
const description = 'Boots, a band and a boat. It is **loud** below deck.'

// Links in mails lead to the address that this installation is known by.
test.use({ baseURL: ({ conflux }, use) => use(conflux.app.services.publicUrl()) })

test('an event is put on by one person, bought by another, and let in at the door', async ({
  conflux,
  page,
  other,
}) => {
  test.setTimeout(180_000)
  await signUp(page)
  await makeOrganization(page)
  const base = await makeEvent(page)
  await goLive(page)

  const visitor = await other.newPage()
  await findEvent(visitor)
  await chooseTickets(visitor)
  await giveDetails(visitor)
  await declineThenPay(visitor)
  const shortCode = await lookAtTickets(visitor)
  await expect.poll(() => mails(conflux.db, guest.email)).toHaveLength(1)
  await readMail(visitor)

  await lookAtLists(page, base, shortCode)
  await keepTheDoor(page, base, shortCode)
})

async function signUp(page: Page) {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' }).click()
  await expectGoodPage(page, 'Sign in', { role: 'button', name: 'Sign in' })
  await page.getByRole('link', { name: 'Make an account' }).click()
  await expectGoodPage(page, 'Make an account', { role: 'button', name: 'Make my account' })
  await page.getByLabel('Name').fill(organizer.name)
  await page.getByLabel('Email').fill(organizer.email)
  await page.getByLabel('Password').fill(organizer.password)
  await page.getByRole('button', { name: 'Make my account' }).click()
  await expectGoodPage(page, 'Check your email', { role: 'link', name: 'Sign in' })

  await page.getByRole('link', { name: 'Open the mailbox of this installation' }).click()
  await openMail(page, 'Confirm your email address')
  await page
    .frameLocator('iframe[title="Mail: Confirm your email address"]')
    .getByRole('link', { name: 'Confirm my address' })
    .click()
  await expectGoodPage(page, 'Confirm your email address', { role: 'button', name: 'Confirm and go on' })
  await page.getByRole('button', { name: 'Confirm and go on' }).click()
  await expectGoodPage(page, organizer.name, { role: 'link', name: 'New organization' })
}

/** Mails are written by jobs: the list is looked at again until this one is there. */
async function openMail(page: Page, subject: string) {
  await expect(async () => {
    await page.goto('/dev/mailbox')
    await expect(page.getByRole('link', { name: subject })).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 20_000 })
  await page.getByRole('link', { name: subject }).first().click()
  await expect(page.getByRole('heading', { level: 2, name: subject })).toBeVisible()
  await expectGoodPage(page, 'Mailbox')
}

async function makeOrganization(page: Page) {
  await page.getByRole('link', { name: 'New organization' }).click()
  await expectGoodPage(page, 'Who puts it on?', { role: 'button', name: 'Go on' })
  await page.getByLabel('Name of the organization').fill('Clube da Solda')
  await expect(page.getByText(/Your page will be .*\/o\/clube-da-solda/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Lisbon')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expectGoodPage(page, 'Clube da Solda', { role: 'link', name: 'New event' })
  await expect(page.getByRole('heading', { name: 'No events yet' })).toBeVisible()
}

/** Makes the event with a paid and a free ticket type, and returns its address in the studio. */
async function makeEvent(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'New event' }).first().click()
  await expectGoodPage(page, 'A new event', { role: 'button', name: 'Make the draft' })
  await page.getByLabel('What is it called?').fill('Night Ferry')
  await page.getByLabel('Category').selectOption('music')
  await page.getByLabel('Starts').fill('2099-11-28T20:00')
  await page.getByLabel('Ends').fill('2099-11-28T23:30')
  await page.getByLabel('Venue').fill('Pier 3')
  await page.getByLabel('City').fill('Lisbon')
  await page.getByRole('combobox', { name: 'Currency' }).selectOption('EUR')
  await page.getByLabel('Price', { exact: true }).fill('25')
  await page.getByLabel('How many').fill('120')
  await page.getByRole('button', { name: 'Make the draft' }).click()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Go live' })
  const base = new URL(page.url()).pathname

  await page.getByRole('link', { name: 'Say what it is about' }).click()
  await page.getByLabel('In one sentence').fill('Twelve stops, one band.')
  await page.getByLabel('Description').fill(description)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your changes are in place.')).toBeVisible()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Save' })

  await section(page, 'Tickets').click()
  await page.getByRole('link', { name: 'Add a ticket type' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Children')
  await page.getByLabel('What it covers').fill('Up to twelve years, with somebody grown up.')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Admission', 'Children'])
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'Add a ticket type' })
  return base
}

const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name, exact: true })

async function goLive(page: Page) {
  await section(page, 'Overview').click()
  await expect(page.getByText('Everything needed is there.')).toBeVisible()
  await page.getByRole('button', { name: 'Go live' }).click()
  await expect(page.getByText('It is live')).toBeVisible()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Share' })
}

async function findEvent(page: Page) {
  await page.goto('/discover')
  await expectGoodPage(page, 'Find an event', { role: 'button', name: 'Search' })
  await page.getByLabel('Search events').fill('night fery')
  await page.keyboard.press('Enter')
  await expectGoodPage(page, '“night fery”', { role: 'link', name: /Night Ferry/ })
  await page.getByRole('link', { name: /Night Ferry/ }).click()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Get tickets' })
  await expect(page.getByText('It is loud below deck.')).toBeVisible()
}

async function chooseTickets(page: Page) {
  await page.getByRole('button', { name: 'One more: Admission' }).click()
  await page.getByRole('button', { name: 'One more: Admission' }).click()
  await page.getByRole('button', { name: 'One more: Children' }).click()
  await expect(page.getByText('Total').locator('..')).toContainText('€50')
  await page.getByRole('button', { name: 'Get 3 tickets' }).click()
  await expectGoodPage(page, 'Your details, then pay', { role: 'button', name: 'Pay €50.00' })
}

/** The hold counts down in sight; two names are given, and the third is for later. */
async function giveDetails(page: Page) {
  const timer = page.getByRole('timer')
  await expect(timer).toHaveText(/^\d+:\d\d$/)
  const before = await timer.innerText()
  await expect(timer).not.toHaveText(before)
  await expect(page.getByText(/Held for you until \d\d:\d\d/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).first().fill(guest.name)
  await page.getByRole('textbox', { name: 'Email' }).first().fill(guest.email)
  await page.getByLabel('All 3 tickets are for me to hand out later').uncheck()
  const second = page.getByRole('group', { name: 'Ticket 2: Admission' })
  await second.getByLabel('Name').fill('Ola Brandvold')
  await second.getByLabel('Email').fill('ola@example.net')
  await expectGoodPage(page, 'Your details, then pay')
  await page.getByRole('button', { name: 'Pay €50.00' }).click()
}

async function declineThenPay(page: Page) {
  await expectGoodPage(page, 'Sandbox payment', { role: 'button', name: 'Pay €50.00' })
  await page.getByRole('button', { name: 'Decline, as a bank might' }).click()
  await expect(page.getByText('The payment was declined')).toBeVisible()
  await expect(page.getByText(/Nothing was charged/)).toBeVisible()
  await expect(page.getByRole('timer')).toBeVisible()
  await expectGoodPage(page, 'Your details, then pay', { role: 'button', name: 'Pay €50.00' })
  await expect(page.getByRole('textbox', { name: 'Name' }).first()).toHaveValue(guest.name)
  await page.getByRole('button', { name: 'Pay €50.00' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sandbox payment' })).toBeVisible()
  await page.getByRole('button', { name: 'Pay €50.00' }).click()
}

/** Three tickets with their codes, at once and later; returns the short code of the first. */
async function lookAtTickets(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/ticket\/[0-9a-f-]+\?new=1$/)
  await expect(page.getByText('It is yours')).toBeVisible()
  const code = page.getByRole('img', { name: /QR code of the ticket/ })
  await expect(code).toBeVisible()
  await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'PDF of all 3' })
  const shortCode = (await code.getAttribute('alt'))?.replace('QR code of the ticket ', '') ?? ''
  expect(shortCode).toMatch(/^\w{4} \w{4} \w{4}$/)

  await page.getByRole('link', { name: 'Next ticket' }).click()
  await expect(page.getByText('2 of 3', { exact: true })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'Ola Brandvold' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My tickets' }).click()
  await expectGoodPage(page, 'My tickets', { role: 'link', name: /Night Ferry/ })
  return shortCode
}

async function readMail(page: Page) {
  await openMail(page, 'Your tickets for Night Ferry')
  const attachments = page.getByRole('heading', { name: 'Attachments' }).locator('..')
  const pdf = await fileBehind(page, attachments.getByRole('link', { name: /\.pdf/ }))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const calendar = await fileBehind(page, attachments.getByRole('link', { name: /\.ics/ }))
  expect(calendar.toString()).toContain('SUMMARY:Night Ferry')
}

/** By the keyboard: right after scrolling, a click beside a frame of another origin may still go to that frame. */
async function fileBehind(page: Page, link: Locator): Promise<Buffer> {
  const download = page.waitForEvent('download')
  await link.press('Enter')
  return readFile(await (await download).path())
}

async function lookAtLists(page: Page, base: string, shortCode: string) {
  await page.goto(base)
  await expect(page.getByText('of 120 places').or(page.getByText('no limit set'))).toBeVisible()
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'All orders' })
  await section(page, 'Orders').click()
  const order = page.getByRole('row', { name: guest.name })
  await expect(order).toContainText('€50.00')
  await expect(order).toContainText('Paid')
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'Download CSV' })
  await section(page, 'Attendees').click()
  await expect(page.getByRole('row', { name: 'Ola Brandvold' })).toContainText('Admission')
  await expect(page.getByRole('row', { name: guest.name }).filter({ hasText: shortCode })).toHaveCount(1)
  await expectGoodPage(page, 'Night Ferry', { role: 'link', name: 'Download CSV' })
}

async function keepTheDoor(page: Page, base: string, shortCode: string) {
  await page.goto(base)
  await section(page, 'Check-in').click()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Scan with the camera' })
  await page.getByLabel('Name of this door').fill('Gangway')
  await page.getByRole('button', { name: 'Scan without a camera' }).click()
  await expect(page.getByText('0 of 3 in')).toBeVisible()

  await typeCode(page, shortCode)
  await expectVerdict(page, 'Come in', 'pass')
  await expect(page.getByText('1 of 3 in')).toBeVisible()
  await expectGoodPage(page, 'Check-in, Night Ferry', { role: 'button', name: 'Scan next' })
  await page.getByRole('button', { name: 'Scan next' }).click()

  await typeCode(page, shortCode)
  await expectVerdict(page, 'Already in', 'again')
  await expect(page.getByRole('status')).toContainText(/Scanned at Gangway, \d\d:\d\d/)
  await page.getByRole('button', { name: 'Scan next' }).click()

  await typeCode(page, 'ABCD EFGH JKMN')
  await expectVerdict(page, 'Not a ticket', 'refused')
  await page.getByRole('button', { name: 'Scan next' }).click()

  await page.getByRole('button', { name: 'Latest scans' }).click()
  await page.getByRole('button', { name: `Undo: ${guest.name}` }).click()
  await expect(page.getByRole('status').getByRole('heading', { name: 'Undone' })).toBeVisible()
  await expect(page.getByText('0 of 3 in')).toBeVisible()
}

async function typeCode(page: Page, code: string) {
  await page.getByRole('button', { name: 'Type a code' }).click()
  await page.getByRole('textbox', { name: 'Ticket code' }).fill(code)
  await page.keyboard.press('Enter')
}

/** The word, and the colour that the whole screen is in with it. */
async function expectVerdict(page: Page, word: string, tone: keyof typeof grounds) {
  await expect(page.getByRole('status').getByRole('heading', { name: word })).toBeVisible()
  await expect(page.getByRole('main').locator('..')).toHaveCSS('background-color', grounds[tone])
}

const grounds = { pass: 'rgb(31, 180, 92)', again: 'rgb(255, 200, 31)', refused: 'rgb(191, 22, 32)' }
