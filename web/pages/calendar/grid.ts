import type { PlainDate } from '../discover/dates.ts'
import { addDays, addMonths, datesBetween, monthOf, weekdayOf } from '../discover/dates.ts'

/** The days an event is on, both included. */
export type OnDays = { first: PlainDate; last: PlainDate }

/** A bar of an event in one week: how many days it covers, and whether it began before or goes on after. */
export type Bar<E> = { event: E; days: number; cameFrom: boolean; goesOn: boolean }

/**
 * One day. `lanes` are its lines from top to bottom: a bar that begins here, an event whose bar passes through, or nothing. `more`
 * events found no line.
 */
export type Cell<E> = {
  date: PlainDate
  isInMonth: boolean
  lanes: ({ bar: Bar<E> } | { passing: E } | null)[]
  more: number
}

/** Lines for bars in one day. */
const MOST_LANES = 4

/** The first and the last day a month's grid shows: whole weeks from Monday. */
export function gridSpan(month: PlainDate): { from: PlainDate; to: PlainDate } {
  const first = monthOf(month)
  const last = addDays(addMonths(first, 1), -1)
  return { from: addDays(first, 1 - weekdayOf(first)), to: addDays(last, 7 - weekdayOf(last)) }
}

/** The weeks of a month with the bars of its events. An event keeps its line through a week; long ones are on top. */
export function monthGrid<E extends OnDays>(month: PlainDate, events: readonly E[]): Cell<E>[][] {
  const { from, to } = gridSpan(month)
  const dates = datesBetween(from, to)
  return Array.from({ length: dates.length / 7 }, (_, week) =>
    weekOf(dates.slice(week * 7, week * 7 + 7), month, events),
  )
}

function weekOf<E extends OnDays>(dates: readonly PlainDate[], month: PlainDate, events: readonly E[]): Cell<E>[] {
  const cells = dates.map(
    (date): Cell<E> => ({
      date,
      isInMonth: monthOf(date) === monthOf(month),
      lanes: [],
      more: 0,
    }),
  )
  const lengthOf = ({ first, last }: E) => datesBetween(first, last).length
  const shown = events
    .filter(({ first, last }) => cells.some(({ date }) => first <= date && date <= last))
    .toSorted((one, other) => one.first.localeCompare(other.first) || lengthOf(other) - lengthOf(one))
  for (const event of shown) {
    const own = cells.filter(({ date }) => event.first <= date && date <= event.last)
    const lane = freeLane(own)
    if (lane >= MOST_LANES) {
      for (const cell of own) cell.more += 1
      continue
    }
    for (const [place, cell] of own.entries()) {
      while (cell.lanes.length < lane) cell.lanes.push(null)
      cell.lanes[lane] = place === 0 ? { bar: barOf(event, own) } : { passing: event }
    }
  }
  return cells
}

function barOf<E extends OnDays>(event: E, cells: readonly Cell<E>[]): Bar<E> {
  const [start, end] = [cells[0]?.date ?? event.first, cells.at(-1)?.date ?? event.last]
  return { event, days: cells.length, cameFrom: event.first < start, goesOn: event.last > end }
}

function freeLane(cells: readonly Cell<unknown>[]): number {
  for (let lane = 0; ; lane += 1) if (cells.every(({ lanes }) => !lanes[lane])) return lane
}
