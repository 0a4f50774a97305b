import { sql } from 'kysely'
import { recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { Refusal, refuse } from '../../../errors.ts'
import { doLater, dropLater, type Later } from '../../../jobs/later.ts'
import { instantOf } from '../../../lib/time.ts'
import { type AnnouncementIds, refuseState } from './announcements.ts'

/** An event's attendees are written to so many times in a day: what more there is to say fits into these. */
const mostADay = 5
const day = 24 * 3600_000
/** People gave their address for the event, and not for what their organizer does after it. */
const daysAfter = 60

const keyOf = (announcementId: string) => `announcement:${announcementId}`

/** The job that sends a message. */
export const sendingOf = (announcementId: string, at: Date): Later => ({
  key: keyOf(announcementId),
  job: 'notifications.send_announcement',
  at,
  payload: { announcementId, at: at.toISOString() },
})

/**
 * Has a message sent at a local time in the event's zone, or at once. Whom it goes to is decided then. Refuses `not_found`, `announcement_state` when it is
 * due, or was sent to anybody, `wrong_event_state` unless the event is live, `event_long_over`, `organization_suspended`, `too_many_requests` when five of the event's messages go
 * out within a day of that time, and a time that is past.
 */
export async function sendLater(
  db: Db,
  { eventId, announcementId }: AnnouncementIds,
  local: string | undefined,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const { timeZone, endsAt } = await lockLive(tx, eventId)
    const at = local === undefined ? now : timeOf(local, timeZone, now)
    if (endsAt && at.getTime() > endsAt.getTime() + daysAfter * day) refuse('event_long_over', { days: daysAfter })
    await refuseTooMany(tx, { eventId, announcementId }, at, now)
    const scheduled = await tx
      .updateTable('announcement')
      .set({ state: 'scheduled', send_at: at, stopped_for: null, updated_at: now })
      .where('id', '=', announcementId)
      .where('event_id', '=', eventId)
      .where('begun_at', 'is', null)
      .where((either) => either.or([either('state', 'in', ['draft', 'stopped']), isAhead(now)]))
      .returning('id')
      .executeTakeFirst()
    if (!scheduled) await refuseState(tx, { eventId, announcementId })
    await doLater(tx, sendingOf(announcementId, at))
    await recordAct(tx, 'announcement.scheduled', {
      eventId,
      subjectId: announcementId,
      after: { send_at: at.toISOString() },
    })
  })
}

/** Makes a scheduled message a draft again. Refuses `not_found`, and `announcement_state` unless its time is still ahead. */
export async function keepBack(db: Db, { eventId, announcementId }: AnnouncementIds, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const kept = await tx
      .updateTable('announcement')
      .set({ state: 'draft', send_at: null, updated_at: now })
      .where('id', '=', announcementId)
      .where('event_id', '=', eventId)
      .where(isAhead(now))
      .returning('id')
      .executeTakeFirst()
    if (!kept) await refuseState(tx, { eventId, announcementId })
    await dropLater(tx, [keyOf(announcementId)], now)
    await recordAct(tx, 'announcement.kept_back', { eventId, subjectId: announcementId })
  })
}

const isAhead = (now: Date) => sql<boolean>`state = 'scheduled' and send_at > ${now}`

/** The event, held so that its messages are counted one after the other. */
async function lockLive(tx: Tx, eventId: string): Promise<{ timeZone: string; endsAt: Date | null }> {
  const event = await tx
    .selectFrom('event')
    .select(['state', 'time_zone as timeZone', 'ends_at as endsAt', 'organization_id'])
    .where('id', '=', eventId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!event) refuse('not_found')
  if (event.state !== 'published') refuse('wrong_event_state', { state: event.state })
  const { suspended_at } = await tx
    .selectFrom('organization')
    .select('suspended_at')
    .where('id', '=', event.organization_id)
    .executeTakeFirstOrThrow()
  if (suspended_at) refuse('organization_suspended')
  return event
}

function timeOf(local: string, timeZone: string, now: Date): Date {
  const at = instantOf(local, timeZone)
  if (at === undefined || at <= now)
    throw new Refusal('invalid', undefined, undefined, [{ path: 'at', rule: at ? 'past' : 'format' }])
  return at
}

/** Looks a day to both sides, for messages can be planned for any time. */
async function refuseTooMany(tx: Tx, { eventId, announcementId }: AnnouncementIds, at: Date, now: Date): Promise<void> {
  const rows = await tx
    .selectFrom('announcement')
    .select('send_at')
    .where('event_id', '=', eventId)
    .where('id', '!=', announcementId)
    .where('state', 'in', ['scheduled', 'sending', 'sent'])
    .where('send_at', '>', new Date(at.getTime() - day))
    .where('send_at', '<', new Date(at.getTime() + day))
    .orderBy('send_at')
    .execute()
  const first = rows[rows.length - mostADay]?.send_at
  if (first)
    refuse('too_many_requests', { seconds: Math.max(1, Math.ceil((first.getTime() + day - now.getTime()) / 1000)) })
}
