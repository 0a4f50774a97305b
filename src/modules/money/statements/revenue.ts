import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../../lib/cursor.ts'
import type { Part } from './statements.ts'

/** What came in and went back in a month, in one currency; minor units. */
interface Sums {
  /** `2026-11`, in UTC. */
  month: string
  currency: string
  /** What buyers paid, whoever the provider gave it to. */
  captured: number
  refunded: number
  commission: number
  /** What payment providers kept, in the currency they took it in. */
  providerFees: number
}

/** What the platform took in a month through the events of one organization, in one currency. */
export interface Revenue extends Sums {
  organizationId: string
  organization: string
}

/** What the platform took in a month, in one currency, through so many organizations. */
export interface MonthRevenue extends Sums {
  organizations: number
}

/** Months to report on, both inclusive: `2026-11`. */
export interface Months {
  from?: string
  to?: string
}

/** The months, of one organization where it is named. */
export interface RevenueFilter extends Months {
  organizationId?: string
}

const usualLimit = 50

/**
 * A page of the platform's revenue by month, organization and currency, the latest month first; see `spanOf` for how far back one page goes. Refuses
 * bad_request for a cursor that is none.
 */
export async function listRevenue(
  db: Db,
  { cursor, limit = usualLimit, ...filter }: RevenueFilter & Part,
): Promise<PageOf<Revenue>> {
  const after = partsOf(cursor, [isMonth, cursorParts.id, cursorParts.currency])
  const span = await spanOf(db, filter, after?.[0])
  if (!span) return { items: [], next: null }
  const { rows } = await sql<Revenue>`
    select r.*, g.name as organization from (${revenueOf({ ...filter, ...span })}) r join organization g on g.id = r."organizationId"
    where ${after ? sql`(r.month, r."organizationId", r.currency) < (${after[0]}, ${after[1]}::uuid, ${after[2]})` : sql`true`}
    order by r.month desc, r."organizationId" desc, r.currency desc limit ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    (row) => [row.month, row.organizationId, row.currency],
    span.earlier === null ? null : [span.earlier, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'ZZZ'],
  )
}

/**
 * A page of the platform's revenue by month and currency, the latest month first; see `spanOf` for how far back one page goes. Refuses bad_request for a
 * cursor that is none.
 */
export async function listMonths(
  db: Db,
  { cursor, limit = usualLimit, ...months }: Months & Part,
): Promise<PageOf<MonthRevenue>> {
  const after = partsOf(cursor, [isMonth, cursorParts.currency])
  const span = await spanOf(db, months, after?.[0])
  if (!span) return { items: [], next: null }
  const { rows } = await sql<MonthRevenue>`
    select month, currency, count(*)::int as organizations, sum(captured)::bigint as captured, sum(refunded)::bigint as refunded,
      sum(commission)::bigint as commission, sum("providerFees")::bigint as "providerFees"
    from (${revenueOf(span)}) r
    where ${after ? sql`(month, currency) < (${after[0]}, ${after[1]})` : sql`true`}
    group by month, currency order by month desc, currency desc limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, (row) => [row.month, row.currency], span.earlier === null ? null : [span.earlier, 'ZZZ'])
}

/** Months of journals that one page reads. */
const monthsAtOnce = 24

/** The months that a page is made of, and the latest one before them that has something; null where they are the last. */
interface PageSpan {
  from: string
  to: string
  earlier: string | null
}

/**
 * Which months a page reads: two years back from the latest one in which something happened, no later than `latest` where a page before came so far. A page
 * that read everything there ever was would take longer every month. Null where nothing happened.
 */
async function spanOf(db: Db, filter: RevenueFilter, latest: string | undefined): Promise<PageSpan | null> {
  const last = latest === undefined || (filter.to !== undefined && filter.to < latest) ? filter.to : latest
  const to = await latestMonth(db, { ...filter, ...(last ? { to: last } : {}) })
  if (to === null) return null
  const start = monthsBefore(to, monthsAtOnce - 1)
  if (filter.from !== undefined && filter.from >= start) return { from: filter.from, to, earlier: null }
  return { from: start, to, earlier: await latestMonth(db, { ...filter, to: monthsBefore(start, 1) }) }
}

/** The latest month in which something happened. */
async function latestMonth(db: Db, filter: RevenueFilter): Promise<string | null> {
  const { rows } = await sql<{ month: string }>`
    select to_char(j.at at time zone 'UTC', 'YYYY-MM') as month from journal j where ${isIn(filter)} order by j.at desc limit 1`.execute(
    db,
  )
  return rows[0]?.month ?? null
}

/** The month so many months before a month. */
function monthsBefore(month: string, months: number): string {
  const at = new Date(`${month}-01`)
  at.setUTCMonth(at.getUTCMonth() - months)
  return at.toISOString().slice(0, 7)
}

/** Journals of sales, refunds and fees, summed by month, organization and currency. */
const revenueOf = (filter: RevenueFilter): RawBuilder<unknown> => sql`
  select to_char(j.at at time zone 'UTC', 'YYYY-MM') as month, j.organization_id as "organizationId",
    coalesce(p.currency, e.currency) as currency, coalesce(sum(p.amount), 0)::bigint as captured,
    coalesce(sum(e.refunded), 0)::bigint as refunded, coalesce(sum(e.commission), 0)::bigint as commission,
    coalesce(sum(e.kept), 0)::bigint as "providerFees"
  from journal j
  left join payment p on p.id = j.payment_id and j.kind = 'sale'
  -- A sale without commission whose money went to the organizer has no entries.
  left join lateral (
    select currency, -sum(amount) filter (where account = 'buyer') as refunded,
      -sum(amount) filter (where account = 'platform_commission') as commission,
      sum(amount) filter (where account = 'provider_fee') as kept
    from entry where journal_id = j.id group by currency
  ) e on true
  where ${isIn(filter)}
  group by 1, 2, 3`

/** Whether a journal `j` says something of revenue, in these months. */
const isIn = ({ from, to, organizationId }: RevenueFilter): RawBuilder<boolean> => sql<boolean>`(
  j.kind in ('sale', 'refund', 'provider_fee')
    and ${from ? sql`j.at >= ${startOf(from)} at time zone 'UTC'` : sql`true`}
    and ${to ? sql`j.at < (${startOf(to)} + interval '1 month') at time zone 'UTC'` : sql`true`}
    and ${organizationId ? sql`j.organization_id = ${organizationId}` : sql`true`})`

const startOf = (month: string) => sql`${`${month}-01`}::date::timestamp`

const isMonth = (part: string) => /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(part)

const partsOf = (cursor: string | undefined, shape: Parameters<typeof readCursor>[1]) =>
  cursor === undefined ? undefined : (readCursor(cursor, shape) ?? refuse('bad_request'))

/** A page of rows; where they are all there are, `beyond` says where the next one begins. */
function pageOf<Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => string[],
  beyond: readonly string[] | null,
): PageOf<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const key = rows.length > limit && last ? keyOf(last) : beyond
  return { items, next: key && writeCursor(key) }
}
