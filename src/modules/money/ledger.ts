import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import type { Account, Journal } from './journals.ts'

/**
 * Writes journals and their entries, any number of them in one statement. A journal of the same kind about the same payment, refund or payout
 * and round that is there already is passed over, so that whatever led to it may be done again. One whose entries do not sum to zero makes the
 * transaction fail when it commits.
 */
export async function post(tx: Tx, journals: readonly Journal[]): Promise<void> {
  if (journals.length === 0) return
  const rows = journals.map((journal) => ({ ...journal, id: newId(journal.at.getTime()) }))
  const entries = rows.flatMap(({ id, organizationId, currency, entries: all }) =>
    all.map((entry) => ({ ...entry, id, organizationId, currency })),
  )
  const about = (key: string) => rows.map((row) => (row.about as Record<string, string | undefined>)[key] ?? null)
  await sql`
    with posted as (
      insert into journal (id, kind, organization_id, order_id, payment_id, refund_id, payout_id, round, at)
      select * from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ kind }) => kind)}::text[],
        ${rows.map(({ organizationId }) => organizationId)}::uuid[], ${rows.map(({ orderId }) => orderId)}::uuid[],
        ${about('paymentId')}::uuid[], ${about('refundId')}::uuid[], ${about('payoutId')}::uuid[],
        ${rows.map(({ round = 0 }) => round)}::int[],
        ${rows.map(({ at }) => at)}::timestamptz[])
      on conflict do nothing returning id
    )
    insert into entry (journal_id, account, organization_id, amount, currency)
    select e.* from unnest(${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ account }) => account)}::text[],
      ${entries.map(({ organizationId }) => organizationId)}::uuid[], ${entries.map(({ amount }) => amount)}::bigint[],
      ${entries.map(({ currency }) => currency)}::text[]) as e (journal_id, account, organization_id, amount, currency)
    join posted p on p.id = e.journal_id`.execute(tx)
}

/** The accounts whose sum is what an organization is owed, by its sign. */
export const owedAccounts = ['organizer_payable', 'tax_payable', 'discount'] as const satisfies readonly Account[]

/** The accounts that make a balance. */
const balanceAccounts = [...owedAccounts, 'payout_pending'] as const satisfies readonly Account[]

/** What the platform owes an organization in one currency; minor units. Less than nothing is what it owes the platform. */
export interface Balance {
  currency: string
  /** What may be paid out, the tax in it. */
  available: number
  /** The tax in `available`. */
  tax: number
  /** Payouts that are recorded and not paid yet. */
  pending: number
  /** What was paid out so far. */
  paidOut: number
}

/** The balances of an organization, one for each currency it was ever owed money in, by code. What a provider kept, maybe in another, is the platform's. */
export async function balancesOf(db: Db, organizationId: string): Promise<Balance[]> {
  const { rows } = await sql<Balance>`
    select e.currency,
      (-coalesce(sum(e.amount) filter (where e.account = any(${[...owedAccounts]}::text[])), 0))::bigint as available,
      (-coalesce(sum(e.amount) filter (where e.account = 'tax_payable'), 0))::bigint as tax,
      (-coalesce(sum(e.amount) filter (where e.account = 'payout_pending'), 0))::bigint as pending,
      (select coalesce(sum(p.amount), 0)::bigint from payout p
        where p.organization_id = ${organizationId} and p.currency = e.currency and p.state = 'paid') as "paidOut"
    from entry e where e.organization_id = ${organizationId} and e.account = any(${balanceAccounts}::text[])
    group by e.currency order by e.currency`.execute(db)
  return rows
}
