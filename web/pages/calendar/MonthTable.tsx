import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import { time } from '../../ui/format.ts'
import type { PlainDate } from '../discover/dates.ts'
import { addDays, datesBetween, dateWords } from '../discover/dates.ts'
import type { Filters } from '../discover/filters.ts'
import { addressOf } from '../discover/filters.ts'
import type { Card } from '../discover/words.ts'
import { daysOn } from '../discover/words.ts'
import { DayNumber } from './DayNumber.tsx'
import type { Bar, Cell } from './grid.ts'
import { gridSpan, monthGrid } from './grid.ts'
import { type DayProps, useDayGrid } from './useDayGrid.ts'
import { calendarAddress, type Shown } from './views.ts'

type TableProps = {
  shown: Shown
  today: PlainDate
  title: string
  events: readonly Card[]
  filters: Filters
}

/** A week with so few lines has room for names on two. */
const FEW_LANES = 2

type Entry = { card: Card; first: PlainDate; last: PlainDate }

/** The month as a table of weeks. An event is a bar in its colours, as long as its days. */
export function MonthTable({ shown, today, title, events, filters }: TableProps) {
  const { language } = useSurroundings()
  const month = shown.first
  const { from, to } = gridSpan(month)
  const { grid, day } = useDayGrid(shown, datesBetween(from, to), today, (page) => calendarAddress(page, filters))
  const weeks = monthGrid(
    month,
    events.map((card): Entry => ({ card, ...daysOn(card) })),
  )
  return (
    <table className="cal cal-month" {...grid}>
      <caption className="sr">{title}</caption>
      <thead>
        <tr>
          {[0, 1, 2, 3, 4, 5, 6].map((day) => (
            <th
              key={day}
              scope="col"
              abbr={dateWords.weekdayLong(addDays(from, day), language)}
              suppressHydrationWarning
            >
              {dateWords.weekday(addDays(from, day), language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((cells) => (
          <tr
            key={cells[0]?.date}
            className={cells.every(({ lanes }) => lanes.length <= FEW_LANES) ? 'roomy' : undefined}
          >
            {cells.map((cell) => (
              <DayCell
                key={cell.date}
                cell={cell}
                isToday={cell.date === today}
                filters={filters}
                day={day(cell.date)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type CellProps = { cell: Cell<Entry>; isToday: boolean; filters: Filters; day: DayProps }

function DayCell({ cell, isToday, filters, day }: CellProps) {
  const { t } = useSurroundings()
  const { date, isInMonth, lanes, more } = cell
  const count = lanes.filter(Boolean).length + more
  const to = addressOf('/', { ...filters, when: date })
  const classes = [isInMonth ? '' : 'out', isToday ? 'today' : ''].filter(Boolean).join(' ') || undefined
  return (
    <td className={classes} aria-current={isToday ? 'date' : undefined}>
      <DayNumber date={date} count={count} to={to} day={day} />
      {lanes.length > 0 && (
        <ul>
          {lanes.map((lane, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place.
            <li key={place} className="cal-lane" aria-hidden={lane === null ? true : undefined}>
              {lane &&
                ('bar' in lane ? <BarLink bar={lane.bar} /> : <span className="sr">{lane.passing.card.name}</span>)}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <Link className="cal-more" to={to}>
          {t.calendar.more(more)}
        </Link>
      )}
    </td>
  )
}

function BarLink({ bar: { event, days, cameFrom, goesOn } }: { bar: Bar<Entry> }) {
  const { language } = useSurroundings()
  const { card } = event
  const classes = [
    'cal-bar',
    `cal-${days}`,
    `p-${paletteName(card.id, card.category)}`,
    cameFrom ? 'came' : '',
    goesOn ? 'goes' : '',
    card.state === 'cancelled' ? 'gone' : '',
  ]
  return (
    <Link className={classes.filter(Boolean).join(' ')} to={`/e/${card.slug}`} title={card.name}>
      <span>
        {!cameFrom && (
          <small className="num" suppressHydrationWarning>
            {time(card.startsAt, card.timeZone, language)}
          </small>
        )}{' '}
        {card.name}
      </span>
    </Link>
  )
}
