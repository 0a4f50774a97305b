import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { exponentOf } from '../../../lib/money.ts'
import {
  type Commission,
  commissionColumn,
  commissionIn,
  commissionTerms,
  noCommission,
  type OwnTerms,
  ownCommission,
} from '../../accounts/commission.ts'
import { usualCurrency } from '../../events/edit.ts'
import { matching } from '../../orders/lists.ts'
import { priceTicket } from '../../ticketing/price.ts'
import { pageById } from '../statements/statements.ts'

/** What an organization pays the platform, which of it are its own terms, and what that makes of one ticket. Refuses not_found. */
export async function readTerms(db: Db, organizationId: string) {
  const inForce = await commissionTerms(db, organizationId)
  return {
    inForce,
    own: await ownCommission(db, organizationId),
    example: exampleOf(inForce, await usualCurrency(db, organizationId, 'EUR')),
  }
}

/** One ticket at a round price without tax: what its buyer pays, and who gets what of it. Minor units. */
function exampleOf(terms: Commission, currency: string) {
  const price = exponentOf(currency) === 0 ? 10_000 : 100 * 10 ** exponentOf(currency)
  const { total, fee, commission } = priceTicket(price, null, commissionIn(terms, currency))
  return { currency, price, buyer: total + fee, organizer: total + fee - commission, platform: commission }
}

/** An organization, with what is agreed with it about money. */
interface Agreed {
  id: string
  name: string
  slug: string
  own: OwnTerms
  inForce: Commission
  /** The connected account its sales are paid to. */
  stripeAccount: string | null
  /** When it was taken off sale, and why. */
  suspendedAt: Date | null
  suspensionReason: string
}

/** A page of organizations whose name or address has `q` in it, the newest first; the cursor is the last one's id. */
export async function listAgreed(
  db: Db,
  { q, cursor }: { q?: string; cursor?: string },
): Promise<{ items: Agreed[]; next: string | null }> {
  const { rows } = await sql<Agreed & { terms: Partial<Commission> }>`
    select o.id, o.name, o.slug, ${commissionColumn} as terms,
      json_build_object('percent', o.commission_percent, 'fixed', o.commission_fixed, 'paidBy', o.commission_paid_by) as own,
      (select account from payee p where p.organization_id = o.id and p.provider = 'stripe') as "stripeAccount",
      o.suspended_at as "suspendedAt", o.suspension_reason as "suspensionReason"
    from organization o
    where ${matching(q, [sql`(o.name || ' ' || o.slug)`], [])} and ${cursor ? sql`o.id < ${cursor}::uuid` : sql`true`}
    order by o.id desc limit ${pageLength + 1}`.execute(db)
  const { items, next } = pageById(rows, pageLength)
  return { items: items.map(({ terms, ...agreed }) => ({ ...agreed, inForce: { ...noCommission, ...terms } })), next }
}

const pageLength = 50
