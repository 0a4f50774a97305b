import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { TestApp, TestBrowser } from './harness.ts'
import type { Person } from './people.ts'

/** Somebody who buys: a browser of a test, signed in or not. */
export type Buyer = Pick<TestBrowser, 'api'>

/** Who buys, and for whom by position of the tickets to come. */
interface Details {
  name: string
  email: string
  attendees?: { name?: string; email?: string }[]
}

export const marta = { name: 'Marta Quintela', email: 'marta@quintela.pt' }

/** Holds so many of one type. */
export const hold = (
  { api }: Buyer,
  { eventId, typeId, quantity = 1, key }: { eventId: string; typeId: string; quantity?: number; key?: string },
) =>
  api['POST /api/events/:eventId/orders']({
    params: { eventId },
    body: { lines: [{ ticketTypeId: typeId, quantity }] },
    ...(key === undefined ? {} : { key }),
  })

/** Gives the details of an order and starts paying it in the sandbox; returns the payment and its name there. */
export async function startPaying({ api }: Buyer, orderId: string, { name, email, attendees = [] }: Details = marta) {
  await api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: { name, email, attendees } })
  const { payment, next } = await api['POST /api/orders/:orderId/payments']({
    params: { orderId },
    body: { provider: 'sandbox' },
    key: randomUUID(),
  })
  if (!payment || next.kind !== 'redirect') throw new Error('expected a payment in the sandbox')
  return { paymentId: payment.id, ref: next.url.slice(next.url.lastIndexOf('/') + 1), url: next.url }
}

/** Buys so many of one type: hold, details, sandbox, return. */
export async function buy(
  buyer: Buyer,
  what: { eventId: string; typeId: string; quantity?: number; key?: string },
  details: Details = marta,
) {
  const { id: orderId } = await hold(buyer, what)
  const { paymentId, ref } = await startPaying(buyer, orderId, details)
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId },
    body: {},
  })
  return buyer.api['GET /api/orders/:orderId']({ params: { orderId } })
}

/** The counters of every stock of an event, and what they ought to be by its orders and tickets (invariant I1). */
export async function stockBooks({ db }: Pick<TestApp, 'db'>, eventId: string) {
  const { rows } = await sql<{
    capacity: number | null
    held: number
    sold: number
    blocked: number
    heldByOrders: number
    soldByTickets: number
  }>`
    select s.capacity, s.held, s.sold, s.blocked,
      (select coalesce(sum(l.quantity), 0)::int from order_line l join "order" o on o.id = l.order_id
        join ticket_type_stock m on m.ticket_type_id = l.ticket_type_id
        where m.stock_id = s.id and o.state in ('held', 'awaiting_payment') and not o.test) as "heldByOrders",
      (select count(*)::int from ticket t join "order" o on o.id = t.order_id
        join ticket_type_stock m on m.ticket_type_id = t.ticket_type_id
        where m.stock_id = s.id and t.state = 'valid' and not o.test) as "soldByTickets"
    from stock s where s.event_id = ${eventId} order by s.id`.execute(db)
  return rows
}

/** What transfers go to in tests. */
export const bankAccount = {
  holder: 'Tidal Works Lda',
  number: 'PT50 0002 0123 1234 5678 9015 4',
  bank: 'Banco Atlântico\nATLAPTPL',
}

/** Gives the details of an order and promises to pay it by hand; returns the payment's id. */
export async function promise({ api }: Buyer, orderId: string, provider: 'transfer' | 'door', { name, email } = marta) {
  await api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: { name, email } })
  const { payment, next } = await api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider } })
  if (!payment || next.kind !== 'done') throw new Error('expected a promise')
  return payment.id
}

/** From now on an organization has its money from Stripe at once, less a commission of 4 %; sets to whom it goes there, or with null that it does not. */
export async function paidAtStripe(administrator: Person, organizationId: string) {
  const params = { organizationId }
  await administrator.api['PUT /api/admin/organizations/:organizationId/commission']({
    params,
    body: { percent: 4_000, fixed: null, paidBy: 'organizer' },
  })
  const payee = (account: string | null) =>
    administrator.api['PUT /api/organizations/:organizationId/payees/stripe']({ params, body: { account } })
  await payee('acct_1Organizer')
  return payee
}
