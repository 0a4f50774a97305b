import './studio.css'
import { Link, redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { studioOrganizations } from './load.ts'

/** Who works for one organization goes straight to it. */
export const loader = load(async (loading) => {
  const organizations = await studioOrganizations(loading)
  const [only] = organizations
  if (only && organizations.length === 1) throw redirect(`/studio/${only.slug}`)
  return { organizations }
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
