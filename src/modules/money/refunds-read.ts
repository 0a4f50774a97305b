import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Refund } from '../../db/schema.ts'
import { refuse } from '../../errors.ts'
import { isByHand } from '../events/by-hand.ts'
import { type Account, type RefundableTicket, readAccounts } from './refunds/account.ts'
import { type Ask, obstacleTo, plan, shareNow } from './refunds/ask.ts'
import { type Give, leftOf, type Sum } from './refunds/quote.ts'

/** A refund of an order, with its tickets; amounts in minor units, with the fee in them. */
export interface RefundRow {
  id: string
  orderId: string
  kind: Refund['kind']
  state: Refund['state']
  amount: number
  fee: number
  commission: number
  currency: string
  reason: string
  /** Who asked for it, where that is known. */
  requestedBy: string | null
  requestedAt: Date
  sentAt: Date | null
  sentByHand: boolean
  failure: string | null
  /** How often it was sent and came back. */
  bounces: number
  tickets: { position: number; ticketType: string; amount: number }[]
  creditNote: { id: string; number: string } | null
}

/** The refunds of an order, the newest first. */
export async function refundsOf(db: Db, orderId: string): Promise<RefundRow[]> {
  return readRefunds(db, sql`r.order_id = ${orderId}`)
}

/** One refund. Refuses `not_found`. */
export async function readRefund(db: Db, refundId: string): Promise<RefundRow> {
  const [refund] = await readRefunds(db, sql`r.id = ${refundId}`)
  return refund ?? refuse('not_found')
}

async function readRefunds(db: Db, condition: ReturnType<typeof sql>): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    select r.id, r.order_id as "orderId", r.kind, r.state, r.amount, r.fee, r.commission, r.currency, r.reason, u.name as "requestedBy",
      r.requested_at as "requestedAt", r.sent_at as "sentAt", r.sent_by_hand as "sentByHand", r.failure, r.bounces,
      (select json_agg(json_build_object('position', t.position, 'ticketType', y.name, 'amount', l.amount + l.fee) order by t.position)
        from refund_line l join ticket t on t.id = l.ticket_id join ticket_type y on y.id = t.ticket_type_id
        where l.refund_id = r.id) as tickets,
      case when i.id is not null then json_build_object('id', i.id, 'number', i.number) end as "creditNote"
    from refund r left join users u on u.id = r.requested_by left join invoice i on i.refund_id = r.id
    where ${condition} order by r.id desc`.execute(db)
  return rows
}

/** What would go back; minor units, with the fee in them. */
interface Quote {
  currency: string
  /** Whether the organizer has the money, and gives it back by hand. */
  byHand: boolean
  amount: number
  fee: number
}

/** What a buyer would get back for tickets now: the share of the price, and for each ticket the amount, or why none. */
export interface BuyerQuote extends Quote {
  percent: number
  tickets: (QuotedTicket & { obstacle: string | null })[]
}

interface QuotedTicket {
  id: string
  position: number
  ticketType: string
  attendeeName: string
  state: 'valid' | 'void'
  isCheckedIn: boolean
  /** What it cost, with the fee. */
  price: number
  /** What went back of that before. */
  back: number
  /** What would go back of it now. */
  amount: number
}

/**
 * What the buyer of a paid order would get back for these tickets, or for all that can be given up; what was passed on is not theirs to give
 * up, and not shown. Refuses `wrong_order_state` for an order that was never paid, `not_found`.
 */
export async function quoteForBuyer(
  db: Db,
  orderId: string,
  ticketIds: readonly string[] | undefined,
  now: Date,
): Promise<BuyerQuote> {
  const account = await accountOf(db, orderId)
  const share = shareNow(account, now)
  const own = account.tickets.filter((ticket) => !ticket.isReceived)
  const obstacles = new Map(
    own.map((ticket) => [ticket.ticketId, obstacleTo(ticket, account, share, now)?.code ?? null]),
  )
  const open = own.flatMap(({ ticketId }) => (obstacles.get(ticketId) === null ? [ticketId] : []))
  const all = plan(account, { kind: 'buyer', ticketIds: open }, now)
  const chosen = open.filter((id) => ticketIds === undefined || ticketIds.includes(id))
  const { sum } = plan(account, { kind: 'buyer', ticketIds: chosen }, now)
  return {
    ...quoted(account, sum),
    percent: share.percent,
    tickets: own.map((ticket) => ({ ...shown(ticket, all), obstacle: obstacles.get(ticket.ticketId) ?? null })),
  }
}

/** What would go back when an organizer gives something back, and of each ticket what is left. */
export interface OrganizerQuote extends Quote {
  /** What the platform would give up of its commission. */
  commission: number
  tickets: (QuotedTicket & { left: number })[]
}

/**
 * What an organizer would give back of tickets: without `give` nothing, and of each ticket what is left. Refuses `wrong_order_state` for an order that was
 * never paid, `refund_too_large`, `not_found` also for an order of another event.
 */
export async function quoteForOrganizer(
  db: Db,
  given: { eventId: string; orderId: string },
  asked: { ticketIds: readonly string[]; give: Exclude<Give, { upTo: number }>; fee: boolean },
  now: Date,
): Promise<OrganizerQuote> {
  const account = await accountOf(db, given.orderId)
  if (account.eventId !== given.eventId) refuse('not_found')
  const ask: Ask = { kind: 'organizer', ...asked }
  const planned = plan(account, ask, now)
  return {
    ...quoted(account, planned.sum),
    commission: planned.sum.commission,
    tickets: account.tickets.map((ticket) => ({ ...shown(ticket, planned), left: leftOf(ticket) })),
  }
}

async function accountOf(db: Db, orderId: string): Promise<Account> {
  return (await readAccounts(db, [orderId])).get(orderId) ?? refuse('not_found')
}

const quoted = ({ currency, payment }: Account, { total, fee }: Sum): Quote => ({
  currency,
  byHand: payment !== null && isByHand(payment.provider),
  amount: total,
  fee,
})

function shown(ticket: RefundableTicket, { lines }: ReturnType<typeof plan>): QuotedTicket {
  const { ticketId: id, position, ticketType, attendeeName, state, isCheckedIn, price, fee, back } = ticket
  const line = lines.find(({ ticketId }) => ticketId === id)
  return {
    id,
    position,
    ticketType,
    attendeeName,
    state,
    isCheckedIn,
    price: price + fee,
    back: back.amount + back.fee,
    amount: line ? line.amount + line.fee : 0,
  }
}
