import { createECDH } from 'node:crypto'
import type { Config } from '../config.ts'
import { keptText } from '../lib/kept-text.ts'

/** Keys by which a push service knows who sends (RFC 8292), base64url: a point and a scalar of P-256; and whom it may write to. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
  /** `mailto:` or `https:`. */
  subject: string
}

/**
 * The keys that were given, or a pair made up at the first start and kept in a file only its owner can read; null where push is off. A browser's subscription
 * is bound to the public key, so a new pair would silence every device. Throws what the file system does.
 */
export function vapidKeysOf({ push }: Pick<Config, 'push'>): VapidKeys | null {
  if (push.kind === 'off') return null
  const { subject } = push
  if (push.kind === 'given') return { subject, publicKey: push.publicKey, privateKey: push.privateKey }
  const [publicKey = '', privateKey = ''] = keptText(push.file, newPair).split(' ')
  return { subject, publicKey, privateKey }
}

function newPair(): string {
  const ecdh = createECDH('prime256v1')
  const publicKey = ecdh.generateKeys('base64url')
  const scalar = ecdh.getPrivateKey()
  return `${publicKey} ${Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]).toString('base64url')}`
}
