import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { money } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import type { loader } from './page.tsx'

/** The balance in each currency, as large as the figures of an event. */
export function Balances() {
  const { t, language } = useSurroundings()
  const { balances } = useLoaded<typeof loader>()
  const words = t.money.balances
  if (balances.length === 0) return null
  return (
    <dl className="studio-figures" aria-label={words.title}>
      {balances.map(({ currency, available, tax, pending, paidOut }) => {
        const amount = (value: number) => money(value, currency, language)
        const notes = [
          available < 0 && words.owedText,
          tax > 0 && words.tax(amount(tax)),
          pending > 0 && words.pending(amount(pending)),
          paidOut > 0 && words.paidOut(amount(paidOut)),
        ].filter((note) => note !== false)
        return (
          <div key={currency}>
            <dt>{available < 0 ? words.owed(currency) : words.available(currency)}</dt>
            <dd>
              <Money amount={Math.abs(available)} currency={currency} />
              {notes.map((note) => (
                <small key={note}>{note}</small>
              ))}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
