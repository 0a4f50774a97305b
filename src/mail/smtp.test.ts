import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { type Mail, MailRefused } from './mailer.ts'
import { smtpMailer } from './smtp.ts'

const received: { to: string[]; source: Buffer }[] = []

/** A mail server that takes everything, except that it knows no `gone@…` and is just now too busy for `later@…`. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, done) {
    const refusals: Record<string, number> = { 'gone@example.org': 550, 'later@example.org': 450 }
    const responseCode = refusals[address]
    done(responseCode === undefined ? null : Object.assign(new Error('refused'), { responseCode }))
  },
  async onData(stream, session, done) {
    received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source: await buffer(stream) })
    done()
  },
})
server.on('error', () => {})
server.listen(0, '127.0.0.1')
await once(server.server, 'listening')
const { port } = server.server.address() as AddressInfo
const mailer = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Conflux <no-reply@conflux.example>' })
after(() => {
  mailer.close()
  server.close(() => {})
})

const mail: Mail = {
  to: 'ana@example.org',
  subject: 'Nächtliche Fähre – संगीत',
  text: 'Grüße',
  html: '<p>Grüße</p>',
  messageId: '<1@conflux.example>',
  attachments: [
    { name: 'tickets.pdf', type: 'application/pdf', content: Buffer.from([37, 80, 68, 70, 0, 255]) },
    { name: 'event.ics', type: 'text/calendar; method=PUBLISH; charset=utf-8', content: 'BEGIN:VCALENDAR' },
  ],
}

test('a mail arrives with its texts, its attachments and its Message-ID', async () => {
  await mailer.send(mail)
  const [{ to, source } = { to: [], source: Buffer.of() }] = received.splice(0)
  const parsed = await PostalMime.parse(source)
  assert.deepEqual(to, ['ana@example.org'])
  assert.deepEqual([parsed.from?.name, parsed.from?.address], ['Conflux', 'no-reply@conflux.example'])
  assert.equal(parsed.subject, mail.subject)
  assert.equal(parsed.messageId, mail.messageId)
  assert.equal(parsed.text?.trim(), mail.text)
  assert.equal(parsed.html?.trim(), mail.html)
  assert.deepEqual(
    parsed.attachments.map(({ filename, mimeType, content }) => [
      filename,
      mimeType,
      Buffer.from(content as ArrayBuffer)
        .toString()
        .trimEnd(),
    ]),
    [
      ['tickets.pdf', 'application/pdf', Buffer.from([37, 80, 68, 70, 0, 255]).toString()],
      ['event.ics', 'text/calendar', 'BEGIN:VCALENDAR'],
    ],
  )
})

test('one address is one recipient, whatever is in it', async () => {
  for (const to of ['"a, b@evil.example"@example.org', 'ana@example.org\r\nBcc: all@evil.example']) {
    await mailer.send({ ...mail, to }).catch(() => {})
    for (const { to: recipients, source } of received.splice(0)) {
      assert.equal(recipients.length, 1)
      assert.doesNotMatch(source.toString(), /^Bcc:/im)
    }
  }
})

test('a refusal for good is told from a failure that may pass', async () => {
  await assert.rejects(mailer.send({ ...mail, to: 'gone@example.org' }), MailRefused)
  await assert.rejects(mailer.send({ ...mail, to: 'later@example.org' }), (error) => !(error instanceof MailRefused))
  const nobody = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'x@example.org' })
  await assert.rejects(nobody.send(mail), (error) => !(error instanceof MailRefused))
  nobody.close()
})

test('what a mail server says of an address is not passed on', async () => {
  const said = await mailer.send({ ...mail, to: 'later@example.org' }).catch((error: Error) => error)
  assert.ok(said instanceof Error)
  assert.match(said.message, /EENVELOPE 450/)
  assert.doesNotMatch(`${said.stack} ${JSON.stringify(said)} ${said.cause}`, /later@/)
})

test('a mail server that says nothing is not waited for', async () => {
  const mute = createServer().listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const url = `smtp://127.0.0.1:${(mute.address() as AddressInfo).port}`
  const impatient = smtpMailer({ url, from: 'x@example.org', patience: 50 })
  await assert.rejects(impatient.send(mail), /ETIMEDOUT/)
  impatient.close()
  mute.close()
})
