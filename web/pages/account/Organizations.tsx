import { Link } from 'react-router'
import { useSentences } from '../../host/hooks.ts'
import type { Person } from '../../root.tsx'
import { ButtonLink } from '../../ui/Button.tsx'

type Organization = NonNullable<Person>['organizations'][number]

/** The organizations one works for, each with one's role, and the way to another. */
export function Organizations({ organizations }: { organizations: readonly Organization[] }) {
  const { account } = useSentences().accounts
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
      <p>
        <ButtonLink to="/studio/new" look="line">
          {account.newOrganization}
        </ButtonLink>
      </p>
    </section>
  )
}
