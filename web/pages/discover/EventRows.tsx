import './rows.css'
import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import { Art } from '../../ui/Art.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { PlainDate } from './dates.ts'
import { dateWords } from './dates.ts'
import type { Card } from './words.ts'
import { cardWords, daysOn, pictureOf, weekdays } from './words.ts'

type RowsProps = {
  events: readonly Card[]
  /** Today, where months are not told by a heading above: then each row tells its own, and its year when it is another. */
  today?: PlainDate
  /** The level below the list's own heading. */
  heading?: 'h2' | 'h3'
  /** The address of the organization on whose page they stand. */
  on?: string
}

/** Events as rows under their large dates, in the order given. */
export function EventRows({ events, today, heading = 'h3', on }: RowsProps) {
  return (
    <ul className="rows hard">
      {events.map((event) => (
        <EventRow key={event.id} event={event} today={today} heading={heading} on={on} />
      ))}
    </ul>
  )
}

type RowProps = { event: Card; today: PlainDate | undefined; heading: 'h2' | 'h3'; on: string | undefined }

function EventRow({ event, today, heading: Heading, on }: RowProps) {
  const { t, language } = useSurroundings()
  const { first, last } = daysOn(event)
  const { time, place, hosts, price, state } = cardWords(event, t, language, on)
  const picture = pictureOf(event.cover, 208)
  return (
    <li className={`later p-${paletteName(event.id, event.category)}`}>
      <p className="later-date num">
        <b>
          <time dateTime={event.startsAt}>{twoDigits(first)}</time>
          {last !== first && (
            <>
              <i>–</i>
              {twoDigits(last)}
            </>
          )}
        </b>
        <span suppressHydrationWarning>
          {weekdays(first, last, t.home, language)}
          {today !== undefined && `, ${dateWords.monthShort(last, language, today)}`}
        </span>
      </p>
      <Art seed={event.id} category={event.category} size={[300, 300]} {...(picture ? { picture } : {})} />
      <div>
        <Heading className={event.state === 'cancelled' ? 'gone' : undefined}>
          <Link to={`/e/${event.slug}`}>{event.name}</Link>
        </Heading>
        <p className="mute">{[time, place, hosts].filter(Boolean).join(' · ')}</p>
      </div>
      <p className="later-price">
        <span className="num" suppressHydrationWarning>
          {price}
        </span>
        {state && <Tag tone={state.tone}>{state.words}</Tag>}
      </p>
    </li>
  )
}

function twoDigits(date: PlainDate): string {
  return dateWords.dayNumber(date).padStart(2, '0')
}
