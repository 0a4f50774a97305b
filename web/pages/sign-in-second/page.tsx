import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { nextPath, withNext } from '../../host/next.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { ByPasskey } from '../sign-in/ByPasskey.tsx'
import { signInByPasskey } from '../sign-in/by-passkey.ts'

export const loader = load(async ({ api, signedIn, query }) => {
  const next = nextPath(query.get('next'))
  if (signedIn && (await api['GET /api/me']())) throw redirect(next)
  return { next }
})

export const action = act(async (acting) => {
  const { api, form } = acting
  if (text(form, 'intent') === 'passkey') await signInByPasskey(acting)
  else await api['POST /api/sign-in/second-factor']({ body: { code: text(form, 'code') } })
  return redirect(nextPath(text(form, 'next')))
})

/** The second step of signing in: a code, or a passkey in its place. */
export function Component() {
  const { security } = useSentences()
  const { next } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = security.second
  return (
    <Entrance title={words.title} lead={words.lead}>
      <FormProblem failure={failure} />
      <Form method="post" action={withNext('/sign-in/second', next)} className="form">
        <input type="hidden" name="next" value={next} />
        <Field
          label={words.code}
          hint={security.codeHint}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={6}
          maxLength={60}
          error={failure?.problem.fields?.code}
        />
        <Submit big name="intent" value="code">
          {words.submit}
        </Submit>
      </Form>
      <ByPasskey at="/sign-in/second" next={next} label={security.passkey} />
      <p className="entrance-links">
        <Link to={withNext('/sign-in', next)}>{words.again}</Link>
      </p>
    </Entrance>
  )
}
