import { Form, Link } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field } from '../../ui/Field.tsx'
import { money } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { useRepeatKey } from '../event/useRepeatKey.ts'
import { parseAmount } from '../studio/amount.ts'
import { eventPath } from '../studio/load.ts'
import type { loader } from './page.tsx'

/** Gives something back: first which tickets and how much, then the exact sum, and then it is done. */
export function RefundForm() {
  const { t } = useSurroundings()
  const { refund } = useLoaded<typeof loader>()
  if (!refund) return null
  const isAsked = refund.asked.tickets.length > 0 && refund.wrong === null
  return (
    <section className="studio-section" id="refund" aria-labelledby="refund-title">
      <h2 id="refund-title">{t.studioOrder.refund.title}</h2>
      {isAsked ? <Preview refund={refund} /> : <What refund={refund} />}
    </section>
  )
}

type Refund = NonNullable<Awaited<ReturnType<typeof loader>>['refund']>

function What({ refund: { asked, quote, wrong } }: { refund: Refund }) {
  const { t, language } = useSurroundings()
  const { event, order } = useLoaded<typeof loader>()
  const words = t.studioOrder.refund
  return (
    <Form className="form order-refund" action={`${eventPath(event)}/orders/${order.id}#refund`}>
      <fieldset>
        <legend className="order-legend">{words.choose}</legend>
        <ul className="rows">
          {quote.tickets.map(({ id, position, ticketType, attendeeName, price, back, state }) => (
            <li key={id}>
              <label className="check">
                <input type="checkbox" name="ticket" value={id} defaultChecked={asked.tickets.includes(id)} />
                <span>
                  {t.studioOrder.refunds.ticket(ticketType, position)}
                  <small>
                    {state === 'void' ? `${attendeeName}, ${t.studioOrder.ticketStates.void}` : attendeeName}
                  </small>
                </span>
                <span className="order-left num">
                  <Money amount={price} currency={quote.currency} free />
                  {back > 0 && <small>{words.wentBack(money(back, quote.currency, language))}</small>}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset>
        <legend className="order-legend">{words.howMuch}</legend>
        <div className="pair">
          <div>
            <label className="check">
              <input type="radio" name="give" value="percent" defaultChecked={asked.give === 'percent'} />
              <span>{words.percent}</span>
            </label>
            <Field
              label={words.percentLabel}
              name="percent"
              type="number"
              min={0}
              max={100}
              defaultValue={asked.percent}
            />
          </div>
          <div>
            <label className="check">
              <input type="radio" name="give" value="each" defaultChecked={asked.give === 'each'} />
              <span>{words.each}</span>
            </label>
            <Field
              label={words.eachLabel(quote.currency)}
              name="each"
              inputMode="decimal"
              defaultValue={asked.each}
              error={wrong ?? undefined}
            />
          </div>
        </div>
      </fieldset>
      {order.fee > 0 && <CheckField label={words.fee} name="fee" defaultChecked={asked.fee} />}
      <CheckField label={words.takeBack} name="takeBack" defaultChecked={asked.takeBack} />
      <Field
        label={words.reason}
        hint={words.reasonHint}
        optional
        name="reason"
        maxLength={500}
        defaultValue={asked.reason}
      />
      <div className="studio-send">
        <Submit look="line">{words.preview}</Submit>
      </div>
    </Form>
  )
}

/** What comes of it, to the last cent. */
function Preview({ refund: { asked, quote } }: { refund: Refund }) {
  const { t, language } = useSurroundings()
  const { event, order } = useLoaded<typeof loader>()
  const failure = useFailure('refund')
  const [key] = useRepeatKey()
  const words = t.studioOrder.refund
  const chosen = quote.tickets.filter(({ id }) => asked.tickets.includes(id))
  const isVoiding = asked.takeBack && chosen.some(({ state }) => state === 'valid')
  return (
    <Form method="post" className="form order-refund" preventScrollReset>
      <FormProblem failure={failure} />
      <dl className="facts-list num">
        {chosen.map(({ id, position, ticketType, amount }) => (
          <div key={id} className="order-fact">
            <dt>{t.studioOrder.refunds.ticket(ticketType, position)}</dt>
            <dd>
              <Money amount={amount} currency={quote.currency} />
              <input type="hidden" name="ticket" value={id} />
            </dd>
          </div>
        ))}
        <div className="order-fact">
          <dt>{words.total}</dt>
          <dd>
            <Money amount={quote.amount} currency={quote.currency} />
          </dd>
        </div>
        {quote.commission > 0 && (
          <div className="order-fact">
            <dt>{words.commission}</dt>
            <dd>
              <Money amount={quote.commission} currency={quote.currency} />
            </dd>
          </div>
        )}
      </dl>
      <p>
        {isVoiding ? words.voids : words.keeps} {quote.byHand && quote.amount > 0 ? words.byHand : ''}
      </p>
      {asked.reason && <p className="mute">{asked.reason}</p>}
      <input type="hidden" name="give" value={asked.give} />
      <input type="hidden" name="percent" value={asked.percent} />
      <input type="hidden" name="eachAmount" value={parseAmount(asked.each, quote.currency) ?? 0} />
      {asked.fee && <input type="hidden" name="fee" value="yes" />}
      {asked.takeBack && <input type="hidden" name="takeBack" value="yes" />}
      <input type="hidden" name="reason" value={asked.reason} />
      <input type="hidden" name="amount" value={quote.amount} />
      <input type="hidden" name="key" value={key} />
      <div className="studio-send">
        <Submit look="stop" name="intent" value="refund">
          {quote.amount === 0 ? words.submitFree : words.submit(money(quote.amount, quote.currency, language))}
        </Submit>
        <Link className="text-btn" to={`${eventPath(event)}/orders/${order.id}#refund`}>
          {words.change}
        </Link>
      </div>
    </Form>
  )
}
