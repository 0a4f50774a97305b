import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A file of an archive, its bytes a part at a time. */
export interface ZipEntry {
  name: string
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** Whether it is compressed already, as PDFs and images are. */
  compressed?: true
}

/** The bytes of a ZIP archive, as they come about: of its files just the part that is being written is in memory. */
export async function* zipOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const archive = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  for await (const { name, parts, compressed } of entries) {
    const file = compressed ? new ZipPassThrough(name) : new ZipDeflate(name)
    archive.add(file)
    for await (const part of parts) {
      file.push(part)
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  archive.end()
  yield* ready.splice(0)
}
