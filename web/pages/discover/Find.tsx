import './find.css'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Form } from 'react-router'
import { CATEGORIES } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { ChipLink } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { PlainDate } from './dates.ts'
import { dateWords } from './dates.ts'
import type { Filters, Span } from './filters.ts'
import { addressOf, isNamedSpan, NAMED_SPANS, PRICES } from './filters.ts'
import { closePick, Pick } from './Pick.tsx'

/** Ids of the pickers that words of the title open. */
export const PICKERS = { when: 'pick-when', where: 'pick-where' } as const

type FindProps = {
  /** The page that shows what is chosen: its address without the query. */
  path: string
  filters: Filters
  /** The days shown, which the first chip says; none for any day. */
  span: Partial<Span> | undefined
  cities: readonly { city: string }[]
  today: PlainDate
  /** The heading. */
  children: ReactNode
}

/** The title that is the query, the search line, and the filters: all plain links and forms. */
export function Find({ path, filters, span, cities, today, children }: FindProps) {
  const { t, language } = useSurroundings()
  const { home } = t
  const to = (change: Parameters<typeof addressOf>[1]) => addressOf(path, { ...filters, ...change })
  const { city, category, price, online, organizer } = filters
  const named = filters.from === undefined && filters.to === undefined ? filters.when : undefined
  const isAnyDay = span === undefined
  return (
    <div className="find">
      {children}
      <Form role="search" action="/discover" className="find-line">
        <label className="find-field">
          <Icon of={Search} />
          <span className="sr">{home.searchLabel}</span>
          <input type="search" name="q" defaultValue={filters.q} key={filters.q} placeholder={home.searchHint} />
        </label>
        <HiddenFilters filters={filters} without={['q']} />
        <Button type="submit">{home.search}</Button>
      </Form>
      <div className="find-filters scroll-x">
        <Pick
          id={PICKERS.when}
          title={home.when}
          label={spanWords(span, home.anyDay, language)}
          on={!isAnyDay}
          options={[
            ...(path === '/discover' ? [{ to: to(NO_DAYS), label: home.anyDay, on: isAnyDay }] : []),
            ...NAMED_SPANS.map((name) => ({
              to: to({ ...NO_DAYS, when: path === '/' && name === 'weekend' ? undefined : name }),
              label: home.spans[name],
              on: named === name || (path === '/' && name === 'weekend' && named === undefined && !isAnyDay),
            })),
          ]}
        >
          {path === '/' ? (
            <Form action={path} className="pick-form" preventScrollReset onSubmit={closePick}>
              <label>
                {home.oneDay}
                <input type="date" name="when" required min={today} defaultValue={dateIn(filters.when)} />
              </label>
              <HiddenFilters filters={filters} without={['when', 'from', 'to']} />
              <Button type="submit">{home.show}</Button>
            </Form>
          ) : (
            <Form action={path} className="pick-form" preventScrollReset onSubmit={closePick}>
              <label>
                {home.firstDay}
                <input type="date" name="from" defaultValue={span?.from} />
              </label>
              <label>
                {home.lastDay}
                <input type="date" name="to" defaultValue={span?.to} />
              </label>
              <HiddenFilters filters={filters} without={['when', 'from', 'to']} />
              <Button type="submit">{home.show}</Button>
            </Form>
          )}
        </Pick>
        <Pick
          id={PICKERS.where}
          title={home.where}
          label={city ?? (online ? home.online : home.everyPlace)}
          on={city !== undefined}
          options={[
            { to: to({ city: undefined }), label: home.everyPlace, on: city === undefined },
            ...cities.map((place) => ({ to: to({ city: place.city }), label: place.city, on: place.city === city })),
          ]}
        >
          <Form action={path} className="pick-form" preventScrollReset onSubmit={closePick}>
            <label>
              {home.otherCity}
              <input type="text" name="city" required maxLength={80} autoComplete="address-level2" />
            </label>
            <HiddenFilters filters={filters} without={['city']} />
            <Button type="submit">{home.show}</Button>
          </Form>
        </Pick>
        <Pick
          id="pick-kind"
          title={home.kind}
          label={category ? home.categories[category] : home.anyKind}
          on={category !== undefined}
          options={[
            { to: to({ category: undefined }), label: home.anyKind, on: category === undefined },
            ...CATEGORIES.map((kind) => ({
              to: to({ category: kind }),
              label: home.categories[kind],
              on: kind === category,
            })),
          ]}
        />
        <Pick
          id="pick-price"
          title={home.price}
          label={price ? home.upTo(price) : home.anyPrice}
          on={price !== undefined && price > 0}
          options={[
            { to: to({ price: undefined }), label: home.anyPrice, on: price === undefined },
            ...PRICES.map((most) => ({ to: to({ price: most }), label: home.upTo(most), on: most === price })),
          ]}
        />
        <ChipLink on={price === 0} to={to({ price: price === 0 ? undefined : 0 })} preventScrollReset>
          {home.free}
        </ChipLink>
        <ChipLink on={online === true} to={to({ online: online ? undefined : true })} preventScrollReset>
          {home.online}
        </ChipLink>
        {organizer !== undefined && (
          <ChipLink on to={to({ organizer: undefined })} preventScrollReset>
            {organizer}
          </ChipLink>
        )}
      </div>
    </div>
  )
}

const NO_DAYS = { when: undefined, from: undefined, to: undefined }

/** The filters that a form of one of them must carry along. */
function HiddenFilters({ filters, without }: { filters: Filters; without: readonly (keyof Filters)[] }) {
  const query = new URL(addressOf('/', filters), 'http://page').searchParams
  return [...query]
    .filter(([name]) => !(without as readonly string[]).includes(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}

/** `27–29 Nov`, `from 27 Nov`, `to 29 Nov`. */
function spanWords(
  span: Partial<Span> | undefined,
  any: string,
  language: Parameters<typeof dateWords.day>[1],
): string {
  const { from, to } = span ?? {}
  if (from !== undefined && to !== undefined && from <= to) return dateWords.span(from, to, language)
  if (from !== undefined) return `${dateWords.span(from, from, language)} –`
  return to === undefined ? any : `– ${dateWords.span(to, to, language)}`
}

function dateIn(when: Filters['when']): string | undefined {
  return when === undefined || isNamedSpan(when) ? undefined : when
}
