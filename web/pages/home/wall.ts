import type { PlainDate } from '../discover/dates.ts'

/** The days an event is on, in its own zone, both included. */
export type OnDays = { first: PlainDate; last: PlainDate }

/** A poster on the wall: its column and row from 1 (row 1 has the dates), how many of each it covers, and its form. */
export type Placed<E> = {
  event: E
  column: number
  row: number
  columns: number
  rows: number
  /** Art below the words instead of above them. */
  flip: boolean
  /** Stays whole on phones, where the rest lie down as strips. */
  whole: boolean
}

/** A day of the wall with the posters that begin on it; `more` events found no room. */
export type WallDay<E> = { date: PlainDate; column: number; posters: Placed<E>[]; more: number }

/** Days side by side: as many columns as days, or three columns of one day. */
export type Wall<E> = { columns: number; days: WallDay<E>[] }

const MOST_COLUMNS = 3
const MOST_ROWS = 5
const MOST_OF_ONE_DAY = 24

/**
 * Hangs events under their days, three days in a row. What runs over several days covers their columns; short columns let
 * their last posters grow, so that the wall ends in one line. Days without events are left out; events are taken in order,
 * and what runs on into the next three days hangs once.
 */
export function hang<E extends OnDays>(days: readonly PlainDate[], events: readonly E[]): Wall<E>[] {
  const hung = new Set<E>()
  return chunks(daysOf(days, events)).flatMap((columns) => {
    const shown = events.filter((event) => !hung.has(event) && columns.some((day) => isOn(event, day)))
    for (const event of shown) hung.add(event)
    const used = daysOf(columns, shown)
    const [only] = used
    if (only === undefined) return []
    return used.length === 1 ? hangOneDay(only, shown) : hangDays(used, shown)
  })
}

function hangDays<E extends OnDays>(days: readonly PlainDate[], events: readonly E[]): Wall<E> {
  const taken = new Set<string>()
  const wall: WallDay<E>[] = days.map((date, index) => ({ date, column: index + 1, posters: [], more: 0 }))
  for (const day of wall) {
    const own = events.filter((event) => days.find((date) => isOn(event, date)) === day.date)
    const across = (event: E) => days.filter((date) => isOn(event, date)).length
    for (const event of own.toSorted((one, other) => Number(across(other) > 1) - Number(across(one) > 1))) {
      const columns = across(event)
      const row = freeRow(taken, day.column, columns)
      if (row > MOST_ROWS + 1) {
        day.more += 1
        continue
      }
      for (let column = day.column; column < day.column + columns; column += 1) taken.add(`${column} ${row}`)
      const place = day.posters.length
      const flip = columns === 1 && isFlipped(row, day.column)
      day.posters.push({
        event,
        column: day.column,
        row,
        columns,
        rows: 1,
        flip,
        whole: place === 0 || columns > 1,
      })
    }
  }
  evenOut(wall)
  return { columns: days.length, days: wall }
}

/** One day fills rows of three; wide posters close what would stay open. */
function hangOneDay<E extends OnDays>(date: PlainDate, events: readonly E[]): Wall<E> {
  const shown = events.slice(0, MOST_OF_ONE_DAY)
  let column = 1
  let row = 2
  const posters = shown.map((event, place): Placed<E> => {
    const columns = widthInRows(place, shown.length)
    if (column + columns - 1 > MOST_COLUMNS) {
      column = 1
      row += 1
    }
    const placed = {
      event,
      column,
      row,
      columns,
      rows: 1,
      flip: columns === 1 && isFlipped(row, column),
      whole: columns > 1 || place === 0,
    }
    column += columns
    return placed
  })
  return { columns: MOST_COLUMNS, days: [{ date, column: 1, posters, more: events.length - shown.length }] }
}

/** As on a chessboard, so that neighbours stand differently and the first poster has its art on top. */
function isFlipped(row: number, column: number): boolean {
  return (row + column) % 2 === 0
}

function widthInRows(place: number, count: number): number {
  if (count === 1) return MOST_COLUMNS
  const open = count % MOST_COLUMNS
  const isWide = (open === 2 && place === 0) || (open === 1 && (place === 0 || place === 3))
  return isWide ? 2 : 1
}

/** Rows of two or three days, never one alone unless it is the only one. */
function chunks(days: readonly PlainDate[]): PlainDate[][] {
  if (days.length <= MOST_COLUMNS) return days.length === 0 ? [] : [[...days]]
  const size = days.length === 4 ? 2 : MOST_COLUMNS
  return [days.slice(0, size), ...chunks(days.slice(size))]
}

function daysOf(days: readonly PlainDate[], events: readonly OnDays[]): PlainDate[] {
  return days.filter((day) => events.some((event) => isOn(event, day)))
}

function isOn({ first, last }: OnDays, day: PlainDate): boolean {
  return first <= day && day <= last
}

function freeRow(taken: ReadonlySet<string>, column: number, columns: number): number {
  for (let row = 2; ; row += 1) {
    const isFree = Array.from({ length: columns }, (_, index) => `${column + index} ${row}`).every(
      (cell) => !taken.has(cell),
    )
    if (isFree) return row
  }
}

/** Lets the last posters of short columns cover two rows, from the bottom up, as far as no wide poster is in the way. */
function evenOut<E>(wall: WallDay<E>[]): void {
  const all = wall.flatMap(({ posters }) => posters)
  const bottom = Math.max(...all.map(({ row }) => row))
  for (const { column, posters } of wall) {
    const covering = all.filter((poster) => poster.column <= column && column < poster.column + poster.columns)
    const lastWide = Math.max(0, ...covering.filter(({ columns }) => columns > 1).map(({ row }) => row))
    const free = posters.filter(({ columns, row }) => columns === 1 && row > lastWide)
    const end = Math.max(lastWide, ...free.map(({ row }) => row))
    const growing = new Set(free.slice(Math.max(0, free.length - (bottom - end))))
    let shift = 0
    for (const poster of free) {
      poster.row += shift
      if (!growing.has(poster)) continue
      poster.rows = 2
      shift += 1
    }
  }
}
