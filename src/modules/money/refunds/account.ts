import { sql } from 'kysely'
import type { Db, Tx } from '../../../db/connect.ts'
import type { RefundPolicy, RefundWindow } from '../../events/refund-policy.ts'
import { refundWindowsOf } from '../../events/refund-windows.ts'
import { feeOfPlace } from '../../orders/left-to-refund.ts'
import { isReceived } from '../../orders/read.ts'
import { commissionsOf, type Parts, type Place } from './quote.ts'

/** A ticket of an order as refunds see it: those that were passed on are not among them, those who received them are. */
export interface RefundableTicket extends Place {
  position: number
  ticketType: string
  attendeeName: string
  state: 'valid' | 'void'
  isCheckedIn: boolean
  /** Whether somebody else received it: its buyer cannot give it up. */
  isReceived: boolean
}

/** An order with all that its refunds depend on. Amounts in minor units. */
export interface Account {
  orderId: string
  eventId: string
  organizationId: string
  state: 'held' | 'awaiting_payment' | 'paid' | 'cancelled' | 'expired'
  /** Null for an order that was never paid, or cost nothing and is not confirmed. */
  paidAt: Date | null
  isTest: boolean
  currency: string
  policy: RefundPolicy
  /** Those of its event, open or not. */
  windows: readonly RefundWindow[]
  startsAt: Date | null
  /** The payment that refunds come out of; null where there was nothing to pay. */
  payment: { id: string; provider: string; payee: string | null } | null
  tickets: RefundableTicket[]
}

interface AccountRow extends Omit<Account, 'payment' | 'tickets' | 'windows'> {
  fee: number
  commission: number
  paymentId: string | null
  provider: string
  payee: string | null
}

interface TicketRow extends Omit<RefundableTicket, 'commission' | 'back'> {
  orderId: string
  back: Parts
}

/**
 * Locks orders against other refunds, and their tickets against being let in, until the transaction ends, and reads them. Whoever holds the
 * lock of an event's stocks may do so, and never the other way round.
 */
export async function lockedAccounts(tx: Tx, orderIds: readonly string[]): Promise<Map<string, Account>> {
  await sql`select from "order" where id = any(${orderIds}::uuid[]) order by id for no key update`.execute(tx)
  await sql`
    select from ticket where order_id = any(${orderIds}::uuid[]) and state <> 'transferred' order by id
    for no key update`.execute(tx)
  return readAccounts(tx, orderIds)
}

/** Orders with what their refunds depend on, by their ids. */
export async function readAccounts(db: Db, orderIds: readonly string[]): Promise<Map<string, Account>> {
  const { rows: orders } = await sql<AccountRow>`
    select o.id as "orderId", o.event_id as "eventId", o.organization_id as "organizationId", o.state, o.paid_at as "paidAt",
      o.test as "isTest", o.currency, o.fee, o.commission, o.refund_policy as policy, e.starts_at as "startsAt",
      p.id as "paymentId", p.provider, p.payee
    from "order" o join event e on e.id = o.event_id
    left join payment p on p.order_id = o.id and p.state = 'succeeded'
    where o.id = any(${orderIds}::uuid[])`.execute(db)
  const { rows: tickets } = await sql<TicketRow>`
    select t.order_id as "orderId", t.id as "ticketId", t.position, y.name as "ticketType", t.attendee_name as "attendeeName", t.state,
      exists (select from scan s where s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null) as "isCheckedIn",
      ${isReceived} as "isReceived", l.total / l.quantity as price, l.tax / l.quantity as tax,
      ${feeOfPlace} as fee, b.back
    from ticket t
    join order_line l on l.id = t.order_line_id
    join ticket_type y on y.id = t.ticket_type_id
    cross join lateral (
      -- What went back for the place, whoever's ticket it was then.
      select json_build_object('amount', coalesce(sum(r.amount), 0), 'tax', coalesce(sum(r.tax), 0),
        'fee', coalesce(sum(r.fee), 0), 'commission', coalesce(sum(r.commission), 0)) as back
      from ticket same join refund_line r on r.ticket_id = same.id
      where same.order_id = t.order_id and same.position = t.position) b
    where t.order_id = any(${orderIds}::uuid[]) and t.state <> 'transferred'
    order by t.order_id, t.position`.execute(db)
  const windows = new Map<string, RefundWindow[]>()
  for (const eventId of new Set(orders.map((order) => order.eventId)))
    windows.set(eventId, await refundWindowsOf(db, eventId))
  const ticketsOf = Map.groupBy(tickets, ({ orderId }) => orderId)
  return new Map(
    orders.map(({ fee, commission, paymentId, provider, payee, ...order }) => [
      order.orderId,
      {
        ...order,
        windows: windows.get(order.eventId) ?? [],
        payment: paymentId === null ? null : { id: paymentId, provider, payee },
        tickets: withCommission(ticketsOf.get(order.orderId) ?? [], fee, commission),
      },
    ]),
  )
}

/** What the buyer paid of the commission is known by the ticket; what the organizer paid of it is divided among them. */
function withCommission(tickets: readonly TicketRow[], fee: number, commission: number): RefundableTicket[] {
  const shares =
    fee > 0
      ? tickets.map((ticket) => ticket.fee)
      : commissionsOf(
          commission,
          tickets.map(({ price }) => price),
        )
  return tickets.map(({ orderId: _, ...ticket }, index) => ({ ...ticket, commission: shares[index] ?? 0 }))
}
