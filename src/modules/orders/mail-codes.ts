import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { bitmapPng } from '../../lib/png.ts'
import type { TicketCode } from '../../mail/letter.ts'
import type { DocumentWords } from './documents.ts'
import { qrModules } from './qr.ts'
import { isReceived } from './read.ts'
import { spacedCode } from './ticket-code.ts'

/** Pixels a module: twice of what mails show, for screens that have two for one. */
const scale = 10

/** The most codes that a mail shows; the file with it has all. */
export const mostCodes = 20

interface CodeRow {
  code: string
  shortCode: string
  attendeeName: string
  ticketType: string
  position: number
  of: number
}

/** The codes of the valid tickets of an order that are still its buyer's, for a mail: the first of them in their order. */
export async function codesOfOrder(db: Db, orderId: string, words: DocumentWords): Promise<TicketCode[]> {
  const { rows } = await sql<CodeRow>`
    select t.code, t.short_code as "shortCode", t.attendee_name as "attendeeName", y.name as "ticketType", t.position,
      (select count(*)::int from ticket u where u.order_id = t.order_id and u.state <> 'transferred') as of
    from ticket t join ticket_type y on y.id = t.ticket_type_id
    where t.order_id = ${orderId} and t.state = 'valid' and not ${isReceived}
    order by t.position limit ${mostCodes}`.execute(db)
  return rows.map((row) => pictureOf(row, words))
}

/** The code of one ticket, for a mail. */
export const codeOfTicket = (
  { code, shortCode, attendeeName, ticketType }: Omit<CodeRow, 'position' | 'of'>,
  words: DocumentWords,
): TicketCode => pictureOf({ code, shortCode, attendeeName, ticketType, position: 1, of: 1 }, words)

function pictureOf(
  { code, shortCode, attendeeName, ticketType, position, of }: CodeRow,
  words: DocumentWords,
): TicketCode {
  const modules = qrModules(code)
  return {
    png: bitmapPng(modules, scale),
    label: of > 1 ? words.ticketOf(ticketType, position, of) : ticketType,
    details: [attendeeName, spacedCode(shortCode)].filter(Boolean),
  }
}
