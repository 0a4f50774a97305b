import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { day } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { loader } from './page.tsx'

/** What went back before, and how far it is. */
export function History() {
  const { t, language } = useSurroundings()
  const { order, refunds } = useLoaded<typeof loader>()
  const words = t.refundPage
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      <ul className="rows refund-history">
        {refunds.map(({ id, state, amount, currency, requestedAt, tickets, reason, creditNote }) => (
          <li key={id}>
            <span>
              {tickets.map(({ ticketType, position }) => words.ticket(ticketType, position)).join(', ')}
              <small suppressHydrationWarning>
                {[day(requestedAt, order.event.timeZone, language, new Date()), reason].filter(Boolean).join(', ')}
              </small>
            </span>
            <span className="refund-amount">
              <b>{amount === 0 ? words.noMoney : <Money amount={amount} currency={currency} />}</b>
              {amount > 0 && <Tag tone={state === 'sent' ? 'ok' : 'low'}>{words.states[state]}</Tag>}
              {creditNote && (
                <a className="text-btn" href={`/api/orders/${order.id}/invoices/${creditNote.id}/invoice.pdf`}>
                  {words.note(creditNote.number)}
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
