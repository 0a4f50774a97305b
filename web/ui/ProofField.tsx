import { useSentences } from '../host/hooks.ts'
import { Field } from './Field.tsx'
import { PasswordField } from './PasswordField.tsx'

/** What somebody types to show that it is them. */
export type Proof = 'code' | 'password'

/** What an account asks for: a code where a second factor is on, else the password, if there is one. */
export const proofAsked = ({
  secondFactor,
  password,
}: {
  secondFactor: object | null
  password: boolean
}): Proof | null => (secondFactor ? 'code' : password ? 'password' : null)

/** The field for it, named `code` or `password`. */
export function ProofField({ proof, error }: { proof: Proof; error: string | undefined }) {
  const { confirm: words } = useSentences().security
  if (proof === 'password')
    return (
      <PasswordField label={words.password} name="password" autoComplete="current-password" required error={error} />
    )
  return (
    <Field
      label={words.code}
      name="code"
      autoComplete="one-time-code"
      required
      minLength={6}
      maxLength={60}
      error={error}
    />
  )
}
