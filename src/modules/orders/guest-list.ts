import { sql } from 'kysely'
import type { Catalogue } from '../../../lang/shape.ts'
import type { Db } from '../../db/connect.ts'
import type { PageOf } from '../../http/shapes.ts'
import { csvFile } from '../../lib/csv.ts'
import { erasedEmail, erasedName } from '../accounts/erasure.ts'
import type { GuestState } from '../events/guest-access.ts'
import { matching, type Part } from './lists.ts'
import { eventFormat, pagesOf, rowsOf } from './lists-csv.ts'

/** Which guests: `q` is part of a name or email. */
export interface GuestFilter {
  q?: string
  state?: GuestState
}

/** A guest as those who invite see them. */
export interface GuestRow {
  id: string
  email: string
  name: string
  places: number
  /** Valid tickets that they have by the invitation. */
  tickets: number
  state: GuestState
  mailedAt: Date
  openedAt: Date | null
  answeredAt: Date | null
}

const usualLimit = 50

/** A page of an event's guests, invited last first; of one who was erased, what stands for that in the event's language in place of a name, and no address. A cursor that is none of them gives what comes after it all the same. */
export async function listGuests(
  db: Db,
  eventId: string,
  { q, state, cursor, limit = usualLimit }: GuestFilter & Part,
): Promise<PageOf<GuestRow>> {
  const { rows } = await sql<GuestRow & { language: string }>`
    select i.id, i.email, i.name, i.places, i.state, i.mailed_at as "mailedAt", i.opened_at as "openedAt", i.answered_at as "answeredAt",
      (select count(*)::int from "order" o join ticket t on t.order_id = o.id
        where o.guest_id = i.id and not o.test and t.state = 'valid') as tickets, e.language
    from event_guest i join event e on e.id = i.event_id
    where i.event_id = ${eventId} and ${state ? sql`i.state = ${state}` : sql`true`}
      and ${matching(q, [sql`i.name`, sql`i.email`], [])} and ${cursor ? sql`i.id < ${cursor}` : sql`true`}
    order by i.id desc limit ${limit + 1}`.execute(db)
  const items = rows
    .slice(0, limit)
    .map(({ language, ...guest }) =>
      guest.email === erasedEmail(guest.id) ? { ...guest, name: erasedName(language), email: '' } : guest,
    )
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** How many guests of an event are in each state. */
export async function countGuests(db: Db, eventId: string): Promise<Record<GuestState, number>> {
  const { rows } = await sql<{ state: GuestState; guests: number }>`
    select state, count(*)::int as guests from event_guest where event_id = ${eventId} group by state`.execute(db)
  const none = { sent: 0, opened: 0, accepted: 0, declined: 0, revoked: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, guests }) => [state, guests])) }
}

/** Rows read at once. */
const batch = 1000

/** An event's guests as CSV; times in the event's zone. Heads and states in the reader's language. */
export async function guestsCsv(
  db: Db,
  eventId: string,
  filter: GuestFilter,
  { guests: head }: Catalogue['lists'],
): Promise<Uint8Array> {
  const { local } = await eventFormat(db, eventId)
  const pages = pagesOf((cursor) => listGuests(db, eventId, { ...filter, ...cursor, limit: batch }))
  return csvFile(
    [head.name, head.email, head.state, head.places, head.tickets, head.mailed, head.opened, head.answered],
    rowsOf(pages, (guest) => [
      guest.name,
      guest.email,
      head.states[guest.state],
      guest.places,
      guest.tickets,
      local(guest.mailedAt),
      local(guest.openedAt),
      local(guest.answeredAt),
    ]),
  )
}
