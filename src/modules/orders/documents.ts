import { sql } from 'kysely'
import type { Language } from '../../../lang/languages.ts'
import type { Catalogue } from '../../../lang/shape.ts'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { FileContent } from '../../http/contract.ts'
import { pdfFile } from '../../lib/pdf/file.ts'
import { drawTicket, pageSize, type TicketPage } from './documents/ticket-page.ts'
import { dateFormat } from './formats.ts'
import { isReceived } from './read.ts'

/** The sentences of documents in one language. */
export type DocumentWords = Catalogue['documents']

/** All valid tickets of an order that are still its buyer's as a PDF, a page each. Refuses `wrong_order_state` when there are none. */
export async function orderPdf(
  db: Db,
  orderId: string,
  words: DocumentWords,
  language: Language,
): Promise<FileContent> {
  const rows = (await ticketRows(db, orderId)).filter((row) => row.state === 'valid' && !row.isReceived)
  const [first] = rows
  if (!first) return refuse('wrong_order_state', { state: await stateOf(db, orderId) })
  return pdfOf(rows, words, language, `tickets-${first.orderCode}.pdf`)
}

/** One ticket as a PDF. Refuses `ticket_not_valid`. */
export async function ticketPdf(
  db: Db,
  ticketId: string,
  words: DocumentWords,
  language: Language,
): Promise<FileContent> {
  const { order_id: orderId } = await db
    .selectFrom('ticket')
    .select('order_id')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const row = (await ticketRows(db, orderId)).find((one) => one.id === ticketId)
  if (!row) return refuse('not_found')
  if (row.state !== 'valid') refuse('ticket_not_valid', { state: row.state })
  return pdfOf([row], words, language, `ticket-${row.orderCode}-${row.position}.pdf`)
}

interface TicketRow {
  id: string
  test: boolean
  state: 'valid' | 'void' | 'transferred'
  isReceived: boolean
  position: number
  of: number
  code: string
  shortCode: string
  attendeeName: string
  ticketType: string
  orderCode: string
  eventId: string
  eventName: string
  category: string
  startsAt: Date
  endsAt: Date
  timeZone: string
  venue: string
  address: string
  city: string
  organizer: string
}

async function ticketRows(db: Db, orderId: string): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select t.id, o.test, t.state, ${isReceived} as "isReceived", t.position,
      (count(*) filter (where t.state <> 'transferred') over ())::int as of, t.code, t.short_code as "shortCode",
      t.attendee_name as "attendeeName", y.name as "ticketType", o.code as "orderCode", e.id as "eventId",
      e.name as "eventName", e.category, e.starts_at as "startsAt", e.ends_at as "endsAt", e.time_zone as "timeZone",
      e.venue, e.address, e.city, g.name as organizer
    from ticket t join ticket_type y on y.id = t.ticket_type_id join "order" o on o.id = t.order_id
    join event e on e.id = t.event_id join organization g on g.id = e.organization_id
    where t.order_id = ${orderId} order by t.position`.execute(db)
  return rows
}

async function stateOf(db: Db, orderId: string): Promise<string> {
  const order = await db.selectFrom('order').select('state').where('id', '=', orderId).executeTakeFirst()
  return order?.state ?? refuse('not_found')
}

async function pdfOf(
  rows: readonly TicketRow[],
  words: DocumentWords,
  language: Language,
  name: string,
): Promise<FileContent> {
  const title = words.title(rows[0]?.eventName ?? '')
  const texts = JSON.stringify(rows)
  const bytes = await pdfFile({ size: pageSize, language, title, texts }, (doc, set) => {
    for (const row of rows) {
      doc.addPage()
      drawTicket(doc, set, pageOf(row, language), words)
    }
  })
  return { type: 'application/pdf', bytes, name }
}

function pageOf(row: TicketRow, language: Language): TicketPage {
  const { startsAt, endsAt, timeZone } = row
  const format = (options: Intl.DateTimeFormatOptions) => dateFormat(language, timeZone, options)
  const day = format({ day: 'numeric' })
  const sameMonth = format({ month: 'numeric' }).format(startsAt) === format({ month: 'numeric' }).format(endsAt)
  // A night that ends before six belongs to the day it began on.
  const lastDay = new Date(endsAt.getTime() - 6 * 3600_000)
  const spans = sameMonth && lastDay > startsAt && day.format(lastDay) !== day.format(startsAt)
  return {
    ...row,
    day: spans ? `${day.format(startsAt)}–${day.format(lastDay)}` : day.format(startsAt),
    month: format({ month: 'long', year: 'numeric' }).format(startsAt),
    starts: format({
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    }).format(startsAt),
    where: [row.venue, row.address, row.city].filter(Boolean).join(', '),
  }
}
