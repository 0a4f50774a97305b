import { useSurroundings } from '../../host/hooks.ts'
import { AddToCalendar } from '../../ui/CalendarMenu.tsx'
import { When, ZoneNote } from '../../ui/When.tsx'
import { Share } from './Share.tsx'
import type { PublicEvent } from './structured.ts'

/** When, where, and how not to forget it. */
export function Facts({ event, origin }: { event: PublicEvent; origin: string }) {
  const { t } = useSurroundings()
  const { startsAt, endsAt, timeZone, slug } = event
  return (
    <div className="event-facts">
      <section aria-labelledby="fact-when">
        <h2 id="fact-when">{t.event.when}</h2>
        {startsAt && endsAt ? (
          <>
            <b>
              <When start={startsAt} end={endsAt} zone={timeZone} />
            </b>
            <span className="mute">
              <ZoneNote start={startsAt} zone={timeZone} />
            </span>
          </>
        ) : (
          <b>{t.event.dateOpen}</b>
        )}
      </section>
      <section aria-labelledby="fact-where">
        <h2 id="fact-where">{t.event.where}</h2>
        <Where event={event} />
      </section>
      <section aria-labelledby="fact-keep">
        <h2 id="fact-keep">{t.event.keepIt}</h2>
        <div className="event-acts">
          {startsAt && endsAt && (
            <AddToCalendar
              id="add-to-calendar"
              facts={{ ...event, startsAt, endsAt, place: placeIn(event), details: `${origin}/e/${slug}` }}
              file={`/api/discover/${slug}/calendar.ics`}
            />
          )}
          {event.visibility !== 'invite-only' && <Share name={event.name} url={`${origin}/e/${slug}`} />}
        </div>
      </section>
    </div>
  )
}

const placeIn = ({ venue, address, city }: PublicEvent) => [venue, address, city].filter(Boolean).join(', ')

function Where({ event }: { event: PublicEvent }) {
  const { t } = useSurroundings()
  const { attendance, venue, address, city } = event
  if (attendance === 'online') {
    return (
      <>
        <b>{t.event.onlineOnly}</b>
        <span className="mute">{t.event.onlineNote}</span>
      </>
    )
  }
  const place = [venue, ...(city && !venue.includes(city) ? [city] : [])].filter(Boolean).join(', ')
  const found = placeIn(event)
  return (
    <>
      <b>{place}</b>
      <span className="mute">
        {address && `${address}. `}
        {found && (
          <a
            className="reach"
            href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(found)}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t.event.map}
          </a>
        )}
        {attendance === 'hybrid' && ` ${t.event.alsoOnline}`}
      </span>
    </>
  )
}
