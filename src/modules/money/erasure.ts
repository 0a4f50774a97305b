import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** Forgets where the money of organizations went that nobody runs any more since somebody was erased: bank accounts and accounts at providers. */
export async function erasePayoutDetails(db: Db, userId: string): Promise<void> {
  const orphans = db.selectFrom('organization').select('id').where('suspended_with', '=', userId)
  await db.deleteFrom('bank_account').where('organization_id', 'in', orphans).execute()
  await db.deleteFrom('payee').where('organization_id', 'in', orphans).execute()
}

/**
 * Takes erased buyers off invoices that were issued more than so many years ago, which is as long as the law wants them whole; the setting is
 * INVOICE_YEARS.
 */
export async function eraseOldInvoices(db: Db, years: number, now: Date): Promise<void> {
  await sql`
    update invoice i set content = jsonb_set(i.content, '{buyer}', '{"name": "", "email": ""}') from "order" o
    where o.id = i.order_id and o.email = '' and i.content #>> '{buyer,email}' <> ''
      and i.issued_at < ${now}::timestamptz - make_interval(years => ${years})`.execute(db)
}
