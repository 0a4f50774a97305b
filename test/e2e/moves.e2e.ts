import { makeEvent } from '../events.ts'
import type { TestApp } from '../harness.ts'
import { mails } from '../mail.ts'
import { organization, person } from '../people.ts'
import { buy } from '../sales.ts'
import { expect, expectGoodLook, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

/** A live event with one paid order, and its owner. */
async function sold(conflux: TestApp, email: string) {
  const owner = await person(conflux, { name: 'Marta Quintela' })
  const own = await organization(conflux.db, { owner }, { name: 'Clube da Solda' })
  const { eventId, slug, typeIds } = await makeEvent(owner, own.id)
  await buy(conflux.browser(), { eventId, typeId: String(typeIds[0]) }, { name: 'Jun Takahata', email })
  return { owner, slug, path: `/studio/${own.slug}/events/${eventId}` }
}

test('an organizer sets the refund policy, and it stands beside the tickets', async ({ page, context, conflux }) => {
  const { owner, slug, path } = await sold(conflux, 'policy@moves.example')
  await signIn(context, owner, conflux)
  await page.goto(`${path}/settings`)
  await page.getByLabel('Percent back').fill('40')
  await page.getByRole('button', { name: 'Add a step' }).click()
  await page.getByLabel('Percent back').nth(1).fill('50')
  await page.getByLabel('Until').nth(1).fill('12')
  await page.getByRole('button', { name: 'Save the refunds' }).click()
  await expect(page.getByText('Each step must end nearer to the start').first()).toBeVisible()
  await page.getByLabel('Percent back').first().fill('100')
  await page.getByRole('button', { name: 'Save the refunds' }).click()
  await expect(page.getByText('Your settings are in place.')).toBeVisible()
  await expectGoodPage(page, 'Night Ferry', { role: 'button', name: 'Remove step 2' })
  await page.goto(`/e/${slug}`)
  const words = 'Full refund until 24 hours before the start, 50% back until 12 hours before the start.'
  await expect(page.getByText(words)).toBeVisible()
})

test('moving a live event says who is told, and its page says from where', async ({ page, context, conflux }) => {
  const { owner, slug, path } = await sold(conflux, 'moved@moves.example')
  await signIn(context, owner, conflux)
  await page.goto(`${path}/page`)
  const notice = page.getByText('Saving this tells one person that the event has moved')
  await page.getByLabel('Tags').fill('boats')
  await expect(notice).toBeHidden()
  await page.getByLabel('City').fill('Lisboa')
  await expect(page.getByLabel('The same place, written better: nobody is told')).toBeChecked()
  await expect(notice).toBeHidden()
  await expectGoodLook(page)
  await page.getByLabel('Another place: everybody with a ticket is told').check()
  await expect(notice).toBeVisible()
  await page.getByLabel('The same place, written better: nobody is told').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your changes are live.')).toBeVisible()
  await page.getByLabel('City').fill('Lisbon')
  await page.getByLabel('Another place: everybody with a ticket is told').check()
  await page.getByLabel('City').fill('Lisboa')
  await page.getByLabel('Venue').fill('Pier 9')
  await expect(notice).toBeVisible()
  await page.getByLabel('Let those who cannot come then cancel').check()
  await page.getByLabel('They can until').fill('2020-01-01T12:00')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This must be in the future.')).toBeVisible()
  await expect(notice).toBeVisible()
  await page.getByLabel('They can until').fill('2099-11-20T12:00')
  await expectGoodLook(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your changes are live.')).toBeVisible()
  await expect
    .poll(async () => (await mails(conflux.db, 'moved@moves.example')).at(-1)?.subject)
    .toBe('New place: Night Ferry')
  await page.goto(`/e/${slug}`)
  await expect(page.getByText('It was to be Pier 3, Lisboa.')).toBeVisible()
  await expectGoodLook(page)
})

test('calling an event off says what goes back, and shows how far it is', async ({ page, context, conflux }) => {
  const { owner, slug, path } = await sold(conflux, 'called@moves.example')
  await signIn(context, owner, conflux)
  await page.goto(path)
  await page.getByRole('button', { name: 'Call it off' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('One paid order is refunded, fee and all: €25.00 goes back.')).toBeVisible()
  await expectGoodLook(page)
  await dialog.getByLabel('What do you want to tell them?').fill('The boat is broken.')
  await dialog.getByRole('button', { name: 'Call it off' }).click()
  await expect(page.getByText('1 of 1 orders are refunded. €25.00 of €25.00 has gone back.')).toBeVisible()
  await expectGoodPage(page, 'Night Ferry', { role: 'heading', name: 'Refunds' })
  await page.goto(`/e/${slug}`)
  await expect(page.getByText('The boat is broken.')).toBeVisible()
})
