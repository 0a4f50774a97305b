import type { Page } from '@playwright/test'
import { stepAt, totp } from '../../src/lib/totp.ts'
import { organization } from '../people.ts'
import { forgetConfirmation, withPassword } from '../with-password.ts'
import { expect, expectGoodLook as expectGoodLookNow, test } from './fixtures.ts'

test.use({ world: 'security' })

const authenticatorOptions = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const

/** A device with a fingerprint reader that always knows its owner. */
async function withAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: authenticatorOptions })
}

async function signInByPassword(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/sign-in?next=%2Faccount%2Fsecurity')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** What was just sent is answered, and what it changed is shown. */
async function expectGoodLook(page: Page) {
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expectGoodLookNow(page)
}

// Passkeys are bound to a domain, and an address of numbers is none.
test.use({ baseURL: ({ conflux }, use) => use(conflux.app.services.publicUrl()) })

test('a passkey is added after confirming by password, signs in, and is removed', async ({ page, conflux }) => {
  const own = await withPassword(conflux)
  await withAuthenticator(page)
  await signInByPassword(page, own)
  await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible()
  await forgetConfirmation(conflux, own.userId)

  await page.getByLabel('Name of the new passkey').fill('Laptop')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await dialog.getByLabel('Your password').fill('not the one')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog.getByText('That is not your present password').first()).toBeVisible()
  await expectGoodLook(page)
  await dialog.getByLabel('Your password').fill(own.password)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('You can sign in with it from now on.')).toBeVisible()
  await expect(page.getByText('Laptop', { exact: true })).toBeVisible()
  await expectGoodLook(page)

  await page.context().clearCookies()
  await page.goto('/sign-in?next=%2Faccount%2Fsecurity')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page).toHaveURL('/account/security')

  await forgetConfirmation(conflux, own.userId)
  await page.getByRole('button', { name: 'Remove Laptop' }).click()
  await dialog.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('You have no passkeys yet.')).toBeVisible()
})

test('codes of an app are turned on and asked for; a recovery code does, too; sessions are ended', async ({
  page,
  other,
  conflux,
}) => {
  const own = await withPassword(conflux)
  await signInByPassword(page, own)
  await page.getByRole('button', { name: 'Set up an app' }).click()
  const secret = (await page.locator('.security-secret').innerText()).replaceAll(' ', '')
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
  await expectGoodLook(page)
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('alert')).toContainText('Wrong code')
  await page.getByLabel('Code').fill(totp(bytes, stepAt(new Date()) - 1))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  const codes = await page.locator('.security-codes li').allInnerTexts()
  expect(codes).toHaveLength(10)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the codes' }).click()
  expect((await download).suggestedFilename()).toBe('conflux-recovery-codes.txt')
  await expectGoodLook(page)

  const elsewhere = await other.newPage()
  await signInByPassword(elsewhere, own)
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'One more step' })).toBeVisible()
  await elsewhere.getByLabel(/^Code of your app/).fill('000000')
  await elsewhere.getByRole('button', { name: 'Go on' }).click()
  await expect(elsewhere.getByRole('alert')).toContainText('Wrong code')
  await elsewhere.getByLabel(/^Code of your app/).fill(codes[0] ?? '')
  await elsewhere.getByRole('button', { name: 'Go on' }).click()
  await expect(elsewhere).toHaveURL('/account/security')
  await expect(elsewhere.getByText('9 recovery codes are left.')).toBeVisible()

  await elsewhere.getByRole('button', { name: 'End all others' }).click()
  await expect(elsewhere.getByText('You are signed in just here.')).toBeVisible()
  await page.goto('/account/security')
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
})

test('a workspace asks who it is before money goes elsewhere, and goes on by itself', async ({ page, conflux }) => {
  const own = await withPassword(conflux)
  const { slug } = await organization(conflux.db, { owner: { ...own, name: '' } })
  await signInByPassword(page, own)
  await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible()
  await forgetConfirmation(conflux, own.userId)
  await page.goto(`/studio/${slug}/fees`)
  const account = page.locator('form').filter({ has: page.getByLabel('Account holder') })
  await account.getByLabel('Account holder').fill('Tidal Works')
  await account.getByLabel('IBAN or account number').fill('PT50 0002 0123')
  await account.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('alert')).toContainText('Confirm that it is you')
  await account.getByRole('button', { name: 'Save' }).click()
  await dialog.getByLabel('Your password').fill(own.password)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  const accounts = await conflux.db.selectFrom('bank_account').select('holder').execute()
  expect(accounts).toEqual([{ holder: 'Tidal Works' }])
})

const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '/\\\\evil.example',
  'javascript:alert(1)',
  '/%09/evil.example',
]

test('no way on after a form leads to another site', async ({ request, conflux, baseURL }) => {
  const { email, password } = await withPassword(conflux)
  const forms: Record<string, Record<string, string>> = {
    '/preferences': { lang: 'en' },
    '/sign-in': { email, password },
    '/account/step-up': { password },
  }
  for (const next of elsewhere) {
    for (const [path, form] of Object.entries(forms)) {
      const at = `${path}?next=${encodeURIComponent(next)}`
      const options = { form: { ...form, next }, headers: { origin: baseURL }, maxRedirects: 0 }
      const reply = await request.post(at, options)
      expect([path, reply.status()]).toEqual([path, 303])
      expect(new URL(reply.headers().location ?? '', baseURL).origin).toBe(baseURL)
    }
    for (const path of ['/sign-in', '/sign-in/second']) {
      const reply = await request.get(`${path}?next=${encodeURIComponent(next)}`, { maxRedirects: 0 })
      expect([path, reply.status()]).toEqual([path, 302])
      expect(new URL(reply.headers().location ?? '', baseURL).origin).toBe(baseURL)
    }
  }
})
