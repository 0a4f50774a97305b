import { Link } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import type { Size } from '../../ui/Art.tsx'
import { Poster } from '../../ui/Poster.tsx'
import type { PlainDate } from '../discover/dates.ts'
import { dateWords } from '../discover/dates.ts'
import type { Filters } from '../discover/filters.ts'
import { addressOf } from '../discover/filters.ts'
import type { Card } from '../discover/words.ts'
import { cardWords, daysOn, pictureOf } from '../discover/words.ts'
import { Lead } from './Lead.tsx'
import type { Placed, WallDay } from './wall.ts'
import { hang } from './wall.ts'

type WallProps = {
  shown: readonly PlainDate[]
  events: readonly Card[]
  /** How many events each day has. */
  days: readonly { date: PlainDate; count: number }[]
  filters: Filters
}

/** The posters of some days under their dates. */
export function WallOfDays({ shown, events, days, filters }: WallProps) {
  const walls = hang(
    shown,
    events.map((card) => ({ card, ...daysOn(card) })),
  )
  return walls.map((wall, index) => (
    <div key={wall.days[0]?.date} className={`wall wall-${wall.columns}`}>
      {wall.days.map((day) => (
        <section key={day.date} className="wall-day" aria-labelledby={`day-${day.date}`}>
          <DayHeading day={day} count={countOf(day, days)} filters={filters} isAlone={shown.length === 1} />
          {day.posters.map((placed, place) => (
            <HungPoster key={placed.event.card.id} placed={placed} isEager={index === 0 && place === 0} />
          ))}
        </section>
      ))}
    </div>
  ))
}

function countOf({ date, posters, more }: WallDay<unknown>, days: WallProps['days']): number {
  return Math.max(posters.length + more, days.find((day) => day.date === date)?.count ?? 0)
}

type DayHeadingProps = { day: WallDay<unknown>; count: number; filters: Filters; isAlone: boolean }

function DayHeading({ day: { date, column }, count, filters, isAlone }: DayHeadingProps) {
  const { t, language } = useSurroundings()
  const { home } = t
  const all = isAlone
    ? addressOf('/discover', { ...filters, when: undefined, from: date, to: date })
    : addressOf('/', { ...filters, from: undefined, to: undefined, when: date })
  return (
    <h2 className={`wall-date at-c${column} at-r1`} id={`day-${date}`}>
      <span className="num">{dateWords.dayNumber(date)}</span>
      <span className="wall-weekday">
        <span suppressHydrationWarning>{dateWords.weekday(date, language)}</span>
        <Link className="reach" to={all} aria-label={home.allOf(count, dateWords.dayLong(date, language))}>
          {home.onDay(count)}
        </Link>
      </span>
    </h2>
  )
}

const TALL: Size = [700, 1100]

function HungPoster({ placed, isEager }: { placed: Placed<{ card: Card }>; isEager: boolean }) {
  const { t, language } = useSurroundings()
  const { column, row, columns, rows, flip, whole } = placed
  const { card } = placed.event
  const { time, stamp, place, hosts, price, state } = cardWords(card, t, language)
  const at = `at-c${column} at-r${row} over-${columns} down-${rows}`
  const picture = pictureOf(card.cover, 960)
  const shared = {
    id: card.id,
    category: card.category,
    to: `/e/${card.slug}`,
    name: card.name,
    time,
    stamp,
    place: [place, hosts].filter(Boolean).join(' · '),
    price: [...(state?.tone === 'out' ? [] : [price]), ...(state ? [state.words] : [])].filter(Boolean).join(' · '),
    gone: card.state === 'cancelled',
    eager: isEager,
    className: at,
    ...(picture ? { picture } : {}),
  }
  if (columns > 1) return <Lead {...shared} summary={card.summary} />
  const form = whole ? (flip ? 'flip' : 'up') : flip ? 'flip strip-narrow' : 'strip-narrow'
  return <Poster {...shared} form={form} {...(rows > 1 ? { size: TALL } : {})} />
}
