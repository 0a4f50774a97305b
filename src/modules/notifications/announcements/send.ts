import { sql } from 'kysely'
import { recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { announce, type Facts } from '../../../facts.ts'
import { plainTextOf } from '../../../lib/markdown.ts'
import type { Services } from '../../../services.ts'
import { smsEstimate } from '../../../sms/segments.ts'
import { organizerLetter } from '../attendee-letters.ts'
import { type Attending, type EventFrame, readFrame } from '../event-frame.ts'
import { brandOf } from '../letters/brand.ts'
import { languageOf } from '../letters/order-mail.ts'
import { sendToAttending, tellHolders } from '../reminders/tell-holders.ts'
import { tell } from '../tell.ts'
import { type AnnouncementIds, readAnnouncement } from './announcements.ts'
import { type Audience, countTexted, type Holders } from './audience.ts'

/** A message whose time has come, as it was planned for then (ISO 8601, UTC). */
export interface Planned {
  announcementId: string
  at: string
}

/** How much of a message stands in the app. */
const shownInApp = 1000

/** What a message says where it is not a letter. */
const inShort = ({ subject, text }: { subject: string; text: string }) => ({
  title: subject,
  message: plainTextOf(text, shownInApp),
})

/** What goes out by SMS of a message: to how many, in how many segments in all, and their price in minor units where it is known. */
export interface SmsCost {
  people: number
  segments: number
  total: number | null
  currency: string
}

/** What sending a message would cost by SMS now; null where no SMS are sent, or nobody wants it so. */
export async function smsCostOf(
  { db, channels, config, publicUrl }: Services,
  holders: Holders,
  words: { subject: string; text: string },
): Promise<SmsCost | null> {
  const people = channels.some(({ name }) => name === 'sms') ? await countTexted(db, holders) : 0
  if (people === 0) return null
  const { slug } = await db
    .selectFrom('event')
    .select('slug')
    .where('id', '=', holders.eventId)
    .executeTakeFirstOrThrow()
  const { title, message } = inShort(words)
  const sms = { text: `${title}: ${message}`, url: `${publicUrl()}/e/${slug}` }
  return { people, ...smsEstimate(sms, people, config.smsPrice), currency: config.currency }
}

/**
 * Sends a message whose time has come: writes it down for everybody it is for now, for jobs to send. Not when it was kept back or moved meanwhile; where the
 * event is not live or its organization suspended, be it in the middle, it is stopped, and the list of messages says why.
 */
export async function sendAnnouncement(services: Services, planned: Planned): Promise<void> {
  const { db, now } = services
  const begun = await begin(db, planned, now())
  if (!begun) return
  const { eventId, timeZone, audience, begunAt, subject, text } = begun
  const { announcementId } = planned
  const message = inShort({ subject, text })
  const isWhole = await tellHolders(services, {
    kind: 'announcement',
    holders: { eventId, timeZone, audience, by: begunAt },
    frame: await readFrame(services, eventId),
    job: { task: 'notifications.send_announcements', payload: { announcementId, eventId } },
    isStillOn: (tx) => isLive(tx, eventId),
    message: () => message,
    once: `announcement:${announcementId}`,
  })
  if (!isWhole) return stop(db, announcementId)
  await sql`
    update announcement set state = 'sent', sent_at = ${now()}, people = (
      select count(*) from notification where kind = 'announcement' and split_part(once, ':', 2) = ${announcementId})
    where id = ${announcementId} and state = 'sending'`.execute(db)
}

interface Begun {
  eventId: string
  timeZone: string
  audience: Audience
  begunAt: Date
  subject: string
  text: string
}

/** Begins, or goes on where a worker was stopped: with who had a ticket when it began. */
async function begin(db: Db, { announcementId, at }: Planned, now: Date): Promise<Begun | undefined> {
  const { rows } = await sql<Omit<Begun, 'begunAt'> & { begunAt: Date | null }>`
    update announcement a set
      state = case when a.state = 'scheduled' and not live.live then 'stopped' else 'sending' end,
      stopped_for = case when a.state = 'scheduled' and not live.live then ${stoppedFor} end,
      begun_at = case when a.state = 'sending' then a.begun_at when live.live then ${now}::timestamptz end
    from event e join organization g on g.id = e.organization_id
      cross join lateral (select e.state = 'published' and g.suspended_at is null as live) live
    where a.id = ${announcementId} and e.id = a.event_id and ((a.state = 'scheduled' and a.send_at = ${at}) or a.state = 'sending')
    returning a.event_id as "eventId", e.time_zone as "timeZone", a.audience, a.begun_at as "begunAt", a.subject, a.text`.execute(
    db,
  )
  const [row] = rows
  return row?.begunAt ? { ...row, begunAt: row.begunAt } : undefined
}

const stoppedFor = sql`case when e.state = 'published' then 'organization' else 'event' end`

/** Stops a message in the middle, for good: who has it already is not written to by it again. */
async function stop(db: Db, announcementId: string): Promise<void> {
  await sql`
    update announcement a set state = 'stopped', stopped_for = ${stoppedFor} from event e
    where a.id = ${announcementId} and e.id = a.event_id and a.state = 'sending'`.execute(db)
}

/** Whether messages of an event may go out; in a transaction the event stays as it is until that ends. */
async function isLive(db: Db | Tx, eventId: string): Promise<boolean> {
  const { rows } = await sql`
    select from event e join organization g on g.id = e.organization_id
    where e.id = ${eventId} and e.state = 'published' and g.suspended_at is null ${db.isTransaction ? sql`for share of e` : sql``}`.execute(
    db,
  )
  return rows.length > 0
}

/**
 * Sends a message to some of those it was written down for. Who has given their ticket back since gets none; nobody does when the event is not live any more or its
 * organization suspended.
 */
export async function sendAnnouncements(
  services: Services,
  { notificationIds, ...ids }: AnnouncementIds & { notificationIds: readonly string[] },
): Promise<void> {
  const { subject, text } = await readAnnouncement(services.db, ids)
  const frame = await readFrame(services, ids.eventId)
  const letterFor = (person: Attending) => organizerLetter(frame, person, { subject, text })
  const isUp = await isLive(services.db, ids.eventId)
  await sendToAttending(services, frame.event, notificationIds, isUp ? letterFor : null)
}

/** Has a message mailed to whoever asks. Refuses `not_found` and `organization_suspended`. */
export async function askForTest(db: Db, ids: AnnouncementIds, userId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await readAnnouncement(tx, ids)
    const { rows } = await sql`
      select from event e join organization g on g.id = e.organization_id
      where e.id = ${ids.eventId} and g.suspended_at is not null`.execute(tx)
    if (rows.length > 0) refuse('organization_suspended')
    await announce(tx, 'announcement.test_asked', { ...ids, userId, asked: now.toISOString() })
    await recordAct(tx, 'announcement.tested', { eventId: ids.eventId, subjectId: ids.announcementId })
  })
}

