import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import type { PlainDate } from '../discover/dates.ts'
import { addDays, datesBetween, dateWords } from '../discover/dates.ts'
import type { Filters } from '../discover/filters.ts'
import { addressOf } from '../discover/filters.ts'
import type { Card } from '../discover/words.ts'
import { cardWords, daysOn } from '../discover/words.ts'
import { DayNumber } from './DayNumber.tsx'
import { useDayGrid } from './useDayGrid.ts'
import { calendarAddress, type Shown } from './views.ts'

type TableProps = { shown: Shown; today: PlainDate; title: string; events: readonly Card[]; filters: Filters }

/** A week as seven columns, on phones as seven rows: each day with what is on, in the order it begins. */
export function WeekTable({ shown, today, title, events, filters }: TableProps) {
  const { language } = useSurroundings()
  const days = datesBetween(shown.first, addDays(shown.first, 6))
  const { grid, day } = useDayGrid(shown, days, today, (page) => calendarAddress(page, filters))
  return (
    <table className="cal cal-week" {...grid}>
      <caption className="sr">{title}</caption>
      <thead>
        <tr>
          {days.map((date) => (
            <th key={date} scope="col" abbr={dateWords.weekdayLong(date, language)} suppressHydrationWarning>
              {dateWords.weekday(date, language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {days.map((date) => {
            const on = events.filter((card) => daysOn(card).first <= date && date <= daysOn(card).last)
            const to = addressOf('/', { ...filters, when: date })
            return (
              <td
                key={date}
                className={date === today ? 'today' : undefined}
                aria-current={date === today ? 'date' : undefined}
              >
                <p className="cal-week-day">
                  <DayNumber date={date} count={on.length} to={to} day={day(date)} />
                  <span className="cal-week-name" aria-hidden="true" suppressHydrationWarning>
                    {dateWords.weekday(date, language)}
                  </span>
                </p>
                {on.length > 0 && (
                  <ul>
                    {on.map((card) => (
                      <Entry key={card.id} card={card} goesOn={daysOn(card).first < date} />
                    ))}
                  </ul>
                )}
              </td>
            )
          })}
        </tr>
      </tbody>
    </table>
  )
}

function Entry({ card, goesOn }: { card: Card; goesOn: boolean }) {
  const { t, language } = useSurroundings()
  const { time, place } = cardWords(card, t, language)
  return (
    <li>
      <Link
        className={`cal-entry p-${paletteName(card.id, card.category)}${card.state === 'cancelled' ? ' gone' : ''}`}
        to={`/e/${card.slug}`}
      >
        <small className="num" suppressHydrationWarning>
          {goesOn ? t.calendar.allDay : time}
        </small>
        <b>{card.name}</b>
        <small>{place}</small>
      </Link>
    </li>
  )
}
