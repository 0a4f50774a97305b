import './event.css'
import { data, Link, redirect, type ShouldRevalidateFunctionArgs } from 'react-router'
import type { PaletteName } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import type { Failure } from '../../host/page.ts'
import { act, load, text } from '../../host/page.ts'
import { Art } from '../../ui/Art.tsx'
import { ButtonLink } from '../../ui/Button.tsx'
import { Fitted } from '../../ui/Fitted.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TestNotice } from '../../ui/TestNotice.tsx'
import { LargeDate } from '../../ui/When.tsx'
import { dateWords } from '../discover/dates.ts'
import { daysOn, pictureOf } from '../discover/words.ts'
import { BuyBar } from './BuyBar.tsx'
import { cartOf } from './choose.ts'
import { Facts } from './Facts.tsx'
import { Meta } from './Meta.tsx'
import { Moved } from './Moved.tsx'
import type { PublicEvent } from './structured.ts'
import { Tickets } from './Tickets.tsx'
import { useLiveEvent } from './useLiveEvent.ts'

/** The event at an address; an earlier address leads on to the present one for good. */
export const loader = load(async ({ api, params, request, repeatKey, tag }) => {
  const event = await api['GET /api/discover/:slug']({ params: { slug: params.slug ?? '' } })
  if (event.movedTo !== null) throw redirect(`/e/${event.movedTo}`, 301)
  tag(event.id)
  const isOver = event.endsAt !== null && Date.parse(event.endsAt) <= Date.now()
  return { event, origin: new URL(request.url).origin, isOver, repeatKey: repeatKey() }
})

/** Holds what was chosen and goes on to the checkout. */
export const action = act(async ({ api, form, t }) => {
  const lines = cartOf(form)
  if (lines.length === 0) return nothingChosen(t.event.nothingChosen)
  const key = text(form, 'key') && [text(form, 'key'), ...lines.map(({ quantity }) => quantity)].join('-')
  const { id } = await api['POST /api/events/:eventId/orders']({
    params: { eventId: text(form, 'event') },
    body: { lines },
    ...(key ? { key } : {}),
  })
  return redirect(`/checkout/${id}`)
})

/** After a refusal the stock shown is looked up again: it is why the form was refused. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus !== undefined || defaultShouldRevalidate
}

/** One event: its poster as the page, the facts, the story, and the tickets. */
export function Component() {
  const { t, language } = useSurroundings()
  const { event: loaded, origin, isOver, repeatKey } = useLoaded<typeof loader>()
  const isSelling = !isOver && loaded.state !== 'cancelled'
  const { event, news } = useLiveEvent(loaded, isSelling)
  const { startsAt, endsAt, timeZone } = event
  const days = startsAt && endsAt ? daysOn({ startsAt, endsAt, timeZone }) : undefined
  const title = days ? `${event.name}, ${dateWords.span(days.first, days.last, language)}` : event.name
  return (
    <Frame
      title={title}
      description={event.summary || event.descriptionText}
      palette={event.palette as PaletteName}
      hero={<Hero event={event} />}
    >
      <Meta event={event} origin={origin} />
      {event.testMode && (
        <div className="event-notice">
          <TestNotice />
        </div>
      )}
      <StateNotice event={event} isOver={isOver} />
      {event.visibility === 'invite-only' && <GuestNotice event={event} />}
      {isSelling && <Moved event={event} />}
      <Facts event={event} origin={origin} />
      <div className="event-columns">
        <div className="event-story-side">
          {event.descriptionHtml && (
            <div
              className="event-story"
              lang={event.language}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: the API renders Markdown without raw HTML.
              dangerouslySetInnerHTML={{ __html: event.descriptionHtml }}
            />
          )}
          <section className="event-block" aria-labelledby="put-on-by">
            <h2 id="put-on-by">{t.event.putOnBy}</h2>
            <Organizer organizer={event.organizer} />
            {event.cohosts.length > 0 && <Cohosts cohosts={event.cohosts} />}
            {!event.preview && <Contact slug={event.slug} />}
          </section>
        </div>
        {isSelling && (
          <aside aria-label={t.event.tickets}>
            <Tickets key={event.id} event={event} repeatKey={repeatKey} />
            <p className="sr" role="status">
              {news}
            </p>
          </aside>
        )}
      </div>
      {isSelling && event.onSale && <BuyBar event={event} />}
    </Frame>
  )
}

function nothingChosen([title, detail]: readonly [string, string]) {
  const problem = { type: 'about:blank', status: 422, code: 'nothing_chosen', title, detail }
  return data<Failure>({ problem, values: {}, intent: undefined }, { status: 422 })
}

