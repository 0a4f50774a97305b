import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'

const app = await testApp()
const { owner, own } = await cast(app)
const { eventId } = await makeEvent(owner, own.id, { live: false })
const params = { eventId }
const put = (type: string, bytes: Uint8Array) =>
  owner.api['PUT /api/events/:eventId/cover']({ params, body: { type, bytes } })

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 10 } } })

const file = async (key: string, name: string) => {
  const response = await fetch(`${app.origin}/covers/files/${key}/${name}`)
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

test('a photo is turned upright, made smaller and told nothing about', async () => {
  const bytes = await picture(3000, 2000)
    .withExif({
      IFD0: { Copyright: 'Mine', Orientation: '6' },
      IFD3: { GPSLatitude: '38/1 43/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  assert.ok((await sharp(bytes).metadata()).exif)
  const { cover } = await put('image/jpeg', bytes)
  assert.ok(cover)
  assert.deepEqual([cover.width, cover.height], [1600, 2400])
  assert.deepEqual(cover.widths, [480, 960, 1600])
  for (const width of cover.widths) {
    const { response, bytes } = await file(cover.key, `${width}.webp`)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'image/webp')
    assert.match(response.headers.get('cache-control') ?? '', /immutable/)
    const metadata = await sharp(bytes).metadata()
    assert.equal(metadata.width, width)
    for (const trace of ['exif', 'icc', 'xmp', 'iptc', 'orientation'] as const)
      assert.equal(metadata[trace], undefined, trace)
  }
})

for (const type of ['png', 'webp', 'avif'] as const)
  test(`a small ${type} keeps its size`, async () => {
    const { cover } = await put(`image/${type}`, await picture(300, 200).toFormat(type).toBuffer())
    assert.deepEqual([cover?.width, cover?.height, cover?.widths], [300, 200, [480]])
  })

test('the same image twice at once is one file', async () => {
  const bytes = await picture(640, 320).png().toBuffer()
  const [one, two] = await Promise.all([put('image/png', bytes), put('image/png', bytes)])
  assert.equal(one.cover?.key, two.cover?.key)
})

test('what is no image is refused and changes nothing', async () => {
  const before = (await owner.api['GET /api/events/:eventId']({ params })).cover
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  const png = await picture(200, 200).png().toBuffer()
  const bomb = await picture(9000, 9000).png({ palette: true }).toBuffer()
  assert.ok(bomb.length < 500_000)
  const hostile = [
    svg,
    Buffer.from('hello'),
    Buffer.alloc(0),
    png.subarray(0, png.length / 2),
    Buffer.concat([png.subarray(0, 40), Buffer.alloc(3000)]),
    bomb,
  ]
  for (const bytes of hostile) await refusedWith('image_unreadable', put('image/png', bytes))
  await refusedWith('unsupported_media_type', put('image/svg+xml', svg))
  await refusedWith('unsupported_media_type', put('image/gif', Buffer.from('GIF89a')))
  await refusedWith('body_too_large', put('image/png', Buffer.alloc(10 * 1024 * 1024 + 1)))
  assert.deepEqual((await owner.api['GET /api/events/:eventId']({ params })).cover, before)
})

test('a cover can be taken away, and again', async () => {
  const remove = () => owner.api['DELETE /api/events/:eventId/cover']({ params })
  assert.equal((await remove()).cover, null)
  assert.equal((await remove()).cover, null)
})

test('no other size and no other file is served', async () => {
  const { cover } = await put('image/png', await picture(640, 320).png().toBuffer())
  for (const name of ['481.webp', '480.png', '480', '../480.webp', '9999.webp'])
    assert.equal((await file(cover?.key ?? '', encodeURIComponent(name))).response.status, 404, name)
  assert.equal((await file('0'.repeat(64), '480.webp')).response.status, 404)
})
