import './calendar.css'
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { Link } from 'react-router'
import { CATEGORIES } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { ChipLink } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { PlainDate } from '../discover/dates.ts'
import { addMonths, dateWords, isPlainDate, monthOf, todayOf } from '../discover/dates.ts'
import { EventRows } from '../discover/EventRows.tsx'
import type { Filters } from '../discover/filters.ts'
import { addressOf, readFilters, searchOf } from '../discover/filters.ts'
import { Pick } from '../discover/Pick.tsx'
import type { Card } from '../discover/words.ts'
import { daysOn } from '../discover/words.ts'
import { gridSpan } from './grid.ts'
import { MonthTable } from './MonthTable.tsx'

const PAGE = 100
const MOST_PAGES = 5

/** The events of a month's whole weeks, and the cities to choose from. */
export const loader = load(async ({ api, query }) => {
  const { city, category, online, price } = readFilters(query)
  const filters: Filters = {
    ...(city === undefined ? {} : { city }),
    ...(category === undefined ? {} : { category }),
    ...(price === undefined ? {} : { price }),
    ...(online ? { online } : {}),
  }
  const today = todayOf(new Date())
  const asked = `${query.get('month')}-01`
  const month = isPlainDate(asked) ? asked : monthOf(today)
  const [{ cities }, events] = await Promise.all([
    api['GET /api/discover/cities'](),
    allOf(api, { ...searchOf(filters, gridSpan(month)), limit: PAGE }),
  ])
  return { filters, today, month, cities, events, isList: query.get('view') === 'list' }
})

/** The month on one page: a grid on wide screens, a list on phones or where asked. */
export function Component() {
  const { t, language } = useSurroundings()
  const { home, calendar } = t
  const { filters, today, month, cities, events, isList } = useLoaded<typeof loader>()
  const name = dateWords.month(month, language, today)
  const title = filters.city
    ? home.titleIn(name, filters.city)
    : home.titleAnywhere(name, filters.online ? home.onlineOnly : home.everywhere)
  const address = (change: Partial<State>) => calendarAddress({ filters, month, isList, ...change })
  const filtered = (change: State['filters']) => address({ filters: { ...filters, ...change } })
  const inMonth = events.filter((event) => {
    const { first, last } = daysOn(event)
    return monthOf(first) <= month && month <= monthOf(last)
  })
  return (
    <Frame title={title} description={calendar.description(name)} current="discover">
      <div className="cal-head">
        <h1 className="loud" suppressHydrationWarning>
          {title}
        </h1>
        <nav className="cal-months" aria-label={calendar.months}>
          <MonthLink to={address({ month: addMonths(month, -1) })} month={addMonths(month, -1)} isNext={false} />
          {month !== monthOf(today) && (
            <Link className="chip" to={address({ month: monthOf(today) })} preventScrollReset>
              {calendar.thisMonth}
            </Link>
          )}
          <MonthLink to={address({ month: addMonths(month, 1) })} month={addMonths(month, 1)} isNext />
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
          <ChipLink on={!isList} to={address({ isList: false })} preventScrollReset>
            {calendar.asGrid}
          </ChipLink>
          <ChipLink on={isList} to={address({ isList: true })} preventScrollReset>
            {calendar.asList}
          </ChipLink>
        </nav>
      </div>
      {!isList && <MonthTable month={month} today={today} title={title} events={events} filters={filters} />}
      <div className={isList || inMonth.length === 0 ? 'cal-list' : 'cal-list cal-narrow'}>
        {inMonth.length > 0 ? (
          <EventRows events={inMonth} heading="h2" />
        ) : (
          <EmptyState title={calendar.empty[0]}>{calendar.empty[1]}</EmptyState>
        )}
      </div>
    </Frame>
  )
}

type State = { filters: { [K in keyof Filters]?: Filters[K] | undefined }; month: PlainDate; isList: boolean }

function calendarAddress({ filters, month, isList }: State): string {
  const own = new URLSearchParams({ month: month.slice(0, 7), ...(isList ? { view: 'list' } : {}) })
  const others = addressOf('', filters).slice(1)
  return `/calendar?${own}${others && `&${others}`}`
}

function MonthLink({ to, month, isNext }: { to: string; month: PlainDate; isNext: boolean }) {
  const { t, language } = useSurroundings()
  const name = dateWords.month(month, language, month)
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
