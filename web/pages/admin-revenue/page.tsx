import '../studio/studio.css'
import '../studio-money/money.css'
import '../studio-orders/lists.css'
import { Download } from 'lucide-react'
import { Form } from 'react-router'
import { useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Money } from '../../ui/Money.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { asked } from '../studio-orders/asked.ts'

export const loader = load(async ({ api, query }) => {
  const { cursor, ...months } = asked(query, ['from', 'to', 'cursor'])
  const filter = Object.fromEntries(Object.entries(months).filter(([, month]) => /^[12]\d{3}-\d{2}$/.test(month)))
  const revenue = await api['GET /api/admin/revenue']({ query: { ...filter, ...(cursor ? { cursor } : {}) } })
  return { revenue, filter: filter as Record<string, string>, isLater: cursor !== undefined }
})

/** What the platform took, by month and organizer. */
export function Component() {
  const { t } = useSurroundings()
  const { revenue, filter, isLater } = useLoaded<typeof loader>()
  const words = t.money.admin
  return (
    <Workspace title={t.admin.title} note={words.revenueText} sections={adminSections(t)}>
      <div className="list-head">
        <h2>{words.revenue}</h2>
        <a className="btn line" href={`/api/admin/revenue.csv?${new URLSearchParams(filter)}`} download>
          <Icon of={Download} />
          {t.money.download}
        </a>
      </div>
      <Form className="list-filter" action="/admin/revenue" key={JSON.stringify(filter)}>
        <Field label={words.from} name="from" type="month" defaultValue={filter.from ?? ''} />
        <Field label={words.to} name="to" type="month" defaultValue={filter.to ?? ''} />
        <Button type="submit">{words.show}</Button>
      </Form>
      {revenue.items.length === 0 ? (
        <EmptyState title={words.noRevenue}>{words.noRevenueText}</EmptyState>
      ) : (
        <Revenue />
      )}
      <Pages next={revenue.next} isLater={isLater} filter={filter} />
    </Workspace>
  )
}

const SUMS = ['captured', 'refunded', 'commission'] as const

function Revenue() {
  const { admin: words, payouts } = useSentences().money
  const { revenue } = useLoaded<typeof loader>()
  return (
    <table className="list-table">
      <thead>
        <tr>
          <th scope="col">{words.month}</th>
          <th scope="col">{payouts.organizer}</th>
          {SUMS.map((sum) => (
            <th scope="col" className="end" key={sum}>
              {words[sum]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {revenue.items.map((row) => (
          <tr key={`${row.month} ${row.organizationId} ${row.currency}`}>
            <td className="num">{row.month}</td>
            <th scope="row" className="who">
              {row.organization}
            </th>
            {SUMS.map((sum) => (
              <td key={sum} className={sum === 'commission' ? 'end far' : 'end money-part'}>
                <Money amount={row[sum]} currency={row.currency} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
