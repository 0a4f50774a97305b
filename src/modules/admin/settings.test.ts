import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, type Person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { paletteNamed } from '../../lib/look/palette.ts'
import { removeUnusedImages } from '../../storage/unused-images.ts'

const app = await testApp()
const { owner, stranger, administrator, own } = await cast(app)
const change = (body: Record<string, unknown>, by = administrator) => by.api['PATCH /api/admin/settings']({ body })
const legal = (text: string) => app.browser().api['GET /api/legal/:text']({ params: { text } })

test('the operator writes the texts that everybody reads, as safe HTML', async () => {
  const { api } = app.browser()
  assert.deepEqual(await api['GET /api/site'](), { name: 'Conflux', accent: null, logo: null, legal: [] })
  await refusedWith('not_found', legal('imprint'))
  await change({ name: 'Tide', imprint: '# Who we are\n\n<script>1</script>', terms: ' \n' })
  assert.deepEqual(await api['GET /api/site'](), { name: 'Tide', accent: null, logo: null, legal: ['imprint'] })
  const { html } = await legal('imprint')
  assert.match(html, /<h2>Who we are<\/h2>/)
  assert.ok(!html.includes('<script>'))
  await refusedWith('not_found', legal('terms'))
  await refusedWith('not_found', legal('commission'))
})

test('an event is not published in a currency that is not offered; live ones keep theirs', async () => {
  const live = await makeEvent(owner, own.id)
  const { eventId } = await makeEvent(owner, own.id, { live: false })
  const publish = () => owner.api['POST /api/events/:eventId/publication']({ params: { eventId } })
  await change({ currencies: ['USD', 'CHF'] })
  await refusedWith('currency_not_offered', publish())
  const { state } = await owner.api['GET /api/events/:eventId']({ params: live })
  assert.equal(state, 'published')
  await change({ currencies: [] })
  assert.equal((await publish()).state, 'published')
})

test('what is no setting is refused, all of it or nothing, and just administrators who showed it is them change any', async () => {
  await refusedWith('invalid', change({ eventApproval: 'sometimes' }), 'eventApproval')
  await refusedWith('invalid', change({ commission: {} }), 'commission')
  await refusedWith('invalid', change({ currencies: ['EUR', 'EUR'] }), 'currencies')
  await refusedWith('currency_not_offered', change({ name: 'Other', currencies: ['XQQ'] }), 'currencies')
  await refusedWith('not_allowed', change({ name: 'Mine' }, stranger))
  await refusedWith('not_allowed', stranger.api['GET /api/admin/settings']())
  assert.notEqual((await administrator.api['GET /api/admin/settings']()).name, 'Other')
  await app.db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', administrator.userId).execute()
  await refusedWith('confirm_it_is_you', change({ name: 'Mine' }))
})

test('a change is an act with what was and what is, and no change is none', async () => {
  const acts = () =>
    app.db.selectFrom('act').select(['before', 'after']).where('kind', '=', 'platform.changed').orderBy('id').execute()
  const { platform } = app.app.services
  await platform.change('eventApproval', 'all')
  const { length } = await acts()
  await platform.change('eventApproval', 'all')
  await platform.change('eventApproval', 'off')
  assert.deepEqual((await acts()).slice(length), [
    { before: { eventApproval: 'all' }, after: { eventApproval: 'off' } },
  ])
})

const square = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 20, g: 90, b: 60, alpha: 0.5 } } })
const putLogo = (bytes: Uint8Array, type = 'image/png', by = administrator) =>
  by.api['PUT /api/admin/settings/logo']({ body: { type, bytes } })
const site = () => app.browser().api['GET /api/site']()
const logoFile = (key: string | undefined) => fetch(`${app.origin}/logo/${key}`)

test('a logo is one PNG of its size at most, shown until there is another, and an act', async () => {
  await confirm(administrator)
  await putLogo(await square(1200, 200).webp().toBuffer(), 'image/webp')
  const { logo } = await site()
  assert.deepEqual([logo?.width, logo?.height], [480, 80])
  const reply = await logoFile(logo?.key)
  assert.deepEqual([reply.status, reply.headers.get('content-type')], [200, 'image/png'])
  assert.match(reply.headers.get('cache-control') ?? '', /immutable/)
  const metadata = await sharp(await reply.arrayBuffer()).metadata()
  assert.deepEqual([metadata.format, metadata.width, metadata.hasAlpha], ['png', 480, true])

  await removeUnusedImages(app.db, app.app.services.files, new Date(Date.now() + 25 * 3600 * 1000))
  assert.equal((await logoFile(logo?.key)).status, 200)
  await putLogo(await square(60, 60).png().toBuffer())
  assert.equal((await logoFile(logo?.key)).status, 404)
  await administrator.api['DELETE /api/admin/settings/logo']()
  assert.equal((await site()).logo, null)
  const act = await app.db.selectFrom('act').select(['kind', 'after']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  assert.deepEqual(act, { kind: 'platform.changed', after: { logo: null } })
})

test('what is no image is no logo, and just administrators who showed it is them give one', async () => {
  const bytes = await square(60, 60).png().toBuffer()
  await refusedWith('image_unreadable', putLogo(Buffer.from('hello')))
  await refusedWith('unsupported_media_type', putLogo(Buffer.from('<svg/>'), 'image/svg+xml'))
  await refusedWith('body_too_large', putLogo(Buffer.alloc(2 * 1024 * 1024 + 1)))
  await refusedWith('not_allowed', putLogo(bytes, 'image/png', stranger))
  await app.db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', administrator.userId).execute()
  await refusedWith('confirm_it_is_you', putLogo(bytes))
  await confirm(administrator)
  assert.equal((await site()).logo, null)
})

test('the colour is a palette of the look and no other; mails carry it, the name and the logo', async () => {
  await refusedWith('invalid', change({ accent: '#ff0000' }), 'accent')
  await refusedWith('invalid', change({ accent: 'music-9' }), 'accent')
  await change({ accent: 'film-2', name: 'Tide' })
  await putLogo(await square(60, 60).png().toBuffer())
  const { accent, logo } = await site()
  assert.equal(accent, 'film-2')
  await app.db.updateTable('users').set({ email_verified: false }).where('id', '=', stranger.userId).execute()
  await stranger.api['POST /api/email-confirmations']()
  await app.settle()
  const mail = await app.db
    .selectFrom('mailbox_mail')
    .select(['html', 'text'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  assert.ok(mail.html.includes(`bgcolor="${paletteNamed('film-2').ground}"`))
  assert.ok(mail.html.includes(`/logo/${logo?.key}" width="30"`))
  assert.match(mail.text, /Welcome to Tide\.[\s\S]*Sent by Tide/)
  await change({ accent: null })
})

/** As if they had just shown that it is them. */
const confirm = (by: Person) =>
  app.db
    .updateTable('session')
    .set({ confirmed_at: new Date(Date.now() + 3600_000) })
    .where('user_id', '=', by.userId)
    .execute()
