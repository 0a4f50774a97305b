import '../studio/studio.css'
import '../studio-orders/lists.css'
import { Form, Link } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { day } from '../../ui/format.ts'
import { Pages } from '../../ui/Pages.tsx'
import { Table } from '../../ui/Table.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { Standing } from '../admin/Standing.tsx'
import { adminSections } from '../admin/sections.ts'
import { asked } from '../studio-orders/asked.ts'

export const loader = load(async ({ api, query }) => {
  const { q, cursor } = asked(query, ['q', 'cursor'])
  const list = await api['GET /api/admin/people']({ query: { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) } })
  return { list, filter: { ...(q ? { q } : {}) }, isLater: cursor !== undefined }
})

/** People, to be found by name, email or id. */
export function Component() {
  const { t } = useSurroundings()
  const { list, filter, isLater } = useLoaded<typeof loader>()
  const { admin } = t
  return (
    <Workspace title={admin.title} note={admin.peopleText} sections={adminSections(t)}>
      <div className="list-head">
        <h2>{admin.people}</h2>
      </div>
      <Form className="list-filter" role="search" action="/admin/people" key={filter.q ?? ''}>
        <Field label={admin.find} name="q" type="search" defaultValue={filter.q ?? ''} maxLength={254} />
        <Button type="submit">{t.lists.find}</Button>
      </Form>
      {list.items.length === 0 ? <EmptyState title={admin.nobody}>{admin.nobodyText}</EmptyState> : <People />}
      <Pages next={list.next} isLater={isLater} filter={filter} />
    </Workspace>
  )
}

function People() {
  const { t, language } = useSurroundings()
  const { list } = useLoaded<typeof loader>()
  const { admin } = t
  const zone = usePerson()?.timeZone ?? 'UTC'
  return (
    <Table
      className="studio-below"
      rows={list.items}
      keyOf={({ id }) => id}
      columns={[
        {
          label: t.money.admin.name,
          names: true,
          look: 'who',
          cell: ({ id, name, email }) => (
            <>
              <Link to={`/admin/people/${id}`}>{name}</Link>
              <small>{email}</small>
            </>
          ),
        },
        { label: t.lists.state, cell: (person) => <Standing person={person} /> },
        {
          label: admin.person.when,
          look: 'num end far',
          cell: ({ createdAt }) => day(createdAt, zone, language, new Date()),
        },
      ]}
    />
  )
}
