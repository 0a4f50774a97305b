import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { setTimeout as pause } from 'node:timers/promises'
import { type FileStore, fileKey } from './files.ts'
import { type SigningKeys, signedHeaders } from './sigv4.ts'

/** A bucket of any server that speaks S3. `endpoint` is an origin; the bucket is the first part of the path. */
export interface S3Bucket extends SigningKeys {
  endpoint: string
  bucket: string
}

/** Milliseconds that one request may take, its body included. */
const patience = 300_000
/** How often a request is tried that the server could not serve just then. */
const tries = 3

/** Files in an S3 bucket, which is made where it is missing and the keys allow that. An object appears whole or not at all. */
export function s3Files(bucket: S3Bucket): FileStore {
  const empty = fileKey(new Uint8Array())

  async function ask(method: string, key: string, body?: Blob, payloadHash = empty): Promise<Response> {
    const url = new URL(`/${bucket.bucket}/${key}`, bucket.endpoint)
    for (let left = tries - 1; ; left--) {
      const headers = signedHeaders({ method, url, headers: {}, payloadHash }, bucket, new Date())
      const answer = await fetch(url, {
        method,
        headers,
        signal: AbortSignal.timeout(patience),
        ...(body ? { body } : {}),
      }).catch((error: unknown) => {
        if (left === 0) throw new Error(`${bucket.endpoint} does not answer`, { cause: error })
      })
      if (answer && (answer.status < 500 || left === 0)) return answer
      await answer?.body?.cancel()
      await pause(100 * 2 ** (tries - left))
    }
  }

  async function keep(key: string, body: Blob, payloadHash: string): Promise<void> {
    const answer = await ask('PUT', key, body, payloadHash)
    if (answer.ok) return void (await answer.body?.cancel())
    const reason = await answer.text()
    if (!/<Code>NoSuchBucket</.test(reason)) throw refusal('PUT', answer.status, reason)
    await expected('PUT', await ask('PUT', ''), [200, 409])
    await expected('PUT', await ask('PUT', key, body, payloadHash), [200])
  }

  async function read(key: string): Promise<Response | null> {
    if (!/^[0-9a-f]{64}$/.test(key)) return null
    const answer = await ask('GET', key)
    if (answer.ok) return answer
    await expected('GET', answer, [404])
    return null
  }

  return {
    // Their key is the hash that the signature wants.
    put: (bytes) => keep(fileKey(bytes), new Blob([bytes as Uint8Array<ArrayBuffer>]), fileKey(bytes)),
    async get(key) {
      const answer = await read(key)
      return answer && new Uint8Array(await answer.arrayBuffer())
    },
    /** S3 wants to know the length and the hash first, so the parts wait on the disk of this machine until they are all there. */
    async write(key, parts) {
      const path = join(tmpdir(), `conflux-${randomUUID()}`)
      try {
        const payloadHash = await gather(parts, path)
        const body = await openAsBlob(path)
        await keep(key, body, payloadHash)
        return body.size
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(key) {
      const answer = await read(key)
      return answer?.body ? Readable.fromWeb(answer.body as ReadableStream) : null
    },
    async remove(key) {
      await expected('DELETE', await ask('DELETE', key), [200, 204, 404])
    },
  }
}

/** Writes parts to a file that its owner alone may read, and returns their SHA-256. */
async function gather(parts: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(part, _encoding, done) {
      hash.update(part)
      done(null, part)
    },
  })
  await pipeline(parts, hashing, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  return hash.digest('hex')
}

async function expected(method: string, answer: Response, statuses: readonly number[]): Promise<void> {
  const reason = await answer.text()
  if (!statuses.includes(answer.status)) throw refusal(method, answer.status, reason)
}

/** What the server said by a code, without the key or anything else it quotes. */
const refusal = (method: string, status: number, reason: string) =>
  new Error(`S3 answered ${method} with ${status} ${/<Code>(\w+)</.exec(reason)?.[1] ?? ''}`.trimEnd())
