import { useSurroundings } from '../../host/hooks.ts'
import { dayAndTime, span } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { PublicEvent } from './structured.ts'

/** Says that the event is not when or where it was first announced. */
export function Moved({ event }: { event: PublicEvent }) {
  const { t, language } = useSurroundings()
  const { movedFrom: was } = event
  if (!was) return null
  const { startsAt, endsAt, timeZone } = was
  const isOtherTime = startsAt !== event.startsAt || endsAt !== event.endsAt || timeZone !== event.timeZone
  const isOtherStart = startsAt !== event.startsAt || timeZone !== event.timeZone
  const [place, placeNow] = [placeOf(was, t.event.onlineOnly), placeOf(event, t.event.onlineOnly)]
  const parts = [
    ...(isOtherTime
      ? [
          isOtherStart
            ? dayAndTime(startsAt, timeZone, language, new Date())
            : span(startsAt, endsAt, timeZone, language, new Date()).join(''),
        ]
      : []),
    ...(place !== placeNow && place ? [place] : []),
  ]
  if (parts.length === 0) return null
  return (
    <div className="event-notice">
      <Notice tone="hold" title={t.event.moved[0]}>
        <span suppressHydrationWarning>{t.event.moved[1](parts.join(', '))}</span>
      </Notice>
    </div>
  )
}

const placeOf = ({ attendance, venue, city }: Pick<PublicEvent, 'attendance' | 'venue' | 'city'>, online: string) =>
  attendance === 'online' ? online : [venue, city].filter(Boolean).join(', ')
