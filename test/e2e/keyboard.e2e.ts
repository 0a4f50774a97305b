import type { Locator, Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import { organization, person } from '../people.ts'
import { expect, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** The most presses of Tab that any control of a page may be away. */
const FARTHEST = 150

/**
 * Goes by Tab to a control, and sees that every stop on the way shows where one is: within the window, with an outline around it, its label
 * or its box.
 */
async function tabTo(page: Page, control: Locator) {
  for (let presses = 0; presses < FARTHEST; presses++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(hiddenFocus)).toBeNull()
    if (await control.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`${FARTHEST} presses of Tab do not lead to ${control}`)
}

/** The page with this heading is there, and the focus has gone along: a Tab before that would be lost. */
async function isAt(page: Page, heading: string) {
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
}

/** What has the focus, if it cannot be seen there. */
function hiddenFocus(): string | null {
  const stop = document.activeElement
  if (!stop || stop === document.body) return null
  const around = [stop, ...(stop instanceof HTMLInputElement ? (stop.labels ?? []) : [])]
  for (let box = stop.parentElement; box && around.length < 5; box = box.parentElement) around.push(box)
  const isOutlined = around.some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  const { top, bottom, left, right } = stop.getBoundingClientRect()
  const isWithin = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  return isOutlined && isWithin ? null : `${isOutlined ? 'outside' : 'no outline'}: ${stop.outerHTML.slice(0, 120)}`
}

/** Whether the focus is on something outside. Between its last control and its first, a dialog lets the browser itself have it. */
function leftBehind(dialog: Element): boolean {
  return document.activeElement !== document.body && !dialog.contains(document.activeElement)
}

const focused = (page: Page) => page.locator(':focus')

test('the first stop leads past the navigation', async ({ page }) => {
  for (const path of ['/', '/discover', '/sign-in']) {
    await page.goto(path)
    await page.keyboard.press('Tab')
    await expect(focused(page)).toHaveText('Skip to content')
    await expect(focused(page)).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  }
})

test('tickets are chosen, paid and looked at by the keyboard alone', async ({ page, conflux }) => {
  const owner = await person(conflux)
  const { id } = await organization(conflux.db, { owner })
  const { slug } = await makeEvent(owner, id, {
    types: [
      { name: 'Deck', price: 2500, quantity: 10 },
      { name: 'Child', price: 0, quantity: 10 },
    ],
  })
  await page.goto(`/e/${slug}`)
  await tabTo(page, page.getByRole('button', { name: 'One more: Deck' }))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  await expect(page.getByRole('spinbutton', { name: 'Quantity: Deck' })).toHaveValue('2')
  await tabTo(page, page.getByRole('spinbutton', { name: 'Quantity: Child' }))
  await page.keyboard.press('ArrowUp')
  await tabTo(page, page.getByRole('button', { name: 'Get 3 tickets' }))
  await page.keyboard.press('Enter')

  await isAt(page, 'Your details, then pay')
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }).first())
  await page.keyboard.type('Jun Takahata')
  await page.keyboard.press('Tab')
  await page.keyboard.type('jun@example.net')
  await tabTo(page, page.getByLabel('All 3 tickets are for me to hand out later'))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('group', { name: 'Ticket 1: Deck' }).getByLabel('Name'))
  await page.keyboard.type('Ola Brandvold')
  await tabTo(page, page.getByRole('button', { name: 'Pay €50.00' }))
  await page.keyboard.press('Enter')

  await isAt(page, 'Sandbox payment')
  await tabTo(page, page.getByRole('button', { name: 'Pay €50.00' }))
  await page.keyboard.press('Enter')
  await isAt(page, 'Night Ferry')
  await tabTo(page, page.getByRole('link', { name: 'PDF of all 3' }))
  await tabTo(page, page.getByRole('link', { name: 'Next ticket' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 of 3', { exact: true })).toBeVisible()
})

test('one signs in by the keyboard alone, and is told what was wrong', async ({ page }) => {
  await page.goto('/discover')
  await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' }))
  await page.keyboard.press('Enter')
  await isAt(page, 'Sign in')
  await tabTo(page, page.getByLabel('Email'))
  await page.keyboard.type('nobody@example.org')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Password')).toBeFocused()
  await page.keyboard.type('ferry boots at night')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Email and password do not match')
})

test('pickers open, close and choose', async ({ page, conflux }) => {
  const owner = await person(conflux)
  const { id } = await organization(conflux.db, { owner })
  await makeEvent(owner, id, { event: { city: 'Setúbal' } })
  await page.goto('/discover')
  const where = page.getByRole('button', { name: 'Everywhere' })
  await tabTo(page, where)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Setúbal' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: 'Setúbal' })).toBeHidden()
  await expect(where).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'Setúbal' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/city=Set/)
})

test('dialogs keep the focus, close on Escape, and give it back', async ({ page, context, conflux }) => {
  const owner = await person(conflux)
  const own = await organization(conflux.db, { owner })
  const { eventId } = await makeEvent(owner, own.id)
  await signIn(context, owner, conflux)
  await page.goto(`/studio/${own.slug}/events/${eventId}`)
  const share = page.getByRole('button', { name: 'Share' })
  await expect(share).toBeVisible()
  await tabTo(page, share)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await expect(dialog).toBeVisible()
  for (let presses = 0; presses < 6; presses++) {
    expect(await dialog.evaluate(leftBehind)).toBe(false)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(share).toBeFocused()
})

test('tabs go by arrows, and a menu by arrows and Escape', async ({ page }) => {
  await page.goto('/dev/ui')
  const tabs = page.getByRole('tablist').first().getByRole('tab')
  await tabs.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(tabs.nth(1)).toBeFocused()
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('End')
  await expect(tabs.last()).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tabs.first()).toBeFocused()

  const menu = page.locator('[aria-haspopup="menu"]').first()
  await tabTo(page, menu)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role=menuitem]:focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await expect(page.locator('[aria-haspopup="menu"]').first()).toBeFocused()
})
