import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Uploaded bytes, by the hash of their content, so that a key never changes its meaning and may be cached for ever. */
export interface FileStore {
  /** Keeps bytes under their `fileKey`. */
  put(bytes: Uint8Array): Promise<void>
  /** The bytes of a key, or null when there are none. */
  get(key: string): Promise<Uint8Array | null>
  /** Keeps parts as they come under a `namedKey`, in place of what was there; says how many bytes. */
  write(key: string, parts: AsyncIterable<Uint8Array>): Promise<number>
  /** What is kept under a key as a stream, or null when there is nothing. */
  open(key: string): Promise<Readable | null>
  /** Forgets the bytes of a key, also those of a `write` that never ended; again is harmless. */
  remove(key: string): Promise<void>
}

/** The key that bytes are kept under. */
export const fileKey = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The key of what is written part by part, when its hash is not known yet: it follows from a name that nothing else has. */
export const namedKey = (name: string): string => fileKey(Buffer.from(name))

/** Files on disk under `folder`, two levels deep. A file appears whole or not at all. */
export function diskFiles(folder: string): FileStore {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key)
  const draftOf = (key: string) => `${pathOf(key)}.draft`
  return {
    async put(bytes) {
      const key = fileKey(bytes)
      const path = pathOf(key)
      await mkdir(join(folder, key.slice(0, 2)), { recursive: true })
      const draft = `${path}.${randomUUID()}`
      await writeFile(draft, bytes)
      await rename(draft, path)
    },
    async get(key) {
      if (!/^[0-9a-f]{64}$/.test(key)) return null
      return readFile(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
    },
    async write(key, parts) {
      await mkdir(join(folder, key.slice(0, 2)), { recursive: true })
      const draft = createWriteStream(draftOf(key))
      await pipeline(parts, draft)
      await rename(draftOf(key), pathOf(key))
      return draft.bytesWritten
    },
    async open(key) {
      const file = await open(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return file?.createReadStream() ?? null
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
      await rm(draftOf(key), { force: true })
    },
  }
}
