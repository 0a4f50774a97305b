import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { withNext } from '../../host/next.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

export const loader = load(async ({ query }) => ({ token: query.get('token') ?? '' }))

export const action = act(async ({ api, form }) => {
  const { signedIn } = await api['POST /api/email-confirmations/confirm']({ body: { token: text(form, 'token') } })
  return redirect(signedIn ? '/account' : withNext('/sign-in/second', '/account'))
})

/** Confirms an address by a press, not by the visit alone: programs that check mails for bad links visit them too. */
export function Component() {
  const { accounts } = useSentences()
  const { token } = useLoaded<typeof loader>()
  const failure = useFailure()
  const sentences = accounts.confirm
  return (
    <Entrance title={sentences.title} lead={sentences.text}>
      <FormProblem failure={failure} />
      {failure && (
        <p>
          <Link to="/account">{sentences.again}</Link>
        </p>
      )}
      {token === '' ? (
        <Notice tone="stop" title={sentences.missing[0]}>
          {sentences.missing[1]}
        </Notice>
      ) : (
        <Form method="post">
          <input type="hidden" name="token" value={token} />
          <Submit big>{sentences.submit}</Submit>
        </Form>
      )}
    </Entrance>
  )
}
