import { Link } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import type { PlainDate } from '../discover/dates.ts'
import { dateWords } from '../discover/dates.ts'
import type { DayProps } from './useDayGrid.ts'

type NumberProps = { date: PlainDate; count: number; to: string; day: DayProps }

/** The number of a day, which leads to what is on then. */
export function DayNumber({ date, count, to, day }: NumberProps) {
  const { t, language } = useSurroundings()
  const long = dateWords.dayLong(date, language)
  if (count > 0)
    return (
      <Link className="cal-day num" to={to} aria-label={t.home.eventsOn(long, count)} suppressHydrationWarning {...day}>
        {dateWords.dayNumber(date)}
      </Link>
    )
  return (
    <span className="cal-day num" {...day}>
      <span aria-hidden="true">{dateWords.dayNumber(date)}</span>
      <span className="sr" suppressHydrationWarning>
        {t.calendar.none(long)}
      </span>
    </span>
  )
}
