import './home.css'
import { Link, redirect } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import type { PlainDate } from '../discover/dates.ts'
import { addDays, datesBetween, dateWords, monthOf, todayOf } from '../discover/dates.ts'
import { EventRows } from '../discover/EventRows.tsx'
import { Find } from '../discover/Find.tsx'
import { addressOf, daysAsked, readFilters, searchOf } from '../discover/filters.ts'
import type { Card } from '../discover/words.ts'
import { daysOn } from '../discover/words.ts'
import { MonthStrip } from './MonthStrip.tsx'
import { QueryTitle, titleText } from './QueryTitle.tsx'
import { WallOfDays } from './WallOfDays.tsx'

const MOST_ON_WALL = 60
const MOST_LATER = 12
const STRIP_DAYS = 32
const DAYS_SHOWN = 3

/** What is on at the asked days, or at the next days with anything, and what comes after. */
export const loader = load(async ({ api, query }) => {
  const { q, ...filters } = readFilters(query)
  if (q !== undefined) throw redirect(addressOf('/discover', { q, ...filters }))
  const now = new Date()
  const today = todayOf(now)
  const asked = daysAsked({ when: 'weekend', ...filters }, today) ?? {}
  const [{ cities }, { days }, onDays] = await Promise.all([
    api['GET /api/discover/cities'](),
    api['GET /api/discover/days']({ query: searchWithin(today, addDays(today, STRIP_DAYS - 1)) }),
    api['GET /api/discover']({ query: { ...searchOf(filters, asked), limit: MOST_ON_WALL } }),
  ])
  const isComing = ({ endsAt }: Card) => Date.parse(endsAt) > now.getTime()
  const asWished = onDays.items.filter(isComing)
  const events = asWished.length > 0 ? asWished : (await comingFrom(today, MOST_ON_WALL)).filter(isComing)
  const shown = asWished.length > 0 ? datesBetween(asked.from ?? today, asked.to ?? today) : nextDays(events, today)
  const onWall = events.filter((event) => shown.some((day) => daysOn(event).first <= day && day <= daysOn(event).last))
  const after = addDays(shown.at(-1) ?? today, 1)
  const later = (await comingFrom(after, MOST_LATER + onWall.length)).filter(
    ({ id }) => !onWall.some((e) => e.id === id),
  )
  return {
    filters,
    today,
    asked,
    cities,
    days,
    shown,
    onWall,
    isAsWished: asWished.length > 0,
    later: later.slice(0, MOST_LATER),
    moreFrom: later.length > MOST_LATER ? after : null,
  }

  function searchWithin(from: PlainDate, to: PlainDate) {
    return { ...searchOf(filters, undefined), from, to }
  }

  async function comingFrom(from: PlainDate, limit: number) {
    const { items } = await api['GET /api/discover']({ query: { ...searchOf(filters, { from }), limit } })
    return items
  }
})

/** The home page is the list itself: days as columns, then the month, then what comes later. */
export function Component() {
  const { t, language } = useSurroundings()
  const { home } = t
  const data = useLoaded<typeof loader>()
  const { filters, today, asked, cities, days, shown, onWall, isAsWished, later, moreFrom } = data
  const span = isAsWished ? asked : { ...spanAround(shown) }
  const title = { filters, today, isAsWished }
  const askedFrom = asked.from ?? today
  return (
    <Frame title={titleText(title, t, language)} description={home.description} current="discover">
      <Find path="/" filters={filters} span={span} cities={cities} today={today}>
        <QueryTitle {...title} />
      </Find>
      <Interests filters={filters} />
      {!isAsWished && onWall.length > 0 && (
        <p className="home-note mute" suppressHydrationWarning>
          {home.nothingIn(dateWords.span(askedFrom, asked.to ?? askedFrom, language))}
        </p>
      )}
      {onWall.length > 0 ? <WallOfDays shown={shown} events={onWall} days={days} filters={filters} /> : <NothingOn />}
      {days.length > 0 && <MonthStrip days={days} shown={shown} today={today} length={STRIP_DAYS} filters={filters} />}
      {byMonth(later).map(({ month, events }) => (
        <section className="home-later" key={month} aria-labelledby={`month-${month}`}>
          <h2 className="loud" id={`month-${month}`} suppressHydrationWarning>
            {dateWords.month(month, language, today)}
          </h2>
          <EventRows events={events} />
        </section>
      ))}
      {moreFrom && (
        <p className="home-more">
          <ButtonLink look="line" to={addressOf('/discover', { ...filters, when: undefined, from: moreFrom })}>
            {home.more}
          </ButtonLink>
        </p>
      )}
    </Frame>
  )
}

/** The ways to what the person likes, of which the profile tells; none while a kind of event is chosen. */
function Interests({ filters }: Pick<Loaded, 'filters'>) {
  const { home } = useSurroundings().t
  const interests = usePerson()?.interests ?? []
  if (interests.length === 0 || filters.category !== undefined) return null
  return (
    <nav className="home-interests" aria-labelledby="interests">
      <span className="mute" id="interests">
        {home.yours}
      </span>
      {interests.map((category) => (
        <Link key={category} className="text-btn" to={addressOf('/', { ...filters, category })}>
          {home.categories[category]}
        </Link>
      ))}
    </nav>
  )
}

type Loaded = Awaited<ReturnType<typeof loader>>

function NothingOn() {
  const { home } = useSurroundings().t
  const [title, text] = home.empty
  return (
    <EmptyState
      title={title}
      action={
        <p className="home-acts">
          <ButtonLink look="plain" to="/discover">
            {home.lookEverywhere}
          </ButtonLink>
          <ButtonLink look="line" to="/studio">
            {home.putOn}
          </ButtonLink>
        </p>
      }
    >
      {text}
    </EmptyState>
  )
}

/** The next few days that have anything, of events sorted by their start. */
function nextDays(events: readonly Card[], today: PlainDate): PlainDate[] {
  const starts = events.map((event) => daysOn(event).first).map((first) => (first > today ? first : today))
  return [...new Set(starts)].toSorted().slice(0, DAYS_SHOWN)
}

function spanAround(days: readonly PlainDate[]) {
  const [from, to] = [days[0], days.at(-1)]
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
}

function byMonth(events: readonly Card[]): { month: PlainDate; events: Card[] }[] {
  const months = Map.groupBy(events, (event) => monthOf(daysOn(event).first))
  return [...months].map(([month, its]) => ({ month, events: its }))
}
