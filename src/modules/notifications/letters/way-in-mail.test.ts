import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueOf } from '../../../../lang/catalogue.ts'
import { authenticator } from '../../../../test/authenticator.ts'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { organization } from '../../../../test/people.ts'
import { withPassword } from '../../../../test/with-password.ts'
import { newId } from '../../../db/id.ts'
import { hashSecret } from '../../../lib/secrets.ts'
import { forgetEndedSessions } from '../../accounts/sign-in.ts'
import { toldWaysIn } from '../../accounts/way-in.ts'

const app = await testApp()
const { db, browser, settle } = app
const { kinds } = catalogueOf('en').mail.wayIn

const subjectsTo = async (email: string) => {
  await settle()
  return (await mails(db, email)).map(({ subject }) => subject)
}
const login = ({ email, password }: { email: string; password: string }) => ({ email, password })
const firefox = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

test('every change of a way in is told its owner by mail, once', async () => {
  const own = await withPassword(app)
  const told: string[] = []
  const tells = async (kind: keyof typeof kinds) => {
    told.push(kinds[kind][0])
    assert.deepEqual((await subjectsTo(own.email)).sort(), told.toSorted(), kind)
  }
  assert.deepEqual(await subjectsTo(own.email), [])

  const device = authenticator(app.app.services.publicUrl())
  const credential = device.create(await own.api['POST /api/me/passkey-options']())
  const { id: passkeyId } = await own.api['POST /api/me/passkeys']({ body: { name: 'Phone', credential } })
  await tells('passkey.added')
  await own.api['PATCH /api/me/passkeys/:passkeyId']({ params: { passkeyId }, body: { name: 'Telephone' } })
  await own.api['DELETE /api/me/passkeys/:passkeyId']({ params: { passkeyId } })
  await tells('passkey.removed')

  const password = 'lighthouse at noon'
  await own.api['POST /api/me/password']({ body: { currentPassword: own.password, password } })
  await tells('password.changed')

  await db.insertInto('second_factor').values({ user_id: own.userId, secret: 'x', turned_on_at: new Date() }).execute()
  await db
    .insertInto('recovery_code')
    .values({ user_id: own.userId, code_hash: hashSecret('REC0VERY') })
    .execute()
  const other = browser()
  await other.api['POST /api/sign-in']({ body: { email: own.email, password } })
  await other.api['POST /api/sign-in/second-factor']({ body: { code: 'recovery' } })
  await tells('recovery_code.used')
  await other.api['POST /api/me/recovery-codes']()
  await tells('recovery_codes.renewed')
  await other.api['DELETE /api/me/second-factor']()
  await tells('second_factor.turned_off')

  const id = newId()
  await db
    .insertInto('account')
    .values({ id, user_id: own.userId, provider_id: 'google', account_id: own.userId })
    .execute()
  await other.api['DELETE /api/me/linked-sign-ins/:linkedSignInId']({ params: { linkedSignInId: id } })
  await tells('provider.unlinked')

  const { id: organizationId } = await organization(db, { owner: { ...own, name: 'Kit' } })
  const body = { name: 'Screen', scopes: ['event.read' as const], days: null }
  await other.api['POST /api/organizations/:organizationId/api-keys']({ params: { organizationId }, body })
  await tells('api_key.made')
})

test('a new device is told, the first and those that are known are not', async () => {
  const own = await withPassword(app)
  const signIn = (headers: Record<string, string> = {}) =>
    browser().api['POST /api/sign-in']({ body: login(own), headers })
  await signIn()
  assert.deepEqual(await subjectsTo(own.email), [])
  await Promise.all([signIn(firefox), signIn(firefox)])
  await signIn(firefox)
  const [mail, ...others] = await mails(db, own.email).then(async () => {
    await settle()
    return mails(db, own.email)
  })
  assert.deepEqual(others, [])
  assert.equal(mail?.subject, 'Signed in on a new device')
  assert.match(mail?.text ?? '', /Device: Firefox on Linux/)
  assert.match(mail?.text ?? '', /Internet address: 127\.0\.0\.1/)
  assert.match(mail?.text ?? '', /\/account\/forgot$/m)
})

test('of an account from before devices were noted, the first is told, too', async () => {
  for (const before of ['signed in', 'long ago'] as const) {
    const own = await withPassword(app)
    await db.deleteFrom('known_device').where('user_id', '=', own.userId).execute()
    if (before === 'long ago') {
      await db.deleteFrom('session').where('user_id', '=', own.userId).execute()
      const created_at = new Date(Date.now() - 48 * 3600_000)
      await db.updateTable('users').set({ created_at }).where('id', '=', own.userId).execute()
    }
    await browser().api['POST /api/sign-in']({ body: login(own), headers: firefox })
    assert.deepEqual(await subjectsTo(own.email), ['Signed in on a new device'], before)
  }
})

test('devices are forgotten after a long time, but nobody’s last', async () => {
  const own = await withPassword(app)
  await browser().api['POST /api/sign-in']({ body: login(own), headers: firefox })
  const of = db.selectFrom('known_device').select('browser').where('user_id', '=', own.userId)
  const isUsed = (browser: string, days: number) =>
    db
      .updateTable('known_device')
      .set({ last_used_at: new Date(Date.now() - days * 24 * 3600_000) })
      .where('user_id', '=', own.userId)
      .where('browser', '=', browser)
      .execute()
  await isUsed('', 500)
  await isUsed('Firefox', 450)
  await forgetEndedSessions(db)
  assert.deepEqual(await of.execute(), [{ browser: 'Firefox' }])
})

test('a program that asks for a token with something new is told of, too', async () => {
  const own = await withPassword(app)
  await browser().api['POST /api/tokens']({ body: login(own), headers: firefox })
  assert.deepEqual(await subjectsTo(own.email), ['Signed in on a new device'])
})

test('it is told in the language of the account, whoever did it', async () => {
  const own = await withPassword(app)
  const others = { de: 'Dein Passwort wurde geändert', hi: 'आपका पासवर्ड बदला गया' } as const
  let currentPassword = own.password
  for (const [language, subject] of Object.entries(others)) {
    await db.updateTable('users').set({ language }).where('id', '=', own.userId).execute()
    const password = `lighthouse at ${language}`
    await own.api['POST /api/me/password']({ body: { currentPassword, password } })
    currentPassword = password
    assert.equal((await subjectsTo(own.email)).at(-1), subject)
  }
})

test('every kind has its sentences in every language', () => {
  for (const language of ['en', 'de', 'hi'] as const)
    for (const kind of toldWaysIn)
      for (const sentence of catalogueOf(language).mail.wayIn.kinds[kind]) assert.notEqual(sentence, '')
})
