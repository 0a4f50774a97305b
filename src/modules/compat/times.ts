import { Temporal } from 'temporal-polyfill'

/** When an event is, as the editor of events takes it: local times in a zone. */
export interface Span {
  timeZone: string
  startsAt: string
  endsAt: string
  start: Date
}

const hours = 3

/** As the editor of events has it. */
const [earliest, latest] = [Date.UTC(2000), Date.UTC(2200)]

/**
 * The three hours from a date and time in ISO 8601, to the second. Without an offset it is meant in `timeZone`; a date alone is its
 * first moment. Undefined when it is no date between 2000 and 2200. An instant that the zone's clocks show twice is kept in UTC, where it is told apart.
 */
export function spanFrom(text: string, timeZone: string): Span | undefined {
  const instant = instantOf(text.trim(), timeZone)
  if (!instant || instant.epochMilliseconds < earliest || instant.epochMilliseconds >= latest) return undefined
  const start = instant.round({ smallestUnit: 'second', roundingMode: 'trunc' })
  const end = start.add({ hours })
  const zone = isTold(start, timeZone) && isTold(end, timeZone) ? timeZone : 'UTC'
  return {
    timeZone: zone,
    startsAt: localOf(start, zone),
    endsAt: localOf(end, zone),
    start: new Date(start.epochMilliseconds),
  }
}

function instantOf(text: string, timeZone: string): Temporal.Instant | undefined {
  try {
    if (/T.*(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text)) return Temporal.Instant.from(text)
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone).toInstant()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Whether the local time alone leads back to the instant. */
const isTold = (instant: Temporal.Instant, timeZone: string) =>
  Temporal.PlainDateTime.from(localOf(instant, timeZone)).toZonedDateTime(timeZone).toInstant().equals(instant)

const localOf = (instant: Temporal.Instant, timeZone: string) =>
  instant.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'second' })
