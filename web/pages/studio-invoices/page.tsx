import '../studio/studio.css'
import '../studio-orders/lists.css'
import { useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { day } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Table } from '../../ui/Table.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { organizationSections } from '../studio/sections.ts'

export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const cursor = loading.query.get('cursor')
  const invoices = await loading.api['GET /api/organizations/:organizationId/invoices']({
    params: { organizationId: organization.id },
    query: cursor === null ? {} : { cursor },
  })
  return { organization, invoices, isLater: cursor !== null }
})

/** What an organization issued. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, invoices, isLater } = useLoaded<typeof loader>()
  const words = t.money.invoices
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)}>
      <section aria-labelledby="invoices">
        <div className="list-head">
          <h2 id="invoices">{words.title}</h2>
        </div>
        {invoices.items.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : <Invoices />}
        <Pages next={invoices.next} isLater={isLater} />
      </section>
    </Workspace>
  )
}

function Invoices() {
  const { language } = useSurroundings()
  const { invoices: words } = useSentences().money
  const { organization, invoices } = useLoaded<typeof loader>()
  const zone = usePerson()?.timeZone ?? 'UTC'
  const now = new Date()
  return (
    <Table
      rows={invoices.items}
      keyOf={({ id }) => id}
      columns={[
        {
          label: words.number,
          look: 'num',
          cell: ({ id, number }) => (
            <a
              className="text-btn"
              href={`/api/organizations/${organization.id}/invoices/${id}/invoice.pdf`}
              aria-label={words.open(number)}
            >
              {number}
            </a>
          ),
        },
        {
          label: words.buyer,
          names: true,
          look: 'who',
          cell: ({ buyer, kind, orderCode }) => (
            <>
              {buyer}
              <small>{`${words.kinds[kind]}, ${orderCode}`}</small>
            </>
          ),
        },
        { label: words.date, look: 'num', cell: ({ issuedAt }) => day(issuedAt, zone, language, now) },
        {
          label: words.tax,
          look: 'end far',
          cell: ({ tax, currency }) => tax > 0 && <Money amount={tax} currency={currency} />,
        },
        {
          label: words.total,
          look: 'end far',
          cell: ({ total, currency }) => (
            <b>
              <Money amount={total} currency={currency} />
            </b>
          ),
        },
      ]}
    />
  )
}
