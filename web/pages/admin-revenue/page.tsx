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
import { Table } from '../../ui/Table.tsx'
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

type Row = ReturnType<typeof useLoaded<typeof loader>>['revenue']['items'][number]

const SUMS = ['captured', 'refunded', 'commission', 'providerFees'] as const

function Revenue() {
  const { admin: words, payouts } = useSentences().money
  const { revenue } = useLoaded<typeof loader>()
  return (
    <Table
      rows={revenue.items}
      keyOf={({ month, organizationId, currency }) => `${month} ${organizationId} ${currency}`}
      columns={[
        { label: words.month, look: 'num', cell: ({ month }) => month },
        { label: payouts.organizer, names: true, look: 'who', cell: ({ organization }) => organization },
        ...SUMS.map((sum) => ({
          label: words[sum],
          look: sum === 'commission' ? 'end far' : 'end wide',
          cell: (row: Row) => <Money amount={row[sum]} currency={row.currency} />,
        })),
      ]}
    />
  )
}
