import { makeEvent } from '../events.ts'
import { organization, person } from '../people.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

test('somebody is invited, joins by the link in the mail, and gets another role', async ({ page, other, conflux }) => {
  const [owner, guest] = [await person(conflux, { name: 'Olga Owner' }), await person(conflux, { name: 'Nia New' })]
  const { slug } = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  await signIn(page.context(), owner, conflux)
  await page.goto(`/studio/${slug}`)
  await page.getByRole('link', { name: 'Team' }).click()
  await page.getByLabel('Email').fill(guest.email)
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByText('Invitation sent')).toBeVisible()
  await expectGoodPage(page, 'Tidal Works', { role: 'button', name: `Take back the invitation of ${guest.email}` })

  await signIn(other, guest, conflux)
  const theirs = await other.newPage()
  await theirs.goto('/studio')
  await theirs.getByRole('link', { name: 'See the invitation' }).click()
  await expectGoodPage(theirs, 'Join Tidal Works?', { role: 'button', name: 'Join the team' })
  await theirs.getByRole('button', { name: 'Join the team' }).click()
  await expect(theirs.getByText('You are in the team now.')).toBeVisible()

  await page.reload()
  await page.getByRole('link', { name: 'Change Nia New' }).click()
  const change = page.locator('form').filter({ has: page.getByRole('button', { name: 'Save' }) })
  await change.getByLabel('Role').selectOption('finance')
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The new role holds from now on.')).toBeVisible()
  await theirs.goto(`/studio/${slug}`)
  await expect(theirs.getByRole('link', { name: 'Money' })).toBeVisible()
})

test('two organizations host an event together', async ({ page, other, conflux }) => {
  const [owner, guest] = [await person(conflux), await person(conflux)]
  const host = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  const guests = await organization(conflux.db, { owner: guest }, { name: 'Guest House' })
  const { eventId, slug } = await makeEvent(owner, host.id)
  await signIn(page.context(), owner, conflux)
  await page.goto(`/studio/${host.slug}/events/${eventId}`)
  await page.getByRole('link', { name: 'Hosts' }).click()
  await page.getByLabel('Address of the organization').fill(guests.slug)
  await page.getByRole('button', { name: 'Ask them' }).click()
  await expect(page.getByText('They stand on the page once they agree.')).toBeVisible()

  await signIn(other, guest, conflux)
  const theirs = await other.newPage()
  await theirs.goto(`/studio/${guests.slug}`)
  await theirs.getByRole('button', { name: /^Agree to host/ }).click()
  await theirs.getByRole('link', { name: 'Night Ferry' }).click()
  await expect(theirs).toHaveURL(`/studio/${host.slug}/events/${eventId}`)
  await expect(theirs.getByRole('link', { name: 'Orders', exact: true })).toHaveCount(0)
  await theirs.goto(`/studio/${host.slug}/events/${eventId}/tickets?edit=new`)
  await expectGoodPage(theirs, 'Night Ferry', { role: 'link', name: 'All events' })

  await theirs.goto(`/e/${slug}`)
  await expect(theirs.getByRole('link', { name: 'Guest House' })).toBeVisible()
})
