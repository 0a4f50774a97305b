import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import sharp from 'sharp'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { cast, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { buy } from '../../../../test/sales.ts'
import { removeUnusedImages } from '../../../storage/unused-images.ts'
import { eraseNotifications } from '../erasure.ts'

const app = await testApp()
const { db, browser, settle, origin } = app
const { owner, editor, stranger, own } = await cast(app)
const event = await makeEvent(owner, own.id, { types: [{ name: 'Weekend', price: 5800, quantity: 40 }] })
const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }
const at = { organizationId: own.id }
const words = (kind: string, language: string) => ({ params: { ...at, kind, language } })
const bought = async (email: string, language = 'en') => {
  const buyer = browser()
  buyer.cookies.set('lang', language)
  const order = await buy(buyer, what, { name: 'Marta Quintela', email })
  await settle()
  const [mail] = await mails(db, email)
  assert.ok(mail)
  return { ...mail, order, parsed: await PostalMime.parse(mail.source) }
}
const acts = async () =>
  (await db.selectFrom('act').select('kind').where('organization_id', '=', own.id).orderBy('id').execute())
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('mail_'))

test('mails of an organization carry its logo, its colour and its address for answers', async () => {
  const before = await bought('before@example.org')
  assert.deepEqual(before.parsed.replyTo, undefined)
  assert.doesNotMatch(before.html, /mail-logos/)
  const png = await sharp({ create: { width: 900, height: 90, channels: 3, background: '#aa3311' } })
    .png()
    .toBuffer()
  await owner.api['PUT /api/organizations/:organizationId/mail-look']({
    params: at,
    body: { accent: 'art-2', replyTo: 'hello@own.example' },
  })
  const { logo } = await owner.api['PUT /api/organizations/:organizationId/mail-look/logo']({
    params: at,
    body: { type: 'image/png', bytes: png },
  })
  assert.deepEqual([logo?.width, logo?.height], [480, 48])
  const { html, parsed, text } = await bought('after@example.org')
  assert.equal(parsed.replyTo?.[0]?.address, 'hello@own.example')
  const address = `${app.app.services.publicUrl()}/mail-logos/${logo?.key}`
  assert.ok(html.includes(`src="${address}" width="240" height="24"`))
  assert.notEqual(
    html.match(/height="14" bgcolor="(#\w+)"/)?.[1],
    before.html.match(/height="14" bgcolor="(#\w+)"/)?.[1],
  )
  assert.match(text, /for Tidal Works\. Answers go to them/)
  const file = await stranger.fetch(`${origin}/mail-logos/${logo?.key}`)
  assert.deepEqual([file.status, file.headers.get('content-type')], [200, 'image/png'])
  await removeUnusedImages(db, app.app.services.files, new Date(Date.now() + 3 * 86_400_000))
  assert.equal((await stranger.fetch(`${origin}/mail-logos/${logo?.key}`)).status, 200)
  await owner.api['DELETE /api/organizations/:organizationId/mail-look/logo']({ params: at })
  const gone = await owner.api['DELETE /api/organizations/:organizationId/mail-look/logo']({ params: at })
  assert.equal(gone.logo, null)
  await removeUnusedImages(db, app.app.services.files, new Date(Date.now() + 3 * 86_400_000))
  // The mail that is sent shows it for as long as it is kept.
  assert.equal((await stranger.fetch(`${origin}/mail-logos/${logo?.key}`)).status, 200)
  assert.deepEqual(await acts(), ['mail_look.changed', 'mail_look.logo_set', 'mail_look.logo_removed'])
})

test('own words stand in place of the usual ones in their language, filled in and escaped', async () => {
  const subject = '{event}: {tickets} for {name}'
  const text = 'Dear {name},\n\n<b>{event}</b> is on {date}, {place}.\nOrder {order}.'
  const { texts } = await owner.api['PUT /api/organizations/:organizationId/mail-texts/:kind/:language']({
    ...words('confirmation', 'en'),
    body: { subject, text },
  })
  assert.deepEqual(texts, [{ kind: 'confirmation', language: 'en', subject, text }])
  const mine = await bought('own@example.org')
  assert.equal(mine.subject, 'Night Ferry: 1 × Weekend for Marta Quintela')
  assert.match(mine.text, /Dear Marta Quintela,\n\n<b>Night Ferry<\/b> is on Saturday, 28 November 2099 at 20:00/)
  assert.match(mine.text, new RegExp(`Order ${mine.order.code}\\.`))
  assert.match(mine.html, /&lt;b&gt;Night Ferry&lt;\/b&gt;/)
  assert.doesNotMatch(mine.text, /Hello Marta/)
  assert.match((await bought('german@example.org', 'de')).text, /Hallo Marta Quintela/)
  await owner.api['DELETE /api/organizations/:organizationId/mail-texts/:kind/:language'](words('confirmation', 'en'))
  assert.match((await bought('again@example.org')).text, /Hello Marta Quintela/)
  const gone = owner.api['DELETE /api/organizations/:organizationId/mail-texts/:kind/:language'](
    words('confirmation', 'en'),
  )
  await refusedWith('not_found', gone)
})

