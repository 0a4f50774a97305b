import type { Api } from '../../../src/api.ts'
import type { Reply } from '../../../src/http/contract.ts'
import { useSentences } from '../../host/hooks.ts'
import { Money } from '../../ui/Money.tsx'

type Invoice = Reply<Api['GET /api/orders/:orderId/invoices']>['items'][number]

/** The invoice of a ticket's order, and its credit notes: files that open without scripts and without an account. */
export function Invoices({ orderId, invoices }: { orderId: string; invoices: readonly Invoice[] }) {
  const { tickets } = useSentences()
  if (invoices.length === 0) return null
  return (
    <section className="ticket-invoices" id="invoices" aria-labelledby="invoices-title">
      <h2 id="invoices-title">{tickets.invoices.title}</h2>
      <ul className="rows">
        {invoices.map(({ id, kind, number, total, currency }) => (
          <li key={id}>
            <a className="text-btn" href={`/api/orders/${orderId}/invoices/${id}/invoice.pdf`}>
              {tickets.invoices.kinds[kind](number)}
            </a>
            <Money amount={kind === 'credit_note' ? -total : total} currency={currency} />
          </li>
        ))}
      </ul>
    </section>
  )
}
