import { makeEvent } from '../events.ts'
import { mails } from '../mail.ts'
import { organization, person } from '../people.ts'
import { expect, expectGoodLook, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

test('people are invited by a list; one opens it by a code, comes and buys, and a forwarded link shows nothing', async ({
  page,
  other,
  browser,
  conflux,
}) => {
  const owner = await person(conflux, { name: 'Olga Owner' })
  const { id, slug: org } = await organization(conflux.db, { owner }, { name: 'Tidal Works' })
  const { eventId, slug } = await makeEvent(owner, id, {
    event: { name: 'Quiet Supper', category: 'food' },
    types: [{ name: 'Seat', price: 0, quantity: 20 }],
  })
  const email = `${eventId}@example.org`
  await signIn(page.context(), owner, conflux)
  await page.goto(`/studio/${org}/events/${eventId}/page`)
  await page.getByLabel('Who finds it').selectOption({ label: 'Just people who are invited by name' })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toBeVisible()
  await page.getByRole('link', { name: 'Guests', exact: true }).click()
  await page.getByRole('link', { name: 'Invite guests' }).click()
  await page
    .getByLabel('Whom do you invite?')
    .fill(`Name,Email\nGil Guest,${email}\n${email.toUpperCase()}\nnobody\nBo <bo-${eventId}@example.org>`)
  await page.getByLabel('Your words to them').fill('Bring nothing.')
  await page.getByRole('button', { name: 'Check the list' }).click()
  await expect(page.getByText('2 people will be invited')).toBeVisible()
  await expect(page.getByText('2 lines are passed over')).toBeVisible()
  await expectGoodLook(page)
  await page.getByRole('button', { name: 'Send 2 invitations' }).click()
  await expect(page.getByText('2 invitations are on their way')).toBeVisible()
  await expect(page.getByRole('row', { name: /Gil Guest.*Sent/ })).toBeVisible()

  const invitation = await linkIn(email)
  const theirs = await other.newPage()
  await theirs.goto(invitation)
  await theirs.getByRole('button', { name: 'Send me the code' }).click()
  await theirs.getByLabel('Code').fill(await codeIn(email))
  await theirs.getByRole('button', { name: 'Open the invitation' }).click()
  await expectGoodPage(theirs, 'Quiet Supper', { role: 'button', name: 'I will come' })
  await theirs.getByRole('button', { name: 'I will come' }).click()
  await theirs.getByRole('link', { name: 'See the event and get tickets' }).click()
  await expect(theirs.getByText('You said that you come.')).toBeVisible()
  await theirs.getByRole('button', { name: 'Get 1 ticket' }).first().click()
  await expect(theirs).toHaveURL(/\/checkout\//)

  const third = await browser.newContext()
  const forwarded = await third.newPage()
  await forwarded.goto(invitation)
  await expect(forwarded.getByRole('heading', { name: 'Is this invitation yours?' })).toBeVisible()
  await expect(forwarded.getByText('Quiet Supper')).toHaveCount(0)
  await forwarded.goto(`/e/${slug}`)
  await expect(forwarded.getByRole('heading', { name: 'For invited guests' })).toBeVisible()
  await expect(forwarded).not.toHaveTitle(/Quiet/)
  await third.close()

  await page.reload()
  await page.getByRole('button', { name: `Revoke the invitation of bo-${eventId}@example.org` }).click()
  await expect(page.getByText('It opens nothing any more.')).toBeVisible()

  async function linkIn(recipient: string) {
    await expect.poll(() => mails(conflux.db, recipient)).toHaveLength(1)
    const [mail] = await mails(conflux.db, recipient)
    return /^https?:\S+$/m.exec(mail?.text ?? '')?.[0] ?? ''
  }
  async function codeIn(recipient: string) {
    await expect.poll(() => mails(conflux.db, recipient)).toHaveLength(2)
    const texts = (await mails(conflux.db, recipient)).map(({ text }) => /\b\d{8}\b/.exec(text)?.[0])
    return texts.findLast(Boolean) ?? ''
  }
})
