import { Form } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import { Art } from '../../ui/Art.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { dayAndTime, time } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { RefundWords } from '../../ui/RefundWords.tsx'
import { When } from '../../ui/When.tsx'
import { isKeptLong, type Order } from './order.ts'

/** The order on the event's ground: the time left, what it is, and what it costs. */
export function Summary({ order, onEnd }: { order: Order; onEnd: () => void }) {
  const { t } = useSurroundings()
  const { event, currency } = order
  const isLive = order.state === 'held' || order.state === 'awaiting_payment'
  const isLong = isKeptLong(order)
  const place = [event.venue, event.city].filter(Boolean).join(', ')
  return (
    <aside className="checkout-summary on-poster" aria-label={t.checkout.summary}>
      <Art seed={event.id} category={event.category} size={[900, 430]} />
      <div className="checkout-order">
        {isLive && isLong && <Kept order={order} />}
        {isLive && !isLong && order.expiresAt && <TimeLeft order={order} until={order.expiresAt} onEnd={onEnd} />}
        <h2 className="loud">{event.name}</h2>
        <p className="checkout-when">
          {event.startsAt && event.endsAt && <When start={event.startsAt} end={event.endsAt} zone={event.timeZone} />}
          <br />
          {place}
        </p>
        <dl className="checkout-lines num">
          {order.lines.map((line) => (
            <div key={line.ticketTypeId}>
              <dt>{`${line.quantity} × ${line.name}`}</dt>
              <dd>
                <Money amount={line.total} currency={currency} free />
              </dd>
            </div>
          ))}
          {order.fee > 0 && (
            <div>
              <dt>{t.checkout.fee}</dt>
              <dd>
                <Money amount={order.fee} currency={currency} />
              </dd>
            </div>
          )}
          <div className="checkout-total">
            <dt>{t.checkout.total}</dt>
            <dd>
              <Money amount={order.total} currency={currency} free />
            </dd>
          </div>
          {order.tax > 0 && (
            <div>
              <dt>{t.checkout.tax}</dt>
              <dd>
                <Money amount={order.tax} currency={currency} />
              </dd>
            </div>
          )}
        </dl>
        {order.total > 0 && <RefundWords className="small" policy={order.refundPolicy} hasFee={order.fee > 0} />}
        {isLive && (
          <Form method="post" className="checkout-change">
            <input type="hidden" name="slug" value={event.slug} />
            {!order.extended && !isLong && (
              <button type="submit" className="text-btn" name="intent" value="extend">
                {t.checkout.moreTime}
              </button>
            )}
            <button type="submit" className="text-btn" name="intent" value="drop">
              {t.checkout.change}
            </button>
          </Form>
        )}
      </div>
    </aside>
  )
}

function Kept({ order: { expiresAt, event, now } }: { order: Order }) {
  const { t, language } = useSurroundings()
  const end = expiresAt ?? event.endsAt
  const until = end && dayAndTime(end, event.timeZone, language, new Date(now))
  return <p className="checkout-hold">{until ? t.byHand.keptUntil(until) : t.byHand.kept}</p>
}

/** The end is told in the event's zone: that is the zone of every time on the page. */
function TimeLeft({ order, until, onEnd }: { order: Order; until: string; onEnd: () => void }) {
  const { t, language } = useSurroundings()
  return (
    <div className="checkout-hold">
      <b>
        <Countdown key={until} until={until} now={order.now} onEnd={onEnd} />
      </b>
      <span suppressHydrationWarning>{t.checkout.heldUntil(time(until, order.event.timeZone, language))}</span>
    </div>
  )
}
