import type { FileContent } from '../../http/contract.ts'
import { type IcsComponent, type IcsProperty, icsInstant, icsOf, icsText } from '../../lib/ics.ts'
import { icsMoment, icsTimeZone, isInZone } from '../../lib/ics-time-zone.ts'
import type { EventRow } from './row.ts'

/** What of an event is in calendars. */
export type CalendarEvent = Dated &
  Pick<
    EventRow,
    | 'id'
    | 'slug'
    | 'name'
    | 'summary'
    | 'time_zone'
    | 'attendance'
    | 'venue'
    | 'address'
    | 'city'
    | 'online_url'
    | 'state'
    | 'sequence'
    | 'updated_at'
  > & { organizer: string }

interface Dated {
  starts_at: Date
  ends_at: Date
}

/** An entry of a calendar (RFC 5545 VEVENT). */
export interface CalendarEntry {
  event: CalendarEvent
  description: string
  /** Where it is, or null for nowhere. */
  place: string | null
  /** Whether the reader is taken up by it, or just told that it is on. */
  busy: boolean
  /** Whose entry it is, and which revision of it; the event's own where left out, so that whoever adds it twice has one entry. */
  revision?: Revision
  /** Who is invited, and whether they still are. */
  attendee?: { name: string; email: string; isInvited: boolean }
}

/** An entry keeps its UID for ever, and calendars replace what they have by what has a higher SEQUENCE (RFC 5546 §2.1.4). */
export interface Revision {
  id: string
  sequence: number
}

/** What a calendar is: something to keep, an invitation, or one that is taken back (RFC 5546 §3.2). */
export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL'

/** Who sends calendars: the origin people reach us at, and the sender of mail, who is named as the organizer's address. */
export interface CalendarSender {
  publicUrl: string
  /** An address, or a name with the address in angle brackets. */
  mailFrom: string
}

/** What is told of a whole calendar that somebody subscribes to. */
export interface CalendarName {
  name: string
  /** The address to look for changes at, every `everyMinutes`. */
  source: string
  everyMinutes: number
}

/** Entries as an iCalendar object. Times are in each event's zone, whose rules go along. */
export function calendarOf(
  sender: CalendarSender,
  entries: readonly CalendarEntry[],
  { method = 'PUBLISH', feed }: { method?: CalendarMethod; feed?: CalendarName } = {},
): string {
  const properties: IcsProperty[] = [
    ['VERSION', '2.0'],
    ['PRODID', '-//Conflux//Events//EN'],
    ['METHOD', method],
    ...(feed ? feedProperties(feed) : []),
  ]
  const components = [...timeZonesOf(entries), ...entries.map((entry) => componentOf(sender, entry))]
  return icsOf({ name: 'VCALENDAR', properties, components })
}

/** How often to look and what it is called, for readers of RFC 7986 and for those before it. */
function feedProperties({ name, source, everyMinutes }: CalendarName): IcsProperty[] {
  return [
    ['NAME', icsText(name)],
    ['X-WR-CALNAME', icsText(name)],
    ['SOURCE', source, { VALUE: 'URI' }],
    ['REFRESH-INTERVAL', `PT${everyMinutes}M`, { VALUE: 'DURATION' }],
    ['X-PUBLISHED-TTL', `PT${everyMinutes}M`],
  ]
}

/** Each zone that a time is written in, once, for the years of all that are. */
function timeZonesOf(entries: readonly CalendarEntry[]): IcsComponent[] {
  const zones = new Map<string, [first: Date, last: Date]>()
  for (const { event } of entries)
    for (const instant of [event.starts_at, event.ends_at]) {
      if (!isInZone(event.time_zone, instant)) continue
      const [first, last] = zones.get(event.time_zone) ?? [instant, instant]
      zones.set(event.time_zone, [instant < first ? instant : first, instant > last ? instant : last])
    }
  return [...zones].map(([zone, [first, last]]) => icsTimeZone(zone, first, last))
}

function componentOf({ publicUrl, mailFrom }: CalendarSender, entry: CalendarEntry): IcsComponent {
  const { event, description, place, busy, attendee } = entry
  const { id, sequence } = entry.revision ?? event
  const isOff = event.state === 'cancelled' || attendee?.isInvited === false
  const properties: IcsProperty[] = [
    ['UID', `${id}@${new URL(publicUrl).hostname}`],
    ['SEQUENCE', String(sequence)],
    ['DTSTAMP', icsInstant(event.updated_at)],
    icsMoment('DTSTART', event.starts_at, event.time_zone),
    icsMoment('DTEND', event.ends_at, event.time_zone),
    ['SUMMARY', icsText(event.name)],
    ...(description ? [['DESCRIPTION', icsText(description)] as const] : []),
    ...(place === null ? [] : [['LOCATION', icsText(place)] as const]),
    ['URL', `${publicUrl}/e/${event.slug}`],
    ['STATUS', isOff ? 'CANCELLED' : 'CONFIRMED'],
    ['TRANSP', busy && !isOff ? 'OPAQUE' : 'TRANSPARENT'],
    ['ORGANIZER', `mailto:${addressIn(mailFrom)}`, { CN: event.organizer }],
    ...(attendee ? [attendeeProperty(attendee)] : []),
  ]
  return { name: 'VEVENT', properties }
}

/** They have a ticket, so they come, and nobody waits for their answer. */
const attendeeProperty = ({ name, email }: { name: string; email: string }): IcsProperty => [
  'ATTENDEE',
  `mailto:${email}`,
  {
    CUTYPE: 'INDIVIDUAL',
    ROLE: 'REQ-PARTICIPANT',
    PARTSTAT: 'ACCEPTED',
    RSVP: 'FALSE',
    ...(name === '' ? {} : { CN: name }),
  },
]

const addressIn = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from

/** A calendar as a file to download. */
export const calendarDownload = (bytes: string, name: string): FileContent => ({
  type: 'text/calendar; charset=utf-8',
  bytes,
  name: `${name}.ics`,
})

/** An entry for anybody: nothing that just ticket holders are told. */
export const publicEntry = (event: CalendarEvent): CalendarEntry => ({
  event,
  description: event.summary,
  place: placeOf(event),
  busy: false,
})

/** Where an event takes place, in one line; null when it says nothing of it. */
export const placeOf = ({ venue, address, city }: Pick<EventRow, 'venue' | 'address' | 'city'>): string | null =>
  [venue, address, city].filter(Boolean).join(', ') || null

/** Whether an event has its dates, without which it is in no calendar. */
export const isDated = <E extends { starts_at: Date | null; ends_at: Date | null }>(event: E): event is E & Dated =>
  event.starts_at !== null && event.ends_at !== null
