import { sql } from 'kysely'
import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Language } from '../../../../lang/languages.ts'
import type { Db } from '../../../db/connect.ts'
import { type Cell, csvParts } from '../../../lib/csv.ts'
import type { ZipEntry } from '../../../lib/zip.ts'
import type { Services } from '../../../services.ts'
import { photoOf } from '../../accounts/profile.ts'
import { invoicePdf } from '../../money/invoice-pdf.ts'
import type { Providers } from '../../money/providers.ts'
import { savedMethods } from '../../money/saved-methods.ts'
import { orderPdf, ticketPdf } from '../../orders/documents.ts'
import { isOf } from '../../orders/erasure.ts'
import { readme } from './readme.ts'
import type { Subject } from './subject.ts'
import { type Topic, topics } from './topics.ts'

/** Rows read at once. */
const batch = 500

/** What gathering takes. `providers` are asked what they keep of somebody. */
export type GatherParts = Pick<Services, 'db' | 'files' | 'now' | 'publicUrl'> & { providers: Providers }

/** The files of somebody's archive, each made when the one before is written: of all their documents one is in memory at a time. */
export async function* filesOf(parts: GatherParts, subject: Subject, language: Language): AsyncGenerator<ZipEntry> {
  const { db, now, publicUrl } = parts
  yield { name: 'README.txt', parts: [Buffer.from(readme(subject, language, publicUrl(), now()))] }
  for (const topic of topics) {
    yield { name: `${topic.name}.json`, parts: jsonParts(pagesOf(db, topic, subject)) }
    if (topic.asTable) yield { name: `${topic.name}.csv`, parts: tableParts(pagesOf(db, topic, subject)) }
  }
  const methods = await savedMethods(parts, subject.userId)
  yield { name: 'payment-methods.json', parts: [Buffer.from(`${JSON.stringify(methods, null, 2)}\n`)] }
  const photo = await photoOf(db, parts.files, subject.userId)
  if (photo)
    yield { name: `photo.${photo.type.slice('image/'.length)}`, parts: [Buffer.from(photo.bytes)], compressed: true }
  for (const one of await documentsOf(db, subject)) {
    const { bytes, name } = await drawn(db, one, language)
    yield { name, parts: [bytes], compressed: true }
  }
}

/** How many files that will be, not counting a photo. */
export const countFiles = async (db: Db, subject: Subject): Promise<number> =>
  2 + topics.length + topics.filter(({ asTable }) => asTable).length + (await documentsOf(db, subject)).length

type Row = Record<string, unknown> & { id: string }

async function* pagesOf(db: Db, topic: Topic, subject: Subject): AsyncGenerator<Row[]> {
  let after: string | undefined
  do {
    const place = after === undefined ? sql`true` : sql`r.id > ${after}`
    const { rows } = await sql<{ row: Row }>`
      select to_json(r) as row from (${topic.rows(subject)}) r where ${place} order by r.id limit ${batch}`.execute(db)
    yield rows.map(({ row }) => row)
    after = rows.length === batch ? rows.at(-1)?.row.id : undefined
  } while (after !== undefined)
}

async function* jsonParts(pages: AsyncIterable<Row[]>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  yield Buffer.from('[')
  for await (const rows of pages)
    for (const row of rows) {
      yield Buffer.from(`${isFirst ? '' : ','}\n${JSON.stringify(row, null, 2)}`)
      isFirst = false
    }
  yield Buffer.from('\n]\n')
}

/** Where there are no rows the table is empty. */
async function* tableParts(pages: AsyncGenerator<Row[]>): AsyncGenerator<Uint8Array> {
  const first = (await pages.next()).value ?? []
  if (!first[0]) return
  async function* batches(): AsyncGenerator<Cell[][]> {
    yield first.map(cellsOf)
    for await (const rows of pages) yield rows.map(cellsOf)
  }
  yield* csvParts(Object.keys(first[0]), batches())
}

const cellsOf = (row: Row): Cell[] =>
  Object.values(row).map((value) =>
    typeof value === 'string' || typeof value === 'number' || value === null ? value : JSON.stringify(value),
  )

/** A document by what it is of, and the name of its file. */
type DocumentOf = { orderId: string; invoiceId?: string; ticketId?: string; name: string }

async function documentsOf(db: Db, { userId, email }: Subject): Promise<DocumentOf[]> {
  const own = isOf({ userId, email })
  const { rows } = await sql<DocumentOf>`
    select o.id as "orderId", null::uuid as "invoiceId", null::uuid as "ticketId", 'tickets/' || o.code || '.pdf' as name
    from "order" o where ${own} and exists (select from ticket t where t.order_id = o.id and t.state = 'valid'
      and not exists (select from ticket_transfer x where x.new_ticket_id = t.id))
    union all
    select t.order_id, null, t.id, 'tickets/received-' || t.short_code || '.pdf'
    from ticket_transfer x join ticket t on t.id = x.new_ticket_id
    where t.state = 'valid' and (x.accepted_by = ${userId} or x.to_email = ${email})
    union all
    select o.id, i.id, null, 'invoices/' || o.code || '-' || replace(i.kind, '_', '-') || '-' || i.sequence || '.pdf'
    from invoice i join "order" o on o.id = i.order_id where ${own}`.execute(db)
  return rows
}

async function drawn(db: Db, { orderId, invoiceId, ticketId, name }: DocumentOf, language: Language) {
  const words = catalogueOf(language).documents
  const { bytes } = invoiceId
    ? await invoicePdf(db, invoiceId, { orderId })
    : ticketId
      ? await ticketPdf(db, ticketId, words, language)
      : await orderPdf(db, orderId, words, language)
  return { name, bytes: Buffer.from(bytes) }
}
