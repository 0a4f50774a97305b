import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto'

/** A key for one purpose (`browser-cookie`), derived from the application's secret (RFC 5869), so that no signature serves twice. */
export const keyFor = (secret: string, purpose: string): KeyObject =>
  kept(`${purpose} of ${secret}`, () => Buffer.from(hkdfSync('sha256', secret, '', `conflux ${purpose}`, 32)))

/** The application's secret as a key, for what others sign with it. */
export const wholeKey = (secret: string): KeyObject => kept(secret, () => Buffer.from(secret))

function kept(name: string, bytesOf: () => Buffer): KeyObject {
  const known = keys.get(name)
  if (known) return known
  const key = createSecretKey(bytesOf())
  keys.set(name, key)
  return key
}

/**
 * Deriving costs as much as a whole no-op request does, and signing with bytes in place of a key object seven times as much as signing; there are
 * few secrets and few purposes.
 */
const keys = new Map<string, KeyObject>()

/** `value.signature`, as cookies carry it. The value must not contain a dot. */
export const signed = (key: KeyObject, value: string): string => `${value}.${mac(key, value)}`

/** The value of a signed text, or undefined when the signature is not ours. */
export function unsigned(key: KeyObject, text: string | undefined): string | undefined {
  const dot = text?.lastIndexOf('.') ?? -1
  if (text === undefined || dot < 1) return undefined
  const value = text.slice(0, dot)
  return sameText(text.slice(dot + 1), mac(key, value)) ? value : undefined
}

const mac = (key: KeyObject, value: string) => createHmac('sha256', key).update(value).digest('base64url')

/** Compares secrets in a time that tells nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
