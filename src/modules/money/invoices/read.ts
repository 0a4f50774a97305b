import { sql } from 'kysely'
import { isLanguage, type Language } from '../../../../lang/languages.ts'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { type Part, pageById } from '../statements/statements.ts'
import type { InvoiceContent } from './content.ts'

/** An invoice or credit note as lists show it; minor units. */
export interface InvoiceRow {
  id: string
  kind: InvoiceContent['kind']
  number: string
  orderId: string
  orderCode: string
  buyer: string
  total: number
  tax: number
  currency: string
  issuedAt: Date
}

const columns = sql`i.id, i.kind, i.number, i.refund_id as "refundId", i.order_id as "orderId", i.content ->> 'orderCode' as "orderCode",
  i.content #>> '{buyer,name}' as buyer, i.total, i.tax, i.currency, i.issued_at as "issuedAt"`

/** The invoice of an order and its credit notes, the oldest first. */
export async function invoicesOf(db: Db, orderId: string): Promise<(InvoiceRow & { refundId: string | null })[]> {
  const { rows } = await sql<InvoiceRow & { refundId: string | null }>`
    select ${columns} from invoice i where i.order_id = ${orderId} order by i.id`.execute(db)
  return rows
}

/** A page of what an organization issued, newest first. */
export async function listInvoices(
  db: Db,
  organizationId: string,
  { cursor, limit = 50 }: Part,
): Promise<PageOf<InvoiceRow>> {
  const { rows } = await sql<InvoiceRow>`
    select ${columns} from invoice i
    where i.organization_id = ${organizationId} and ${cursor ? sql`i.id < ${cursor}::uuid` : sql`true`}
    order by i.id desc limit ${limit + 1}`.execute(db)
  return pageById(rows, limit)
}

/** What a document says, and the language of its buyer. `of` is whose it has to be. Refuses not_found. */
export async function readInvoice(
  db: Db,
  invoiceId: string,
  of: { orderId: string } | { organizationId: string },
): Promise<{ content: InvoiceContent; language: Language }> {
  const [column, id] =
    'orderId' in of ? (['order_id', of.orderId] as const) : (['organization_id', of.organizationId] as const)
  const row = await db
    .selectFrom('invoice')
    .select(['language', sql<InvoiceContent>`content`.as('content')])
    .where('id', '=', invoiceId)
    .where(column, '=', id)
    .executeTakeFirst()
  if (!row) refuse('not_found')
  return { content: row.content, language: isLanguage(row.language) ? row.language : 'en' }
}