function Hero({ event }: { event: PublicEvent }) {
  const { startsAt, endsAt, timeZone, cover } = event
  const picture = pictureOf(cover, 1600)
  return (
    <div className="event-hero">
      <div className="event-hero-words">
        {startsAt && endsAt && <LargeDate start={startsAt} end={endsAt} zone={timeZone} />}
        <div className={event.state === 'cancelled' ? 'event-name gone' : 'event-name'} lang={event.language}>
          <Fitted name={event.name} wide={{ ratio: 0.66, largest: 34 }} narrow={{ ratio: 1, largest: 54 }} />
        </div>
        {event.summary && (
          <p className="event-summary" lang={event.language}>
            {event.summary}
          </p>
        )}
      </div>
      <Art
        seed={event.id}
        category={event.category}
        size={[1000, 1000]}
        narrow={[780, 680]}
        eager
        {...(picture ? { picture } : {})}
      />
    </div>
  )
}

function StateNotice({ event, isOver }: { event: PublicEvent; isOver: boolean }) {
  const { t } = useSurroundings()
  const { preview, organizer } = event
  const standing = standingOf(event, isOver)
  if (!standing) return null
  const [title, detail] = t.event[standing]
  return (
    <div className="event-notice">
      <Notice tone={standing === 'cancelled' ? 'stop' : standing === 'over' ? 'info' : 'hold'} title={title}>
        <p>{detail}</p>
        {event.cancellationMessage && (
          <p className="event-message" lang={event.language}>
            {event.cancellationMessage}
          </p>
        )}
        {preview ? (
          <Link to={`/studio/${organizer.slug}/events/${event.id}`}>{t.event.toStudio}</Link>
        ) : (
          <Link to={`/o/${organizer.slug}`}>{t.event.theirEvents}</Link>
        )}
      </Notice>
    </div>
  )
}

/** What is to be said of an event that is not simply on. */
function standingOf({ state, preview, suspended }: PublicEvent, isOver: boolean) {
  if (state === 'cancelled') return 'cancelled'
  if (preview) return state === 'waiting' ? 'previewWaiting' : 'previewDraft'
  if (isOver) return 'over'
  return suspended ? 'suspended' : null
}

/** That it is for invited people, and how the reader's own invitation stands. */
function GuestNotice({ event: { guest } }: { event: PublicEvent }) {
  const { event } = useSurroundings().t
  if (!guest) {
    return (
      <div className="event-notice">
        <Notice title={event.guestsOnly[0]}>{event.guestsOnly[1]}</Notice>
      </div>
    )
  }
  const { id, state, places } = guest
  const [title, detail] = event.guest[state === 'accepted' || state === 'declined' ? state : 'open']
  return (
    <div className="event-notice">
      <Notice tone={state === 'declined' ? 'hold' : 'ok'} title={title}>
        <p>{detail(event.guestPlaces(places))}</p>
        <Link to={`/invited/${id}`}>{event.toInvitation}</Link>
      </Notice>
    </div>
  )
}

function Organizer({ organizer }: { organizer: PublicEvent['organizer'] }) {
  const { event } = useSurroundings().t
  return (
    <div className="event-organizer">
      <Art seed={organizer.id} category="community" size={[200, 200]} />
      <div>
        <h3>
          <Link className="reach" to={`/o/${organizer.slug}`}>
            {organizer.name}
          </Link>
        </h3>
        {organizer.summary && <p className="mute">{organizer.summary}</p>}
      </div>
      <ButtonLink look="line" to={`/o/${organizer.slug}`}>
        {event.theirEvents}
      </ButtonLink>
    </div>
  )
}

/** The ways to its organizer, and to those who run the platform. */
function Contact({ slug }: { slug: string }) {
  const { event } = useSurroundings().t
  return (
    <p className="event-contact">
      <Link className="text-btn" to={`/e/${slug}/write`}>
        {event.write}
      </Link>
      <Link className="text-btn" to={`/e/${slug}/report`}>
        {event.report}
      </Link>
    </p>
  )
}

/** The organizations that host it together with the organizer. */
function Cohosts({ cohosts }: { cohosts: PublicEvent['cohosts'] }) {
  const { event } = useSurroundings().t
  return (
    <div className="event-cohosts">
      <h3>{event.together}</h3>
      <ul>
        {cohosts.map(({ slug, name }) => (
          <li key={slug}>
            <Link className="reach" to={`/o/${slug}`}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
