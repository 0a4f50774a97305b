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

/** Events as rows under their large dates, in the order given. `heading` is the level below the list's own heading. */
export function EventRows({ events, heading = 'h3' }: { events: readonly Card[]; heading?: 'h2' | 'h3' }) {
  return (
    <ul className="rows hard">
      {events.map((event) => (
        <EventRow key={event.id} event={event} heading={heading} />
      ))}
    </ul>
  )
}

function EventRow({ event, heading: Heading }: { event: Card; heading: 'h2' | 'h3' }) {
  const { t, language } = useSurroundings()
  const { first, last } = daysOn(event)
  const { time, place, price, state } = cardWords(event, t, language)
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
        <span suppressHydrationWarning>{weekdays(first, last, t.home, language)}</span>
      </p>
      <Art seed={event.id} category={event.category} size={[300, 300]} {...(picture ? { picture } : {})} />
      <div>
        <Heading className={event.state === 'cancelled' ? 'gone' : undefined}>
          <Link to={`/e/${event.slug}`}>{event.name}</Link>
        </Heading>
        <p className="mute">{[time, place].join(' · ')}</p>
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
