import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { FileContent } from '../../http/contract.ts'
import {
  type CalendarEntry,
  type CalendarEvent,
  type CalendarSender,
  calendarDownload,
  calendarOf,
  isDated,
  placeOf,
} from '../events/calendar.ts'
import { calendarColumns } from '../events/calendar-feeds.ts'
import type { DocumentWords } from './documents.ts'
import { isReceived } from './read.ts'

/**
 * The event of an order as an iCalendar file (RFC 5545), the same entry as that its buyer was invited to by mail. The address of an online event is
 * told to those who have valid tickets, unless the file `isMailed`, as mails are passed on. Refuses `not_found`.
 */
export const orderCalendar = (
  db: Db,
  orderId: string,
  sender: CalendarSender,
  words: DocumentWords,
  { isMailed = false } = {},
) =>
  fileOf(
    db,
    sql`select o.event_id, o.email, not ${isMailed} and exists (
        select from ticket t where t.order_id = o.id and t.state = 'valid' and not ${isReceived}) as "knowsAddress"
      from "order" o where o.id = ${orderId}`,
    { sender, words },
  )

/** The event of a ticket, as the entry of whoever has it. Refuses `not_found`. */
export const ticketCalendar = (db: Db, ticketId: string, sender: CalendarSender, words: DocumentWords) =>
  fileOf(
    db,
    sql`select t.event_id, coalesce(x.to_email, o.email) as email, t.state = 'valid' as "knowsAddress"
      from ticket t join "order" o on o.id = t.order_id left join ticket_transfer x on x.new_ticket_id = t.id
      where t.id = ${ticketId}`,
    { sender, words },
  )

/** `asked` is the event, the email and whether they are told the address of the stream, as a query. */
async function fileOf(
  db: Db,
  asked: ReturnType<typeof sql>,
  { sender, words }: { sender: CalendarSender; words: DocumentWords },
): Promise<FileContent> {
  const { rows } = await sql<CalendarEvent & { knowsAddress: boolean; invitationId: string | null; told: number }>`
    select ${calendarColumns}, a."knowsAddress", i.id as "invitationId", i.sequence as told
    from (${asked}) a join event e on e.id = a.event_id join organization g on g.id = e.organization_id
    left join calendar_invitation i on i.event_id = e.id and i.email = a.email and i.invited`.execute(db)
  const [event] = rows
  if (!event || !isDated(event)) return refuse('not_found')
  const shown = event.knowsAddress ? event : { ...event, online_url: '' }
  const { invitationId: id, told } = event
  const revision = id === null ? {} : { revision: { id, sequence: Math.max(told, event.sequence) } }
  const entry = { ...holderEntry(shown, words, sender.publicUrl), ...revision }
  return calendarDownload(calendarOf(sender, [entry]), event.slug)
}

/** An event as the entry of somebody with a ticket: with the address of the stream, and the way to their tickets. */
export const holderEntry = (event: CalendarEvent, words: DocumentWords, publicUrl: string): CalendarEntry => ({
  event,
  description: [
    event.summary,
    event.online_url && words.join(event.online_url),
    words.yourTickets(`${publicUrl}/tickets`),
  ]
    .filter(Boolean)
    .join('\n\n'),
  place: (event.attendance === 'online' ? null : placeOf(event)) ?? (event.online_url || null),
  busy: true,
})
