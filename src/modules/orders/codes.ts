import { createHmac, randomInt } from 'node:crypto'
import { keyFor } from '../../lib/sign.ts'

/** Crockford's Base 32 (no I, L, O, U) without 0 and 1, so that nothing read out over a telephone looks like anything else. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What people read out for an order: eight letters and digits at random. */
export const newOrderCode = (): string => Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')

/**
 * The secret that opens an order, 128 bits as base64url. It is derived from the order's id, so that mails can carry it although
 * the database keeps just its hash.
 */
export const orderSecret = (secret: string, orderId: string): string => derived(keyFor(secret, 'order secret'), orderId)

/** The secret of a link to somebody's tickets, derived from the id of the asking. */
export const linkSecret = (secret: string, asked: string): string => derived(keyFor(secret, 'ticket link'), asked)

const derived = (key: Buffer, id: string) =>
  createHmac('sha256', key).update(id).digest().subarray(0, 16).toString('base64url')
