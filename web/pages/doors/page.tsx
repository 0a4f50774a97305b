import './doors.css'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { count, dayAndTime } from '../../ui/format.ts'

export const loader = load(({ api }) => api['GET /api/me/doors']())

/** The choice of an event whose tickets one may scan. */
export function Component() {
  const { t, language } = useSurroundings()
  const { events } = useLoaded<typeof loader>()
  return (
    <Frame title={t.door.chooseTitle}>
      <div className="doors-head">
        <h1 className="loud">{t.door.chooseTitle}</h1>
        <p className="mute">{t.door.chooseLead}</p>
      </div>
      {events.length === 0 ? (
        <EmptyState title={t.door.noDoors}>{t.door.noDoorsText}</EmptyState>
      ) : (
        <ul className="rows hard">
          {events.map((event) => (
            <li key={event.id} className={`p-${paletteName(event.id, event.category)}`}>
              {/* The scanner's document has rights of its own, so it is fetched and not drawn by this one. */}
              <a className="doors-row" href={`/door/${event.id}`}>
                <span className="doors-colour" aria-hidden="true" />
                <span className="doors-name">{event.name}</span>
                <span className="mute">{event.organization}</span>
                <time className="num" dateTime={event.startsAt}>
                  {dayAndTime(event.startsAt, event.timeZone, language, new Date())}
                </time>
                <span className="num">
                  {t.door.inOf(count(event.counts.admitted, language), count(event.counts.valid, language))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}
