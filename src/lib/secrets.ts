import { createHash, randomBytes } from 'node:crypto'

/** A secret for a link: 128 random bits as base64url. Just its hash is kept. */
export const newSecret = (): string => randomBytes(16).toString('base64url')

/** SHA-256 of a secret, base64url. A secret of 128 random bits needs no salt. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
