import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../studio-money/money.css'
import '../admin/admin.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { count } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'

export const loader = load(async ({ api, params, query }) => {
  const userId = params.userId ?? ''
  const [from, q] = [query.get('from'), query.get('q') ?? '']
  const [person, found, preview] = await Promise.all([
    api['GET /api/admin/people/:userId']({ params: { userId } }),
    from === null && q !== '' ? api['GET /api/admin/people']({ query: { q } }) : null,
    from === null ? null : api['GET /api/admin/people/:userId/merge/:fromId']({ params: { userId, fromId: from } }),
  ])
  return { person, q, found: found?.items.filter(({ id }) => id !== userId) ?? null, preview }
})

export const action = act(async ({ api, form, params }) => {
  const userId = params.userId ?? ''
  await api['POST /api/admin/people/:userId/merge']({ params: { userId }, body: { from: text(form, 'from') } })
  return redirect(`/admin/people/${userId}?done=yes`)
})

/** Putting two accounts of one person together: finding the other one, what would move, and doing it. */
export function Component() {
  const { t } = useSurroundings()
  const { person, preview } = useLoaded<typeof loader>()
  const words = t.privacy.merge
  const failure = useFailure()
  return (
    <Workspace title={words.title} note={`${person.name}, ${person.email}`} sections={adminSections(t)}>
      <FormProblem failure={failure} />
      <p className="admin-text">{words.text}</p>
      {preview ? <Preview /> : <Search />}
      <p className="studio-below">
        <Link className="text-btn" to={`/admin/people/${person.id}`}>
          {person.name}
        </Link>
      </p>
    </Workspace>
  )
}

function Search() {
  const { privacy } = useSentences()
  const { q, found } = useLoaded<typeof loader>()
  const words = privacy.merge
  return (
    <section className="studio-section" aria-labelledby="other">
      <h2 id="other">{words.which}</h2>
      <Form method="get" className="money-form" role="search">
        <Field label={words.search} name="q" type="search" required maxLength={254} defaultValue={q} />
        <Submit look="plain">{words.find}</Submit>
      </Form>
      {found?.length === 0 && <p className="mute">{words.none}</p>}
      {found && found.length > 0 && (
        <ul className="rows hard studio-below">
          {found.map(({ id, name, email }) => (
            <li key={id} className="studio-facts">
              <Link to={`?from=${id}`}>{name}</Link>
              <span className="mute">{email}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Preview() {
  const { t, language } = useSurroundings()
  const { preview } = useLoaded<typeof loader>()
  const words = t.privacy.merge
  if (!preview) return null
  const { from, into, refusal, orders, tickets, memberships } = preview
  const roles: Readonly<Record<string, string>> = t.accounts.account.roles
  const reasons: Readonly<Record<string, string>> = words.refusals
  return (
    <section className="studio-section" aria-labelledby="preview">
      <h2 id="preview">{words.what}</h2>
      <div className="money-form">
        <p>{words.ends(from.name, from.email)}</p>
        <p>{words.stays(into.name, into.email)}</p>
      </div>
      <ul className="rows hard studio-below">
        <li>{words.orders(count(orders, language), count(tickets, language))}</li>
        {memberships.map(({ organizationId, organization, role, before }) => (
          <li key={organizationId} className="studio-facts">
            <b>{organization}</b>
            <span>{words.role(roles[role] ?? role, before && (roles[before] ?? before))}</span>
          </li>
        ))}
        <li>{words.rest}</li>
      </ul>
      {refusal === null ? (
        <Form method="post" className="money-form">
          <p>
            <b>{words.never}</b>
          </p>
          <input type="hidden" name="from" value={from.id} />
          <Submit look="stop">{words.submit}</Submit>
        </Form>
      ) : (
        <Notice tone="stop" title={words.cannot}>
          {reasons[refusal] ?? refusal}
        </Notice>
      )}
    </section>
  )
}
