import { Link } from 'react-router'
import { useSentences } from '../../host/hooks.ts'
import type { Person } from '../../root.tsx'
import { ButtonLink } from '../../ui/Button.tsx'

type Organization = NonNullable<Person>['organizations'][number]

type OrganizationsProps = { organizations: readonly Organization[]; isAdministrator: boolean }

/** The organizations one works for, each with one's role, and the ways to another, to the door and to the platform's administration. */
export function Organizations({ organizations, isAdministrator }: OrganizationsProps) {
  const { accounts, admin, door } = useSentences()
  const { account } = accounts
  const roles: Readonly<Record<string, string>> = account.roles
  return (
    <section className="account-part">
      <h2>{account.organizations}</h2>
      {organizations.length === 0 && <p className="mute">{account.noOrganizations}</p>}
      <ul className="rows hard">
        {organizations.map(({ id, slug, name, role }) => (
          <li key={id}>
            <Link to={`/studio/${slug}`} className="account-organization">
              <b>{name}</b>
              <span className="mute">{roles[role]}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="account-acts">
        <ButtonLink to="/studio/new" look="line">
          {account.newOrganization}
        </ButtonLink>
        {organizations.length > 0 && (
          <ButtonLink to="/door" look="line">
            {door.chooseTitle}
          </ButtonLink>
        )}
        {isAdministrator && (
          <ButtonLink to="/admin/events" look="line">
            {admin.title}
          </ButtonLink>
        )}
      </p>
    </section>
  )
}
