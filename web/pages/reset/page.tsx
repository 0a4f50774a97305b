import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'

export const loader = load(async ({ query }) => ({ token: query.get('token') ?? '' }))

export const action = act(async ({ api, form }) => {
  const password = String(form.get('password') ?? '')
  await api['POST /api/password-resets/finish']({ body: { token: text(form, 'token'), password } })
  return redirect('/sign-in?done=reset')
})

/** Sets a new password by the token of a mail. */
export function Component() {
  const { accounts } = useSentences()
  const { token } = useLoaded<typeof loader>()
  const failure = useFailure()
  const sentences = accounts.reset
  return (
    <Entrance title={sentences.title} lead={sentences.text}>
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <input type="hidden" name="token" value={token} />
        <PasswordField
          label={sentences.password}
          hint={accounts.passwordHint}
          name="password"
          autoComplete="new-password"
          required
          minLength={8}
          error={failure?.problem.fields?.password}
        />
        <Submit big>{sentences.submit}</Submit>
      </Form>
      {failure && (
        <p className="entrance-links">
          <Link to="/account/forgot">{sentences.again}</Link>
        </p>
      )}
    </Entrance>
  )
}
