import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import type { Facts } from '../../facts.ts'
import { doLater, dropLater } from '../../jobs/later.ts'
import type { Letter } from '../../mail/letter.ts'
import type { Services } from '../../services.ts'
import { reminderLetter, thanksLetter } from './attendee-letters.ts'
import { type Attending, type EventFrame, readFrame } from './event-frame.ts'
import { sendToAttending, tellHolders } from './reminders/tell-holders.ts'
import { dayOf, type ReminderKind, reminderKinds, remindersAhead, type Times, windowOf } from './reminders/times.ts'

/** A reminder that was planned: of which event, and for when (ISO 8601, UTC), as the event then was. */
export interface Reminder {
  eventId: string
  kind: ReminderKind
  at: string
}

const keyOf = (eventId: string, kind: ReminderKind) => `reminder:${eventId}:${kind}`

/**
 * Plans the reminders of an event as it is now: those still ahead are moved to where they belong, those of an event that is not live any more are dropped. Whatever
 * changed the event, and in whichever order that is heard, the last look is at the last state: while it is looked at it cannot change.
 */
export async function planReminders({ db, now }: Services, { eventId }: Facts['event.changed']): Promise<void> {
  await transact(db, async (tx) => {
    const times = await liveTimes(tx, eventId)
    const ahead = times ? remindersAhead(times, now()) : []
    for (const kind of reminderKinds) {
      const key = keyOf(eventId, kind)
      const planned = ahead.find((one) => one.kind === kind)
      if (!planned) await dropLater(tx, [key], now())
      else {
        const payload: Reminder = { eventId, kind, at: planned.at.toISOString() }
        await doLater(tx, { key, job: 'notifications.remind', at: planned.at, payload })
      }
    }
  })
}

/**
 * Writes a reminder down for everybody who had a ticket when it was due. Nothing, when the event was moved, taken back, cancelled or has begun by then; when that
 * happens meanwhile, nobody more is told.
 */
export async function remind(services: Services, reminder: Reminder): Promise<void> {
  const { db, now } = services
  const { eventId, kind } = reminder
  const times = await upNow(db, reminder, now())
  if (!times) return
  const frame = await readFrame(services, eventId)
  const { from, until } = windowOf(kind, times)
  await tellHolders(services, {
    kind: kind === 'thank_you' ? 'event_thanks' : 'event_reminder',
    holders: { eventId, timeZone: times.timeZone, audience: {}, by: from },
    frame,
    job: { task: 'notifications.send_reminders', payload: reminder },
    isStillOn: async (tx) => (await upNow(tx, reminder, now())) !== null,
    message: (person) => {
      const { subject, summary } = letterOf(kind, frame, person)
      return { title: subject, message: summary }
    },
    once: `${kind}:${eventId}@${dayOf(times)}`,
    until,
  })
}

/** Sends some of the reminders that were written down, to those who still have a ticket, unless the event is not then any more. */
export async function sendReminders(
  services: Services,
  { notificationIds, ...reminder }: Reminder & { notificationIds: readonly string[] },
): Promise<void> {
  const isUp = (await upNow(services.db, reminder, services.now())) !== null
  const frame = await readFrame(services, reminder.eventId)
  const letterFor = (person: Attending) => letterOf(reminder.kind, frame, person)
  await sendToAttending(services, frame.event, notificationIds, isUp ? letterFor : null)
}

const letterOf = (kind: ReminderKind, frame: EventFrame, person: Attending): Letter =>
  kind === 'thank_you' ? thanksLetter(frame, person) : reminderLetter(frame, person, kind === 'reminder_24h' ? 24 : 3)

/** When the event is, if the reminder is still of it as it is now and not too late. */
async function upNow(db: Db, { eventId, kind, at }: Reminder, now: Date): Promise<Times | null> {
  const times = await liveTimes(db, eventId)
  if (!times) return null
  const { from, until } = windowOf(kind, times)
  return from.toISOString() === at && now < until ? times : null
}

/** When a live event is; in a transaction it stays so until that ends. */
async function liveTimes(db: Db | Tx, eventId: string): Promise<Times | null> {
  const event = await db
    .selectFrom('event')
    .select(['starts_at as startsAt', 'ends_at as endsAt', 'time_zone as timeZone'])
    .where('id', '=', eventId)
    .where('state', '=', 'published')
    .$if(db.isTransaction, (query) => query.forShare())
    .executeTakeFirst()
  if (!event?.startsAt || !event.endsAt) return null
  return { startsAt: event.startsAt, endsAt: event.endsAt, timeZone: event.timeZone }
}
