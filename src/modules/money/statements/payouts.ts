import { sql } from 'kysely'
import { type Deed, recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { once } from '../../../db/idempotency.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../../lib/cursor.ts'
import { decimal } from '../../orders/lists-csv.ts'
import { payoutCancelled, payoutPaid, payoutRecorded } from '../journals.ts'
import { balancesOf, owedAccounts, post } from '../ledger.ts'
import { type Part, pageById } from './statements.ts'

/** Money handed over to an organization. Amount in minor units; `reference` is what the bank knows the transfer by. */
export interface PayoutRow {
  id: string
  organizationId: string
  organization: string
  state: 'recorded' | 'paid' | 'cancelled'
  amount: number
  currency: string
  reference: string
  recordedAt: Date
  settledAt: Date | null
}

/** What an organization is owed in one currency; minor units. */
export interface Owed {
  organizationId: string
  organization: string
  currency: string
  available: number
  pending: number
}

/**
 * Records a payout, once for each key: the amount leaves the balance at once and cannot be paid out again. Refuses not_found, and
 * balance_too_small at `amount`.
 */
export async function recordPayout(
  db: Db,
  organizationId: string,
  { amount, currency }: { amount: number; currency: string },
  { by, at, ...repeat }: { by: string; at: Date; scope: string; key: string | undefined },
): Promise<PayoutRow> {
  const content = ['payout', organizationId, amount, currency]
  const payoutId = await once(db, { ...repeat, content }, async (tx) => {
    await lockBalance(tx, organizationId)
    const balance = (await balancesOf(tx, organizationId)).find((one) => one.currency === currency)
    const available = Math.max(0, balance?.available ?? 0)
    if (amount > available)
      refuse('balance_too_small', { available: `${decimal(available, currency)} ${currency}` }, 'amount')
    const tax = Math.max(0, Math.min(amount, balance?.tax ?? 0))
    const id = newId(at.getTime())
    await tx
      .insertInto('payout')
      .values({ id, organization_id: organizationId, amount, currency, recorded_by: by, recorded_at: at })
      .execute()
    await post(tx, [payoutRecorded({ payoutId: id, organizationId, currency, at, amount, tax })])
    await recordAct(tx, 'payout.recorded', { organizationId, subjectId: id, after: { amount, currency } })
    return id
  })
  return readPayout(db, payoutId)
}

/** Payouts of one organization take turns: each sees what those before it left of the balance. */
async function lockBalance(tx: Tx, organizationId: string): Promise<void> {
  const { rows } = await sql`select id from organization where id = ${organizationId} for no key update`.execute(tx)
  if (rows.length === 0) refuse('not_found')
}

/** Marks a recorded payout as paid. Refuses not_found, payout_settled. */
export async function payPayout(db: Db, payoutId: string, reference: string, at: Date): Promise<PayoutRow> {
  await transact(db, async (tx) => {
    const payout = await settle(tx, payoutId, { state: 'paid', reference, settled_at: at })
    await post(tx, [payoutPaid({ ...payout, at })])
    await recordAct(tx, 'payout.paid', deedOf(payout))
  })
  return readPayout(db, payoutId)
}

/** Takes a recorded payout back; its amount is on the balance again. Refuses not_found, payout_settled. */
export async function cancelPayout(db: Db, payoutId: string, at: Date): Promise<PayoutRow> {
  await transact(db, async (tx) => {
    const payout = await settle(tx, payoutId, { state: 'cancelled', settled_at: at })
    const { rows } = await sql<{ tax: number }>`
      select coalesce(sum(e.amount), 0)::bigint as tax from journal j join entry e on e.journal_id = j.id
      where j.payout_id = ${payoutId} and j.kind = 'payout' and e.account = 'tax_payable'`.execute(tx)
    await post(tx, [payoutCancelled({ ...payout, at, tax: rows[0]?.tax ?? 0 })])
    await recordAct(tx, 'payout.cancelled', deedOf(payout))
  })
  return readPayout(db, payoutId)
}

async function settle(
  tx: Tx,
  payoutId: string,
  to: { state: 'paid' | 'cancelled'; reference?: string; settled_at: Date },
) {
  const payout = await tx
    .updateTable('payout')
    .set(to)
    .where('id', '=', payoutId)
    .where('state', '=', 'recorded')
    .returning(['id as payoutId', 'organization_id as organizationId', 'amount', 'currency'])
    .executeTakeFirst()
  if (payout) return payout
  await readPayout(tx, payoutId)
  return refuse('payout_settled')
}

const deedOf = ({ organizationId, payoutId, amount, currency }: Awaited<ReturnType<typeof settle>>): Deed => ({
  organizationId,
  subjectId: payoutId,
  after: { amount, currency },
})

const columns = sql`p.id, p.organization_id as "organizationId", g.name as organization, p.state, p.amount, p.currency, p.reference,
  p.recorded_at as "recordedAt", p.settled_at as "settledAt"`

async function readPayout(db: Db, payoutId: string): Promise<PayoutRow> {
  const { rows } = await sql<PayoutRow>`
    select ${columns} from payout p join organization g on g.id = p.organization_id where p.id = ${payoutId}`.execute(
    db,
  )
  return rows[0] ?? refuse('not_found')
}

/** A page of payouts, newest first: of one organization, or of all. */
export async function listPayouts(
  db: Db,
  { organizationId, state, cursor, limit = 50 }: { organizationId?: string; state?: PayoutRow['state'] } & Part,
): Promise<PageOf<PayoutRow>> {
  const { rows } = await sql<PayoutRow>`
    select ${columns} from payout p join organization g on g.id = p.organization_id
    where ${organizationId ? sql`p.organization_id = ${organizationId}::uuid` : sql`true`}
      and ${state ? sql`p.state = ${state}` : sql`true`} and ${cursor ? sql`p.id < ${cursor}::uuid` : sql`true`}
    order by p.id desc limit ${limit + 1}`.execute(db)
  return pageById(rows, limit)
}

/**
 * A page of the organizations with something available, owed to the platform or on its way, by id and currency: what is to be paid out, and who owes the platform. Refuses
 * bad_request for a cursor that is none.
 */
export async function listOwed(db: Db, { cursor, limit = 50 }: Part): Promise<PageOf<Owed>> {
  const after =
    cursor === undefined ? null : (readCursor(cursor, [cursorParts.id, cursorParts.currency]) ?? refuse('bad_request'))
  const available = sql`(-coalesce(sum(e.amount) filter (where e.account = any(${[...owedAccounts]}::text[])), 0))::bigint`
  const pending = sql`(-coalesce(sum(e.amount) filter (where e.account = 'payout_pending'), 0))::bigint`
  const { rows } = await sql<Owed>`
    select e.organization_id as "organizationId", g.name as organization, e.currency,
      ${available} as available, ${pending} as pending
    from entry e join organization g on g.id = e.organization_id
    where ${after ? sql`(e.organization_id, e.currency) > (${after[0]}::uuid, ${after[1]})` : sql`true`}
    group by e.organization_id, g.name, e.currency
    having ${available} <> 0 or ${pending} <> 0
    order by e.organization_id, e.currency limit ${limit + 1}`.execute(db)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor([last.organizationId, last.currency]) : null }
}
