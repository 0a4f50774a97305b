import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What an authenticator and the browser before it are told to say, for saying it wrong. */
export interface Told {
  origin?: string
  challenge?: string
  /** Whether the device made sure who it is. */
  verified?: boolean
  counter?: number
  /** Whether the signature is over what is sent. */
  honest?: boolean
}

/** An authenticator with one passkey (WebAuthn level 3): ES256, attestation `none`. Written from the specification; it shares no code with what checks it. */
export function authenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(16)
  let used = 0

  const clientData = (type: string, asked: string, { origin: from = origin, challenge = asked }: Told) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))

  /** §6.1: hash of our domain, flags, count, and the key when it is new. */
  function authenticatorData(rpId: string, isNew: boolean, { verified = true, counter = ++used }: Told) {
    const flags = 1 | (verified ? 4 : 0) | (isNew ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, ...(isNew ? [attestedKey()] : [])])
  }

  function attestedKey() {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const length = Buffer.alloc(2)
    length.writeUInt16BE(credentialId.length)
    // COSE_Key of RFC 9053 §7.1: EC2 (1: 2), ES256 (3: -7), P-256 (-1: 1), x (-2), y (-3).
    const key = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      cborBytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      cborBytes(Buffer.from(y, 'base64url')),
    ])
    return Buffer.concat([Buffer.alloc(16), length, credentialId, key])
  }

  const answer = (response: Record<string, unknown>) => ({
    id: credentialId.toString('base64url'),
    rawId: credentialId.toString('base64url'),
    type: 'public-key' as const,
    response,
    clientExtensionResults: {},
  })

  return {
    /** The answer to `navigator.credentials.create`. */
    create({ challenge, rp }: { challenge: string; rp: { id: string } }, told: Told = {}) {
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        ...[cborText('fmt'), cborText('none'), cborText('attStmt'), Buffer.from([0xa0]), cborText('authData')],
        cborBytes(authenticatorData(rp.id, true, told)),
      ])
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge, told).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    /** The answer to `navigator.credentials.get`. */
    get({ challenge, rpId }: { challenge: string; rpId: string }, told: Told = {}) {
      const client = clientData('webauthn.get', challenge, told)
      const data = authenticatorData(rpId, false, told)
      const signed = Buffer.concat([data, told.honest === false ? randomBytes(32) : sha256(client)])
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      })
    },
  }
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()

/** Texts and bytes of CBOR (RFC 8949) below 65,536 bytes. */
const cborText = (text: string) => cbor(3, Buffer.from(text))
const cborBytes = (bytes: Buffer) => cbor(2, bytes)

function cbor(major: number, bytes: Buffer): Buffer {
  const { length } = bytes
  const head = length < 24 ? [length] : length < 256 ? [24, length] : [25, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([(major << 5) | Number(head[0]), ...head.slice(1)]), bytes])
}
