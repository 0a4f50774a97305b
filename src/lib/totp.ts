import { createHmac } from 'node:crypto'

/** Seconds a code is for (RFC 6238 §5.2 recommends thirty). */
export const stepSeconds = 30
const digits = 6
/** Codes of the step before and the one after are taken, for clocks that differ (RFC 6238 §6). */
const drift = [0, -1, 1]

/** The number of the time step an instant is in. */
export const stepAt = (instant: Date): number => Math.floor(instant.getTime() / 1000 / stepSeconds)

/** The code of a time step: TOTP (RFC 6238) with HMAC-SHA-1, which is what all apps know. */
export function totp(secret: Uint8Array, step: number, length = digits): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = Number(mac.at(-1)) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** length).padStart(length, '0')
}

/** The step near an instant whose code this is, or undefined. */
export const stepOf = (secret: Uint8Array, code: string, instant: Date): number | undefined =>
  drift.map((steps) => stepAt(instant) + steps).find((step) => step >= 0 && totp(secret, step) === code)

/** A secret as apps take it typed: Base 32 of RFC 4648, without padding. */
export function secretText(secret: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What a QR code says to an app: the secret, whose it is and for what (Google Authenticator's key URI format, which all apps read). */
export function totpUri(secret: Uint8Array, { issuer, account }: { issuer: string; account: string }): string {
  const label = [issuer, account].map(encodeURIComponent).join(':')
  return `otpauth://totp/${label}?secret=${secretText(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`
}
