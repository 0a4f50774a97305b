import { useSurroundings } from '../../host/hooks.ts'
import { dateWords } from '../discover/dates.ts'
import { daysOn, priceOf } from '../discover/words.ts'
import type { PublicEvent } from './structured.ts'

/** On phones, price and date stay in reach, with the way to the tickets. */
export function BuyBar({ event }: { event: PublicEvent }) {
  const { t, language } = useSurroundings()
  const { startsAt, endsAt, timeZone, currency, ticketTypes } = event
  if (!startsAt || !endsAt) return null
  const { first, last } = daysOn({ startsAt, endsAt, timeZone })
  const prices = ticketTypes
    .filter(({ saleState, availability }) => saleState === 'on_sale' && availability !== 'sold_out')
    .map(({ each }) => each)
  const range = { priceFrom: Math.min(...prices), priceTo: Math.max(...prices), currency }
  return (
    <div className="buy-bar on-poster">
      <p suppressHydrationWarning>
        <b className="num">{priceOf(range, t, language)}</b>
        <br />
        {dateWords.span(first, last, language)}
      </p>
      <a className="btn" href="#tickets">
        {t.event.tickets}
      </a>
    </div>
  )
}
