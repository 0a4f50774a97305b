import { Form, useLocation } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { usePerson } from '../../root.tsx'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** Where somebody shows, by a code that is mailed to the invited address, that an invitation is theirs. */
export function Show() {
  const { page } = useSurroundings().t.guests
  const { asked } = useLoaded<typeof loader>()
  const { pathname } = useLocation()
  const person = usePerson()
  const [asking, showing] = [useFailure('ask'), useFailure('show')]
  return (
    <Entrance title={asked ? page.sent : page.show} lead={asked ? page.sentText : page.showText} current="discover">
      <FormProblem failure={asking ?? showing} />
      {asked && (
        <Form method="post" action={`${pathname}?asked=1`} className="form">
          <Field
            label={page.code}
            hint={page.codeHint}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={20}
            error={showing?.problem.fields?.code}
          />
          <Submit big name="intent" value="show">
            {page.confirm}
          </Submit>
        </Form>
      )}
      <Form method="post" className="form">
        <Submit big={!asked} look={asked ? 'line' : 'accent'} name="intent" value="ask">
          {asked ? page.askAgain : page.ask}
        </Submit>
      </Form>
      {!person && (
        <p>
          <ButtonLink look="line" to={`/sign-in?next=${encodeURIComponent(pathname)}`}>
            {page.signIn}
          </ButtonLink>
        </p>
      )}
    </Entrance>
  )
}