/** Mails a message to one of the team, as attendees would get it. */
export async function sendTest(
  services: Services,
  { eventId, announcementId, userId, asked }: Facts['announcement.test_asked'],
): Promise<void> {
  const { subject, text } = await readAnnouncement(services.db, { eventId, announcementId })
  const frame = await readFrame(services, eventId)
  await tell(services, {
    once: `announcement_test:${announcementId}:${userId}:${asked}`,
    kind: 'announcement_test',
    to: { userId },
    eventId,
    compose: async () => organizerLetter(frame, await asAttendee(services, frame, userId), { subject, text }),
  })
}

/** The HTML of a message as a member of the team would get it. Refuses `not_found`. */
export async function previewAnnouncement(services: Services, ids: AnnouncementIds, userId: string): Promise<string> {
  const { subject, text } = await readAnnouncement(services.db, ids)
  const frame = await readFrame(services, ids.eventId)
  const person = await asAttendee(services, frame, userId)
  const brand = brandOf(await services.platform.read(), services.publicUrl())
  return organizerLetter(frame, person, { subject, text }).set(brand).html
}

/** A member of the team as if they had a ticket. */
async function asAttendee({ db, publicUrl }: Services, { event }: EventFrame, userId: string): Promise<Attending> {
  const user = await db.selectFrom('users').select(['name', 'language']).where('id', '=', userId).executeTakeFirst()
  if (!user) refuse('not_found')
  const url = `${publicUrl()}/e/${event.slug}`
  return { language: languageOf(user.language), name: user.name, order: '', tickets: '', url }
}
