import type { PlainDate } from '../discover/dates.ts'
import { addDays, addMonths, isPlainDate, monthOf, weekdayOf } from '../discover/dates.ts'
import type { Filters } from '../discover/filters.ts'
import { addressOf } from '../discover/filters.ts'

/** What the calendar shows: a month as a grid or a list, from its first day on, or a week, from its Monday on. */
export type Shown = { view: 'month' | 'list' | 'week'; first: PlainDate }

/** Reads what is to be shown from an address; what makes no sense there is the month of today. */
export function readShown(query: URLSearchParams, today: PlainDate): Shown {
  const week = query.get('week') ?? ''
  if (isPlainDate(week)) return { view: 'week', first: mondayOf(week) }
  const month = `${query.get('month')}-01`
  return { view: query.get('view') === 'list' ? 'list' : 'month', first: isPlainDate(month) ? month : monthOf(today) }
}

/** The address of the calendar; what is undefined is left out. */
export function calendarAddress(
  { view, first }: Shown,
  filters: { [K in keyof Filters]?: Filters[K] | undefined },
): string {
  const own: Record<string, string> = view === 'week' ? { week: first } : { month: first.slice(0, 7) }
  const query = new URLSearchParams(view === 'list' ? { ...own, view } : own)
  const others = addressOf('', filters).slice(1)
  return `/calendar?${query}${others && `&${others}`}`
}

/** The same days in another view: of a month the week of today or its first, of a week the month that most of it is in. */
export function viewedAs({ view: from, first }: Shown, view: Shown['view'], today: PlainDate): Shown {
  if (view === from || (view !== 'week' && from !== 'week')) return { view, first }
  if (view === 'week') return { view, first: mondayOf(monthOf(today) === first ? today : first) }
  return { view, first: monthOf(addDays(first, 3)) }
}

/** The page so many pages on. */
export const turned = ({ view, first }: Shown, pages: number): Shown => ({
  view,
  first: view === 'week' ? addDays(first, pages * 7) : addMonths(first, pages),
})

/** The page that has a day. */
export const pageWith = (view: Shown['view'], date: PlainDate): Shown => ({
  view,
  first: view === 'week' ? mondayOf(date) : monthOf(date),
})

/** The Monday a day's week begins with. */
export const mondayOf = (date: PlainDate): PlainDate => addDays(date, 1 - weekdayOf(date))

/**
 * Where a key leads in a grid of days, as the WAI-ARIA practices have it: arrows by a day and a week, Home and End to the ends of the week, Page Up and
 * Page Down by a month, in a week's grid by a week. Undefined for other keys.
 */
export function dayAfterKey(key: string, date: PlainDate, view: Shown['view']): PlainDate | undefined {
  if (key === 'Home') return mondayOf(date)
  if (key === 'End') return addDays(mondayOf(date), 6)
  const pages = { PageUp: -1, PageDown: 1 }[key]
  if (pages !== undefined) return view === 'week' ? addDays(date, pages * 7) : sameDay(date, pages)
  const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key]
  return days === undefined ? undefined : addDays(date, days)
}

/** The day of the same number in another month, or its last where it has none. */
function sameDay(date: PlainDate, months: number): PlainDate {
  const last = addDays(addMonths(date, months + 1), -1)
  const same = `${addMonths(date, months).slice(0, 8)}${date.slice(8)}`
  return same > last ? last : same
}
