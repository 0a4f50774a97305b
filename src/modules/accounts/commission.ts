import { sql } from 'kysely'
import { recordChange } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'

/** Who pays the platform's commission: the buyer on top of the price, or the organizer out of it. */
export type Payer = 'buyer' | 'organizer'

/** What the platform takes for each ticket that is not free. */
export interface Commission {
  /** Parts per 100,000 of the ticket's price. */
  percent: number
  /** Minor units for each ticket, by currency; none in others. */
  fixed: Record<string, number>
  paidBy: Payer
}

/** What an organization's own terms change; null leaves it to the platform. */
export type OwnTerms = { [K in keyof Commission]: Commission[K] | null }

/** What is taken until an administrator decides: nothing. */
export const noCommission: Commission = { percent: 0, fixed: {}, paidBy: 'buyer' }

/** What is taken of organization `o` in every currency, as a JSON column: the platform's terms with its own over them. */
export const commissionColumn = sql<Partial<Commission>>`(
  coalesce((select value from platform_setting where key = 'commission'), '{}') || jsonb_strip_nulls(jsonb_build_object(
    'percent', o.commission_percent, 'fixed', o.commission_fixed, 'paidBy', o.commission_paid_by)))`

/** The commission on tickets in one currency. */
export type CommissionIn = Omit<Commission, 'fixed'> & { fixed: number }

/** What `commissionColumn` says of one currency. */
export function commissionIn(terms: Partial<Commission>, currency: string): CommissionIn {
  const all = { ...noCommission, ...terms }
  return { ...all, fixed: all.fixed[currency] ?? 0 }
}

/** The commission on an organization's tickets in every currency. Refuses not_found. */
export async function commissionTerms(db: Db, organizationId: string): Promise<Commission> {
  const { rows } = await sql<{ terms: Partial<Commission> }>`
    select ${commissionColumn} as terms from organization o where o.id = ${organizationId}`.execute(db)
  const terms = rows[0]?.terms ?? refuse('not_found')
  return { ...noCommission, ...terms }
}

/** What is different for an organization. Refuses not_found. */
export async function ownCommission(db: Db, organizationId: string): Promise<OwnTerms> {
  const { rows } = await sql<OwnTerms>`
    select commission_percent as percent, commission_fixed as fixed, commission_paid_by as "paidBy"
    from organization where id = ${organizationId}`.execute(db)
  return rows[0] ?? refuse('not_found')
}

/** Changes what is named of an organization's own terms; null gives it back to the platform's. Refuses not_found. */
export async function changeOwnCommission(
  db: Db,
  organizationId: string,
  { percent, fixed, paidBy }: Partial<OwnTerms>,
): Promise<void> {
  await transact(db, async (tx) => {
    const before = await ownCommission(tx, organizationId)
    await tx
      .updateTable('organization')
      .set({
        ...(percent === undefined ? {} : { commission_percent: percent }),
        ...(fixed === undefined ? {} : { commission_fixed: fixed && JSON.stringify(fixed) }),
        ...(paidBy === undefined ? {} : { commission_paid_by: paidBy }),
      })
      .where('id', '=', organizationId)
      .execute()
    await recordChange(tx, 'commission.changed', { organizationId }, before, await ownCommission(tx, organizationId))
  })
}
