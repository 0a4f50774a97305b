import { Form, Link, useActionData } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

export const loader = load(async ({ query }) => ({ isInvalid: query.has('invalid') }))

export const action = act(async ({ api, form }) => {
  const email = text(form, 'email')
  await api['POST /api/ticket-links']({ body: { email } })
  return { sentTo: email }
})

/** Asks for a link to one's tickets; says the same whether there are any. */
export function Component() {
  const { tickets } = useSurroundings().t
  const { isInvalid } = useLoaded<typeof loader>()
  const failure = useFailure()
  const sent = useActionData<{ sentTo?: string }>()
  if (sent?.sentTo)
    return (
      <Entrance title={tickets.findTitle} current="tickets">
        <div role="status">
          <Notice tone="ok" title={tickets.sent[0]}>
            {tickets.sent[1](sent.sentTo)}
          </Notice>
        </div>
        <p>
          <Link to="/find-tickets">{tickets.another}</Link>
        </p>
      </Entrance>
    )
  return (
    <Entrance title={tickets.findTitle} lead={tickets.findText} current="tickets">
      {isInvalid && !failure && (
        <Notice tone="stop" title={tickets.linkInvalid[0]}>
          {tickets.linkInvalid[1]}
        </Notice>
      )}
      <FormProblem failure={failure} />
      <Form method="post" action="/find-tickets" className="form">
        <Field
          label={tickets.email}
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={failure?.values.email}
          error={failure?.problem.fields?.email}
        />
        <Submit big>{tickets.send}</Submit>
      </Form>
      <p>
        <Link className="text-btn" to="/find-tickets/erase">
          {tickets.eraseInstead}
        </Link>
      </p>
    </Entrance>
  )
}
