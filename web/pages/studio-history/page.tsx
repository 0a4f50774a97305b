import '../studio-orders/lists.css'
import './history.css'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Pages } from '../../ui/Pages.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'
import { Changes } from './Changes.tsx'

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const cursor = query.get('cursor')
  const [studio, acts] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/acts']({
      params: { eventId: params.eventId ?? '' },
      query: cursor === null ? {} : { cursor },
    }),
  ])
  return { ...studio, acts, isLater: cursor !== null }
})

/** Who of the team did what with an event. */
export function Component() {
  const { t } = useSurroundings()
  const { event, may, acts, isLater } = useLoaded<typeof loader>()
  const words = t.acts
  return (
    <EventFrame event={event} may={may}>
      <div className="list-head">
        <h2>{words.history}</h2>
      </div>
      <p className="act-intro mute">{words.historyText}</p>
      {acts.items.length === 0 ? <EmptyState title={words.none}>{words.noneYetText}</EmptyState> : <Acts />}
      <Pages next={acts.next} isLater={isLater} />
    </EventFrame>
  )
}

function Acts() {
  const { t, language } = useSurroundings()
  const { event, acts } = useLoaded<typeof loader>()
  const now = new Date()
  return (
    <ul className="rows hard">
      {acts.items.map(({ id, at, kind, by, impersonated, apiKey, before, after }) => (
        <li key={id} className="act">
          <h3>{t.acts.kinds[kind]}</h3>
          <time className="num mute" dateTime={at}>
            {dayAndTime(at, event.timeZone, language, now)}
          </time>
          <p className="mute">
            {by?.name ?? t.acts.platform}
            {impersonated && `, ${t.acts.impersonated}`}
            {apiKey && `, ${t.acts.byKey(apiKey.name)}`}
          </p>
          <Changes before={before} after={after} zone={event.timeZone} currency={event.currency} />
        </li>
      ))}
    </ul>
  )
}
