import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Db } from '../../db/connect.ts'
import type { FileContent } from '../../http/contract.ts'
import { pdfFile } from '../../lib/pdf/file.ts'
import { drawInvoice, pageSize } from './invoices/draw.ts'
import { readInvoice } from './invoices/read.ts'

/** An invoice or credit note as a PDF, in its buyer's language. `of` is whose it has to be. Refuses not_found. */
export async function invoicePdf(
  db: Db,
  invoiceId: string,
  of: { orderId: string } | { organizationId: string },
): Promise<FileContent> {
  const { content, language } = await readInvoice(db, invoiceId, of)
  const words = catalogueOf(language).money.invoice
  const title = `${words.title[content.kind]} ${content.number}`
  const options = { size: pageSize, language, title, texts: JSON.stringify(content) + words.foot[content.kind]('') }
  const bytes = await pdfFile(options, (doc, set) => drawInvoice(doc, set, content, words, language))
  // The prefix may have signs in it that no file is named by.
  return { type: 'application/pdf', bytes, name: `${content.number.replace(/[^\w.-]+/g, '-')}.pdf` }
}
