import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Caller } from '../../../http/request.ts'
import type { PageOf } from '../../../http/shapes.ts'
import type { Journal } from '../journals.ts'
import { owedAccounts } from '../ledger.ts'

/** Which part of a list: after this item, at most so many. */
export interface Part {
  cursor?: string
  limit?: number
}

/** What an organizer's list has: the journals that change what the organizer is owed. */
export type StatementKind = Exclude<
  Journal['kind'],
  'provider_fee' | 'refund_bounced' | 'stranded' | 'stranded_returned' | 'stranded_bounced' | 'payout_paid'
>

/**
 * A line of an organizer's statement; minor units. `net` is what it adds to the balance; `total` is what went through the platform for it,
 * `tax` the part of `net` that is tax, and `commission` what the platform kept (less than nothing) or gave back: `total + commission = net`.
 */
export interface StatementLine {
  id: string
  kind: StatementKind
  at: Date
  orderId: string | null
  orderCode: string | null
  eventName: string | null
  currency: string
  total: number
  tax: number
  commission: number
  net: number
}

/** A buyer's payment, or what came back of one. Amount in minor units. */
export interface Transaction {
  id: string
  kind: 'payment' | 'refund'
  at: Date
  amount: number
  currency: string
  orderId: string
  orderCode: string
  eventName: string
  /** The invoice of the payment, or the credit note of the refund. */
  invoice: { id: string; number: string } | null
}

const usualLimit = 50

/** A page of what changed an organization's balances, newest first. */
export async function listStatement(
  db: Db,
  organizationId: string,
  { cursor, limit = usualLimit }: Part,
): Promise<PageOf<StatementLine>> {
  const { rows } = await sql<StatementLine>`
    select j.id, j.kind, j.at, j.order_id as "orderId", o.code as "orderCode", v.name as "eventName",
      s.currency, s.net - s.commission as total, s.tax, s.commission, s.net
    from journal j
    cross join lateral (
      select e.currency, (-sum(e.amount) filter (where e.account = any(${[...owedAccounts]}::text[])))::bigint as net,
        (-coalesce(sum(e.amount) filter (where e.account = 'tax_payable'), 0))::bigint as tax,
        coalesce(sum(e.amount) filter (where e.account = 'platform_commission'), 0)::bigint as commission
      from entry e where e.journal_id = j.id group by e.currency
    ) s
    left join "order" o on o.id = j.order_id
    left join event v on v.id = o.event_id
    where j.organization_id = ${organizationId} and s.net is not null and ${before(cursor)}
    order by j.id desc limit ${limit + 1}`.execute(db)
  return pageById(rows, limit)
}

/**
 * A page of what a person paid and got back, newest first: for orders of their account, and of their email once it is confirmed. A payment
 * that could not pay its order is there with its return.
 */
export async function listTransactions(
  db: Db,
  { userId, email, emailVerified }: Caller,
  { cursor, limit = usualLimit }: Part,
): Promise<PageOf<Transaction>> {
  const { rows } = await sql<Transaction>`
    select j.id, case when j.kind in ('sale', 'stranded') then 'payment' else 'refund' end as kind, j.at,
      abs(coalesce(b.amount, p.amount)) as amount, o.currency, o.id as "orderId", o.code as "orderCode", v.name as "eventName",
      case when i.id is not null then json_build_object('id', i.id, 'number', i.number) end as invoice
    from journal j
    join "order" o on o.id = j.order_id
    join event v on v.id = o.event_id
    left join payment p on p.id = j.payment_id
    left join entry b on b.journal_id = j.id and b.account = 'buyer' and b.currency = o.currency
    left join invoice i on i.order_id = o.id
      and (i.refund_id = j.refund_id or (i.kind = 'invoice' and j.kind = 'sale'))
    where (o.user_id = ${userId} or o.email = ${emailVerified ? email : null})
      and j.kind in ('sale', 'refund_sent', 'stranded', 'stranded_returned')
      -- What came back from their bank did not reach them.
      and (j.kind <> 'refund_sent' or j.round = (select bounces from refund where id = j.refund_id))
      and (j.kind <> 'stranded_returned' or j.round = p.bounces)
      and ${before(cursor)}
    order by j.id desc limit ${limit + 1}`.execute(db)
  return pageById(rows, limit)
}

const before = (cursor: string | undefined) => (cursor ? sql`j.id < ${cursor}::uuid` : sql`true`)

/** The page's items and the cursor of the next, from one row more than asked. */
export function pageById<Row extends { id: string }>(rows: Row[], limit: number): PageOf<Row> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
