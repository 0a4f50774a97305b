import { Temporal } from 'temporal-polyfill'
import { type IcsComponent, type IcsProperty, icsInstant, icsLocal, icsText } from './ics.ts'

/** One change of a zone's clocks: when, and by how many seconds they are ahead of UTC before and after it. */
interface Change {
  at: number
  before: number
  after: number
}

/**
 * An IANA time zone as VTIMEZONE (RFC 5545 §3.6.5): every change of its clocks in the years from one instant to another, as the zone data of
 * this machine have them, and the one before, which rules until the first of them. No rules that repeat: nobody knows next decade's law, and
 * what comes once (a zone that leaves summer time) has none.
 */
export function icsTimeZone(zone: string, from: Date, until: Date): IcsComponent {
  const years = `${zone} ${from.getUTCFullYear()} ${until.getUTCFullYear()}`
  const known = made.get(years)
  if (known) return known
  const [start, end] = [Date.UTC(from.getUTCFullYear(), 0, 1), Date.UTC(until.getUTCFullYear() + 1, 0, 1)]
  const changes = [lastChange(zone, start), ...changesBetween(zone, start, end)]
  const component = {
    name: 'VTIMEZONE',
    properties: [['TZID', icsText(zone)] as const],
    components: changes.map(observance),
  }
  if (made.size >= mostKept) made.clear()
  made.set(years, component)
  return component
}

/** To work one out takes a millisecond or two, and a hundred thousand invitations to one event have the same. */
const made = new Map<string, IcsComponent>()
const mostKept = 500

/** What ruled when the years began; a zone that never changed its clocks has had its offset since 1970. */
function lastChange(zone: string, start: number): Change {
  const at = zonedAt(zone, start).getTimeZoneTransition('previous')?.epochMilliseconds
  if (at !== undefined) return changeAt(zone, at)
  const offset = offsetAt(zone, start)
  return { at: -offset * 1000, before: offset, after: offset }
}

function changesBetween(zone: string, start: number, end: number): Change[] {
  const changes: Change[] = []
  for (let at: number | undefined = start; ; ) {
    at = zonedAt(zone, at).getTimeZoneTransition('next')?.epochMilliseconds
    if (at === undefined || at >= end) return changes
    changes.push(changeAt(zone, at))
  }
}

const changeAt = (zone: string, at: number): Change => ({
  at,
  before: offsetAt(zone, at - 1),
  after: offsetAt(zone, at),
})

const offsetAt = (zone: string, at: number) => zonedAt(zone, at).offsetNanoseconds / 1e9

const zonedAt = (zone: string, at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)

/** A change begins at the time that the clocks showed which it puts right. */
function observance({ at, before, after }: Change): IcsComponent {
  const properties: IcsProperty[] = [
    ['DTSTART', icsLocal(new Date(at + before * 1000).toISOString())],
    ['TZOFFSETFROM', offsetText(before)],
    ['TZOFFSETTO', offsetText(after)],
  ]
  return { name: after > before ? 'DAYLIGHT' : 'STANDARD', properties }
}

/** `+0530`; seconds where there are any, as before 1972. */
function offsetText(seconds: number): string {
  const [sign, size] = [seconds < 0 ? '-' : '+', Math.abs(seconds)]
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, ...(size % 60 ? [size % 60] : [])]
  return sign + parts.map((part) => String(part).padStart(2, '0')).join('')
}

/**
 * An instant, to the second, as the value of a property such as DTSTART: local in its zone. In UTC where that is the zone, and within an hour that
 * comes twice, of which readers take different ones.
 */
export function icsMoment(name: string, instant: Date, zone: string): IcsProperty {
  if (!isInZone(zone, instant)) return [name, icsInstant(instant)]
  return [name, icsLocal(localAt(zone, instant).toString()), { TZID: zone }]
}

/** Whether an instant is written local in its zone, which then has to be in the file. */
export function isInZone(zone: string, instant: Date): boolean {
  if (/^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu)$/i.test(zone)) return false
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    localAt(zone, instant).toZonedDateTime(zone, { disambiguation }),
  )
  return first?.epochMilliseconds === second?.epochMilliseconds
}

const localAt = (zone: string, instant: Date) =>
  zonedAt(zone, instant.getTime()).toPlainDateTime().round({ smallestUnit: 'second', roundingMode: 'trunc' })
