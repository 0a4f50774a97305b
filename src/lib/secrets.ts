import { createHmac, hash, randomBytes } from 'node:crypto'
import { keyFor } from './sign.ts'

/** A secret for a link: 128 random bits as base64url. Just its hash is kept. */
export const newSecret = (): string => randomBytes(16).toString('base64url')

/** SHA-256 of a secret, base64url. A secret of 128 random bits needs no salt. */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url')

/**
 * The secret that opens the thing with an id: 128 bits of HMAC-SHA256 as base64url. Derived, so that mails can carry it although the database keeps
 * just its hash.
 */
export const derivedSecret = (secret: string, purpose: string, id: string): string =>
  createHmac('sha256', keyFor(secret, purpose)).update(id).digest().subarray(0, 16).toString('base64url')
