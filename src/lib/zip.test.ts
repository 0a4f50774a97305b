import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { type ZipEntry, zipOf } from './zip.ts'

const archiveOf = async (entries: readonly ZipEntry[]) => {
  async function* each() {
    yield* entries
  }
  const parts: Uint8Array[] = []
  for await (const part of zipOf(each())) parts.push(part)
  return Buffer.concat(parts)
}

test('what goes into an archive comes out of it, whatever the files are and in whatever parts they come', async () => {
  const part = fc.uint8Array({ maxLength: 300 })
  const file = fc.record({ parts: fc.array(part, { maxLength: 4 }), compressed: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 6 }), async (files) => {
      const archive = await archiveOf(
        files.map(({ parts, compressed }, index) => ({
          name: `folder/Größe ${index}.bin`,
          parts,
          ...(compressed ? { compressed } : {}),
        })),
      )
      const read = unzipSync(archive)
      assert.deepEqual(
        Object.entries(read).map(([name, bytes]) => [name, Buffer.from(bytes)]),
        files.map(({ parts }, index) => [`folder/Größe ${index}.bin`, Buffer.concat(parts)]),
      )
    }),
  )
})

test('bytes leave before all files are there', async () => {
  let asked = 0
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (; asked < 3; asked++) yield { name: `${asked}`, parts: [new Uint8Array(1000)], compressed: true }
  }
  const archive = zipOf(entries())
  await archive.next()
  assert.equal(asked, 0)
  await archive.return(undefined)
})
