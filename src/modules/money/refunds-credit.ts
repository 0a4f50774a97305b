import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { FileContent } from '../../http/contract.ts'
import { invoicePdf } from './invoice-pdf.ts'
import type { InvoiceLine } from './invoices/content.ts'
import { invoicesOf } from './invoices/read.ts'
import { issueCreditNote } from './invoices.ts'

/** Issues the credit note of a refund, once. One of no money, or of a test order, gets none. */
export async function issueRefundNote(db: Db, refundId: string, now: Date): Promise<void> {
  const refund = await db
    .selectFrom('refund')
    .innerJoin('order', 'order.id', 'refund.order_id')
    .select(['refund.order_id as orderId', 'refund.amount', 'refund.fee', 'order.test'])
    .where('refund.id', '=', refundId)
    .executeTakeFirst()
  if (!refund || refund.amount === 0 || refund.test) return
  const { orderId, fee } = refund
  await issueCreditNote(db, { refundId, orderId, lines: await linesOf(db, refundId), fee }, now)
}

async function linesOf(db: Db, refundId: string): Promise<InvoiceLine[]> {
  const { rows } = await sql<InvoiceLine>`
    select y.name, count(*)::int as quantity, sum(r.amount)::bigint as total,
      case when l.tax_rate is not null
        then json_build_object('name', l.tax_name, 'rate', l.tax_rate, 'amount', sum(r.tax)::bigint) end as tax
    from refund_line r join ticket t on t.id = r.ticket_id
    join order_line l on l.id = t.order_line_id join ticket_type y on y.id = l.ticket_type_id
    where r.refund_id = ${refundId} and r.amount > 0
    group by l.id, y.id order by y.position, y.created_at, l.id`.execute(db)
  return rows
}

/** The credit note of a refund as a PDF, issued if that has not been done; null for one that gets none. */
export async function creditNoteFile(db: Db, refundId: string, now: Date): Promise<FileContent | null> {
  await issueRefundNote(db, refundId, now)
  const refund = await db
    .selectFrom('refund')
    .select('order_id as orderId')
    .where('id', '=', refundId)
    .executeTakeFirst()
  if (!refund) return null
  const note = (await invoicesOf(db, refund.orderId)).find((one) => one.refundId === refundId)
  return note ? invoicePdf(db, note.id, refund) : null
}
