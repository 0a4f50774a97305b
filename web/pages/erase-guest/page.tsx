import { Form, Link, useActionData } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

export const loader = load(async ({ query }) => ({ token: query.get('token') }))

type Happened = { happened: 'sent' | 'done' }

export const action = act(async ({ api, form }): Promise<Happened> => {
  if (text(form, 'intent') === 'confirm') {
    await api['POST /api/guest-erasures/confirm']({ body: { token: text(form, 'link') } })
    return { happened: 'done' }
  }
  await api['POST /api/guest-erasures']({ body: { email: text(form, 'email') } })
  return { happened: 'sent' }
})

/** Whoever bought without an account asks for a link here, and what the link opens is here as well. */
export function Component() {
  const { guest } = useSentences().privacy
  const { token } = useLoaded<typeof loader>()
  const result = useActionData<Partial<Happened>>()
  if (result?.happened) {
    const [title, sentence] = guest[result.happened]
    return (
      <Entrance title={guest.title} current="tickets">
        <div role="status">
          <Notice tone="ok" title={title}>
            {sentence}
          </Notice>
        </div>
      </Entrance>
    )
  }
  return token === null ? <Asking /> : <Confirming token={token} />
}

function Asking() {
  const { guest } = useSentences().privacy
  const failure = useFailure()
  return (
    <Entrance title={guest.title} lead={guest.text} current="tickets">
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <Field
          label={guest.email}
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={failure?.values.email}
          error={failure?.problem.fields?.email}
        />
        <Submit big>{guest.submit}</Submit>
      </Form>
    </Entrance>
  )
}

function Confirming({ token }: { token: string }) {
  const { privacy, accounts } = useSentences()
  const { guest } = privacy
  const failure = useFailure('confirm')
  return (
    <Entrance title={guest.confirmTitle} lead={guest.confirmText} current="tickets">
      <FormProblem failure={failure} />
      <p>{guest.confirmTickets}</p>
      <Form method="post" className="form">
        <input type="hidden" name="link" value={token} />
        <Submit big look="stop" name="intent" value="confirm">
          {guest.confirm}
        </Submit>
      </Form>
      {failure?.problem.code === 'has_account' && (
        <p>
          <Link to="/sign-in?next=%2Faccount%2Fdata">{accounts.signIn.title}</Link>
        </p>
      )}
    </Entrance>
  )
}
