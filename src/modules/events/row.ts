import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Event } from '../../db/schema.ts'
import { refuse } from '../../errors.ts'
import { paletteName } from '../../lib/look/name.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { localTimeOf } from '../../lib/time.ts'
import type { ByHand } from './by-hand.ts'
import type { RefundPolicy } from './refund-policy.ts'

export type EventRow = Selectable<Event>
export type EventState = EventRow['state']

/** An uploaded cover: its key, its size in pixels, and the widths it is served in. */
export interface CoverImage {
  key: string
  width: number
  height: number
  widths: number[]
}

/** The cover of event `e` as a JSON column, or null for the generated one. */
export const coverColumn = sql<CoverImage | null>`(
  select json_build_object('key', f.key, 'width', f.width, 'height', f.height,
    'widths', (select json_agg(i.width order by i.width) from image_size i where i.image_key = f.key))
  from stored_file f where f.key = e.cover_key)`

/** An event as its organizers see it. Refuses not_found. */
export async function readEvent(db: Db, eventId: string) {
  const row = await db
    .selectFrom('event as e')
    .innerJoin('organization as o', 'o.id', 'e.organization_id')
    .selectAll('e')
    .select(['o.slug as organization_slug', 'o.name as organization_name', coverColumn.as('cover')])
    .select(testOrdersOf(eventId).as('test_orders'))
    .where('e.id', '=', eventId)
    .executeTakeFirst()
  if (!row) refuse('not_found')
  return {
    id: row.id,
    slug: row.slug,
    organization: { id: row.organization_id, slug: row.organization_slug, name: row.organization_name },
    name: row.name,
    summary: row.summary,
    description: row.description,
    descriptionHtml: renderMarkdown(row.description),
    category: row.category,
    palette: paletteName(row.id, row.category),
    tags: row.tags,
    language: row.language,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    startsAtLocal: row.starts_at && localTimeOf(row.starts_at, row.time_zone),
    endsAtLocal: row.ends_at && localTimeOf(row.ends_at, row.time_zone),
    timeZone: row.time_zone,
    attendance: row.attendance,
    venue: row.venue,
    address: row.address,
    city: row.city,
    country: row.country,
    onlineUrl: row.online_url,
    cover: row.cover,
    currency: row.currency,
    visibility: row.visibility,
    state: row.state,
    holdSeconds: row.hold_seconds,
    testMode: row.test_mode,
    testOrders: row.test_orders,
    refundPolicy: row.refund_policy as RefundPolicy,
    byHand: row.by_hand as ByHand,
    ticketChanges: ticketChangesOf(row),
    publishedAt: row.published_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** What holders may do with tickets of an event, and until how many hours before it; null is until it is over. */
export const ticketChangesOf = (
  row: Pick<EventRow, 'transfers_allowed' | 'renames_allowed' | 'changes_close_hours'>,
) => ({
  transfers: row.transfers_allowed,
  renames: row.renames_allowed,
  closeHours: row.changes_close_hours,
})

const testOrdersOf = (eventId: string) =>
  sql<number>`(select count(*)::int from "order" where event_id = ${eventId} and test)`

/** Whether an event has, or had, orders: real ones, or test orders alone. */
export async function ordersOf(db: Db, eventId: string): Promise<'real' | 'tests' | null> {
  const { rows } = await sql<{ real: boolean; tests: boolean }>`
    select exists (select from "order" where event_id = ${eventId} and not test) as real,
      exists (select from "order" where event_id = ${eventId} and test) as tests`.execute(db)
  return rows[0]?.real ? 'real' : rows[0]?.tests ? 'tests' : null
}

/** Notes that a ticket of a test order was let in, the first time. */
export async function markTested(tx: Db, eventId: string, now: Date): Promise<void> {
  await tx
    .updateTable('event')
    .set({ tested_at: now })
    .where('id', '=', eventId)
    .where('tested_at', 'is', null)
    .execute()
}

/** The row of an event, locked until the transaction ends, so that what is decided on it stays true. Refuses not_found. */
export async function lockEvent(tx: Db, eventId: string): Promise<EventRow> {
  const row = await tx.selectFrom('event').selectAll().where('id', '=', eventId).forUpdate().executeTakeFirst()
  return row ?? refuse('not_found')
}

/**
 * Locks every stock of an event in the order that orders lock them in, so that nothing is sold while its sale is being
 * ended or its ticket types are taken away. Before `lockEvent`, never after it. Rows that refer to a stock can still be added: whoever
 * adds a ticket type holds the event and must not wait here.
 */
export const lockStocks = (tx: Db, eventId: string) =>
  tx.selectFrom('stock').select('id').where('event_id', '=', eventId).orderBy('id').forNoKeyUpdate().execute()
