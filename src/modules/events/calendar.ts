import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { FileContent } from '../../http/contract.ts'
import type { EventRow } from './row.ts'

/** What stands beside the event itself in its entry. `product` names the maker of the file, `place` is null for nowhere. */
export interface CalendarEntry {
  publicUrl: string
  product: string
  description: string
  place: string | null
}

/**
 * An event as an iCalendar file (RFC 5545). The UID is the event's for ever, so that whoever adds it twice has one entry, and SEQUENCE rises
 * with its changes, so that a calendar replaces what it has. Times are in UTC: the same instant in whatever zone the reader's
 * calendar shows.
 */
export function calendarOf(
  event: EventRow & { starts_at: Date; ends_at: Date },
  { publicUrl, product, description, place }: CalendarEntry,
): FileContent {
  const calendar = ical({ name: event.name, prodId: { company: 'Conflux', product } })
  calendar.method(ICalCalendarMethod.PUBLISH)
  calendar.createEvent({
    id: `${event.id}@${new URL(publicUrl).hostname}`,
    sequence: event.sequence,
    stamp: event.updated_at,
    start: event.starts_at,
    end: event.ends_at,
    summary: event.name,
    description,
    location: place,
    url: `${publicUrl}/e/${event.slug}`,
    status: event.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return { type: 'text/calendar; charset=utf-8', bytes: calendar.toString(), name: `${event.slug}.ics` }
}

/** Where an event takes place, in one line; null when it says nothing of it. */
export const placeOf = ({ venue, address, city }: EventRow): string | null =>
  [venue, address, city].filter(Boolean).join(', ') || null

/** Whether an event has its dates, without which it is in no calendar. */
export const isDated = <E extends EventRow>(event: E): event is E & { starts_at: Date; ends_at: Date } =>
  event.starts_at !== null && event.ends_at !== null
