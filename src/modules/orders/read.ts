import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Order } from '../../db/schema.ts'
import { refuse } from '../../errors.ts'
import type { RefundPolicy } from '../events/refund-policy.ts'
import type { Answers } from './allocation/requests.ts'
import { buyerOf, type Details } from './details.ts'
import { cardOf, type EventCardJson, eventCard } from './event-card.ts'
import { linesOf } from './lines.ts'

interface OrderRow {
  id: string
  test: boolean
  code: string
  state: Order['state']
  name: string | null
  email: string | null
  attendees: { name: string | null; email: string | null }[]
  language: string
  currency: string
  total: number
  tax: number
  fee: number
  /** The event's at the moment of the hold. */
  refundPolicy: RefundPolicy
  expiresAt: Date | null
  extended: boolean
  paidAt: Date | null
  createdAt: Date
}

/** A ticket as its order lists it. */
export interface TicketRow {
  id: string
  orderId: string
  position: number
  ticketTypeId: string
  ticketType: string
  attendeeName: string
  attendeeEmail: string
  shortCode: string
  state: 'valid' | 'void' | 'transferred'
}

/** The state of an order by its columns: a hold lives by comparison, so the column may still say "held" when its time is over. */
export const stateAt = (now: Date) =>
  sql<
    Order['state']
  >`case when o.state in ('held', 'awaiting_payment') and o.expires_at <= ${now} then 'expired' else o.state end`

/**
 * An order as its buyer sees it, with its lines, its tickets, and its last payment. `now` is the server's clock, which the time
 * left is counted by.
 */
export async function readOrder(db: Db, orderId: string, now: Date) {
  const { rows } = await sql<OrderRow & { event: EventCardJson }>`
    select o.id, o.test, o.code, ${stateAt(now)} as state, o.name, o.email, o.attendees, o.language, o.currency, o.total, o.tax, o.fee,
      o.refund_policy as "refundPolicy", o.expires_at as "expiresAt", o.extended, o.paid_at as "paidAt", o.created_at as "createdAt", ${eventCard} as event
    from "order" o join event e on e.id = o.event_id join organization g on g.id = e.organization_id
    where o.id = ${orderId}`.execute(db)
  const [order] = rows
  if (!order) refuse('not_found')
  const lines = await linesOf(db, orderId)
  const shown = { ...order, event: cardOf(order.event), lines, now }
  // Nothing is paid, nor being paid, of a hold: the request of a rush is spared two questions.
  if (order.state === 'held') return { ...shown, tickets: [], payment: null }
  return { ...shown, tickets: await ticketsOf(db, [orderId]), payment: await lastPayment(db, orderId) }
}

/** An order that has just been held, as `readOrder` would give it. */
export const shownHold = (
  { orderId, test, code, event, lines, currency, tax, fee, total, refundPolicy, createdAt, expiresAt }: Answers['hold'],
  buyer: Details | undefined,
) => {
  const { name, email, attendees } = buyer ? buyerOf(buyer) : { name: null, email: null, attendees: [] }
  const order = {
    id: orderId,
    test,
    code,
    state: 'held' as const,
    name,
    email,
    attendees: [...attendees],
    currency,
    tax,
    fee,
    total,
    refundPolicy,
  }
  const times = { createdAt, expiresAt, extended: false, paidAt: null, now: createdAt }
  return { ...order, ...times, event: cardOf(event), lines, tickets: [], payment: null }
}

/** SQL: ticket `t` of type `y` as its order lists it. */
export const ticketColumns = sql`t.id, t.order_id as "orderId", t.position, t.ticket_type_id as "ticketTypeId",
  y.name as "ticketType", t.attendee_name as "attendeeName", t.attendee_email as "attendeeEmail", t.short_code as "shortCode", t.state`

/** SQL: whether ticket `t` came to whoever has it from somebody else. It is theirs, and no longer the buyer's. */
export const isReceived = sql<boolean>`exists (select from ticket_transfer x where x.new_ticket_id = t.id)`

/** The tickets some orders were given, one for each place as they are numbered: passed on are they here, and not what their receivers have. */
export async function ticketsOf(db: Db, orderIds: readonly string[]): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from ticket t join ticket_type y on y.id = t.ticket_type_id
    where t.order_id = any(${orderIds}::uuid[]) and not ${isReceived} order by t.order_id, t.position`.execute(db)
  return rows
}

async function lastPayment(db: Db, orderId: string) {
  const payment = await db
    .selectFrom('payment')
    .select(['id', 'provider', 'state', 'failure'])
    .where('order_id', '=', orderId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return payment ?? null
}
