import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Uploaded bytes, by the hash of their content, so that a key never changes its meaning and may be cached for ever. */
export interface FileStore {
  /** Keeps bytes under their `fileKey`. */
  put(bytes: Uint8Array): Promise<void>
  /** The bytes of a key, or null when there are none. */
  get(key: string): Promise<Uint8Array | null>
  /** Forgets the bytes of a key; again is harmless. */
  remove(key: string): Promise<void>
}

/** The key that bytes are kept under. */
export const fileKey = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Files on disk under `folder`, two levels deep. A file appears whole or not at all. */
export function diskFiles(folder: string): FileStore {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key)
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
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}
