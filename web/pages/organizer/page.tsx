import './organizer.css'
import { redirect } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { Art } from '../../ui/Art.tsx'
import { ButtonLink } from '../../ui/Button.tsx'
import { SubscribeToCalendar } from '../../ui/CalendarMenu.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Fitted } from '../../ui/Fitted.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { count } from '../../ui/format.ts'
import { todayOf } from '../discover/dates.ts'
import { EventRows } from '../discover/EventRows.tsx'
import { addressOf } from '../discover/filters.ts'

/** An organizer with what they put on; every event on the page marks it. */
export const loader = load(async ({ api, params, tag, request }) => {
  const organizer = await api['GET /api/organizers/:slug']({ params: { slug: params.organizer ?? '' } })
  if (organizer.movedTo !== null) throw redirect(`/o/${organizer.movedTo}`, 301)
  for (const { id } of [...organizer.upcoming, ...organizer.past]) tag(id)
  return { organizer, origin: new URL(request.url).origin, today: todayOf(new Date()) }
})

/** As many of what is coming as the API tells; all of it is in the search. */
const SHOWN = 100

/** Who puts on events: their name as a poster, what comes, and what was. */
export function Component() {
  const { t, language } = useSurroundings()
  const { organizer, origin, today } = useLoaded<typeof loader>()
  const { id, name, summary, website, slug, upcoming, past } = organizer
  const { noneYet, events, ...words } = t.home.organizer
  const hero = (
    <div className="organizer-hero">
      <div className="organizer-words">
        <Fitted name={name} wide={{ ratio: 0.4, largest: 30 }} narrow={{ ratio: 0.7, largest: 40 }} />
        {summary && <p>{summary}</p>}
        {website && (
          <p>
            <a href={website} rel="nofollow ugc noopener">
              {website.replace(/^https?:\/\/|\/$/g, '')}
            </a>
          </p>
        )}
        {upcoming.length > 0 && <p className="num">{events(count(upcoming.length, language))}</p>}
      </div>
      <Art seed={id} category="community" size={[1000, 800]} narrow={[780, 480]} eager />
    </div>
  )
  return (
    <Frame
      title={name}
      {...(summary ? { description: summary } : {})}
      palette={paletteName(id, 'community')}
      hero={hero}
    >
      <link rel="canonical" href={`${origin}/o/${slug}`} />
      <meta property="og:type" content="profile" />
      <meta property="og:title" content={name} />
      <meta property="og:description" content={summary} />
      <meta property="og:image" content={`${origin}/covers/community/${id}/1200x630.png`} />
      <section className="organizer-list" aria-labelledby="upcoming">
        <h2 className="loud" id="upcoming">
          {words.upcoming}
        </h2>
        {upcoming.length > 0 ? (
          <>
            <EventRows events={upcoming} today={today} on={slug} />
            {upcoming.length === SHOWN && (
              <p className="organizer-more">
                <ButtonLink look="line" to={addressOf('/discover', { organizer: slug })}>
                  {t.home.more}
                </ButtonLink>
              </p>
            )}
          </>
        ) : (
          <EmptyState title={noneYet[0]}>{noneYet[1]}</EmptyState>
        )}
      </section>
      <section className="organizer-list organizer-follow" aria-labelledby="follow">
        <h2 id="follow">{t.calendar.follow[0]}</h2>
        <p className="mute">{t.calendar.follow[1]}</p>
        <SubscribeToCalendar id="subscribe" name={name} url={`${origin}/o/${slug}/calendar.ics`} />
      </section>
      {past.length > 0 && (
        <section className="organizer-list" aria-labelledby="past">
          <h2 className="loud" id="past">
            {words.past}
          </h2>
          <EventRows events={past} today={today} on={slug} />
        </section>
      )}
    </Frame>
  )
}
