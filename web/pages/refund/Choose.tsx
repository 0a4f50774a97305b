import { Form } from 'react-router'
import { refundWords } from '../../../lang/refund-words.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Money } from '../../ui/Money.tsx'
import type { loader } from './page.tsx'

/** Which tickets to give up, and what goes back of each. */
export function Choose() {
  const { t, language } = useSurroundings()
  const { order, quote } = useLoaded<typeof loader>()
  const words = t.refundPage
  const obstacles: Record<string, string> = words.obstacles
  return (
    <Form className="form refund-form" action={`/tickets/${order.id}/refund`}>
      <p>{refundWords(order.refundPolicy, t, language, { hasFee: order.fee > 0 })}</p>
      <fieldset>
        <legend className="refund-legend">{words.choose}</legend>
        <ul className="rows">
          {quote.tickets.map(({ id, ticketType, attendeeName, amount, obstacle }) => (
            <li key={id}>
              <label className="check refund-ticket">
                <input type="checkbox" name="ticket" value={id} disabled={obstacle !== null} />
                <span>
                  {ticketType}
                  <small>{attendeeName}</small>
                </span>
                <span className="refund-amount">
                  {obstacle !== null ? (
                    <span className="mute">{obstacles[obstacle]}</span>
                  ) : (
                    <b>{amount === 0 ? words.noMoney : <Money amount={amount} currency={quote.currency} />}</b>
                  )}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <Submit big>{words.goOn}</Submit>
    </Form>
  )
}
