import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { nextPath, withNext } from '../../host/next.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { ProofField, proofAsked } from '../../ui/ProofField.tsx'

export const loader = load(async ({ api, query }) => {
  const ways = await api['GET /api/me/security']()
  return { next: nextPath(query.get('next'), '/account/security'), asks: proofAsked(ways) }
})

export const action = act(async ({ api, form }) => {
  const code = text(form, 'code')
  const body = code ? { code } : { password: String(form.get('password') ?? '') }
  await api['POST /api/me/confirmation']({ body })
  return redirect(nextPath(text(form, 'next'), '/account/security'))
})

/** Asks somebody to show that it is them, where no dialog can: without JavaScript. Leads back to where they were refused, to press there again. */
export function Component() {
  const { security } = useSentences()
  const { next, asks } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = security.confirm
  return (
    <Entrance title={words.title} lead={asks ? words.text : words.noWay}>
      <FormProblem failure={failure} />
      {asks && (
        <Form method="post" action={withNext('/account/step-up', next)} className="form">
          <input type="hidden" name="next" value={next} />
          <ProofField proof={asks} error={failure?.problem.fields?.[asks]} />
          <p className="mute">{words.thenAgain}</p>
          <Submit big>{words.submit}</Submit>
        </Form>
      )}
      <p className="entrance-links">
        <Link to={next}>{words.cancel}</Link>
      </p>
    </Entrance>
  )
}
