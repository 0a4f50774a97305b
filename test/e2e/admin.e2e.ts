import { makeEvent } from '../events.ts'
import { organization, person } from '../people.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

// What is set for the whole platform must not meet the tests of others.
test.use({ world: 'admin' })

test('an event is sent back with a reason, answered, and comes again with what changed', async ({ page, conflux }) => {
  const owner = await person(conflux, { name: 'Marta Quintela' })
  const own = await organization(conflux.db, { owner })
  const { platform } = conflux.app.services
  await platform.change('eventApproval', 'all')
  const { eventId } = await makeEvent(owner, own.id, { event: { name: 'Tide Pools' } })
  const administrator = await person(conflux, { name: 'Ada Berg', administrator: true })
  await signIn(page.context(), administrator, conflux)
  await page.goto(`/admin/events/${eventId}`)
  await page.getByLabel('Why it is handed back').fill('Say where we meet.')
  await page.getByRole('button', { name: 'Hand it back' }).click()
  await expect(page.getByText('its organizer reads why')).toBeVisible()

  await signIn(page.context(), owner, conflux)
  await page.goto(`/studio/${own.slug}/events/${eventId}`)
  await expect(page.getByText('Say where we meet.')).toBeVisible()
  await page.getByLabel('Your answer').fill('At the lighthouse.')
  await owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { venue: 'Lighthouse' } })
  await expectGoodPage(page, 'Tide Pools', { role: 'button', name: 'Go live' })
  await page.getByRole('button', { name: 'Go live' }).click()
  await expect(page.getByText('Handed in', { exact: true })).toBeVisible()

  await signIn(page.context(), administrator, conflux)
  await page.goto(`/admin/events/${eventId}`)
  await expect(page.getByText('The organizer answers: At the lighthouse.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Venue.*Lighthouse/ })).toBeVisible()
  await expectGoodPage(page, 'Tide Pools', { role: 'button', name: 'Let it go live' })
  await platform.change('eventApproval', 'off')
})

test('an administrator finds somebody, acts as them under a banner, and stops', async ({ page, conflux }) => {
  const owner = await person(conflux, { name: 'Olga Oyster', email: 'olga.oyster@example.org' })
  await organization(conflux.db, { owner }, { name: 'Oyster Club' })
  await signIn(page.context(), await person(conflux, { name: 'Ada Berg', administrator: true }), conflux)
  await page.goto('/admin/people')
  await page.getByLabel('Name, email or id').fill('oyster@')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByRole('link', { name: 'Olga Oyster' }).click()
  await expectGoodPage(page, 'Olga Oyster', { role: 'button', name: 'Ban' })
  await page.getByRole('button', { name: 'Act as this person' }).click()
  const banner = page.getByText('You act as Olga Oyster.')
  await expect(banner).toBeVisible()
  for (const path of ['/', '/studio', '/tickets']) {
    await page.goto(path)
    await expect(banner).toBeVisible()
  }
  await page.goto('/admin/people')
  await expectGoodPage(page, 'Not for you')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page).toHaveURL(/\/admin\/people$/)
  await expect(banner).toBeHidden()
})

test('the operator names the platform and writes an imprint, and everybody finds them', async ({ page, conflux }) => {
  await signIn(page.context(), await person(conflux, { name: 'Ada Berg', administrator: true }), conflux)
  await page.goto('/admin/settings')
  await page.getByLabel('Currencies').fill('euro')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Currencies')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Currencies').fill('')
  await page.getByLabel('Name of the platform').fill('Tide')
  await page.getByLabel('Imprint').fill('# Tide Ltd\n\nHarbour 1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('It holds from now on.')).toBeVisible()
  await page.goto('/discover')
  await page.getByRole('link', { name: 'Imprint' }).click()
  await expect(page.getByRole('heading', { name: 'Tide Ltd' })).toBeVisible()
  await expect(page).toHaveTitle('Imprint · Tide')
  await expectGoodPage(page, 'Imprint')
  await conflux.app.services.platform.changeAll({ name: 'Conflux', imprint: '' })
})
