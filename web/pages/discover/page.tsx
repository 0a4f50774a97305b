import './discover.css'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { ChipLink } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { count } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { todayOf } from './dates.ts'
import { EventRows } from './EventRows.tsx'
import { Find } from './Find.tsx'
import type { Filters } from './filters.ts'
import { addressOf, daysAsked, readFilters, searchOf } from './filters.ts'

/** Events on the first page, and on each further one. */
const PAGE = 24

/** A page of what matches the filters, and the cities to choose from. `cursor` comes from the page before. */
export const loader = load(async ({ api, query }) => {
  const filters = readFilters(query)
  const today = todayOf(new Date())
  const span = daysAsked(filters, today)
  const sort = query.get('sort') === 'date' ? ('date' as const) : undefined
  const cursor = query.get('cursor')
  const [{ cities }, found] = await Promise.all([
    api['GET /api/discover/cities'](),
    api['GET /api/discover']({
      query: { ...searchOf(filters, span), limit: PAGE, ...(sort ? { sort } : {}), ...(cursor ? { cursor } : {}) },
    }),
  ])
  return { filters, today, span, sort, cities, found, isFirst: cursor === null }
})

/** Search with filters; every state of it is an address. */
export function Component() {
  const { t } = useSurroundings()
  const { home } = t
  const { filters, today, span, sort, cities, found, isFirst } = useLoaded<typeof loader>()
  const { items, next, similar } = found
  const title = filters.q ? home.find.titleFor(filters.q) : home.find.title
  const sorted = (wish: 'date' | undefined) => addressOf('/discover', filters) + suffix(filters, { sort: wish })
  return (
    <Frame title={title} description={home.description} current="discover">
      <Find path="/discover" filters={filters} span={span} cities={cities} today={today}>
        <h1 className="loud">{title}</h1>
      </Find>
      {items.length === 0 ? (
        <NothingFound filters={filters} />
      ) : (
        <>
          {similar && <Notice title={home.find.similar} />}
          <div className="found">
            <div role="status">
              <h2>{isFirst ? <FoundCount count={items.length} isAll={next === null} /> : home.more}</h2>
            </div>
            {filters.q !== undefined && !similar && (
              <nav aria-label={home.find.sort}>
                <ChipLink on={sort === undefined} to={sorted(undefined)} preventScrollReset>
                  {home.find.byRelevance}
                </ChipLink>
                <ChipLink on={sort === 'date'} to={sorted('date')} preventScrollReset>
                  {home.find.byDate}
                </ChipLink>
              </nav>
            )}
          </div>
          <EventRows events={items} today={today} />
          {next && (
            <p className="found-more">
              <ButtonLink look="line" to={addressOf('/discover', filters) + suffix(filters, { sort, cursor: next })}>
                {home.more}
              </ButtonLink>
            </p>
          )}
        </>
      )}
    </Frame>
  )
}

function FoundCount({ count: total, isAll }: { count: number; isAll: boolean }) {
  const { t, language } = useSurroundings()
  const { found, foundMany } = t.home.find
  return isAll ? found(count(total, language)) : foundMany(count(total, language))
}

/** No match: says so, and offers the same search with one filter less, each. */
function NothingFound({ filters }: { filters: Filters }) {
  const { home } = useSurroundings().t
  const { q, ...rest } = filters
  const labels: Partial<Record<keyof Filters, string>> = {
    ...(rest.city === undefined ? {} : { city: rest.city }),
    ...(rest.category === undefined ? {} : { category: home.categories[rest.category] }),
    ...(rest.price === undefined ? {} : { price: rest.price === 0 ? home.free : home.upTo(rest.price) }),
    ...(rest.online ? { online: home.online } : {}),
    ...(rest.organizer === undefined ? {} : { organizer: rest.organizer }),
  }
  const hasDays = rest.when !== undefined || rest.from !== undefined || rest.to !== undefined
  const withoutDays = { ...filters, when: undefined, from: undefined, to: undefined }
  return (
    <EmptyState
      title={q === undefined ? home.find.noneAsked : home.find.noMatch(q)}
      action={
        <ul className="found-ways">
          {hasDays && (
            <li>
              <ChipLink on={false} to={addressOf('/discover', withoutDays)}>
                {home.anyDay}
              </ChipLink>
            </li>
          )}
          {Object.entries(labels).map(([name, label]) => (
            <li key={name}>
              <ChipLink on={false} to={addressOf('/discover', { ...filters, [name]: undefined })}>
                {home.find.without(label)}
              </ChipLink>
            </li>
          ))}
          <li>
            <ChipLink on={false} to="/discover">
              {home.find.clear}
            </ChipLink>
          </li>
        </ul>
      }
    >
      {home.find.suggestions}
    </EmptyState>
  )
}

function suffix(filters: Filters, more: { sort?: string | undefined; cursor?: string }): string {
  const chosen = Object.entries(more).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const text = new URLSearchParams(chosen).toString()
  return text && (addressOf('', filters) === '' ? `?${text}` : `&${text}`)
}
