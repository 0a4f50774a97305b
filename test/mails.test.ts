import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type Language, languages } from '../lang/languages.ts'
import { newId } from '../src/db/id.ts'
import type { Mail } from '../src/mail/mailer.ts'
import { smtpMailer } from '../src/mail/smtp.ts'
import { everyMail, mailedKinds } from './every-mail.ts'
import { testApp } from './harness.ts'
import { lintMail } from './mail-lint.ts'
import { codesDrawnIn } from './pdf.ts'

const received: Buffer[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  async onData(stream, _session, done) {
    received.push(await buffer(stream))
    done()
  },
})
server.listen(0, '127.0.0.1')
await once(server.server, 'listening')
const { port } = server.server.address() as AddressInfo
const mailer = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Conflux <no-reply@conflux.example>' })
after(() => {
  mailer.close()
  server.close(() => {})
})

const wasmBinary = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer as ArrayBuffer }, fireImmediately: true })

const routes = readFileSync(join(import.meta.dirname, '../web/routes.tsx'), 'utf8')
const pages = [...routes.matchAll(/(?:page|workspace)\('(\/[^']*)', '[^']*'(.*?)\),\n/gs)].map(
  ([, path = '', query = '']) => ({
    path: new RegExp(`^${path.replaceAll(/:\w+\?/g, '[^/]*').replaceAll(/:\w+/g, '[^/]+')}$`),
    query,
  }),
)

const app = await testApp()
const { world, send } = await everyMail(app)
const publicUrl = app.app.services.publicUrl()

/** All three where everything is looked at; else one each time, another on another day. */
const all = Object.keys(languages) as Language[]
const chosen =
  process.env.PROOF === '1' ? all : all.filter((_, index) => index === new Date().getUTCDate() % all.length)

for (const language of chosen) {
  test(`a mail server receives every kind of mail in ${languages[language]}, and each is whole`, async () => {
    for (const kind of mailedKinds) {
      const mails = await send(kind, language)
      assert.ok(mails.length > 0, `${kind} is sent`)
      for (const mail of mails) await isWhole(mail, await through(mail), `${kind} (${language})`, language)
    }
  })
}

test('every code in a mail and in its file is read by another program, and opens the door', async () => {
  const [mail] = await send('tickets', 'en')
  assert.ok(mail)
  const { attachments } = await through(mail)
  const bytesOf = (type: string) =>
    attachments.filter(({ mimeType }) => mimeType === type).map(({ content }) => Buffer.from(content as ArrayBuffer))
  const shown = await Promise.all(bytesOf('image/png').map((png) => codesIn(png)))
  const drawn = await Promise.all(
    bytesOf('application/pdf')
      .flatMap(codesDrawnIn)
      .map((pixels) => codesIn(pixels)),
  )
  assert.equal(shown.length, 3)
  assert.deepEqual(drawn, shown)
  const { own, people } = world
  for (const [code = ''] of shown) {
    const { scan } = await people.owner.api['POST /api/events/:eventId/scans']({
      params: { eventId: own.eventId },
      body: { nonce: newId(), code },
    })
    assert.match(scan.result, /^(admitted|already_in)$/)
  }
})

const codesIn = async (picture: Parameters<typeof readBarcodes>[0]) =>
  (await readBarcodes(picture)).map(({ text }) => text)

/** Sends a mail on to the server, and answers with what arrived. */
async function through(mail: Mail): Promise<Email> {
  await mailer.send(mail)
  const [source, ...more] = received.splice(0)
  assert.deepEqual(more, [])
  return PostalMime.parse(String(source))
}

async function isWhole(mail: Mail, parsed: Email, name: string, language: Language): Promise<void> {
  assert.equal(parsed.subject, mail.subject, name)
  assert.equal(parsed.messageId, mail.messageId, name)
  assert.equal(parsed.from?.address, 'no-reply@conflux.example', name)
  assert.equal(parsed.to?.[0]?.address, mail.to, name)
  assert.equal(parsed.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated', name)
  const html = parsed.html ?? ''
  const text = parsed.text ?? ''
  const cids = parsed.attachments.flatMap(({ contentId }) => (contentId ? [contentId.replace(/^<|>$/g, '')] : []))
  assert.deepEqual(lintMail({ subject: mail.subject, html, text, cids }, publicUrl), [], name)
  assert.ok(html.includes(`<html lang="${language}"`), name)
  for (const { content, filename } of parsed.attachments)
    assert.ok((content as ArrayBuffer).byteLength > 0, `${name}: ${filename}`)
  for (const url of linksIn(html)) assert.ok(isPage(url), `${name}: there is no page at ${url}`)
}

/** Links to this application; what organizers link to is theirs. */
const linksIn = (html: string): URL[] =>
  [...html.matchAll(/href="([^"]*)"/g)]
    .map(([, url = '']) => url.replaceAll('&amp;', '&'))
    .filter((url) => url.startsWith(publicUrl))
    .map((url) => new URL(url))

/** Whether there is a page at an address and it takes this query: unit tests run without pages, which test/e2e opens every one of. */
function isPage({ pathname, searchParams }: URL): boolean {
  const route = pages.find(({ path }) => path.test(pathname))
  return route !== undefined && [...searchParams.keys()].every((name) => route.query.includes(`'${name}'`))
}
