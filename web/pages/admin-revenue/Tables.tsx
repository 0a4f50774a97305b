import { Link } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { count } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

type Month = Awaited<ReturnType<WebClient['GET /api/admin/revenue/months']>>['items'][number]
type Row = Awaited<ReturnType<WebClient['GET /api/admin/revenue']>>['items'][number]

const SUMS = ['captured', 'refunded', 'commission', 'providerFees'] as const

/** Months of the whole platform, each leading to its organizations. */
export function Months({ rows }: { rows: readonly Month[] }) {
  const { t, language } = useSurroundings()
  return (
    <Table
      className="revenue-table"
      rows={rows}
      keyOf={({ month, currency }) => `${month} ${currency}`}
      columns={[
        {
          label: t.money.admin.month,
          names: true,
          look: 'num who',
          cell: ({ month }) => <Link to={`?month=${month}`}>{month}</Link>,
        },
        {
          label: t.money.admin.organizations,
          look: 'num end',
          cell: ({ organizations }) => (
            <>
              <span className="revenue-label">{t.money.admin.organizations}</span>
              <span>{count(organizations, language)}</span>
            </>
          ),
        },
        ...useSums<Month>(),
      ]}
    />
  )
}

/** What came of organizations: all of one month, or one by month. */
export function Organizations({ rows, by }: { rows: readonly Row[]; by: 'organization' | 'month' }) {
  const { admin: words, payouts } = useSurroundings().t.money
  const first: Column<Row> =
    by === 'month'
      ? {
          label: words.month,
          names: true,
          look: 'num who',
          cell: ({ month }) => <Link to={`?month=${month}`}>{month}</Link>,
        }
      : {
          label: payouts.organizer,
          names: true,
          look: 'who',
          cell: ({ organizationId, organization }) => (
            <Link to={`?organization=${organizationId}`}>{organization}</Link>
          ),
        }
  return (
    <Table
      className="revenue-table"
      rows={rows}
      keyOf={({ month, organizationId, currency }) => `${month} ${organizationId} ${currency}`}
      columns={[first, ...useSums<Row>()]}
    />
  )
}

function useSums<Summed extends Record<(typeof SUMS)[number], number> & { currency: string }>(): Column<Summed>[] {
  const { admin: words } = useSurroundings().t.money
  return SUMS.map((sum) => ({
    label: words[sum],
    look: 'end',
    cell: (row) => (
      <>
        <span className="revenue-label">{words[sum]}</span>
        <Money amount={row[sum]} currency={row.currency} />
      </>
    ),
  }))
}
