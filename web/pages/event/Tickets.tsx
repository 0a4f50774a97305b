import { useState } from 'react'
import { Form, useNavigation } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { dayAndTime, money, percent } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { RefundWords } from '../../ui/RefundWords.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { inputNames, refusalsOf, sumOf } from './choose.ts'
import type { PublicEvent } from './structured.ts'
import { useRepeatKey } from './useRepeatKey.ts'

type Offer = PublicEvent['ticketTypes'][number]

/** The form that chooses tickets. It needs no JavaScript; with it the total follows, and a double press holds once. */
export function Tickets({ event, repeatKey }: { event: PublicEvent; repeatKey: string }) {
  const { t, language } = useSurroundings()
  const { state } = useNavigation()
  const failure = useFailure()
  const refusals = refusalsOf(failure)
  const { ticketTypes, currency, onSale } = event
  const initial = Object.fromEntries(ticketTypes.map((offer) => [offer.id, initialOf(offer, event, failure?.values)]))
  const [chosen, setChosen] = useState<Record<string, number>>(initial)
  const [key, renewKey] = useRepeatKey(repeatKey)
  const { count, total, fees } = sumOf(ticketTypes, onSale ? withinLeft(ticketTypes, chosen) : {})
  const choose = (id: string, quantity: number) => {
    setChosen((before) => ({ ...before, [id]: quantity }))
    renewKey()
  }
  return (
    <Form method="post" id="tickets" className="event-tickets" preventScrollReset aria-busy={state === 'submitting'}>
      <h2>{t.event.tickets}</h2>
      <input type="hidden" name="event" value={event.id} />
      <input type="hidden" name="key" value={key} />
      {refusals.size === 0 && <FormProblem failure={failure} />}
      <ul className="rows hard">
        {ticketTypes.map((offer) => (
          <OfferRow
            key={offer.id}
            offer={offer}
            event={event}
            initial={initial[offer.id] ?? 0}
            refusal={refusals.get(offer.id)}
            onChoose={(quantity) => choose(offer.id, quantity)}
          />
        ))}
      </ul>
      {onSale ? (
        <div className="event-sum">
          <p className="event-total num" aria-live="polite">
            <span>{t.event.total}</span>
            <Money amount={total} currency={currency} short />
            {fees > 0 && <Contained parts={[t.event.fees(money(fees, currency, language))]} />}
          </p>
          <noscript>
            <p className="mute small">{t.event.totalNext}</p>
          </noscript>
          <Submit big full>
            {count === 0 ? t.event.getTickets : t.event.getCount(count)}
          </Submit>
          <p className="mute small">
            {t.event.totalNote} {t.event.heldFor}
          </p>
          {ticketTypes.some(({ each }) => each > 0) && (
            <RefundWords
              className="mute small"
              policy={event.refundPolicy}
              hasFee={ticketTypes.some(({ fee }) => fee > 0)}
            />
          )}
        </div>
      ) : (
        <p className="event-sum">{ticketTypes.length === 0 ? t.event.noTickets : t.event.nothingOnSale}</p>
      )}
    </Form>
  )
}

/** As many as can still be had: others may have taken what was chosen. */
const withinLeft = (offers: readonly Offer[], chosen: Readonly<Record<string, number>>) =>
  Object.fromEntries(offers.map((offer) => [offer.id, Math.min(chosen[offer.id] ?? 0, mostOf(offer))]))

/** Where there is just one thing to choose, one of it is chosen. */
function initialOf(offer: Offer, event: PublicEvent, values: Record<string, string> | undefined): number {
  const typed = Number(values?.[inputNames.quantity(offer.id)] ?? Number.NaN)
  if (Number.isSafeInteger(typed)) return typed
  const isOnly = event.ticketTypes.length === 1 && mostOf(offer) > 0 && event.onSale
  return isOnly ? offer.minimumPerOrder : 0
}

type OfferRowProps = {
  offer: Offer
  event: PublicEvent
  initial: number
  refusal: string | undefined
  onChoose: (quantity: number) => void
}

function OfferRow({ offer, event, initial, refusal, onChoose }: OfferRowProps) {
  const { t, language } = useSurroundings()
  const { id, name, description, price, each, fee, tax, minimumPerOrder, maximumPerPerson } = offer
  const isOpen = event.onSale && mostOf(offer) > 0
  const limits = [
    ...(minimumPerOrder > 1 ? [t.event.atLeast(minimumPerOrder)] : []),
    ...(maximumPerPerson === null ? [] : [t.event.atMostPerPerson(maximumPerPerson)]),
  ]
  const contained = [
    ...(fee > 0 ? [t.event.fees(money(fee, event.currency, language))] : []),
    ...(tax && price > 0 ? [`${percent(tax.rate, language)} ${tax.name}`] : []),
  ]
  return (
    <li className="event-offer">
      <div>
        <h3>{name}</h3>
        {description && <p className="mute small">{description}</p>}
        {isOpen && limits.length > 0 && <p className="mute small">{limits.join('. ')}</p>}
        <StockWords offer={offer} event={event} />
      </div>
      <p className="event-offer-price num">
        <Money amount={each} currency={event.currency} short free />
        {contained.length > 0 && <Contained parts={contained} />}
      </p>
      {isOpen && (
        <>
          <input type="hidden" name={inputNames.price(id)} value={price} />
          <Stepper
            label={name}
            name={inputNames.quantity(id)}
            max={mostOf(offer)}
            initial={Math.min(initial, mostOf(offer))}
            onChange={onChoose}
          />
        </>
      )}
      {refusal && (
        <p className="event-offer-refusal" role="alert">
          {refusal}
        </p>
      )}
    </li>
  )
}

/** What of an amount is fees and taxes. */
function Contained({ parts }: { parts: readonly string[] }) {
  const { t } = useSurroundings()
  return (
    <small className="event-contained" suppressHydrationWarning>
      {t.event.contains(parts.join(', '))}
    </small>
  )
}

function StockWords({ offer, event }: { offer: Offer; event: PublicEvent }) {
  const { t, language } = useSurroundings()
  const { saleState, availability, left, saleStartsAt, saleEndsAt } = offer
  const moment = (instant: string) => dayAndTime(instant, event.timeZone, language, new Date())
  if (saleState === 'ended') return <Tag tone="out">{t.event.saleEnded}</Tag>
  if (saleState === 'paused') return <Tag tone="out">{t.event.paused}</Tag>
  if (saleState === 'not_yet' && saleStartsAt) {
    return (
      <Tag tone="low">
        <span suppressHydrationWarning>{t.event.onSaleFrom(moment(saleStartsAt))}</span>
      </Tag>
    )
  }
  if (availability === 'sold_out') return <Tag tone="out">{t.event.soldOut}</Tag>
  if (!event.onSale) return null
  const until = saleEndsAt ? `, ${t.event.onSaleUntil(moment(saleEndsAt))}` : ''
  if (availability === 'few' && left !== null) {
    return (
      <Tag tone="low">
        <span suppressHydrationWarning>{t.event.left(left) + until}</span>
      </Tag>
    )
  }
  return (
    <Tag tone="ok">
      <span suppressHydrationWarning>{t.event.onSale + until}</span>
    </Tag>
  )
}

/** The most of a type that one order may have now; 0 when it cannot be ordered. */
function mostOf({ saleState, availability, left, maximumPerOrder, maximumPerPerson }: Offer): number {
  if (saleState !== 'on_sale' || availability === 'sold_out') return 0
  return Math.min(maximumPerOrder, left ?? maximumPerOrder, maximumPerPerson ?? maximumPerOrder)
}
