import { randomInt } from 'node:crypto'
import { derivedSecret } from '../../lib/secrets.ts'

/** Crockford's Base 32 (no I, L, O, U) without 0 and 1, so that nothing read out over a telephone looks like anything else. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What people read out for an order: eight letters and digits at random. */
export function newOrderCode(): string {
  const drawn = randomInt(letters.length ** 8)
  return Array.from(
    { length: 8 },
    (_, digit) => letters[Math.floor(drawn / letters.length ** digit) % letters.length],
  ).join('')
}

/** The secret that opens an order, derived from its id. */
export const orderSecret = (secret: string, orderId: string): string => derivedSecret(secret, 'order secret', orderId)

/** The secret of a link to somebody's tickets, derived from the id of the asking. */
export const linkSecret = (secret: string, asked: string): string => derivedSecret(secret, 'ticket link', asked)

/** The secret that opens an offered ticket, and the new one once it is accepted; derived from the transfer's id. */
export const transferSecret = (secret: string, transferId: string): string =>
  derivedSecret(secret, 'ticket transfer', transferId)
