import { Check } from 'lucide-react'
import type { Permission } from '../../../src/modules/accounts/permissions.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { loader } from './page.tsx'

/** What each role may do, from the one table of the server. On a phone each line names the roles. */
export function RoleTable() {
  const { team: words, accounts } = useSurroundings().t
  const { roles } = useLoaded<typeof loader>()
  const names = accounts.account.roles
  const sentences: Record<Permission, string> = words.permissions
  return (
    <section className="studio-section" aria-labelledby="roles">
      <h2 id="roles">{words.table.title}</h2>
      <p className="mute">{words.table.text}</p>
      <dl className="team-roles">
        {roles.map(({ role }) => (
          <div key={role}>
            <dt>{names[role]}</dt>
            <dd>{words.roles[role]}</dd>
          </div>
        ))}
      </dl>
      <table className="team-table">
        <thead>
          <tr>
            <th scope="col">{words.table.may}</th>
            {roles.map(({ role }) => (
              <th key={role} scope="col">
                {names[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(Object.keys(sentences) as Permission[]).map((permission) => (
            <tr key={permission}>
              <th scope="row">{sentences[permission]}</th>
              {roles.map(({ role, permissions }) => (
                <td key={role} className={permissions.includes(permission) ? 'may' : 'may-not'}>
                  {permissions.includes(permission) ? (
                    <>
                      <Icon of={Check} />
                      <span className="sr">{words.table.yes}</span>
                      <span className="team-role" aria-hidden="true">
                        {names[role]}
                      </span>
                    </>
                  ) : (
                    <span className="sr">{words.table.no}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
