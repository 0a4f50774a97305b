import { notify } from '../../src/modules/notifications/notify.ts'
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
      await notify(conflux.db, { ...told, userId: ana.userId })
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
      await expect(page.getByRole('link', { name: 'Messages', exact: true })).toBeVisible()
    })
  })
