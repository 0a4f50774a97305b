import { useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { usePerson } from '../../root.tsx'
import { day } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { loader } from './page.tsx'
import { payoutTone } from './payout.ts'

/** The latest payouts. */
export function Payouts() {
  const { language } = useSurroundings()
  const { payouts: words } = useSentences().money
  const { payouts } = useLoaded<typeof loader>()
  const zone = usePerson()?.timeZone ?? 'UTC'
  return (
    <section className="studio-section" aria-labelledby="payouts">
      <h2 id="payouts">{words.title}</h2>
      {payouts.length === 0 ? (
        <p className="mute">{words.noneText}</p>
      ) : (
        <table className="list-table studio-below">
          <thead>
            <tr>
              <th scope="col">{words.date}</th>
              <th scope="col">{words.reference}</th>
              <th scope="col">{words.state}</th>
              <th scope="col" className="end">
                {words.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {payouts.map(({ id, recordedAt, reference, state, amount, currency }) => (
              <tr key={id}>
                <th scope="row" className="num">
                  {day(recordedAt, zone, language, new Date())}
                </th>
                <td>{reference}</td>
                <td>
                  <Tag {...payoutTone(state)}>{words.states[state]}</Tag>
                </td>
                <td className="end far">
                  <b>
                    <Money amount={amount} currency={currency} />
                  </b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
