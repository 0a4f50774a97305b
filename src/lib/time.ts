import { Temporal } from 'temporal-polyfill'

/**
 * The instant of a local date and time (`2026-11-28T14:00`) in a time zone. A time that a change of clocks skips is moved on by
 * the gap (02:30 becomes 03:30), and of one that comes twice the first is meant, as RFC 5545 §3.3.5 has it. Undefined when the
 * date does not exist.
 */
export function instantOf(local: string, timeZone: string): Date | undefined {
  try {
    const zoned = Temporal.PlainDateTime.from(local, { overflow: 'reject' }).toZonedDateTime(timeZone, {
      disambiguation: 'compatible',
    })
    return new Date(zoned.epochMilliseconds)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The local date and time of an instant in a time zone, to the minute: `2026-11-28T14:00`. */
export const localTimeOf = (instant: Date, timeZone: string): string =>
  zonedOf(instant, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** The local date of an instant in a time zone: `2026-11-28`. */
export const localDateOf = (instant: Date, timeZone: string): string =>
  zonedOf(instant, timeZone).toPlainDate().toString()

const zonedOf = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone)

/** The last `count` local days up to that of `now`, oldest first, each with the instant it began at. */
export function lastDays(count: number, now: Date, timeZone: string): { date: string; start: Date }[] {
  const today = zonedOf(now, timeZone).toPlainDate()
  return Array.from({ length: count }, (_, index) => {
    const date = today.subtract({ days: count - 1 - index })
    return { date: date.toString(), start: new Date(date.toZonedDateTime(timeZone).epochMilliseconds) }
  })
}

/** Whether a name is one of an IANA time zone. Offsets such as `+02:00` are none: they know no change of clocks. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Whether a text such as `2026-02-29` is a date there is, between the years 1000 and 9999. */
export function isDate(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The date so many days after another. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * 3600 * 1000).toISOString().slice(0, 10)
