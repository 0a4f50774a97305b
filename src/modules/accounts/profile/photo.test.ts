import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { testApp } from '../../../../test/harness.ts'
import { type Person, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { removeUnusedImages } from '../../../storage/unused-images.ts'
import { eraseProfile, photoOf } from '../profile.ts'

const app = await testApp()
const { files } = app.app.services

const picture = (width: number, height: number, red = 200) =>
  sharp({ create: { width, height, channels: 3, background: { r: red, g: 40, b: 10 } } })

const put = ({ api }: Person, bytes: Uint8Array, type = 'image/png') =>
  api['PUT /api/me/photo']({ body: { type, bytes } })
const keyOf = async ({ api }: Person) => (await api['GET /api/me']())?.photo ?? null
const show = ({ fetch }: Pick<Person, 'fetch'>, key: string | null, file = '96.webp', folder = 'photos') =>
  fetch(`${app.origin}/${folder === 'photos' ? 'photos' : 'covers/files'}/${key}/${file}`)

test('a photo is the square in the middle of an image, upright and told nothing about', async () => {
  const ana = await person(app)
  const bytes = await picture(900, 500)
    .withExif({ IFD3: { GPSLatitude: '38/1 43/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  await put(ana, bytes, 'image/jpeg')
  for (const width of [96, 320]) {
    const reply = await show(ana, await keyOf(ana), `${width}.webp`)
    assert.deepEqual([reply.status, reply.headers.get('content-type')], [200, 'image/webp'])
    assert.match(reply.headers.get('cache-control') ?? '', /^private, .*immutable/)
    const metadata = await sharp(await reply.arrayBuffer()).metadata()
    assert.deepEqual([metadata.width, metadata.height], [width, width])
    for (const trace of ['exif', 'icc', 'xmp', 'iptc', 'orientation'] as const)
      assert.equal(metadata[trace], undefined, trace)
  }
})

test('a small image fills its square', async () => {
  const ana = await person(app)
  await put(ana, await picture(40, 20).png().toBuffer())
  const { width, height } = await sharp(await (await show(ana, await keyOf(ana), '320.webp')).arrayBuffer()).metadata()
  assert.deepEqual([width, height], [320, 320])
})

test('what is no image is refused, and the photo stays', async () => {
  const ana = await person(app)
  await put(ana, await picture(400, 400, 1).png().toBuffer())
  const before = await keyOf(ana)
  await refusedWith('image_unreadable', put(ana, Buffer.from('hello')))
  await refusedWith('unsupported_media_type', put(ana, Buffer.from('<svg/>'), 'image/svg+xml'))
  await refusedWith('body_too_large', put(ana, Buffer.alloc(10 * 1024 * 1024 + 1)))
  assert.equal(await keyOf(ana), before)
})

test('the signed-in see it, as long as somebody has it; nobody finds it among the covers', async () => {
  const [ana, ben] = [await person(app), await person(app)]
  await put(ana, await picture(400, 400, 2).png().toBuffer())
  const key = await keyOf(ana)
  assert.equal((await show(ben, key)).status, 200)
  assert.equal((await show(app.browser(), key)).status, 401)
  for (const file of ['97.webp', '96.png', '96', '..']) assert.equal((await show(ben, key, file)).status, 404, file)
  assert.equal((await show(ben, key, '320.webp', 'covers')).status, 404)
  await ana.api['DELETE /api/me/photo']()
  await ana.api['DELETE /api/me/photo']()
  assert.equal(await keyOf(ana), null)
  assert.equal((await show(ben, key)).status, 404)
})

test('its files go a day later, unless somebody else has the same', async () => {
  const tomorrow = () => new Date(Date.now() + 25 * 3600 * 1000)
  const [ana, ben] = [await person(app), await person(app)]
  const bytes = await picture(400, 400, 3).png().toBuffer()
  await put(ana, bytes)
  await put(ben, bytes)
  const key = String(await keyOf(ana))
  await eraseProfile(app.db, ana.userId)
  await removeUnusedImages(app.db, files, tomorrow())
  assert.ok(await photoOf(app.db, files, ben.userId))
  await ben.api['DELETE /api/me/photo']()
  await removeUnusedImages(app.db, files, new Date())
  assert.ok(await files.get(key))
  await removeUnusedImages(app.db, files, tomorrow())
  await removeUnusedImages(app.db, files, tomorrow())
  assert.equal(await files.get(key), null)
  assert.equal(await photoOf(app.db, files, ben.userId), null)
})

test('two photos at once leave one of them', async () => {
  const ana = await person(app)
  const uploads = await Promise.all([4, 5].map((red) => picture(300, 300, red).png().toBuffer()))
  await Promise.all(uploads.map((bytes) => put(ana, bytes)))
  assert.equal((await show(ana, await keyOf(ana))).status, 200)
})
