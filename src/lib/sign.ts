import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** A key for one purpose (`browser-cookie`), derived from the application's secret (RFC 5869), so that no signature serves twice. */
export function keyFor(secret: string, purpose: string): Buffer {
  const known = derived.get(secret)?.get(purpose)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', secret, '', `conflux ${purpose}`, 32))
  derived.set(secret, (derived.get(secret) ?? new Map<string, Buffer>()).set(purpose, key))
  return key
}

/** Deriving costs as much as a whole no-op request does; there are few secrets and few purposes. */
const derived = new Map<string, Map<string, Buffer>>()

/** `value.signature`, as cookies carry it. The value must not contain a dot. */
export const signed = (key: Buffer, value: string): string => `${value}.${mac(key, value)}`

/** The value of a signed text, or undefined when the signature is not ours. */
export function unsigned(key: Buffer, text: string | undefined): string | undefined {
  const dot = text?.lastIndexOf('.') ?? -1
  if (text === undefined || dot < 1) return undefined
  const value = text.slice(0, dot)
  return sameText(text.slice(dot + 1), mac(key, value)) ? value : undefined
}

const mac = (key: Buffer, value: string) => createHmac('sha256', key).update(value).digest('base64url')

/** Compares secrets in a time that tells nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
