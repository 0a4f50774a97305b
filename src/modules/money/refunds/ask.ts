import { Refusal, refuse } from '../../../errors.ts'
import { type RefundShare, refundShare } from '../../events/refund-policy.ts'
import type { Account, RefundableTicket } from './account.ts'
import { type Give, leftOf, type Parts, partsOf, type Sum, sumOf } from './quote.ts'

/** Who wants money back for what, and on whose terms. */
export type Ask =
  /** The buyer gives tickets up on the terms of the order. */
  | { kind: 'buyer'; ticketIds: readonly string[] }
  /** The organizer gives something back of tickets; with `fee` the fee goes back in the same share. */
  | { kind: 'organizer'; ticketIds: readonly string[]; give: Exclude<Give, { upTo: number }>; fee: boolean }
  /** The event is cancelled: everything goes back that has not. */
  | { kind: 'event_cancelled' }

/** What an ask comes to. */
export interface Plan {
  lines: ({ ticketId: string } & Parts)[]
  sum: Sum
}

/** What the policy of an order and the windows of its event give back now. */
export const shareNow = ({ policy, paidAt, windows, startsAt }: Account, now: Date): RefundShare =>
  paidAt === null ? { percent: 0, fee: false } : refundShare({ policy, paidAt, windows }, startsAt, now)

/** Why a buyer cannot give a ticket up, or null. */
export function obstacleTo(ticket: RefundableTicket, account: Account, share: RefundShare, now: Date): Refusal | null {
  if (ticket.isReceived) return new Refusal('ticket_not_valid', { state: 'transferred' })
  if (ticket.state !== 'valid') return new Refusal('ticket_not_valid', { state: ticket.state })
  if (ticket.isCheckedIn) return new Refusal('ticket_checked_in')
  // What cost nothing may be given up until the start, whatever the policy says of money.
  const isOpen = ticket.price === 0 ? account.startsAt === null || now < account.startsAt : share.percent > 0
  if (isOpen) return null
  return new Refusal(ticket.price > 0 && account.policy.kind === 'contact' ? 'refund_by_organizer' : 'refund_closed')
}

/**
 * What an ask comes to. Pure: the same account and clock give the same plan. Refuses `wrong_order_state` for an order that was never
 * paid, `not_found` for a ticket that is none of it, `refund_too_large` for more of a ticket than is left, and what stands in a buyer's way.
 */
export function plan(account: Account, ask: Ask, now: Date): Plan {
  if (account.paidAt === null) refuse('wrong_order_state', { state: account.state })
  const share = shareNow(account, now)
  const chosen = chosenOf(account, ask)
  if (ask.kind === 'buyer')
    for (const ticket of chosen) {
      const obstacle = obstacleTo(ticket, account, share, now)
      if (obstacle) throw obstacle
    }
  if (ask.kind === 'organizer' && 'amount' in ask.give)
    for (const ticket of chosen) if (ask.give.amount > leftOf(ticket)) refuse('refund_too_large', undefined, 'amount')
  const [give, fee] = termsOf(ask, share)
  const lines = chosen.map((ticket) => ({ ticketId: ticket.ticketId, ...partsOf(ticket, give, fee) }))
  return { lines, sum: sumOf(lines) }
}

function chosenOf({ tickets }: Account, ask: Ask): RefundableTicket[] {
  if (ask.kind === 'event_cancelled') return tickets.filter(({ state }) => state === 'valid')
  const ids = new Set(ask.ticketIds)
  const chosen = tickets.filter(({ ticketId }) => ids.has(ticketId))
  return chosen.length === ids.size ? chosen : refuse('not_found')
}

const termsOf = (ask: Ask, share: RefundShare): [Give, fee: boolean] =>
  ask.kind === 'buyer'
    ? [{ upTo: share.percent }, share.fee]
    : ask.kind === 'organizer'
      ? [ask.give, ask.fee]
      : [{ upTo: 100 }, true]
