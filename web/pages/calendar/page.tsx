import './calendar.css'
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { Link } from 'react-router'
import { CATEGORIES } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { SubscribeToCalendar } from '../../ui/CalendarMenu.tsx'
import { ChipLink } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { PlainDate } from '../discover/dates.ts'
import { addDays, dateWords, monthOf, todayOf } from '../discover/dates.ts'
import { EventRows } from '../discover/EventRows.tsx'
import type { Filters } from '../discover/filters.ts'
import { readFilters, searchOf } from '../discover/filters.ts'
import { Pick } from '../discover/Pick.tsx'
import type { Card } from '../discover/words.ts'
import { daysOn } from '../discover/words.ts'
import { gridSpan } from './grid.ts'
import { MonthTable } from './MonthTable.tsx'
import type { Shown } from './views.ts'
import { calendarAddress, pageWith, readShown, turned, viewedAs } from './views.ts'
import { WeekTable } from './WeekTable.tsx'

const PAGE = 100
const MOST_PAGES = 5

/** The events of a month's whole weeks, and the cities to choose from. */
export const loader = load(async ({ api, query, request }) => {
  const { city, category, online, price } = readFilters(query)
  const filters: Filters = {
    ...(city === undefined ? {} : { city }),
    ...(category === undefined ? {} : { category }),
    ...(price === undefined ? {} : { price }),
    ...(online ? { online } : {}),
  }
  const today = todayOf(new Date())
  const shown = readShown(query, today)
  const { first, view } = shown
  const span = view === 'week' ? { from: first, to: addDays(first, 6) } : gridSpan(first)
  const [{ cities }, events] = await Promise.all([
    api['GET /api/discover/cities'](),
    allOf(api, { ...searchOf(filters, span), limit: PAGE }),
  ])
  return { filters, today, shown, cities, events, origin: new URL(request.url).origin }
})

/** A month on one page, as a grid on wide screens and a list on phones or where asked; or a week. */
export function Component() {
  const { t, language } = useSurroundings()
  const { home, calendar } = t
  const { filters, today, shown, cities, events, origin } = useLoaded<typeof loader>()
  const { view, first } = shown
  const isWeek = view === 'week'
  const name = isWeek ? dateWords.week(first, language, today) : dateWords.month(first, language, today)
  const title = filters.city
    ? home.titleIn(name, filters.city)
    : home.titleAnywhere(name, filters.online ? home.onlineOnly : home.everywhere)
  const address = (page: Shown) => calendarAddress(page, filters)
  const filtered = (change: { [K in keyof Filters]?: Filters[K] | undefined }) =>
    calendarAddress(shown, { ...filters, ...change })
  const now = pageWith(view, today)
  const inView = isWeek ? events : events.filter((event) => isIn(first, daysOn(event)))
  const [noneTitle, noneText] = isWeek ? calendar.emptyWeek : calendar.empty
  return (
    <Frame title={title} description={calendar.description(name)} current="discover">
      <div className="cal-head">
        <h1 className="loud" suppressHydrationWarning>
          {title}
        </h1>
        <nav className="cal-months" aria-label={isWeek ? calendar.weeks : calendar.months}>
          <PageLink to={address(turned(shown, -1))} page={turned(shown, -1)} isNext={false} />
          {first !== now.first && (
            <Link className="chip" to={address(now)} preventScrollReset>
              {isWeek ? calendar.thisWeek : calendar.thisMonth}
            </Link>
          )}
          <PageLink to={address(turned(shown, 1))} page={turned(shown, 1)} isNext />
        </nav>
      </div>
      <div className="cal-filters scroll-x">
        <Pick
          id="pick-where"
          title={home.where}
          label={filters.city ?? home.everyPlace}
          on={filters.city !== undefined}
          options={[
            { to: filtered({ city: undefined }), label: home.everyPlace, on: filters.city === undefined },
            ...cities.map(({ city }) => ({ to: filtered({ city }), label: city, on: city === filters.city })),
          ]}
        />
        <Pick
          id="pick-kind"
          title={home.kind}
          label={filters.category ? home.categories[filters.category] : home.anyKind}
          on={filters.category !== undefined}
          options={[
            { to: filtered({ category: undefined }), label: home.anyKind, on: filters.category === undefined },
            ...CATEGORIES.map((category) => ({
              to: filtered({ category }),
              label: home.categories[category],
              on: category === filters.category,
            })),
          ]}
        />
        <nav className="cal-views" aria-label={calendar.view}>
          {(['month', 'week', 'list'] as const).map((other) => (
            <ChipLink key={other} on={view === other} to={address(viewedAs(shown, other, today))} preventScrollReset>
              {calendar.views[other]}
            </ChipLink>
          ))}
        </nav>
      </div>
      {view === 'month' && <MonthTable shown={shown} today={today} title={title} events={events} filters={filters} />}
      {isWeek && <WeekTable shown={shown} today={today} title={title} events={events} filters={filters} />}
      {inView.length === 0 && <EmptyState title={noneTitle}>{noneText}</EmptyState>}
      {inView.length > 0 && !isWeek && (
        <div className={view === 'list' ? 'cal-list' : 'cal-list cal-narrow'}>
          <EventRows events={inView} heading="h2" />
        </div>
      )}
      <p className="cal-note mute">{calendar.localTimes}</p>
      <section className="cal-follow" aria-labelledby="follow">
        <h2 id="follow">{calendar.follow[0]}</h2>
        <p className="mute">{calendar.follow[1]}</p>
        <SubscribeToCalendar id="subscribe" name={title} url={`${origin}/calendar.ics${feedQuery(filters)}`} />
      </section>
    </Frame>
  )
}

/** Whether something is on in the month that begins with a day. */
const isIn = (month: PlainDate, { first, last }: { first: PlainDate; last: PlainDate }) =>
  monthOf(first) <= month && month <= monthOf(last)

/** A feed is narrowed by place and kind, not by prices, which change. */
const feedQuery = ({ city, category, online }: Filters) => {
  const query = new URLSearchParams({
    ...(category === undefined ? {} : { category }),
    ...(city === undefined ? {} : { city }),
    ...(online ? { online: 'true' } : {}),
  })
  return query.size > 0 ? `?${query}` : ''
}

function PageLink({ to, page: { view, first }, isNext }: { to: string; page: Shown; isNext: boolean }) {
  const { t, language } = useSurroundings()
  const name = (view === 'week' ? dateWords.week : dateWords.month)(first, language, first)
  return (
    <Link
      className="chip"
      to={to}
      preventScrollReset
      rel={isNext ? 'next' : 'prev'}
      aria-label={(isNext ? t.calendar.next : t.calendar.previous)(name)}
    >
      {!isNext && <Icon of={ArrowLeft} />}
      <span suppressHydrationWarning>{name}</span>
      {isNext && <Icon of={ArrowRight} />}
    </Link>
  )
}

/** Every page of a search, up to a limit that no month of one platform's page should show anyway. */
async function allOf(api: WebClient, query: NonNullable<Parameters<WebClient['GET /api/discover']>[0]>['query']) {
  const events: Card[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next } = await api['GET /api/discover']({ query: { ...query, ...(cursor ? { cursor } : {}) } })
    events.push(...items)
    if (next === null) break
    cursor = next
  }
  return events
}
