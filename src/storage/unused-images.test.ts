import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { makeEvent } from '../../test/events.ts'
import { testApp } from '../../test/harness.ts'
import { cast } from '../../test/people.ts'
import type { FileStore } from './files.ts'
import { keepImage } from './stored-images.ts'
import { removeUnusedImages } from './unused-images.ts'

const app = await testApp()
const { owner, own } = await cast(app)
const { files } = app.app.services
const tomorrow = () => new Date(Date.now() + 25 * 3600 * 1000)

const drawn = (red: number, width = 600) =>
  sharp({ create: { width, height: 200, channels: 3, background: { r: red, g: 40, b: 10 } } })
    .png()
    .toBuffer()

async function eventWithCover(bytes: Uint8Array) {
  const { eventId } = await makeEvent(owner, own.id, { live: false })
  return { eventId, key: await upload(eventId, bytes) }
}

async function upload(eventId: string, bytes: Uint8Array): Promise<string> {
  const body = { type: 'image/png', bytes }
  const { cover } = await owner.api['PUT /api/events/:eventId/cover']({ params: { eventId }, body })
  assert.ok(cover)
  return cover.key
}

const isServed = async (key: string) => (await fetch(`${app.origin}/covers/files/${key}/480.webp`)).status === 200

test('a cover goes with its files when no event has it any more, and not before', async () => {
  const { eventId, key } = await eventWithCover(await drawn(1))
  const { id: copy } = await owner.api['POST /api/events/:eventId/copies']({ params: { eventId } })
  const present = await upload(eventId, await drawn(2))
  await removeUnusedImages(app.db, files, tomorrow())
  assert.deepEqual([await isServed(key), await isServed(present)], [true, true])

  await owner.api['DELETE /api/events/:eventId/cover']({ params: { eventId: copy } })
  await removeUnusedImages(app.db, files, tomorrow())
  await removeUnusedImages(app.db, files, tomorrow())
  assert.deepEqual([await isServed(key), await isServed(present)], [false, true])
  assert.deepEqual([await files.get(key), await rowsOf(key)], [null, 0])
})

test('what was uploaded today stays, though no event has it yet', async () => {
  const { eventId, key } = await eventWithCover(await drawn(3))
  await owner.api['DELETE /api/events/:eventId/cover']({ params: { eventId } })
  await removeUnusedImages(app.db, files, new Date())
  assert.equal(await isServed(key), true)
})

test('a file that is a size of another image stays', async () => {
  const [small, large] = [await eventWithCover(await drawn(4, 300)), await eventWithCover(await drawn(5))]
  await app.db.updateTable('image_size').set({ file_key: small.key }).where('image_key', '=', large.key).execute()
  await owner.api['DELETE /api/events/:eventId/cover']({ params: { eventId: small.eventId } })
  await removeUnusedImages(app.db, files, tomorrow())
  assert.equal(await isServed(large.key), true)
})

test('the same image uploaded while its files go is there after, and no transaction is open meanwhile', async () => {
  const bytes = await drawn(6, 300)
  const { eventId, key } = await eventWithCover(bytes)
  await owner.api['DELETE /api/events/:eventId/cover']({ params: { eventId } })
  const image = [{ nominal: 480, width: 300, height: 200, bytes: (await files.get(key)) ?? assert.fail() }]
  const again = Promise.withResolvers<void>()
  let looks = 0
  const ownerOf = async () => {
    if (++looks === 2) again.resolve()
    return own.id
  }
  const uploads: Promise<string>[] = []
  const { db } = app.connect(1)
  const slow: FileStore = {
    ...files,
    async remove(gone) {
      if (gone === key) {
        const upload = keepImage(app.db, files, image, { ownerOf })
        uploads.push(upload)
        await Promise.race([upload, again.promise])
      }
      // The one connection is free, so nothing is open on it.
      await sql`select`.execute(db)
      await files.remove(gone)
    },
  }
  await removeUnusedImages(db, slow, tomorrow())
  assert.deepEqual(await Promise.all(uploads), [key])
  assert.ok(await files.get(key))
  assert.equal(await isServed(key), true)
})

test('files whose removal nobody finished go the next time, and whoever uploads them again has them', async () => {
  const [first, second] = [await drawn(80, 300), await drawn(160, 300)]
  const [left, reborn] = [await eventWithCover(first), await eventWithCover(second)]
  for (const { eventId } of [left, reborn])
    await owner.api['DELETE /api/events/:eventId/cover']({ params: { eventId } })
  const keys = [left.key, reborn.key]
  const broken: FileStore = {
    ...files,
    async remove(key) {
      if (keys.includes(key)) throw new Error('the bucket is away')
      await files.remove(key)
    },
  }
  for (const _ of keys) await assert.rejects(removeUnusedImages(app.db, broken, tomorrow()), /is away/)
  await app.db.updateTable('stored_file').set({ going_since: sql<Date>`going_since - interval '1 hour'` }).execute()
  assert.equal(await upload(reborn.eventId, second), reborn.key)
  await removeUnusedImages(app.db, files, tomorrow())
  assert.deepEqual([await files.get(left.key), await rowsOf(left.key)], [null, 0])
  assert.equal(await isServed(reborn.key), true)
})

async function rowsOf(key: string): Promise<number> {
  return (await app.db.selectFrom('stored_file').where('key', '=', key).select('key').execute()).length
}
