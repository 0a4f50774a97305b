import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import { startS3 } from '../../test/simulators/s3.ts'
import { diskFiles, type FileStore, fileKey, namedKey } from './files.ts'
import { s3Files } from './s3.ts'

const folder = mkdtempSync(join(tmpdir(), 'files-test-'))
const s3 = await startS3()
after(async () => {
  await s3.stop()
  rmSync(folder, { recursive: true })
})

const text = (words: string) => new TextEncoder().encode(words)
const stores: Record<string, FileStore> = { 'on disk': diskFiles(folder), 'in S3': s3Files(s3) }

for (const [where, files] of Object.entries(stores))
  describe(`files ${where}`, () => {
    test('bytes are kept under their hash, as often as they come', async () => {
      const bytes = text('a poster')
      await files.put(bytes)
      await files.put(bytes)
      assert.deepEqual(Buffer.from((await files.get(fileKey(bytes))) ?? []), Buffer.from(bytes))
    })

    test('what was never kept, or has no key, is not there', async () => {
      assert.equal(await files.get(fileKey(text('nothing'))), null)
      assert.equal(await files.get('../app-secret'), null)
      assert.equal(await files.open(namedKey('nothing')), null)
    })

    test('parts are kept as one, in place of what was there', async () => {
      const key = namedKey('archive')
      assert.equal(await files.write(key, parts('one ', 'two')), 7)
      assert.equal(await files.write(key, parts('three')), 5)
      const stream = await files.open(key)
      assert.ok(stream)
      assert.equal((await buffer(stream)).toString(), 'three')
    })

    test('parts that break off leave what was there', async () => {
      const key = namedKey('broken')
      await files.write(key, parts('whole'))
      await assert.rejects(files.write(key, breaking()), /broke off/)
      const stream = await files.open(key)
      assert.ok(stream)
      assert.equal((await buffer(stream)).toString(), 'whole')
    })

    test('what is removed is gone, and again is harmless', async () => {
      const bytes = text('to be forgotten')
      await files.put(bytes)
      await files.remove(fileKey(bytes))
      await files.remove(fileKey(bytes))
      assert.equal(await files.get(fileKey(bytes)), null)
    })
  })

test('a server that cannot serve just now is asked again', async () => {
  s3.failNext(2)
  await s3Files(s3).put(text('patience'))
  assert.ok(s3.objects.has(fileKey(text('patience'))))
})

test('a server that refuses is quoted by its code alone', async () => {
  const files = s3Files({ ...s3, secretAccessKey: 'wrong' })
  await assert.rejects(files.put(text('a')), { message: 'S3 answered PUT with 403 SignatureDoesNotMatch' })
  await assert.rejects(files.get(fileKey(text('a'))), { message: 'S3 answered GET with 403 SignatureDoesNotMatch' })
  s3.failNext(3)
  await assert.rejects(s3Files(s3).remove(fileKey(text('a'))), { message: 'S3 answered DELETE with 503 SlowDown' })
})

async function* parts(...words: string[]) {
  for (const word of words) yield text(word)
}

async function* breaking() {
  yield text('half')
  throw new Error('it broke off')
}
