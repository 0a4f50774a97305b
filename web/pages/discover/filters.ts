import type { Category } from '../../../src/lib/look/name.ts'
import { isCategory } from '../../../src/lib/look/name.ts'
import type { PlainDate } from './dates.ts'
import { addDays, isPlainDate, weekdayOf } from './dates.ts'
import { FILTER_PARAMETERS } from './parameters.ts'

/** Spans of days that have a name of their own. */
export const NAMED_SPANS = ['today', 'tomorrow', 'weekend', 'next-weekend', 'week'] as const
export type NamedSpan = (typeof NAMED_SPANS)[number]

/** Highest prices to choose from, in whole units of whatever currency an event has. */
export const PRICES = [10, 25, 50] as const

/** What a reader chose, as the address carries it. Anything there that makes no sense counts as not chosen. */
export type Filters = {
  q?: string
  /** A span by its name, or one day. `from` and `to` win over it. */
  when?: NamedSpan | PlainDate
  from?: PlainDate
  to?: PlainDate
  city?: string
  category?: Category
  /** Whole units of money; 0 is free. */
  price?: number
  online?: boolean
  /** The last part of the address of an organization that hosts or co-hosts. */
  organizer?: string
}

/** A span of days, both ends included. */
export type Span = { from: PlainDate; to: PlainDate }

/** Reads the filters of an address. */
export function readFilters(query: URLSearchParams): Filters {
  const filters: Filters = {}
  const [q, city, when, category] = ['q', 'city', 'when', 'category'].map((name) => lineOf(query.get(name)))
  if (q) filters.q = q.slice(0, 200)
  if (city) filters.city = city.slice(0, 80)
  if (when && (isNamedSpan(when) || isPlainDate(when))) filters.when = when
  if (category && isCategory(category)) filters.category = category
  for (const name of ['from', 'to'] as const) {
    const date = query.get(name) ?? ''
    if (isPlainDate(date)) filters[name] = date
  }
  const price = query.get('price') ?? ''
  if (/^\d{1,6}$/.test(price)) filters.price = Number(price)
  if (query.get('online') === '1') filters.online = true
  const organizer = query.get('organizer') ?? ''
  if (/^[a-z0-9-]{1,60}$/.test(organizer)) filters.organizer = organizer
  return filters
}

/** The address of a page with these filters; what is undefined is left out. */
export function addressOf(path: string, filters: { [K in keyof Filters]?: Filters[K] | undefined }): string {
  const query = new URLSearchParams()
  for (const name of FILTER_PARAMETERS) {
    const value = filters[name]
    if (value !== undefined && value !== false) query.set(name, value === true ? '1' : String(value))
  }
  const text = query.toString()
  return path + (text && `?${text}`)
}

/** The days the filters ask for, or undefined for any. One end may be open. */
export function daysAsked({ from, to, when }: Filters, today: PlainDate): Partial<Span> | undefined {
  if (from !== undefined || to !== undefined) return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
  return when === undefined ? undefined : spanOf(when, today)
}

/** The days of a named span, or of one date. A weekend is Friday to Sunday; the one under way is what is left of it. */
export function spanOf(when: NamedSpan | PlainDate, today: PlainDate): Span {
  const friday = addDays(today, 5 - weekdayOf(today))
  if (when === 'today') return { from: today, to: today }
  if (when === 'tomorrow') return { from: addDays(today, 1), to: addDays(today, 1) }
  if (when === 'week') return { from: today, to: addDays(today, 6) }
  if (when === 'weekend') return { from: friday > today ? friday : today, to: addDays(friday, 2) }
  if (when === 'next-weekend') return { from: addDays(friday, 7), to: addDays(friday, 9) }
  return { from: when, to: when }
}

/** The filters as the API's search takes them; amounts there are in hundredths. */
export function searchOf(filters: Filters, span: Partial<Span> | undefined) {
  const { q, city, category, price, online, organizer } = filters
  return {
    ...(q === undefined ? {} : { q }),
    ...(city === undefined ? {} : { city }),
    ...(category === undefined ? {} : { category }),
    ...(price === 0 ? { free: true } : {}),
    ...(price ? { priceMax: price * 100 } : {}),
    ...(online ? { online } : {}),
    ...(organizer === undefined ? {} : { organizer }),
    ...span,
  }
}

/** Whether a text names a span. */
export function isNamedSpan(text: string): text is NamedSpan {
  return (NAMED_SPANS as readonly string[]).includes(text)
}

function lineOf(value: string | null): string | undefined {
  return value?.replaceAll(/\p{Cc}+/gu, ' ').trim() || undefined
}
