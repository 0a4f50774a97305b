import { createDecipheriv, createECDH, createHmac, type ECDH, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, importJWK, type JWTPayload, jwtVerify } from 'jose'

/** A message as a browser reads it, and what its push service was told beside. */
export interface Pushed {
  headers: IncomingHttpHeaders
  /** JSON of the payload. */
  content: { id: string; title: string; body: string; url: string }
  /** What the sender signed (RFC 8292), and by which key. */
  vapid: JWTPayload
  key: string
}

/** A browser that subscribed. */
export interface SimulatedDevice {
  subscription: { endpoint: string; p256dh: string; auth: string }
  pushed: Pushed[]
  /** Its push service knows it no more, or answers with this status. */
  answer(status: number): void
}

export interface SimulatedPushService {
  origin: string
  subscribe(): SimulatedDevice
  close(): void
}

/** A push service (RFC 8030) and the browsers behind it, which decrypt what comes (RFC 8291) and check who signed it (RFC 8292). */
export async function simulatePushService(): Promise<SimulatedPushService> {
  const devices = new Map<string, { ecdh: ECDH; auth: Buffer; pushed: Pushed[]; status: number }>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const device = devices.get(request.url ?? '')
    const { headers, method } = request
    const status = !device ? 404 : method === 'POST' && headers.ttl !== undefined ? device.status : 400
    if (device && status === 201) {
      const { vapid, key } = await signer(headers.authorization ?? '', origin)
      const content = JSON.parse(decrypted(Buffer.concat(chunks), device).toString())
      device.pushed.push({ headers, content, vapid, key })
    }
    response.writeHead(status, status === 201 ? { location: `${origin}/message/1` } : {}).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    subscribe() {
      const ecdh = createECDH('prime256v1')
      const device = { ecdh, auth: randomBytes(16), pushed: [] as Pushed[], status: 201 }
      const path = `/push/${randomBytes(16).toString('base64url')}`
      devices.set(path, device)
      return {
        subscription: {
          endpoint: origin + path,
          p256dh: ecdh.generateKeys('base64url'),
          auth: device.auth.toString('base64url'),
        },
        pushed: device.pushed,
        answer(status) {
          device.status = status
        },
      }
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** RFC 8291 §3.4 over RFC 8188 §2, one record. */
function decrypted(message: Buffer, { ecdh, auth }: { ecdh: ECDH; auth: Buffer }): Buffer {
  const salt = message.subarray(0, 16)
  const keyLength = message.readUInt8(20)
  const sender = message.subarray(21, 21 + keyLength)
  const record = message.subarray(21 + keyLength)
  if (message.length > 4096 || message.readUInt32BE(16) < record.length) throw new Error('the message is too long')
  const mac = (key: Buffer, ...parts: (Buffer | string)[]) =>
    createHmac('sha256', key)
      .update(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
      .digest()
  const shared = mac(auth, ecdh.computeSecret(sender))
  const input = mac(shared, 'WebPush: info\0', ecdh.getPublicKey(), sender, '\x01')
  const pseudorandom = mac(salt, input)
  const key = mac(pseudorandom, 'Content-Encoding: aes128gcm\0\x01').subarray(0, 16)
  const nonce = mac(pseudorandom, 'Content-Encoding: nonce\0\x01').subarray(0, 12)
  const opening = createDecipheriv('aes-128-gcm', key, nonce)
  opening.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([opening.update(record.subarray(0, -16)), opening.final()])
  const end = padded.lastIndexOf(2)
  return padded.subarray(0, end)
}

async function signer(authorization: string, origin: string): Promise<{ vapid: JWTPayload; key: string }> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? []
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256')
  await jwtVerify(token, publicKey, { audience: origin, requiredClaims: ['exp', 'sub'] })
  return { vapid: decodeJwt(token), key }
}
