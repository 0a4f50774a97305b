import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { isDate } from '../../../lib/time.ts'
import type { SearchFilters } from '../discover-api.ts'
import { paidPrice, taxOf, termsOf } from './price.ts'
import { wordsOf } from './words.ts'

export type Filters = Static<typeof SearchFilters>

/** The first and the last day of event `e` in its own zone. A night that ends before noon belongs to the day it began on. */
export const firstDay = sql`(e.starts_at at time zone e.time_zone)::date`
export const lastDay = sql`greatest(${firstDay}, ((e.ends_at - interval '12 hours') at time zone e.time_zone)::date)`

/**
 * Words of a search as a query of event.search, or undefined when there is nothing to look for. Asked of the database by itself, so
 * that the plan of the search is made for these words.
 */
export async function searchQuery(
  db: Db,
  q: string | undefined,
  language: string,
): Promise<RawBuilder<unknown> | undefined> {
  const words = wordsOf(q ?? '')
  if (words.length === 0) return undefined
  const { rows } = await sql<{
    query: string | null
  }>`select event_search_query(${words}, ${language})::text as query`.execute(db)
  const query = rows[0]?.query
  return query ? sql`${query}::tsquery` : undefined
}

/**
 * Conditions on event `e`: public, live (or cancelled, where asked for), and as the filters say, but for the words. Without dates, those not over at `now`. Zones
 * are up to 14 hours off UTC, so that a day's worth of margin lets the index on starts_at find what the exact days then decide.
 */
export function conditions(
  filters: Filters,
  now: Date,
  state: 'published' | 'cancelled' = 'published',
): RawBuilder<unknown> {
  const { category, tag, city, country, from, to, free, online, priceMax, currency, organizer } = filters
  if ((from !== undefined && !isDate(from)) || (to !== undefined && !isDate(to))) refuse('bad_request')
  const all = [
    sql`e.state = ${sql.lit(state)} and e.visibility = 'public'
      and e.organization_id not in (select id from organization where suspended_at is not null)`,
  ]
  if (from === undefined && to === undefined) all.push(sql`e.ends_at > ${now}`)
  if (from !== undefined) all.push(sql`e.ends_at > ${utc(from)} - interval '14 hours' and ${lastDay} >= ${from}::date`)
  if (to !== undefined) all.push(sql`e.starts_at < ${utc(to)} + interval '36 hours' and ${firstDay} <= ${to}::date`)
  if (category !== undefined) all.push(sql`e.category = ${category}`)
  if (tag !== undefined) all.push(sql`e.tags @> array[${tag.toLowerCase()}]`)
  if (city !== undefined) all.push(sql`plain_text(e.city) = plain_text(${city})`)
  if (country !== undefined) all.push(sql`e.country = ${country}`)
  if (online !== undefined) all.push(sql`e.attendance in ('hybrid', ${online ? 'online' : 'in-person'})`)
  if (currency !== undefined) all.push(sql`e.currency = ${currency}`)
  if (organizer !== undefined)
    all.push(hostedBy(sql`(select organization_id from organization_slug where slug = ${organizer})`))
  if (free) all.push(hasPrice(0))
  else if (priceMax !== undefined) all.push(hasPrice(priceMax))
  return sql.join(all, sql` and `)
}

/** Whether an organization hosts event `e`, by itself or with its organizer. As a union, for with an `or` all events are walked by their dates. */
export const hostedBy = (organizationId: RawBuilder<unknown>): RawBuilder<unknown> => sql`e.id in (
  select id from event where organization_id = ${organizationId}
  union all select event_id from event_cohost where organization_id = ${organizationId} and state = 'accepted')`

const utc = (date: string) => sql`(${date}::timestamp at time zone 'UTC')`

/** The price before tax and fee is a bound for those with them, which are worked out for the few that are left. */
const hasPrice = (most: number) => sql`exists (
  select from ticket_type t left join ${taxOf} join organization o on o.id = e.organization_id cross join lateral ${termsOf}
  where t.event_id = e.id and t.on_sale and t.price <= ${most} and ${paidPrice} <= ${most})`
