import { recordAct, recordChange } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Tax } from './price.ts'

/** A tax that an organization charges on tickets. `rate` in parts per 100,000 of the price without it. */
export interface TaxRate extends Tax {
  id: string
  /** Ticket types that it is charged on. */
  ticketTypes: number
}

/** An organization's tax rates, the oldest first. */
export const taxRatesOf = (db: Db, organizationId: string): Promise<TaxRate[]> =>
  selectRates(db).where('r.organization_id', '=', organizationId).orderBy('r.id').execute()

/** Adds a tax rate. */
export async function addTaxRate(db: Db, organizationId: string, tax: Tax): Promise<TaxRate> {
  const id = newId()
  await transact(db, async (tx) => {
    await tx
      .insertInto('tax_rate')
      .values({ id, organization_id: organizationId, ...tax })
      .execute()
    await recordAct(tx, 'tax_rate.added', { organizationId, subjectId: id, after: tax })
  })
  return { id, ...tax, ticketTypes: 0 }
}

/** Changes what is named of a tax rate, for what is held from now on; orders keep the tax they were made with. Refuses not_found. */
export async function changeTaxRate(
  db: Db,
  organizationId: string,
  taxRateId: string,
  changes: Partial<Tax>,
): Promise<TaxRate> {
  return transact(db, async (tx) => {
    const before = await tx
      .selectFrom('tax_rate')
      .select(['name', 'rate', 'inclusive'])
      .where('id', '=', taxRateId)
      .where('organization_id', '=', organizationId)
      .forUpdate()
      .executeTakeFirst()
    if (!before) refuse('not_found')
    if (Object.keys(changes).length > 0)
      await tx.updateTable('tax_rate').set(changes).where('id', '=', taxRateId).execute()
    await recordChange(tx, 'tax_rate.edited', { organizationId, subjectId: taxRateId }, before, changes)
    return selectRates(tx).where('r.id', '=', taxRateId).executeTakeFirstOrThrow()
  })
}

/** Deletes a tax rate that is charged on nothing. Refuses not_found, tax_rate_in_use. */
export async function deleteTaxRate(db: Db, organizationId: string, taxRateId: string): Promise<void> {
  await transact(db, async (tx) => {
    const deleted = await tx
      .deleteFrom('tax_rate')
      .where('id', '=', taxRateId)
      .where('organization_id', '=', organizationId)
      .returning(['name', 'rate', 'inclusive'])
      .executeTakeFirst()
      .catch((error: unknown) => (isInUse(error) ? refuse('tax_rate_in_use') : Promise.reject(error)))
    if (!deleted) refuse('not_found')
    await recordAct(tx, 'tax_rate.deleted', { organizationId, subjectId: taxRateId, before: deleted })
  })
}

/** Whether an organization has this tax rate; it is kept until the transaction ends. */
export async function hasTaxRate(tx: Tx, organizationId: string, taxRateId: string): Promise<boolean> {
  const rate = await tx
    .selectFrom('tax_rate')
    .select('id')
    .where('id', '=', taxRateId)
    .where('organization_id', '=', organizationId)
    .forKeyShare()
    .executeTakeFirst()
  return rate !== undefined
}

const selectRates = (db: Db) =>
  db.selectFrom('tax_rate as r').select((rate) => [
    'r.id',
    'r.name',
    'r.rate',
    'r.inclusive',
    rate
      .selectFrom('ticket_type as t')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .whereRef('t.tax_rate_id', '=', 'r.id')
      .$asScalar()
      .as('ticketTypes'),
  ])

const isInUse = (error: unknown) =>
  error instanceof Error && 'constraint' in error && error.constraint === 'ticket_type_tax_rate_id_fkey'
