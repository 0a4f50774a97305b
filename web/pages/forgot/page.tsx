import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'

export const loader = load(async ({ query }) => ({ sent: query.get('done') === 'sent' }))

export const action = act(async ({ api, form }) => {
  await api['POST /api/password-resets']({ body: { email: text(form, 'email') } })
  return redirect('/account/forgot?done=sent')
})

/** Asks for a link to a new password. */
export function Component() {
  const { accounts } = useSentences()
  const { sent } = useLoaded<typeof loader>()
  const failure = useFailure()
  const sentences = accounts.forgot
  if (sent) {
    return (
      <Entrance title={sentences.sent} lead={sentences.sentText}>
        <p>
          <ButtonLink to="/sign-in">{accounts.signIn.title}</ButtonLink>
        </p>
      </Entrance>
    )
  }
  return (
    <Entrance title={sentences.title} lead={sentences.text}>
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <Field
          label={accounts.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          defaultValue={failure?.values.email}
          error={failure?.problem.fields?.email}
        />
        <Submit big>{sentences.submit}</Submit>
      </Form>
    </Entrance>
  )
}
