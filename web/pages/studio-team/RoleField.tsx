import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { SelectField } from '../../ui/Field.tsx'
import type { loader } from './page.tsx'

/** One of the roles that the reader may give. */
export function RoleField({ initial, error }: { initial: string; error: string | undefined }) {
  const { team: words, accounts } = useSurroundings().t
  const { team } = useLoaded<typeof loader>()
  return (
    <SelectField
      label={words.role}
      name="role"
      defaultValue={initial}
      error={error}
      choices={team.grants.map((role) => [role, accounts.account.roles[role]])}
    />
  )
}
