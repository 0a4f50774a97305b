import '../studio/studio.css'
import '../studio-orders/lists.css'
import './money.css'
import { Download } from 'lucide-react'
import { useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Money } from '../../ui/Money.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Table } from '../../ui/Table.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { organizationSections } from '../studio/sections.ts'
import { Balances } from './Balances.tsx'
import { Payouts } from './Payouts.tsx'

const SHOWN_PAYOUTS = 5

export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const { api, query } = loading
  const cursor = query.get('cursor')
  const params = { organizationId: organization.id }
  const [balances, payouts, statement] = await Promise.all([
    api['GET /api/organizations/:organizationId/balance']({ params }),
    api['GET /api/organizations/:organizationId/payouts']({ params, query: { limit: SHOWN_PAYOUTS } }),
    api['GET /api/organizations/:organizationId/statement']({ params, query: cursor === null ? {} : { cursor } }),
  ])
  return { organization, balances: balances.items, payouts: payouts.items, statement, isLater: cursor !== null }
})

/** What an organization is owed, what it was paid, and how both came about. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, statement, isLater } = useLoaded<typeof loader>()
  const words = t.money
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)}>
      <Balances />
      <Payouts />
      <section className="studio-section" aria-labelledby="statement">
        <div className="list-head">
          <h2 id="statement">{words.statement.title}</h2>
          {statement.items.length > 0 && (
            <a className="btn line" href={`/api/organizations/${organization.id}/statement.csv`} download>
              <Icon of={Download} />
              {words.download}
            </a>
          )}
        </div>
        {statement.items.length === 0 ? (
          <EmptyState title={words.balances.none}>{words.balances.noneText}</EmptyState>
        ) : (
          <Statement />
        )}
        <Pages next={statement.next} isLater={isLater} />
      </section>
    </Workspace>
  )
}

function Statement() {
  const { language } = useSurroundings()
  const { statement: words } = useSentences().money
  const { statement } = useLoaded<typeof loader>()
  const zone = usePerson()?.timeZone ?? 'UTC'
  const now = new Date()
  return (
    <Table
      rows={statement.items}
      keyOf={({ id }) => id}
      columns={[
        { label: words.date, look: 'num', cell: ({ at }) => dayAndTime(at, zone, language, now) },
        {
          label: words.what,
          names: true,
          look: 'who',
          cell: ({ kind, orderCode, eventName }) => (
            <>
              {words.kinds[kind]}
              {orderCode && <small>{words.order(orderCode, eventName ?? '')}</small>}
            </>
          ),
        },
        {
          label: words.total,
          look: 'end wide',
          cell: ({ total, currency }) => <Money amount={total} currency={currency} />,
        },
        {
          label: words.fee,
          look: 'end wide',
          cell: ({ commission, currency }) => commission !== 0 && <Money amount={commission} currency={currency} />,
        },
        {
          label: words.net,
          look: 'end far',
          cell: ({ net, currency }) => (
            <b>
              <Money amount={net} currency={currency} />
            </b>
          ),
        },
      ]}
    />
  )
}
