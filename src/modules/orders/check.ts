import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Finding } from '../../lib/finding.ts'

/**
 * What is off between stocks, orders and tickets (docs/architecture.md lists the invariants). Read in one statement each, so that a live
 * database is seen as it was at one moment.
 */
export async function checkOrders(db: Db): Promise<Finding[]> {
  return [...(await checkStocks(db)), ...(await checkBlocked(db)), ...(await checkTickets(db))]
}

interface StockRow {
  id: string
  capacity: number | null
  held: number
  sold: number
  blocked: number
  heldByOrders: number
  soldByTickets: number
}

/** I1: nothing is taken beyond a capacity; what is held is what orders hold, lapsed or not; what is sold is what valid tickets are for. Test orders count nowhere. */
async function checkStocks(db: Db): Promise<Finding[]> {
  const { rows } = await sql<StockRow>`
    with holding as (
      select m.stock_id, sum(l.quantity)::int as places from "order" o join order_line l on l.order_id = o.id
      join ticket_type_stock m on m.ticket_type_id = l.ticket_type_id
      where o.state in ('held', 'awaiting_payment') and not o.test group by m.stock_id),
    selling as (
      select m.stock_id, count(*)::int as places from ticket t join "order" o on o.id = t.order_id
      join ticket_type_stock m on m.ticket_type_id = t.ticket_type_id
      where t.state = 'valid' and not o.test group by m.stock_id)
    select s.id, s.capacity, s.held, s.sold, s.blocked, coalesce(h.places, 0) as "heldByOrders",
      coalesce(v.places, 0) as "soldByTickets"
    from stock s left join holding h on h.stock_id = s.id left join selling v on v.stock_id = s.id
    where s.held + s.sold + s.blocked > s.capacity or s.held <> coalesce(h.places, 0) or s.sold <> coalesce(v.places, 0)
    order by s.id`.execute(db)
  return rows.map(({ id, capacity, held, sold, blocked, heldByOrders, soldByTickets }) => ({
    invariant: 'I1',
    what: `stock ${id} counts ${held} held and ${sold} sold (${blocked} blocked, ${capacity ?? 'any number'} in all), but orders hold ${heldByOrders} and ${soldByTickets} tickets are valid`,
  }))
}

/** I1: what is kept back of ticket types is kept back of their whole event. */
async function checkBlocked(db: Db): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; blocked: number; ofTypes: number }>`
    select w.id, w.blocked, sum(s.blocked)::int as "ofTypes" from stock w join stock s on s.event_id = w.event_id and not s.whole_event
    where w.whole_event group by w.id having w.blocked < sum(s.blocked) order by w.id`.execute(db)
  return rows.map(({ id, blocked, ofTypes }) => ({
    invariant: 'I1',
    what: `stock ${id} of a whole event keeps ${blocked} places back, but its ticket types ${ofTypes}`,
  }))
}

/**
 * I4: an order that is or was paid has a ticket for each place, beside those that were passed on; no other has any, and a cancelled one has
 * none that is valid.
 */
async function checkTickets(db: Db): Promise<Finding[]> {
  const { rows } = await sql<{ code: string; state: string; places: number; tickets: number; valid: number }>`
    with made as (
      select order_id, count(*) filter (where state <> 'transferred')::int as tickets,
        count(*) filter (where state = 'valid')::int as valid from ticket group by order_id)
    select o.code, o.state, p.places, coalesce(m.tickets, 0) as tickets, coalesce(m.valid, 0) as valid
    from "order" o
    join lateral (select sum(l.quantity)::int as places from order_line l where l.order_id = o.id) p on true
    left join made m on m.order_id = o.id
    where coalesce(m.tickets, 0) <> case when o.paid_at is null then 0 else p.places end
      or (o.state <> 'paid' and coalesce(m.valid, 0) > 0)
    order by o.code`.execute(db)
  return rows.map(({ code, state, places, tickets, valid }) => ({
    invariant: 'I4',
    what: `order ${code} is ${state} and has ${places} places, but ${tickets} tickets, ${valid} of them valid`,
  }))
}
