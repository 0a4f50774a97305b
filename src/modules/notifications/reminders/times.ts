import { addDays, instantOf, localDateOf } from '../../../lib/time.ts'

/** What those who have tickets are told of when nobody does anything: a day before, three hours before, and the day after. */
export const reminderKinds = ['reminder_24h', 'reminder_3h', 'thank_you'] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** When an event is. */
export interface Times {
  startsAt: Date
  endsAt: Date
  /** IANA name. */
  timeZone: string
}

/** From when until when a reminder makes sense: not before `from`, no more at `until`. */
export interface Window {
  from: Date
  until: Date
}

const hour = 3600_000
/** Thanks come at this time there, the day after the one it ended on. */
const thanksAt = 'T10:00'
const thanksDays = 7

/**
 * When a reminder goes out. Hours are hours, whatever the clocks do in between: a day before is 24 hours before. A reminder that is late goes out until the next
 * one is due, or the event begins. Thanks are due at ten in the morning there, on the day after the one the event ended on, and for a week.
 */
export function windowOf(kind: ReminderKind, { startsAt, endsAt, timeZone }: Times): Window {
  const before = (hours: number) => new Date(startsAt.getTime() - hours * hour)
  if (kind === 'reminder_24h') return { from: before(24), until: before(3) }
  if (kind === 'reminder_3h') return { from: before(3), until: startsAt }
  const from = instantOf(`${addDays(localDateOf(endsAt, timeZone), 1)}${thanksAt}`, timeZone)
  // There is no date without a time after its ten o'clock: Samoa's missing one is skipped with all its hours.
  const due = from ?? new Date(endsAt.getTime() + 24 * hour)
  return { from: due, until: new Date(due.getTime() + thanksDays * 24 * hour) }
}

/** The reminders of an event that are still ahead, soonest first. What is due by now is for the job that has it, or is too late to begin with. */
export const remindersAhead = (times: Times, now: Date): { kind: ReminderKind; at: Date }[] =>
  reminderKinds.map((kind) => ({ kind, at: windowOf(kind, times).from })).filter(({ at }) => at > now)

/**
 * What a reminder is of: the event on its day there. Somebody is reminded of that once, though the event may move by some hours; on another day it is
 * another matter.
 */
export const dayOf = ({ startsAt, timeZone }: Times): string => localDateOf(startsAt, timeZone)
