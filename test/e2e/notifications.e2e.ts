import { transact } from '../../src/db/transact.ts'
import { letter } from '../../src/mail/letter.ts'
import { notify } from '../../src/modules/notifications/notify.ts'
import { tell } from '../../src/modules/notifications/tell.ts'
import { mails } from '../mail.ts'
import { person } from '../people.ts'
import { expect, expectGoodPage, signIn, test } from './fixtures.ts'

test.use({ world: 'shared' })

const told = {
  kind: 'message',
  channel: 'in_app',
  title: 'Doors open earlier',
  message: 'At seven,\nnot at eight.',
} as const

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('messages are found from the account, and are new until they are marked as read', async ({
      page,
      conflux,
    }) => {
      const ana = await person(conflux)
      await transact(conflux.db, (tx) => notify(tx, conflux.app.services, { ...told, userId: ana.userId }))
      await signIn(page.context(), ana, conflux)
      await page.goto('/account')
      await page.getByRole('link', { name: 'Messages (1 new)' }).click()
      await expect(page.getByRole('heading', { name: 'Messages' })).toBeVisible()
      if (javaScriptEnabled) await expectGoodPage(page, 'Messages', { role: 'button', name: 'Mark all as read' })
      await expect(page.getByRole('listitem').filter({ hasText: 'At seven,' })).toContainText('New')
      await page.getByRole('button', { name: 'Mark all as read' }).click()
      await expect(page.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0)
      await expect(page.getByRole('listitem').filter({ hasText: 'At seven,' })).not.toContainText('New')
      await page.getByRole('link', { name: 'Your account' }).click()
      await expect(page.getByRole('main').getByRole('link', { name: 'Messages', exact: true })).toBeVisible()
    })
  })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('what somebody chooses is kept, and mail programs press the button of the link for them', async ({
    page,
    conflux,
  }) => {
    const ana = await person(conflux)
    await signIn(page.context(), ana, conflux)
    await page.goto('/account/notifications')
    const reminders = page.getByRole('group', { name: 'Reminders' })
    await reminders.getByLabel('In the app').uncheck()
    await page.getByRole('button', { name: 'Save' }).first().click()
    await expect(page.getByRole('status')).toContainText('From now on you are told like this.')
    await expect(reminders.getByLabel('In the app')).not.toBeChecked()
    await page.getByRole('button', { name: 'Keep these hours quiet' }).click()
    await page.getByRole('button', { name: 'No quiet hours' }).click()
    await expect(page.getByRole('status')).toContainText('You are told at any time.')

    const compose = async () => letter({ language: 'en', subject: 'Tomorrow', paragraphs: ['See you there.'] })
    const { services } = conflux.app
    await tell(services, { once: `press:${ana.userId}`, kind: 'event_reminder', to: { userId: ana.userId }, compose })
    const source = String((await mails(conflux.db, ana.email)).at(-1)?.source)
    const { pathname } = new URL(/^List-Unsubscribe: *\s*<([^>]+)>/im.exec(source)?.[1] ?? '')
    const press = (path: string) =>
      fetch(conflux.origin + path, { method: 'POST', body: new URLSearchParams('List-Unsubscribe=One-Click') })
    expect((await press('/sign-in')).status).toBe(403)
    const pressed = await press(pathname)
    expect([pressed.status, pressed.redirected]).toEqual([200, false])
    await page.goto(pathname)
    await expect(page.getByText('gets no more mails about “Reminders”')).toBeVisible()
    await page.getByRole('button', { name: 'Send these mails again' }).click()
    await expect(page.getByRole('status')).toContainText('gets mails about “Reminders”')
  })
})
