import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { S3Bucket } from '../../src/storage/s3.ts'
import { signedHeaders } from '../../src/storage/sigv4.ts'

/** A server that keeps objects as S3 does, in memory, and refuses what is not signed as it arrives. */
export interface S3Simulator extends S3Bucket {
  objects: Map<string, Buffer>
  /** So many requests from now on are answered with 503. */
  failNext(requests: number): void
  stop(): Promise<void>
}

const keys = { accessKeyId: 'simulated', secretAccessKey: 'simulated-secret', region: 'eu-west-1' }

export async function startS3(): Promise<S3Simulator> {
  const objects = new Map<string, Buffer>()
  let hasBucket = false
  let failing = 0
  const server = createServer(async (request, answer) => {
    const body = await buffer(request)
    const [status, reply] = answerTo(request, body)
    answer.writeHead(status).end(typeof reply === 'string' ? `<Error><Code>${reply}</Code></Error>` : reply)
  })

  function answerTo(request: IncomingMessage, body: Buffer): [number, (string | Buffer)?] {
    if (failing > 0) {
      failing--
      return [503, 'SlowDown']
    }
    if (!isSigned(request, body)) return [403, 'SignatureDoesNotMatch']
    const key = (request.url ?? '').slice('/files/'.length)
    if (request.method === 'PUT' && key === '') {
      hasBucket = true
      return [200]
    }
    if (!hasBucket) return [404, 'NoSuchBucket']
    if (request.method === 'PUT') {
      objects.set(key, body)
      return [200]
    }
    const kept = objects.get(key)
    if (request.method === 'DELETE') {
      objects.delete(key)
      return [204]
    }
    return kept ? [200, kept] : [404, 'NoSuchKey']
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...keys,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: 'files',
    objects,
    failNext(requests) {
      failing = requests
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function isSigned({ method = '', url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const payloadHash = createHash('sha256').update(body).digest('hex')
  const [, year, month, day, hour, minute, second] =
    /^(....)(..)(..)T(..)(..)(..)Z$/.exec(String(headers['x-amz-date'])) ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const signed = signedHeaders(
    { method, url: new URL(url, `http://${headers.host}`), headers: {}, payloadHash },
    keys,
    at,
  )
  return headers.authorization === signed.authorization && Math.abs(Date.now() - at.getTime()) < 900_000
}
