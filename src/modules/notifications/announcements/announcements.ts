import { sql } from 'kysely'
import type { Static } from 'typebox'
import { recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { Refusal, refuse } from '../../../errors.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../../lib/cursor.ts'
import { localTimeOf } from '../../../lib/time.ts'
import type { announcementsApi } from '../announcements-api.ts'
import type { Audience } from './audience.ts'

/** What an organizer writes, and to whom. */
export type Draft = Static<(typeof announcementsApi)['POST /api/events/:eventId/announcements']['body']>
export type AnnouncementState = 'draft' | 'scheduled' | 'sending' | 'sent' | 'stopped'

/** A message to the holders of tickets of an event; what it says is Markdown. */
export interface Announcement {
  id: string
  subject: string
  text: string
  audience: Audience
  state: AnnouncementState
  sendAt: Date | null
  /** In the event's zone. */
  sendAtLocal: string | null
  /** From when on it was sent; it can be changed no more then. */
  begunAt: Date | null
  sentAt: Date | null
  stoppedFor: 'event' | 'organization' | null
  /** How many it was sent to. */
  people: number | null
  writtenBy: string | null
  updatedAt: Date
}

/** Which message of which event. */
export interface AnnouncementIds {
  eventId: string
  announcementId: string
}

const pageSize = 20

/** An event's messages, newest first. Refuses `bad_request` for a cursor that is none of ours. */
export async function listAnnouncements(
  db: Db,
  eventId: string,
  cursor: string | undefined,
): Promise<PageOf<Announcement>> {
  const after = cursor === undefined ? undefined : (readCursor(cursor, [cursorParts.id]) ?? refuse('bad_request'))
  const rows = await rowsOf(db, eventId)
    .$if(after !== undefined, (query) => query.where('a.id', '<', String(after?.[0])))
    // Ids are UUIDv7, so they sort by the time they were made.
    .orderBy('a.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const items = rows.slice(0, pageSize).map(shown)
  const last = rows.length > pageSize ? items.at(-1) : undefined
  return { items, next: last ? writeCursor([last.id]) : null }
}

/** One message. Refuses `not_found`. */
export async function readAnnouncement(
  db: Db,
  { eventId, announcementId }: AnnouncementIds,
): Promise<Announcement & { timeZone: string }> {
  const row = await rowsOf(db, eventId).where('a.id', '=', announcementId).executeTakeFirst()
  return row ? { ...shown(row), timeZone: row.timeZone } : refuse('not_found')
}

const rowsOf = (db: Db, eventId: string) =>
  db
    .selectFrom('announcement as a')
    .innerJoin('event as e', 'e.id', 'a.event_id')
    .leftJoin('users as u', 'u.id', 'a.written_by')
    .select(['a.id', 'a.subject', 'a.text', 'a.state', 'a.people', 'u.name as writtenBy'])
    .select('a.begun_at as begunAt')
    .select(['a.send_at as sendAt', 'a.sent_at as sentAt', 'a.stopped_for as stoppedFor', 'a.updated_at as updatedAt'])
    .select([sql<Audience>`a.audience`.as('audience'), 'e.time_zone as timeZone'])
    .where('a.event_id', '=', eventId)

const shown = ({ timeZone, ...row }: Omit<Announcement, 'sendAtLocal'> & { timeZone: string }): Announcement => ({
  ...row,
  sendAtLocal: row.sendAt && localTimeOf(row.sendAt, timeZone),
})

/** Drafts a message and returns its id. Refuses an audience of ticket types that the event does not have, or whose days are in the wrong order. */
export async function writeAnnouncement(
  db: Db,
  eventId: string,
  { subject, text, audience = {} }: Draft,
  by: { userId: string; now: Date },
): Promise<string> {
  return transact(db, async (tx) => {
    await refuseOthers(tx, eventId, audience)
    const id = newId(by.now.getTime())
    const words = { subject: subject.trim(), text: text.trim(), audience: JSON.stringify(audience) }
    const times = { created_at: by.now, updated_at: by.now }
    await tx
      .insertInto('announcement')
      .values({ id, event_id: eventId, written_by: by.userId, ...words, ...times })
      .execute()
    await recordAct(tx, 'announcement.written', { eventId, subjectId: id })
    return id
  })
}

/** Drafts a message like another of the same event, and returns its id. Refuses `not_found`. */
export async function copyAnnouncement(
  db: Db,
  ids: AnnouncementIds,
  by: { userId: string; now: Date },
): Promise<string> {
  return transact(db, async (tx) => {
    const { subject, text, audience } = await readAnnouncement(tx, ids)
    return writeAnnouncement(tx, ids.eventId, { subject, text, audience }, by)
  })
}

/** Changes a message that is not sent yet; when it is to be sent stays. Refuses `not_found`, `announcement_state`, and an audience as for a new one. */
export async function editAnnouncement(
  db: Db,
  { eventId, announcementId }: AnnouncementIds,
  { subject, text, audience }: Partial<Draft>,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    if (audience) await refuseOthers(tx, eventId, audience)
    const edited = await tx
      .updateTable('announcement')
      .set({
        ...(subject === undefined ? {} : { subject: subject.trim() }),
        ...(text === undefined ? {} : { text: text.trim() }),
        ...(audience === undefined ? {} : { audience: JSON.stringify(audience) }),
        updated_at: now,
      })
      .where('id', '=', announcementId)
      .where('event_id', '=', eventId)
      .where('begun_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!edited) await refuseState(tx, { eventId, announcementId })
    await recordAct(tx, 'announcement.edited', { eventId, subjectId: announcementId })
  })
}

/** Deletes a message that is not sent yet. Refuses `not_found` and `announcement_state`. */
export async function deleteAnnouncement(db: Db, { eventId, announcementId }: AnnouncementIds): Promise<void> {
  await transact(db, async (tx) => {
    const deleted = await tx
      .deleteFrom('announcement')
      .where('id', '=', announcementId)
      .where('event_id', '=', eventId)
      .where('begun_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!deleted) await refuseState(tx, { eventId, announcementId })
    await recordAct(tx, 'announcement.deleted', { eventId, subjectId: announcementId })
  })
}

/** Refuses what cannot be done with a message as it is: `announcement_state`, or `not_found` where there is none. */
export async function refuseState(tx: Tx, ids: AnnouncementIds): Promise<never> {
  const { state } = await readAnnouncement(tx, ids)
  refuse('announcement_state', { state })
}

async function refuseOthers(tx: Tx, eventId: string, { ticketTypeIds, orderedFrom, orderedUntil }: Audience) {
  if (orderedFrom && orderedUntil && orderedFrom > orderedUntil)
    refuse('ends_before_start', undefined, 'audience.orderedUntil')
  if (!ticketTypeIds) return
  const own = await tx
    .selectFrom('ticket_type')
    .select('id')
    .where('event_id', '=', eventId)
    .where('id', 'in', ticketTypeIds)
    .execute()
  if (own.length === ticketTypeIds.length) return
  const broken = { path: 'audience.ticketTypeIds', rule: 'choice' } as const
  throw new Refusal('invalid', undefined, undefined, [broken])
}
