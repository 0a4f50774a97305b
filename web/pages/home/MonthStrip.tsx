import { Link } from 'react-router'
import type { Category } from '../../../src/lib/look/name.ts'
import { CATEGORIES } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import type { PlainDate } from '../discover/dates.ts'
import { addDays, datesBetween, dateWords, weekdayOf } from '../discover/dates.ts'
import type { Filters } from '../discover/filters.ts'
import { addressOf } from '../discover/filters.ts'

type Day = { date: PlainDate; count: number; categories: Category[] }

type StripProps = {
  days: readonly Day[]
  /** The days on the wall above. */
  shown: readonly PlainDate[]
  today: PlainDate
  length: number
  filters: Filters
}

const MOST_BARS = 12

/** Where no day has more, bars are drawn tall. */
const FEW = 5

/** The coming days, each with a bar for every event in the colour of its kind. */
export function MonthStrip({ days, shown, today, length, filters }: StripProps) {
  const { t } = useSurroundings()
  const { home } = t
  const byDate = new Map(days.map((day) => [day.date, day]))
  const used = CATEGORIES.filter((category) => days.some(({ categories }) => categories.includes(category)))
  return (
    <section className="home-month" aria-labelledby="next-month">
      <div className="home-month-head">
        <h2 className="loud" id="next-month">
          {home.nextMonth}
        </h2>
        <p className="mute">
          {home.nextMonthHint} <Link to={addressOf('/calendar', { city: filters.city })}>{home.asCalendar}</Link>
        </p>
      </div>
      <section className="scroll-x" aria-label={home.eventsByDay}>
        <ol className={days.every(({ count }) => count <= FEW) ? 'days few' : 'days'}>
          {datesBetween(today, addDays(today, length - 1)).map((date) => (
            <StripDay
              key={date}
              date={date}
              day={byDate.get(date)}
              isShown={shown.includes(date)}
              to={addressOf('/', { ...filters, from: undefined, to: undefined, when: date })}
            />
          ))}
        </ol>
      </section>
      <p className="days-key">
        {used.map((category) => (
          <span key={category}>
            <i className={colourOf(category)} />
            {home.categories[category]}
          </span>
        ))}
      </p>
    </section>
  )
}

type StripDayProps = { date: PlainDate; day: Day | undefined; isShown: boolean; to: string }

function StripDay({ date, day, isShown, to }: StripDayProps) {
  const { t, language } = useSurroundings()
  const isWeekend = weekdayOf(date) > 5
  const classes = [isShown ? 'sel' : '', isWeekend ? 'we' : ''].filter(Boolean).join(' ') || undefined
  const bars = (day?.categories ?? [])
    .slice(0, MOST_BARS)
    .toSorted((one, other) => CATEGORIES.indexOf(one) - CATEGORIES.indexOf(other))
  const face = (
    <>
      <span className="bars" aria-hidden="true">
        {bars.map((category, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars of one day are the same but for their place.
          <i key={place} className={`month-bar ${colourOf(category)}`} />
        ))}
      </span>
      <span className="weekday" aria-hidden="true" suppressHydrationWarning>
        {dateWords.weekdayLetter(date, language)}
      </span>
      <b className="number num" aria-hidden="true">
        {dateWords.dayNumber(date)}
      </b>
    </>
  )
  if (!day) return <li className={`empty-day ${classes ?? ''}`}>{face}</li>
  return (
    <li className={classes}>
      <Link to={to}>
        {face}
        <span className="sr" suppressHydrationWarning>
          {t.home.eventsOn(dateWords.dayLong(date, language), day.count)}
        </span>
      </Link>
    </li>
  )
}

/** The middle one of a kind's palettes stands for all of them. */
function colourOf(category: Category): string {
  return `p-${category}-3`
}
