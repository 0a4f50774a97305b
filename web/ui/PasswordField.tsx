import type { ComponentProps } from 'react'
import { useEffect, useState } from 'react'
import { useSentences } from '../host/hooks.ts'
import { CheckField, Field, type FieldParts } from './Field.tsx'

/** A password, which one may look at while typing (NIST SP 800-63B, §3.1.1.2). Pasting works, so password managers do. */
export function PasswordField(props: FieldParts & ComponentProps<'input'>) {
  const { accounts } = useSentences()
  const [isAlive, setAlive] = useState(false)
  const [isShown, setShown] = useState(false)
  useEffect(() => setAlive(true), [])
  return (
    <div className="password-field">
      <Field {...props} type={isShown ? 'text' : 'password'} maxLength={128} autoCapitalize="none" spellCheck={false} />
      {isAlive && (
        <CheckField
          label={accounts.showPassword}
          checked={isShown}
          onChange={({ target }) => setShown(target.checked)}
        />
      )}
    </div>
  )
}
