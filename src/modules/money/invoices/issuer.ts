import { recordAct } from '../../../acts.ts'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'

/** How an organization signs its invoices. */
export interface Issuer {
  legalName: string
  legalAddress: string
  taxId: string
  /** What the numbers of its documents begin with. */
  prefix: string
}

/** How an organization signs its invoices; all empty until it says so. */
export async function readIssuer(db: Db, organizationId: string): Promise<Issuer> {
  const row = await db
    .selectFrom('invoice_settings')
    .select(['legal_name as legalName', 'legal_address as legalAddress', 'tax_id as taxId', 'prefix'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return row ?? { legalName: '', legalAddress: '', taxId: '', prefix: '' }
}

/** Sets how an organization signs what it issues from now on. */
export async function setIssuer(db: Db, organizationId: string, issuer: Issuer): Promise<Issuer> {
  const { legalName: legal_name, legalAddress: legal_address, taxId: tax_id, prefix } = issuer
  const row = { legal_name, legal_address, tax_id, prefix }
  return transact(db, async (tx) => {
    const before = await readIssuer(tx, organizationId)
    await tx
      .insertInto('invoice_settings')
      .values({ organization_id: organizationId, ...row })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
      .execute()
    // The legal name and address may be a person's.
    const act = { organizationId, before: { prefix: before.prefix }, after: { prefix } }
    await recordAct(tx, 'invoice_settings.changed', act)
    return issuer
  })
}
