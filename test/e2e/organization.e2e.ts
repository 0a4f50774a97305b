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

test('an API key is made, shown once, used by a program and revoked', async ({ page, conflux }) => {
  const owner = await person(conflux)
  const { id: organizationId, slug } = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  await signIn(page.context(), owner, conflux)
  await page.goto(`/studio/${slug}`)
  await page.getByRole('link', { name: 'API keys' }).click()
  await expectGoodPage(page, 'Tidal Works', { role: 'heading', name: 'No keys' })
  await page.getByLabel('What it is for').fill('Turnstile')
  await page.getByRole('button', { name: 'Make the key' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('See the organization and its team').check()
  await page.getByRole('button', { name: 'Make the key' }).click()
  await expectGoodPage(page, 'Tidal Works', { role: 'button', name: 'Revoke Turnstile' })
  const key = (await page.getByText(/^cfx_\w{49}$/).textContent()) ?? ''
  const ask = async () => {
    const answer = await fetch(`${conflux.origin}/api/organizations/${organizationId}`, {
      headers: { authorization: `Bearer ${key}` },
    })
    return answer.status
  }
  expect(await ask()).toBe(200)

  await page.reload()
  await expect(page.getByText(key.slice(0, 10))).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke Turnstile' }).click()
  await expect(page.getByText('The key does not work any more.')).toBeVisible()
  expect(await ask()).toBe(401)
})
