import { Form, Link } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { money } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** What goes back for the chosen tickets, to the last cent, before it is done. */
export function Confirm() {
  const { t, language } = useSurroundings()
  const { order, quote, open, tickets, key } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = t.refundPage
  const amount = tickets.reduce((sum, ticket) => sum + ticket.amount, 0)
  const price = tickets.reduce((sum, ticket) => sum + ticket.price, 0)
  const { currency } = quote
  return (
    <Form method="post" className="form refund-form" preventScrollReset>
      <FormProblem failure={failure} />
      <dl className="refund-sum num">
        {tickets.map(({ id, ticketType, attendeeName, amount: own }) => (
          <div key={id}>
            <dt>
              {ticketType}
              <small>{attendeeName}</small>
              <input type="hidden" name="ticket" value={id} />
            </dt>
            <dd>
              <Money amount={own} currency={currency} />
            </dd>
          </div>
        ))}
        <div className="refund-total">
          <dt>{words.total}</dt>
          <dd>
            <Money amount={amount} currency={currency} />
          </dd>
        </div>
      </dl>
      <div className="refund-text">
        {price > amount && amount > 0 && <p>{words.ofPrice(money(price, currency, language))}</p>}
        {amount > 0 && <p>{quote.byHand ? words.whenByHand : words.when}</p>}
        <p>{words.cannotBeUndone(tickets.length)}</p>
      </div>
      <input type="hidden" name="amount" value={amount} />
      <input type="hidden" name="key" value={key} />
      <div className="refund-acts">
        <Submit look="stop" big>
          {amount === 0
            ? words.submitFree(tickets.length)
            : words.submit(tickets.length, money(amount, currency, language))}
        </Submit>
        {open.length > 1 && (
          <Link className="text-btn" to={`/tickets/${order.id}/refund`}>
            {words.others}
          </Link>
        )}
      </div>
    </Form>
  )
}
