import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { linkTo, mails, tokenFor } from '../../../test/mail.ts'
import type { Problem } from '../../http/client.ts'
import { createAccount, signUp } from './register.ts'

const app = await testApp()
const { db, browser, settle } = app
const password = 'correct horse 7'
const ana = { name: 'Ana Reis', email: 'Ana.Reis@Example.org', password }

test('a new person signs up, confirms the address by mail, and is signed in', async () => {
  const { api, cookies } = browser()
  assert.deepEqual(await api['POST /api/sign-up']({ body: ana, headers: { 'accept-language': 'de' } }), {
    email: ana.email,
  })
  assert.equal(cookies.size, 0)
  assert.equal(await api['GET /api/me'](), null)
  await settle()
  const [mail] = await mails(db, 'ana.reis@example.org')
  assert.equal(mail?.subject, 'E-Mail-Adresse bestätigen')
  const link = await linkTo(db, 'ana.reis@example.org')
  assert.equal(link.origin + link.pathname, `${app.app.services.publicUrl()}/account/confirm`)
  await api['POST /api/email-confirmations/confirm']({ body: { token: link.searchParams.get('token') ?? '' } })
  const me = await api['GET /api/me']()
  assert.deepEqual(
    { ...me, id: undefined },
    {
      id: undefined,
      name: 'Ana Reis',
      email: 'ana.reis@example.org',
      emailVerified: true,
      administrator: false,
      language: 'de',
      timeZone: 'UTC',
      unread: 0,
      photo: null,
      interests: [],
      eraseAt: null,
      actedAs: false,
      organizations: [],
    },
  )
})

test('a confirmation works once, and false or foreign tokens never', async () => {
  const email = 'once@example.org'
  await browser().api['POST /api/sign-up']({ body: { ...ana, email } })
  await settle()
  const token = await tokenFor(db, email)
  const confirm = (given: string) => browser().api['POST /api/email-confirmations/confirm']({ body: { token: given } })
  for (const wrong of ['x', `${token.slice(0, -4)}AAAA`, token.split('.').slice(0, 2).join('.')]) {
    await assert.rejects(confirm(wrong), { code: 'link_invalid', status: 400 })
  }
  await confirm(token)
  await assert.rejects(confirm(token), { code: 'link_invalid' })
  await assert.rejects(browser().api['POST /api/email-confirmations/confirm']({ body: { token: '' } }), {
    code: 'invalid',
  })
})

test('nothing but the mail tells that an email has an account', async () => {
  const email = 'twice@example.org'
  const answers = []
  for (const person of [
    { ...ana, email },
    { name: 'Mallory', email: email.toUpperCase(), password: 'another 12345' },
  ]) {
    const { fetch, cookies } = browser()
    const response = await fetch(`${app.origin}/api/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    })
    answers.push({ status: response.status, body: (await response.text()).toLowerCase(), cookies: cookies.size })
  }
  assert.deepEqual(answers[0], answers[1])
  await settle()
  const subjects = (await mails(db, email)).map(({ subject }) => subject)
  assert.deepEqual(subjects, ['Confirm your email address', 'You already have an account'])
  const { api } = browser()
  await api['POST /api/sign-in']({ body: { email, password } })
  assert.equal((await api['GET /api/me']())?.name, 'Ana Reis')
  await assert.rejects(browser().api['POST /api/sign-in']({ body: { email, password: 'another 12345' } }), {
    code: 'invalid_credentials',
  })
})

test('fifty sign-ups with one email at once make one account', async () => {
  const many = app.connect(20)
  const account = { ...ana, email: 'race@example.org', language: 'en' } as const
  await Promise.all(Array.from({ length: 50 }, () => signUp(many.db, account)))
  const users = await db.selectFrom('users').select('id').where('email', '=', account.email).execute()
  assert.equal(users.length, 1)
  const facts = await db.selectFrom('outbox').select('fact').execute()
  assert.equal(facts.filter(({ fact }) => fact === 'account.registered').length, 1)
  assert.equal(facts.filter(({ fact }) => fact === 'account.sign_up_repeated').length, 49)
  await settle()
  assert.ok((await mails(db, account.email)).length <= 6)
})

test('an account made for a program says that the email is taken', async () => {
  const account = { ...ana, email: 'Program@example.org', language: 'en' } as const
  await createAccount(db, account)
  await assert.rejects(createAccount(db, { ...account, email: 'program@EXAMPLE.org' }), {
    code: 'email_taken',
    field: 'email',
  })
  await assert.rejects(createAccount(db, { ...account, email: 'zone@example.org', timeZone: 'Mars/Olympus' }), {
    code: 'unknown_time_zone',
  })
})

test('what is wrong with a form is told by field, and nothing is made', async () => {
  const count = () => db.selectFrom('users').select(db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const before = await count()
  const cases: [body: object, field: string][] = [
    [{ ...ana, email: 'no email' }, 'email'],
    [{ ...ana, email: 'x@example.org', password: 'short 7' }, 'password'],
    [{ ...ana, email: 'x@example.org', password: 'x'.repeat(129) }, 'password'],
    [{ ...ana, email: 'x@example.org', name: ' ' }, 'name'],
    [{ ...ana, email: 'x@example.org', name: 'a\nb' }, 'name'],
    [{ ...ana, email: 'x@example.org', administrator: true }, 'administrator'],
    [{ ...ana, email: 'x@example.org', timeZone: 'Mars/Olympus' }, 'timeZone'],
  ]
  for (const [body, field] of cases) {
    await assert.rejects(browser().api['POST /api/sign-up']({ body: body as typeof ana }), (problem: Problem) => {
      assert.deepEqual([problem.status, Object.keys(problem.fields)], [400, [field]])
      return true
    })
  }
  assert.deepEqual(await count(), before)
})

test('somebody signed in may ask for another confirmation, and not more than five an hour are sent', async () => {
  const email = 'again@example.org'
  const { api } = browser()
  await assert.rejects(api['POST /api/email-confirmations'](), { code: 'sign_in_required', status: 401 })
  await api['POST /api/sign-up']({ body: { ...ana, email } })
  await api['POST /api/sign-in']({ body: { email, password } })
  for (let asked = 0; asked < 8; asked++) await api['POST /api/email-confirmations']()
  await settle()
  assert.equal((await mails(db, email)).length, 5)
  await api['POST /api/email-confirmations/confirm']({ body: { token: await tokenFor(db, email) } })
  await api['POST /api/email-confirmations']()
  const facts = db.selectFrom('outbox').select('id').where('fact', '=', 'account.verification_asked')
  assert.deepEqual(await facts.execute(), [])
})
