import type { Api } from '../../../src/api.ts'
import type { Reply } from '../../../src/http/contract.ts'

/** A ticket with its event. */
export type Ticket = Reply<Api['GET /api/tickets/:ticketId']>

/** A short code as it is printed and read out: `7Q4M 92KD LW26`. */
export const spaced = (shortCode: string): string => shortCode.replace(/(.{4})(?=.)/g, '$1 ')
