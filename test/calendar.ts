import assert from 'node:assert/strict'
import ICAL from 'ical.js'
import PostalMime from 'postal-mime'

/** A calendar as an independent reader takes it. */
export interface ReadCalendar {
  method: string
  name: string | null
  entries: ReadEntry[]
}

export interface ReadEntry {
  uid: string
  sequence: number
  starts: Date
  ends: Date
  /** The zone its times are written in; null for UTC. */
  zone: string | null
  summary: string
  description: string | null
  location: string | null
  url: string
  status: string
  transparency: string
  organizer: string
  attendees: string[]
}

/** Reads an iCalendar object by ical.js, with the zones that are in it and no others. */
export function readCalendar(file: Uint8Array | string): ReadCalendar {
  const text = typeof file === 'string' ? file : Buffer.from(file).toString()
  for (const line of text.split(/\r?\n/)) assert.ok(Buffer.byteLength(line) <= 75, line)
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zones = calendar.getAllSubcomponents('vtimezone').map((zone) => new ICAL.Timezone(zone))
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    // A property of RFC 7986, which the reader leaves as it is written.
    name: textOf(calendar, 'name')?.replaceAll(/\\(.)/g, '$1') ?? null,
    entries: calendar.getAllSubcomponents('vevent').map((event) => readEntry(event, zones)),
  }
}

function readEntry(event: ICAL.Component, zones: readonly ICAL.Timezone[]): ReadEntry {
  return {
    uid: String(event.getFirstPropertyValue('uid')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    starts: momentOf(event, 'dtstart', zones),
    ends: momentOf(event, 'dtend', zones),
    zone: event.getFirstProperty('dtstart')?.getFirstParameter('tzid') ?? null,
    summary: String(event.getFirstPropertyValue('summary')),
    description: textOf(event, 'description'),
    location: textOf(event, 'location'),
    url: String(event.getFirstPropertyValue('url')),
    status: String(event.getFirstPropertyValue('status')),
    transparency: String(event.getFirstPropertyValue('transp')),
    organizer: String(event.getFirstPropertyValue('organizer')),
    attendees: event.getAllProperties('attendee').map((one) => String(one.getFirstValue())),
  }
}

function momentOf(event: ICAL.Component, name: string, zones: readonly ICAL.Timezone[]): Date {
  const property = event.getFirstProperty(name)
  const time = property?.getFirstValue()
  assert.ok(time instanceof ICAL.Time, name)
  const tzid = property?.getFirstParameter('tzid')
  if (tzid !== undefined) {
    const zone = zones.find((one) => one.tzid === tzid)
    assert.ok(zone, `the rules of ${tzid} are in the file`)
    time.zone = zone
  }
  return new Date(time.toUnixTime() * 1000)
}

const textOf = (component: ICAL.Component, name: string) =>
  component.getFirstProperty(name) === null ? null : String(component.getFirstPropertyValue(name))

/** The calendar of a mail as Gmail and Outlook take it: a part beside the letter, the same as the file attached. Null where there is none. */
export async function invitationIn(source: Uint8Array | string): Promise<ReadCalendar | null> {
  const { attachments } = await PostalMime.parse(source)
  const parts = attachments.filter(({ mimeType }) => mimeType === 'text/calendar' || mimeType === 'application/ics')
  const [first, ...others] = parts.map(({ content }) => Buffer.from(content as ArrayBuffer).toString())
  if (first === undefined) return null
  assert.deepEqual(others, [first])
  const read = readCalendar(first)
  const head = Buffer.from(source as Uint8Array).toString('latin1')
  assert.match(head, new RegExp(`Content-Type: text/calendar;[^\\n]*\\s*charset=utf-8;\\s*method=${read.method}`, 'i'))
  return read
}
