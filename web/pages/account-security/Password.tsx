import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'

type PasswordProps = { hasPassword: boolean; email: string; done: string | null }

/** Another password, by the one there is; who has none gets one by mail. */
export function Password({ hasPassword, email, done }: PasswordProps) {
  const { accounts, security } = useSentences()
  const { account } = accounts
  const failure = useFailure('password')
  return (
    <section className="account-part">
      <h2>{security.password}</h2>
      {done === 'password' && !failure && (
        <Notice tone="ok" title={account.passwordChanged[0]}>
          {account.passwordChanged[1]}
        </Notice>
      )}
      <FormProblem failure={failure} />
      {hasPassword ? (
        <Form method="post" className="form" key={done}>
          <input type="hidden" name="intent" value="password" />
          <input type="hidden" autoComplete="username" value={email} />
          <PasswordField
            label={account.currentPassword}
            name="currentPassword"
            autoComplete="current-password"
            required
            error={failure?.problem.fields?.currentPassword}
          />
          <PasswordField
            label={account.newPassword}
            hint={accounts.passwordHint}
            name="password"
            autoComplete="new-password"
            required
            minLength={8}
            error={failure?.problem.fields?.password}
          />
          <Submit look="plain" className="account-send">
            {account.changePassword}
          </Submit>
        </Form>
      ) : (
        <>
          <p className="mute">{security.noPassword}</p>
          <p>
            <ButtonLink to="/account/forgot" look="line">
              {security.getPassword}
            </ButtonLink>
          </p>
        </>
      )}
    </section>
  )
}
