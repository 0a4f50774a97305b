import { sql } from 'kysely'

/** SQL: what a buyer paid beside the price for each place of line `l`, in minor units. */
export const feeOfPlace = sql<number>`coalesce((select sum((step ->> 'amount')::bigint)
  from jsonb_array_elements(l.explanation) step where step ->> 'step' = 'fee'), 0)::bigint / l.quantity`

/**
 * SQL: what is left to go back of order `o`, in minor units: of each valid ticket its price and fee, less what went back for its place before. That
 * is what goes back when the event is cancelled, and what its buyer is told then.
 */
export const leftToRefund = sql<number>`(
  select coalesce(sum(place.price - back.amount + case when place.price = 0 then 0 else place.fee - back.fee end), 0)::bigint
  from ticket t join order_line l on l.id = t.order_line_id
  cross join lateral (select l.total / l.quantity as price, ${feeOfPlace} as fee) place
  cross join lateral (
    select coalesce(sum(r.amount), 0) as amount, coalesce(sum(r.fee), 0) as fee
    from ticket same join refund_line r on r.ticket_id = same.id
    where same.order_id = t.order_id and same.position = t.position) back
  where t.order_id = o.id and t.state = 'valid')`
