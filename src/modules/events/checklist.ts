import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { EventRow } from './row.ts'

export type ChecklistKey = 'name' | 'date' | 'place' | 'tickets' | 'description' | 'cover' | 'test'

export interface ChecklistItem {
  key: ChecklistKey
  done: boolean
  /** The event cannot go live without it. */
  required: boolean
}

export type Checked = Pick<
  EventRow,
  | 'name'
  | 'summary'
  | 'description'
  | 'starts_at'
  | 'ends_at'
  | 'attendance'
  | 'venue'
  | 'address'
  | 'city'
  | 'online_url'
  | 'cover_key'
  | 'tested_at'
> & {
  /** Whether a ticket type is, or will be, on sale. */
  has_tickets: boolean
}

/** What is done of what an event needs, and what it would be better for. */
export function checklistOf(event: Checked, now: Date): ChecklistItem[] {
  const item = (key: ChecklistKey, done: boolean, required: boolean): ChecklistItem => ({ key, done, required })
  return [
    item('name', event.name.trim() !== '', true),
    item('date', event.starts_at !== null && event.ends_at !== null && event.ends_at > now, true),
    item('place', hasPlace(event), true),
    item('tickets', event.has_tickets, true),
    item('description', event.summary !== '' || event.description !== '', false),
    item('cover', event.cover_key !== null, false),
    item('test', event.tested_at !== null, false),
  ]
}

function hasPlace({ attendance, venue, address, city, online_url }: Checked): boolean {
  const inPerson = address !== '' || (venue !== '' && city !== '')
  const online = online_url !== ''
  return attendance === 'hybrid' ? inPerson && online : attendance === 'online' ? online : inPerson
}

/** What is still missing before it can go live. */
export const missingOf = (items: readonly ChecklistItem[]): ChecklistKey[] =>
  items.filter(({ done, required }) => required && !done).map(({ key }) => key)

/** Where in the studio an item is done, if not on the event's page. */
const places: Partial<Record<ChecklistKey, string>> = { tickets: '/tickets', test: '/settings#test' }

/** The checklist of an event, each item with the path of its place in the studio. Refuses not_found. */
export async function readChecklist(db: Db, eventId: string, now: Date) {
  const { rows } = await sql<Checked & { organization_slug: string }>`
    select e.name, e.summary, e.description, e.starts_at, e.ends_at, e.attendance, e.venue, e.address, e.city, e.online_url, e.cover_key, e.tested_at,
      o.slug as organization_slug,
      exists (select from ticket_type t where t.event_id = e.id and t.on_sale
        and (t.sale_ends_at is null or t.sale_ends_at > ${now})) as has_tickets
    from event e join organization o on o.id = e.organization_id where e.id = ${eventId}`.execute(db)
  const event = rows[0] ?? refuse('not_found')
  const items = checklistOf(event, now)
  const base = `/studio/${event.organization_slug}/events/${eventId}`
  return {
    ready: missingOf(items).length === 0,
    items: items.map((item) => ({ ...item, path: base + (places[item.key] ?? `/page#${item.key}`) })),
  }
}
