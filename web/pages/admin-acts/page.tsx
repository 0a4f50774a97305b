import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../studio-history/history.css'
import { Download } from 'lucide-react'
import { Form } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { asked, oneOf } from '../studio-orders/asked.ts'
import { ActRow } from './ActRow.tsx'

export const loader = load(async ({ api, query, t }) => {
  const { cursor, kind: typed, from, until, ...texts } = asked(query, NAMES)
  const kind = oneOf(typed, Object.keys(t.acts.kinds) as (keyof typeof t.acts.kinds)[])
  const days = Object.fromEntries(
    Object.entries({ from, until }).filter(([, day]) => day && /^[12]\d{3}-\d{2}-\d{2}$/.test(day)),
  ) as { from?: string; until?: string }
  const filter = { ...texts, ...(kind ? { kind } : {}), ...days }
  const acts = await api['GET /api/admin/acts']({ query: { ...filter, ...(cursor ? { cursor } : {}) } })
  return { acts, filter, isLater: cursor !== undefined }
})

const NAMES = ['person', 'organization', 'event', 'kind', 'from', 'until', 'cursor'] as const

/** Who did what on the platform. */
export function Component() {
  const { t } = useSurroundings()
  const { acts, filter, isLater } = useLoaded<typeof loader>()
  const words = t.acts
  return (
    <Workspace title={t.admin.title} note={words.adminText} sections={adminSections(t)}>
      <div className="list-head">
        <h2>{words.title}</h2>
        <a className="btn line" href={`/api/admin/acts.csv?${new URLSearchParams(filter)}`} download>
          <Icon of={Download} />
          {words.download}
        </a>
      </div>
      <Filter />
      {acts.items.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <ul className="rows hard">
          {acts.items.map((act) => (
            <li key={act.id} className="act">
              <ActRow act={act} />
            </li>
          ))}
        </ul>
      )}
      <Pages next={acts.next} isLater={isLater} filter={filter} />
    </Workspace>
  )
}

function Filter() {
  const { t, language } = useSurroundings()
  const { filter } = useLoaded<typeof loader>()
  const words = t.acts
  const kinds = Object.entries(words.kinds).sort(([, one], [, other]) => one.localeCompare(other, language))
  return (
    <Form className="list-filter" role="search" action="/admin/acts" key={JSON.stringify(filter)}>
      <Field label={words.person} name="person" type="search" maxLength={120} defaultValue={filter.person ?? ''} />
      <Field
        label={words.organization}
        name="organization"
        type="search"
        maxLength={120}
        defaultValue={filter.organization ?? ''}
      />
      <Field label={words.event} name="event" type="search" maxLength={120} defaultValue={filter.event ?? ''} />
      <SelectField
        label={words.kind}
        name="kind"
        defaultValue={filter.kind ?? ''}
        choices={[['', words.anyKind], ...kinds]}
      />
      <Field label={words.from} name="from" type="date" defaultValue={filter.from ?? ''} />
      <Field label={words.until} name="until" type="date" defaultValue={filter.until ?? ''} />
      <Button type="submit">{words.find}</Button>
    </Form>
  )
}
