import type { Selectable } from 'kysely'
import type { Event, Order, Scan, Ticket } from '../../db/schema.ts'

/** A ticket as the door must know it. */
export interface TicketAtDoor {
  id: string
  eventId: string
  eventState: Selectable<Event>['state']
  orderState: Order['state']
  state: Selectable<Ticket>['state']
  /** Whether it is of a test order, and whether its event is in test mode. */
  test: boolean
  testMode: boolean
  /** The scan that let it in, unless that was undone. */
  admittedBy: string | null
}

export type Reason = NonNullable<Scan['reason']>

/** What a scan comes to. */
export type Verdict =
  | { result: 'admitted'; reason: null; earlier: null }
  | { result: 'already_in'; reason: null; earlier: string }
  | { result: 'refused'; reason: Reason; earlier: null }

/** Whether a ticket is let in at an event's door. No ticket means that the code is of none. */
export function decide(ticket: TicketAtDoor | undefined, eventId: string): Verdict {
  if (!ticket) return refused('unknown_code')
  if (ticket.eventId !== eventId) return refused('wrong_event')
  if (ticket.eventState === 'cancelled') return refused('event_cancelled')
  if (ticket.test && !ticket.testMode) return refused('test_ticket')
  if (ticket.state !== 'valid') return refused(ticket.state)
  if (ticket.orderState !== 'paid') return refused('not_paid')
  if (ticket.admittedBy) return { result: 'already_in', reason: null, earlier: ticket.admittedBy }
  return { result: 'admitted', reason: null, earlier: null }
}

const refused = (reason: Reason): Verdict => ({ result: 'refused', reason, earlier: null })
