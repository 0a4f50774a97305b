import { type RawBuilder, sql } from 'kysely'
import { commissionColumn } from '../../accounts/commission.ts'

/**
 * What one ticket of type `t` of event `e` costs its buyer, with tax that is added and the fee, in minor units: `priceTicket` in SQL, for
 * lists of many events. Needs `termsOf` as `fees` and `taxOf` as `r` beside it.
 */
export const paidPrice: RawBuilder<number> = sql`(case when t.price = 0 then 0 else t.price
  + case when r.inclusive then 0 else round(t.price::numeric * coalesce(r.rate, 0) / 100000)::bigint end
  + case when fees.terms ->> 'paidBy' = 'organizer' then 0 else
    round(t.price::numeric * coalesce((fees.terms ->> 'percent')::int, 0) / 100000)::bigint
    + coalesce((fees.terms -> 'fixed' ->> e.currency)::bigint, 0) end end)`

/** The terms of organization `o`, to be joined laterally. */
export const termsOf: RawBuilder<unknown> = sql`(select ${commissionColumn} as terms) fees`

/** The tax of type `t`, to be joined. */
export const taxOf: RawBuilder<unknown> = sql`tax_rate r on r.id = t.tax_rate_id`
