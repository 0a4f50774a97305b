import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Db } from '../../../db/connect.ts'
import type { Loose } from '../../../http/contract.ts'
import { paletteName } from '../../../lib/look/name.ts'
import { availabilityOf } from '../availability.ts'
import type { Card } from '../discover-api.ts'
import { coverColumn, type EventRow } from '../row.ts'
import { paidPrice, taxOf, termsOf } from './price.ts'

type CardShape = Loose<Static<typeof Card>>
type Row = Omit<CardShape, 'id' | 'category' | 'palette' | 'availability' | 'organizer'> & {
  id: string
  category: EventRow['category']
  organizerName: string
  organizerSlug: string
  open: boolean
}

const cohostsColumn = sql`coalesce((
  select json_agg(json_build_object('name', g.name, 'slug', g.slug) order by c.id)
  from event_cohost c join organization g on g.id = c.organization_id
  where c.event_id = e.id and c.state = 'accepted'), '[]')`

/**
 * Events as cards. `chosen` is a query of `id` and `place`, the order they are wanted in, so that what a card costs is paid for those shown
 * and no others. Prices are what a ticket costs in the end. Stock under lapsed holds counts as taken until it is swept, within a minute.
 */
export async function cardsOf(db: Db, chosen: RawBuilder<unknown>, now: Date): Promise<CardShape[]> {
  const { rows } = await sql<Row>`
    with chosen as (${chosen})
    select e.id, e.slug, e.name, e.summary, e.category, e.tags, ${coverColumn} as cover, e.state,
      e.starts_at as "startsAt", e.ends_at as "endsAt", e.time_zone as "timeZone",
      e.attendance, e.venue, e.city, e.country, e.currency, o.name as "organizerName", o.slug as "organizerSlug", ${cohostsColumn} as cohosts,
      coalesce(s.price_open, s.price_any) as "priceFrom", coalesce(s.dearest_open, s.dearest_any) as "priceTo", coalesce(s.open, false) and e.ends_at > ${now} and e.state = 'published' and o.suspended_at is null as open,
      least(s.left, (select w.capacity - w.held - w.sold - w.blocked from stock w where w.event_id = e.id and w.whole_event)) as left,
      s.opens_at as "opensAt"
    from chosen
      join event e on e.id = chosen.id
      join organization o on o.id = e.organization_id
      cross join lateral ${termsOf}
      left join lateral (
        select min(t.price) as price_any, min(t.price) filter (where t.open and t.left is distinct from 0) as price_open,
          max(t.price) as dearest_any, max(t.price) filter (where t.open and t.left is distinct from 0) as dearest_open,
          bool_or(t.open) as open, min(t.sale_starts_at) filter (where not t.open and t.on_sale and t.sale_starts_at > ${now}) as opens_at,
          case when bool_and(t.left is not null) filter (where t.open) then (sum(t.left) filter (where t.open))::int end as left
        from (
          select ${paidPrice} as price, t.on_sale, t.sale_starts_at,
            t.on_sale and (t.sale_starts_at is null or t.sale_starts_at <= ${now}) and (t.sale_ends_at is null or t.sale_ends_at > ${now}) as open,
            (select min(k.capacity - k.held - k.sold - k.blocked) from ticket_type_stock b join stock k on k.id = b.stock_id where b.ticket_type_id = t.id) as left
          from ticket_type t left join ${taxOf} where t.event_id = e.id
        ) t
      ) s on true
    order by chosen.place`.execute(db)
  return rows.map(({ organizerName, organizerSlug, open, left, opensAt, ...row }) => ({
    ...row,
    palette: paletteName(row.id, row.category),
    organizer: { name: organizerName, slug: organizerSlug },
    ...availabilityOf({ open, left }),
    opensAt: open ? null : opensAt,
  }))
}
