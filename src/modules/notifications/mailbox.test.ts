import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { headersOf } from './mailbox.ts'

const app = await testApp({ TRUST_PROXY: '1' })
const { browser, origin } = app
const { mailer } = app.app.services
const { api } = browser()

const send = (given: object = {}) =>
  mailer.send({
    to: 'ana@example.org',
    subject: 'Your tickets',
    text: 'Here they are.',
    html: '<html><head><title>t</title></head><body><a href="/e/x">Here</a></body></html>',
    messageId: `<${randomUUID()}@localhost>`,
    attachments: [{ name: 'Tickets für Ana.pdf', type: 'application/pdf', content: 'PDF' }],
    ...given,
  })

test('mails are listed newest first, all or those to one address', async () => {
  await send()
  await send({ to: 'jun@example.org', subject: 'Another' })
  const { items } = await api['GET /api/dev/mails']({})
  assert.deepEqual(
    items.map(({ recipient, subject, attachments }) => [recipient, subject, attachments]),
    [
      ['jun@example.org', 'Another', 1],
      ['ana@example.org', 'Your tickets', 1],
    ],
  )
  assert.equal((await api['GET /api/dev/mails']({ query: { recipient: 'jun@example.org' } })).items.length, 1)
})

test('one mail shows its text, headers and attachments', async () => {
  const { items } = await api['GET /api/dev/mails']({ query: { recipient: 'ana@example.org' } })
  const mailId = items[0]?.id ?? ''
  const mail = await api['GET /api/dev/mails/:mailId']({ params: { mailId } })
  assert.equal(mail.text, 'Here they are.')
  assert.equal(mail.headers.find(({ name }) => name === 'To')?.value, 'ana@example.org')
  assert.deepEqual(mail.attachments, [{ index: 0, name: 'Tickets für Ana.pdf', type: 'application/pdf', bytes: 3 }])
  const file = await fetch(`${origin}/api/dev/mails/${mailId}/attachments/0`)
  assert.equal(await file.text(), 'PDF')
  assert.equal(file.headers.get('content-type'), 'application/pdf')
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment; /)
  for (const index of ['1', '-1', 'x', '00000']) {
    await assert.rejects(api['GET /api/dev/mails/:mailId/attachments/:index']({ params: { mailId, index } }), {
      code: 'not_found',
    })
  }
})

test('the HTML of a mail may be framed by us, run nothing and load nothing', async () => {
  const { items } = await api['GET /api/dev/mails']({})
  const response = await fetch(`${origin}/api/dev/mails/${items[0]?.id}/html`)
  const policy = response.headers.get('content-security-policy') ?? ''
  assert.match(policy, /^sandbox (?!.*allow-scripts)(?!.*allow-same-origin)/)
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'self'/)
  assert.equal(response.headers.get('x-frame-options'), 'SAMEORIGIN')
  assert.match(await response.text(), /<head><base target="_top">/)
})

test('a mail sent again under the same Message-ID is there once', async () => {
  const messageId = '<same@localhost>'
  await send({ messageId, to: 'once@example.org' })
  await send({ messageId, to: 'once@example.org' })
  assert.equal((await api['GET /api/dev/mails']({ query: { recipient: 'once@example.org' } })).items.length, 1)
})

test('from elsewhere there is no mailbox', async () => {
  const { items } = await api['GET /api/dev/mails']({})
  const mailId = items[0]?.id ?? ''
  for (const path of ['', `/${mailId}`, `/${mailId}/html`, `/${mailId}/attachments/0`]) {
    const url = `${origin}/api/dev/mails${path}`
    assert.equal((await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status, 404, path)
    assert.equal((await fetch(url)).status, 200, path)
  }
  await assert.rejects(api['GET /api/dev/mails/:mailId']({ params: { mailId: randomUUID() } }), { code: 'not_found' })
})

test('folded header lines are one', () => {
  const source = 'Subject: a\r\n b\r\nX-Long:\r\n\tc: d\r\n\r\nBody: no'
  assert.deepEqual(headersOf(source), [
    { name: 'Subject', value: 'a b' },
    { name: 'X-Long', value: 'c: d' },
  ])
})
