import '../studio/studio.css'
import '../studio-money/money.css'
import '../studio-orders/lists.css'
import './revenue.css'
import { Download } from 'lucide-react'
import { Form, Link } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { asked } from '../studio-orders/asked.ts'
import { Months, Organizations } from './Tables.tsx'

/** By month; or the organizations of one `month`, or the months of one `organization`. */
export const loader = load(async ({ api, query }) => {
  const { cursor, organization: organizationId, ...typed } = asked(query, NAMES)
  const { month, ...span } = Object.fromEntries(Object.entries(typed).filter(([, month]) => isMonth(month)))
  const part = cursor ? { cursor } : {}
  const isLater = cursor !== undefined
  if (month !== undefined) {
    const revenue = await api['GET /api/admin/revenue']({ query: { from: month, to: month, ...part } })
    return { of: 'month' as const, month, revenue, isLater, filter: { month }, file: { from: month, to: month } }
  }
  if (organizationId !== undefined) {
    const revenue = await api['GET /api/admin/revenue']({ query: { organizationId, ...span, ...part } })
    const filter = { organization: organizationId, ...span }
    return { of: 'organization' as const, revenue, isLater, filter, file: { organizationId, ...span } }
  }
  const months = await api['GET /api/admin/revenue/months']({ query: { ...span, ...part } })
  return { of: 'all' as const, months, isLater, filter: span, file: span }
})

const NAMES = ['from', 'to', 'month', 'organization', 'cursor'] as const
const isMonth = (text: string) => /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(text)

/** What the platform took: by month, and by organizer. */
export function Component() {
  const { t } = useSurroundings()
  const loaded = useLoaded<typeof loader>()
  const words = t.money.admin
  const list = loaded.of === 'all' ? loaded.months : loaded.revenue
  return (
    <Workspace title={t.admin.title} note={words.revenueText} sections={adminSections(t)}>
      <div className="list-head">
        <h2>{titleOf(loaded, words)}</h2>
        <a className="btn line" href={`/api/admin/revenue.csv?${new URLSearchParams(loaded.file)}`} download>
          <Icon of={Download} />
          {t.money.download}
        </a>
      </div>
      {loaded.of !== 'all' && (
        <p className="list-pages">
          <Link className="text-btn" to="/admin/revenue">
            {words.allMonths}
          </Link>
          {loaded.of === 'organization' && (
            <Link className="text-btn" to={`/admin/organizations?${new URLSearchParams({ q: nameOf(loaded) })}`}>
              {words.inOrganizations}
            </Link>
          )}
        </p>
      )}
      {loaded.of !== 'month' && <Span filter={loaded.filter} />}
      {list.items.length === 0 ? (
        <EmptyState title={words.noRevenue}>{words.noRevenueText}</EmptyState>
      ) : loaded.of === 'all' ? (
        <Months rows={loaded.months.items} />
      ) : (
        <Organizations rows={loaded.revenue.items} by={loaded.of === 'month' ? 'organization' : 'month'} />
      )}
      <Pages next={list.next} isLater={loaded.isLater} filter={loaded.filter} />
    </Workspace>
  )
}

type Loaded = Awaited<ReturnType<typeof loader>>
type Words = ReturnType<typeof useSurroundings>['t']['money']['admin']

function titleOf(loaded: Loaded, words: Words): string {
  if (loaded.of === 'month') return words.revenueIn(loaded.month)
  return loaded.of === 'organization' && nameOf(loaded) ? words.revenueOf(nameOf(loaded)) : words.revenue
}

const nameOf = ({ revenue }: Extract<Loaded, { of: 'organization' }>) => revenue.items[0]?.organization ?? ''

function Span({ filter }: { filter: Record<string, string> }) {
  const words = useSurroundings().t.money.admin
  return (
    <Form className="list-filter" action="/admin/revenue" key={JSON.stringify(filter)}>
      {filter.organization && <input type="hidden" name="organization" value={filter.organization} />}
      <Field label={words.from} name="from" type="month" defaultValue={filter.from ?? ''} />
      <Field label={words.to} name="to" type="month" defaultValue={filter.to ?? ''} />
      <Button type="submit">{words.show}</Button>
    </Form>
  )
}
