import { organization, person } from '../people.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

test('an organization says who it is and moves to another address; the old one leads on', async ({ page, conflux }) => {
  const [owner, neighbour] = [await person(conflux), await person(conflux)]
  const { slug } = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  const taken = await organization(conflux.db, { owner: neighbour }, { name: 'Next Door' })
  await signIn(page.context(), owner, conflux)
  await page.goto(`/studio/${slug}`)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expectGoodPage(page, 'Tidal Works', { role: 'button', name: 'Save' })

  await page.getByLabel('Address').fill(taken.slug)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`The address “${taken.slug}” is taken.`).first()).toBeVisible()

  await page.getByLabel('Name').fill('Tidal and Sons')
  await page.getByLabel('Address').fill('tidal-and-sons')
  await page.getByLabel('About you').fill('Concerts by the sea.')
  await page.getByLabel('Website').fill('https://tidal.example/')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page).toHaveURL('/studio/tidal-and-sons/settings?done=saved')
  await expectGoodPage(page, 'Tidal and Sons', { role: 'button', name: 'Save' })

  await page.getByRole('link', { name: 'See the public page' }).click()
  await expectGoodPage(page, 'Tidal and Sons', { role: 'link', name: 'tidal.example' })
  const moved = await page.request.get(`/o/${slug}`, { maxRedirects: 0 })
  expect([moved.status(), moved.headers().location]).toEqual([301, '/o/tidal-and-sons'])
  await page.goto(`/studio/${slug}/settings`)
  await expect(page).toHaveURL('/studio/tidal-and-sons/settings')
})

test('members who may not change an organization see how it is; nobody else is led to it', async ({
  page,
  other,
  conflux,
}) => {
  const [owner, editor, stranger] = [await person(conflux), await person(conflux), await person(conflux)]
  const { id: organizationId, slug } = await organization(conflux.db, { owner, editor }, { name: 'Tidal Works' })
  await owner.api['PATCH /api/organizations/:organizationId']({
    params: { organizationId },
    body: { slug: 'tidal-elsewhere' },
  })
  await signIn(page.context(), editor, conflux)
  await page.goto(`/studio/${slug}/settings`)
  await expect(page).toHaveURL('/studio/tidal-elsewhere/settings')
  await expect(page.getByLabel('Name')).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)

  await signIn(other, stranger, conflux)
  const outside = await other.newPage()
  await outside.goto(`/studio/${slug}/settings`)
  await expect(outside.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  await expect(outside).toHaveURL(`/studio/${slug}/settings`)
})
