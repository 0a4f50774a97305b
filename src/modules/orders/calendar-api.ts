import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Instant, Nullable } from '../../http/shapes.ts'

const Address = T.Object({ url: T.String(), madeAt: Instant })

/** Tickets in calendars. */
export const calendarApi = {
  'GET /api/orders/:orderId/calendar.ics': {
    summary: 'The event as a calendar entry (RFC 5545), the same UID each time',
    access: { order: 'orderId' },
    reply: { file: ['text/calendar; charset=utf-8'] },
  },
  'GET /api/tickets/:ticketId/calendar.ics': {
    summary: 'The event of a ticket as a calendar entry (RFC 5545), the same UID each time',
    access: { ticket: 'ticketId' },
    reply: { file: ['text/calendar; charset=utf-8'] },
  },
  'GET /api/me/calendar': {
    summary: 'The secret address of the caller’s own calendar, or null while they have none',
    access: 'signed-in',
    reply: T.Object({ address: Nullable(Address) }),
    inPerson: true,
  },
  'POST /api/me/calendar': {
    summary:
      'Makes a secret address for the caller’s own calendar; an earlier one shows nothing any more. Refuses email_not_verified',
    access: 'signed-in',
    reply: T.Object({ address: Address }),
    inPerson: true,
  },
  'DELETE /api/me/calendar': {
    summary: 'Ends the secret address of the caller’s own calendar',
    access: 'signed-in',
    inPerson: true,
  },
  'GET /calendar/tickets.ics': {
    summary:
      'What somebody has tickets for and what they put on, as a calendar to subscribe to: the last half year and what is coming, cancelled events among it. Has an ETag',
    access: 'public',
    query: Form({ key: T.String({ pattern: '^[\\w-]{22}$' }) }),
    reply: { file: ['text/calendar'] },
  },
} as const satisfies Record<string, Endpoint>
