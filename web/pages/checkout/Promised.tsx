import type { ReactNode } from 'react'
import { useSurroundings } from '../../host/hooks.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { dayAndTime, money } from '../../ui/format.ts'
import type { Order, PromisedPayment } from './order.ts'

/** What the buyer has promised to pay by hand: how much, where to, under which reference, until when. */
export function Promised({ order, payment }: { order: Order; payment: PromisedPayment }) {
  const { t, language } = useSurroundings()
  const { byHand } = t
  const { way, account, reference, until } = payment
  const amount = money(payment.amount, payment.currency, language)
  const facts: [string, ReactNode][] = [
    [byHand.amount, <b key="amount">{amount}</b>],
    [byHand.holder, account?.holder],
    [byHand.number, account?.number],
    [byHand.bank, account?.bank && <span className="checkout-bank">{account.bank}</span>],
    [way === 'transfer' ? byHand.reference : byHand.code, <b key="reference">{reference}</b>],
    [byHand.until, until && dayAndTime(until, order.event.timeZone, language, new Date(order.now))],
  ]
  return (
    <>
      <h1 className="loud">{byHand.heading[way](amount)}</h1>
      <p>{byHand.text[way]}</p>
      <dl className="facts-list num">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} className="checkout-fact">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {order.email && <p className="mute">{byHand.mailed(order.email)}</p>}
      <p>
        <ButtonLink look="line" to="?other=1">
          {byHand.other}
        </ButtonLink>
      </p>
    </>
  )
}
