import './studio.css'
import { Link, redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { studioOrganizations } from './load.ts'

/** Who works for one organization, and is not invited to another, goes straight to it. */
export const loader = load(async (loading) => {
  const organizations = await studioOrganizations(loading)
  const { items: invitations } = await loading.api['GET /api/me/member-invitations']()
  const [only] = organizations
  if (only && organizations.length === 1 && invitations.length === 0) throw redirect(`/studio/${only.slug}`)
  return { organizations, invitations }
})

/** The choice among the organizations one works for. */
export function Component() {
  const { studio } = useSentences()
  const { organizations } = useLoaded<typeof loader>()
  const isEmpty = organizations.length === 0
  const title = isEmpty ? studio.noOrganization : studio.chooseTitle
  const another = (
    <ButtonLink to="/studio/new" look={isEmpty ? 'accent' : 'line'}>
      {studio.newOrganization}
    </ButtonLink>
  )
  return (
    <Frame title={title} current="studio">
      <div className="studio-choice">
        <h1 className="loud">{title}</h1>
        <Invitations />
        {isEmpty ? (
          <EmptyState title={studio.newOrganization} action={another}>
            {studio.noOrganizationText}
          </EmptyState>
        ) : (
          <>
            <ul className="rows hard">
              {organizations.map(({ slug, name }) => (
                <li key={slug}>
                  <Link className="studio-organization" to={`/studio/${slug}`}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
            <p>{another}</p>
          </>
        )}
      </div>
    </Frame>
  )
}

/** The teams that wait for the reader's answer. */
function Invitations() {
  const { team, accounts } = useSentences()
  const { invitations } = useLoaded<typeof loader>()
  return invitations.map(({ id, role, organization }) => (
    <Notice key={id} tone="hold" title={team.invitation.waiting}>
      {team.invitation.toOrganization(organization.name, accounts.account.roles[role])}.{' '}
      <Link to={`/team-invitations/${id}`}>{team.invitation.see}</Link>
    </Notice>
  ))
}
