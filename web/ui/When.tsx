import { useEffect, useState } from 'react'
import { useSurroundings } from '../host/hooks.ts'
import { clocksDiffer, dayAndTime, largeDate, span, time, zoneCity } from './format.ts'

type Span = { start: string; end: string; zone: string }

/** From when to when, in the event's own zone. */
export function When({ start, end, zone }: Span) {
  const { language } = useSurroundings()
  const [from, dash, to] = span(start, end, zone, language, new Date())
  return (
    <span className="num">
      <time dateTime={start} suppressHydrationWarning>
        {from}
      </time>
      {dash}
      <time dateTime={end} suppressHydrationWarning>
        {to}
      </time>
    </span>
  )
}

/** The event's zone by its city and, where the reader's clock differs, the start on the reader's clock. */
export function ZoneNote({ start, zone }: { start: string; zone: string }) {
  const { language, t } = useSurroundings()
  const ownZone = useOwnZone()
  const differs = ownZone !== null && clocksDiffer(start, zone, ownZone)
  const isOtherDay =
    differs && dayAndTime(start, zone, 'en').slice(0, -5) !== dayAndTime(start, ownZone, 'en').slice(0, -5)
  return (
    <>
      {t.ui.zoneTime(zoneCity(zone))}
      {differs && `. ${t.ui.yourTime((isOtherDay ? dayAndTime : time)(start, ownZone, language), zoneCity(ownZone))}`}
    </>
  )
}

/** The days set large: `28–29`, with month and weekdays beside. */
export function LargeDate({ start, end, zone }: Span) {
  const { language } = useSurroundings()
  const { days, months, year, weekdays } = largeDate(start, end, zone, language, new Date())
  const [first, last] = days
  return (
    <p className="date num">
      <time dateTime={start} suppressHydrationWarning>
        {first}
        {last !== undefined && <i>–</i>}
        {last}
      </time>
      <small suppressHydrationWarning>
        {months.join(', ')}
        {year && ` ${year}`}
        <br />
        {weekdays}
      </small>
    </p>
  )
}

/** The reader's time zone, known only in the browser and only after the first render, so that cached pages suit everybody. */
function useOwnZone(): string | null {
  const [zone, setZone] = useState<string | null>(null)
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  return zone
}