test('unknown placeholders are refused and named, and nothing else is kept', async () => {
  const put = (body: { subject: string; text: string }, of = words('thanks', 'de')) =>
    owner.api['PUT /api/organizations/:organizationId/mail-texts/:kind/:language']({ ...of, body })
  const refused = await refusedWith('placeholder_unknown', put({ subject: '', text: 'Hallo {nome} und {' }))
  assert.match(refused.detail, /\{nome\} \{/)
  await refusedWith('placeholder_unknown', put({ subject: '{Name}', text: 'x' }))
  await refusedWith('invalid', put({ subject: '', text: '  \n ' }))
  await refusedWith('invalid', put({ subject: 'a\nb', text: 'x' }))
  await refusedWith('invalid', put({ subject: '', text: 'x'.repeat(4001) }))
  await refusedWith('not_found', put({ subject: '', text: 'x' }, words('receipt', 'de')))
  await refusedWith('not_found', put({ subject: '', text: 'x' }, words('thanks', 'fr')))
  const look = await owner.api['GET /api/organizations/:organizationId/mail-look']({ params: at })
  assert.deepEqual(look.texts, [])
  await refusedWith(
    'not_allowed',
    editor.api['PUT /api/organizations/:organizationId/mail-texts/:kind/:language']({
      ...words('thanks', 'de'),
      body: { subject: '', text: 'x' },
    }),
  )
})

test('two who write the same words at once leave those of one', async () => {
  const put = (text: string) =>
    owner.api['PUT /api/organizations/:organizationId/mail-texts/:kind/:language']({
      ...words('reminder', 'hi'),
      body: { subject: '', text },
    })
  await Promise.all(['one', 'two', 'three', 'four'].map(put))
  const { texts } = await owner.api['GET /api/organizations/:organizationId/mail-look']({ params: at })
  assert.equal(texts.filter(({ language }) => language === 'hi').length, 1)
  assert.match(texts.find(({ language }) => language === 'hi')?.text ?? '', /^(one|two|three|four)$/)
})

test('words are seen before they are kept, and mailed to oneself', async () => {
  const body = { subject: 'Bald: {event}', text: 'Liebe:r {name}, bis {date}!' }
  const shown = await owner.api['POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview']({
    ...words('reminder', 'de'),
    body,
  })
  assert.equal(shown.subject, 'Bald: Nachtfähre')
  assert.match(shown.text, /Liebe:r Marta Quintela, bis /)
  const page = `${origin}/api/organizations/${own.id}/mail-texts/reminder/de/preview?draft=`
  const html = await owner.fetch(`${page}${shown.draft}`)
  assert.match(html.headers.get('content-security-policy') ?? '', /sandbox/)
  assert.match(await html.text(), /Liebe:r Marta Quintela/)
  assert.equal((await owner.fetch(`${page}bm9uZQ`)).status, 400)
  assert.equal((await stranger.fetch(`${page}${shown.draft}`)).status, 404)
  const usual = await owner.api['POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview']({
    ...words('confirmation', 'en'),
    body: { subject: '', text: '' },
  })
  assert.match(usual.text, /Here is your ticket/)
  const confirmation = `${origin}/api/organizations/${own.id}/mail-texts/confirmation/en/preview?draft=${usual.draft}`
  assert.match(await (await owner.fetch(confirmation)).text(), /src="data:image\/png;base64,/)
  const { to } = await owner.api['POST /api/organizations/:organizationId/mail-texts/:kind/:language/test']({
    ...words('reminder', 'de'),
    body,
  })
  await settle()
  const sent = (await mails(db, to)).at(-1)
  assert.equal(sent?.subject, 'Test: Bald: Nachtfähre')
  const { texts } = await owner.api['GET /api/organizations/:organizationId/mail-look']({ params: at })
  assert.ok(!texts.some(({ language }) => language === 'de'))
})

test('an erased person gets no answers any more', async () => {
  const leaving = await person(app, { email: 'leaving@example.org' })
  const put = (replyTo: string) =>
    owner.api['PUT /api/organizations/:organizationId/mail-look']({ params: at, body: { accent: null, replyTo } })
  const answers = async () =>
    (await owner.api['GET /api/organizations/:organizationId/mail-look']({ params: at })).replyTo
  const erase = () => eraseNotifications(db, { userId: leaving.userId, email: leaving.email, messageIds: [] })
  await put('hello@own.example')
  await erase()
  assert.equal(await answers(), 'hello@own.example')
  await put(leaving.email)
  await erase()
  assert.equal(await answers(), null)
})
