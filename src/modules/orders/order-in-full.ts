import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Order, Payment, Ticket } from '../../db/schema.ts'
import { refuse } from '../../errors.ts'
import { stateAt } from './read.ts'

/** An order as its organizer sees it. Amounts in minor units; `total` is what the buyer pays, with `tax` and `fee` in it. */
interface OrderRow {
  id: string
  test: boolean
  code: string
  state: Order['state']
  name: string | null
  email: string | null
  language: string
  currency: string
  total: number
  tax: number
  fee: number
  createdAt: Date
  expiresAt: Date | null
  paidAt: Date | null
  cancelledAt: Date | null
}

interface LineRow {
  id: string
  name: string
  quantity: number
  unitPrice: number
  total: number
}

/** A ticket, and when it was let in. One that was passed on stands before the one that took its place. */
interface TicketRow {
  id: string
  position: number
  ticketType: string
  attendeeName: string
  attendeeEmail: string
  shortCode: string
  state: Selectable<Ticket>['state']
  checkedInAt: Date | null
}

interface PaymentRow {
  id: string
  provider: string
  state: Selectable<Payment>['state']
  amount: number
  currency: string
  failure: string | null
  createdAt: Date
  settledAt: Date | null
}

/** An order of an event with everything that belongs to it, payments newest first. Refuses `not_found` for an order of another event. */
export async function readOrderInFull(db: Db, eventId: string, orderId: string, now: Date) {
  const { rows } = await sql<OrderRow>`
    select o.id, o.test, o.code, ${stateAt(now)} as state, o.name, o.email, o.language, o.currency, o.total, o.tax, o.fee,
      o.created_at as "createdAt", o.expires_at as "expiresAt", o.paid_at as "paidAt", o.cancelled_at as "cancelledAt"
    from "order" o where o.id = ${orderId} and o.event_id = ${eventId}`.execute(db)
  const order = rows[0] ?? refuse('not_found')
  const [lines, tickets, payments] = await Promise.all([
    sql<LineRow>`
      select l.id, y.name, l.quantity, l.unit_price as "unitPrice", l.total
      from order_line l join ticket_type y on y.id = l.ticket_type_id
      where l.order_id = ${orderId} order by y.position, y.created_at, l.id`.execute(db),
    sql<TicketRow>`
      select t.id, t.position, y.name as "ticketType", t.attendee_name as "attendeeName", t.attendee_email as "attendeeEmail",
        t.short_code as "shortCode", t.state, s.scanned_at as "checkedInAt"
      from ticket t join ticket_type y on y.id = t.ticket_type_id
      left join scan s on s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null
      where t.order_id = ${orderId} order by t.position, t.version`.execute(db),
    sql<PaymentRow>`
      select id, provider, state, amount, currency, failure, created_at as "createdAt", settled_at as "settledAt"
      from payment where order_id = ${orderId} order by created_at desc, id desc`.execute(db),
  ])
  return { ...order, lines: lines.rows, tickets: tickets.rows, payments: payments.rows }
}
