import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** Cost of a hash: 19 MiB, two passes, one lane, as OWASP's password storage cheat sheet asks of argon2id. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const saltBytes = 16
const tagBytes = 32

const hashOf = promisify(argon2)

/** Hashes a password with argon2id (RFC 9106) to a PHC string. Runs beside the main thread, about 20 ms. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes)
  const tag = await hashOf('argon2id', { ...cost, message: password.normalize('NFKC'), nonce, tagLength: tagBytes })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
}

/** The hash of nobody's password, at the same cost: checking against it takes as long as checking against somebody's. */
export const nobodysHash = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Whether a password is the one of a PHC string, at the cost that string was made with. False for any other text. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(hash)
  if (!parts) return false
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number]
  const [nonce, expected] = parts.slice(4).map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer]
  const message = password.normalize('NFKC')
  const tag = await hashOf('argon2id', { memory, passes, parallelism, message, nonce, tagLength: expected.length })
  return timingSafeEqual(tag, expected)
}

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')
