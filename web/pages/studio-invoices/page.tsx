import '../studio/studio.css'
import '../studio-orders/lists.css'
import { useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { day } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Pages } from '../../ui/Pages.tsx'
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
    <table className="list-table">
      <thead>
        <tr>
          <th scope="col">{words.number}</th>
          <th scope="col">{words.buyer}</th>
          <th scope="col">{words.date}</th>
          <th scope="col" className="end">
            {words.tax}
          </th>
          <th scope="col" className="end">
            {words.total}
          </th>
        </tr>
      </thead>
      <tbody>
        {invoices.items.map(({ id, kind, number, orderCode, buyer, issuedAt, tax, total, currency }) => (
          <tr key={id}>
            <td className="num">
              <a
                className="text-btn"
                href={`/api/organizations/${organization.id}/invoices/${id}/invoice.pdf`}
                aria-label={words.open(number)}
              >
                {number}
              </a>
            </td>
            <th scope="row" className="who">
              {buyer}
              <small>{`${words.kinds[kind]}, ${orderCode}`}</small>
            </th>
            <td className="num">{day(issuedAt, zone, language, now)}</td>
            <td className="end far">{tax > 0 && <Money amount={tax} currency={currency} />}</td>
            <td className="end far">
              <b>
                <Money amount={total} currency={currency} />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
