import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { hashSecret } from '../../../lib/secrets.ts'

/** Begins every key, so that people and programs that look for leaked secrets know it for one of ours. */
const prefix = 'cfx_'
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const whole = /^cfx_[0-9A-Za-z]{49}$/

/** Characters that hold 256 bits, and those that hold the checksum's 32. */
const secretLength = 43
const checksumLength = 6

/** How much of a key is shown later: all but 221 of its bits stay unknown. */
const shownLength = prefix.length + 6

/** A key as its holder gets it, once, and what is kept of it. */
export interface NewSecret {
  key: string
  start: string
  hash: string
}

/**
 * A new key: `cfx_`, 256 random bits and the CRC-32 of all before it, in base 62 with leading zeros: the form of GitHub's tokens
 * (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/). The checksum tells a key from what just looks like
 * one without asking the database.
 */
export function newApiKey(): NewSecret {
  const body = prefix + base62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength)
  const key = body + checksumOf(body)
  return { key, start: key.slice(0, shownLength), hash: hashSecret(key) }
}

/** Whether a bearer token means to be a key. */
export const isApiKey = (bearer: string): boolean => bearer.startsWith(prefix)

/** The hash that a key is kept under, or undefined for a text that is none. */
export function hashOfKey(text: string): string | undefined {
  if (!whole.test(text)) return undefined
  const body = text.slice(0, -checksumLength)
  return text.endsWith(checksumOf(body)) ? hashSecret(text) : undefined
}

const checksumOf = (body: string) => base62(BigInt(crc32(body)), checksumLength)

function base62(value: bigint, length: number): string {
  let digits = ''
  for (let rest = value; digits.length < length; rest /= 62n) digits = alphabet.charAt(Number(rest % 62n)) + digits
  return digits
}
