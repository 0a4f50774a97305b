import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { fromBase32, toBase32 } from '../../lib/base32.ts'
import { keyFor } from '../../lib/sign.ts'

/** What a ticket is known by. */
export interface TicketCode {
  /** 130 digits of Crockford's Base 32: what the QR code says. */
  code: string
  /** The first twelve of them: what is printed below it, for typing. */
  shortCode: string
  version: number
}

const randomLength = 16
const signatureLength = 64
const codeLength = randomLength + 1 + signatureLength
const shortLength = 12

/** DER of an Ed25519 private key (RFC 8410), up to its 32 bytes of seed. */
const keyHeader = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that signs ticket codes, Ed25519 (RFC 8032), derived from the application's secret. */
export const ticketKey = (secret: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([keyHeader, keyFor(secret, 'ticket signature').export()]),
    format: 'der',
    type: 'pkcs8',
  })

/** The public half, by which a door tells our tickets from others without asking anybody. */
export const ticketPublicKey = (secret: string): KeyObject => createPublicKey(ticketKey(secret))

/**
 * A new code for a ticket of an event: 16 random bytes, one of version, and the signature over both with the event's id. The
 * version tells reissues apart.
 */
export function newTicketCode(key: KeyObject, eventId: string, version = 1): TicketCode {
  const random = randomBytes(randomLength)
  const signature = sign(null, message(eventId, random, version), key)
  return named(Buffer.concat([random, Buffer.from([version]), signature]))
}

/**
 * Reads what a scanner saw: the ticket's code where it is one of ours for this event, else null. Blanks, hyphens and case do not matter.
 * It needs no database; whether the ticket is still valid is not in the code.
 */
export function readTicketCode(text: string, publicKey: KeyObject, eventId: string): TicketCode | null {
  const bytes = fromBase32(text.replace(/[\s-]/g, '').toUpperCase())
  if (bytes?.length !== codeLength) return null
  const random = bytes.subarray(0, randomLength)
  const signature = bytes.subarray(randomLength + 1)
  const isOurs = verify(null, message(eventId, random, Number(bytes[randomLength])), publicKey, signature)
  return isOurs ? named(bytes) : null
}

/** A short code as it is printed: `7Q4M 92KD LW26`. */
export const spacedCode = (shortCode: string): string => shortCode.replace(/(.{4})(?=.)/g, '$1 ')

const message = (eventId: string, random: Uint8Array, version: number) =>
  Buffer.concat([Buffer.from('conflux ticket v1'), Buffer.from(eventId.toLowerCase()), random, Buffer.from([version])])

function named(bytes: Uint8Array): TicketCode {
  const code = toBase32(bytes)
  return { code, shortCode: code.slice(0, shortLength), version: Number(bytes[randomLength]) }
}
