import { Refusal } from '../../errors.ts'

/** What a holder may do with a ticket that is theirs. */
export type TicketChange = 'transfer' | 'rename'

/** What decides on it: the ticket, its event, and what the organizer allows. */
export interface ChangeableTicket {
  state: 'valid' | 'void' | 'transferred'
  isAdmitted: boolean
  eventState: 'draft' | 'waiting' | 'published' | 'cancelled'
  startsAt: Date | null
  endsAt: Date | null
  timeZone: string
  transfersAllowed: boolean
  renamesAllowed: boolean
  /** Hours before the start; null is until the end. */
  changesCloseHours: number | null
}

/** Until when tickets of an event may be passed on or renamed; null while the event has no date. */
export function changesUntil({
  startsAt,
  endsAt,
  changesCloseHours,
}: Pick<ChangeableTicket, 'startsAt' | 'endsAt' | 'changesCloseHours'>): Date | null {
  if (changesCloseHours === null) return endsAt
  return startsAt && new Date(startsAt.getTime() - changesCloseHours * 3600_000)
}

/**
 * Why a ticket cannot be changed, or null when it can: `ticket_not_valid`, `ticket_admitted`, `wrong_event_state` (cancelled),
 * `transfers_off` or `renames_off`, `ticket_changes_closed`. Of several the one that no waiting and no asking undoes.
 */
export function changeRefusal(ticket: ChangeableTicket, change: TicketChange, now: Date): Refusal | null {
  if (ticket.state !== 'valid') return new Refusal('ticket_not_valid', { state: ticket.state })
  if (ticket.isAdmitted) return new Refusal('ticket_admitted')
  if (ticket.eventState === 'cancelled') return new Refusal('wrong_event_state', { state: ticket.eventState })
  if (change === 'transfer' && !ticket.transfersAllowed) return new Refusal('transfers_off')
  if (change === 'rename' && !ticket.renamesAllowed) return new Refusal('renames_off')
  const until = changesUntil(ticket)
  if (until === null || now < until) return null
  return new Refusal('ticket_changes_closed', { until: until.toISOString(), timeZone: ticket.timeZone })
}

/** Throws `changeRefusal`, if there is one. */
export function refuseUnlessChangeable(ticket: ChangeableTicket, change: TicketChange, now: Date): void {
  const refusal = changeRefusal(ticket, change, now)
  if (refusal) throw refusal
}

/** How long an offer stands, unless changes close before; in seconds. */
const offerSeconds = 7 * 24 * 3600

/** Until when an offer that is made now stands. */
export function offerUntil(ticket: ChangeableTicket, now: Date): Date {
  const usual = new Date(now.getTime() + offerSeconds * 1000)
  const until = changesUntil(ticket)
  return until !== null && until < usual ? until : usual
}
