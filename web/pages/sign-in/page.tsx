import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { nextPath, withNext } from '../../host/next.ts'
import type { Failure } from '../../host/page.ts'
import { act, isProblem, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { ByPasskey } from './ByPasskey.tsx'
import { signInByPasskey } from './by-passkey.ts'
import { Providers } from './Providers.tsx'

export const loader = load(async ({ api, signedIn, query }) => {
  const next = nextPath(query.get('next'))
  if (signedIn && (await api['GET /api/me']())) throw redirect(next)
  const { items: providers } = await api['GET /api/sign-in-providers']()
  return { next, done: query.get('done'), providers, people: await demoPeople(api) }
})

/** People one may go on as with one click; nobody but on the machine of a development installation. */
async function demoPeople(api: WebClient): Promise<{ name: string; email: string }[]> {
  try {
    return (await api['GET /api/dev/people']()).items
  } catch (error) {
    if (isProblem(error)) return []
    throw error
  }
}

export const action = act(async (acting) => {
  const { api, form } = acting
  const email = text(form, 'email')
  const next = nextPath(text(form, 'next'))
  switch (text(form, 'intent')) {
    case 'demo':
      await api['POST /api/dev/sign-in']({ body: { email } })
      return redirect(next)
    case 'passkey':
      await signInByPasskey(acting)
      return redirect(next)
    default: {
      const body = { email, password: String(form.get('password') ?? '') }
      const { signedIn } = await api['POST /api/sign-in']({ body })
      return redirect(signedIn ? next : withNext('/sign-in/second', next))
    }
  }
})

/** Signs in with email and password, a passkey, or another provider. */
export function Component() {
  const { accounts, security } = useSentences()
  const { next, done, providers, people } = useLoaded<typeof loader>()
  const failure = useFailure()
  const sentences = accounts.signIn
  const news = done === 'reset' ? sentences.reset : done === 'signed-out' ? sentences.signedOut : undefined
  return (
    <Entrance title={sentences.title}>
      {news && !failure && (
        <Notice tone="ok" title={news[0]}>
          {news[1]}
        </Notice>
      )}
      <FormProblem failure={failure && inOwnWords(failure, sentences.wrong)} />
      <Form method="post" action={withNext('/sign-in', next)} className="form">
        <input type="hidden" name="next" value={next} />
        <Field
          label={accounts.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={failure?.values.email}
          error={failure?.problem.fields?.email}
        />
        <PasswordField
          label={accounts.password}
          name="password"
          autoComplete="current-password"
          required
          error={failure?.problem.fields?.password}
        />
        <Submit big>{sentences.submit}</Submit>
      </Form>
      <ByPasskey at="/sign-in" next={next} label={security.signInByPasskey} />
      <p className="entrance-links">
        <Link to="/account/forgot">{sentences.forgot}</Link>
        <span>
          {sentences.orSignUp} <Link to={withNext('/sign-up', next)}>{sentences.signUp}</Link>
        </span>
      </p>
      <p className="mute">{sentences.ticketsNote}</p>
      <Providers providers={providers} next={next} />
      {people.length > 0 && <DemoPeople people={people} next={next} />}
    </Entrance>
  )
}

/** Programs that compare the API's sentence need it short; a person may be told what to do. */
function inOwnWords(failure: Failure, [title, detail]: readonly [string, string]): Failure {
  return failure.problem.code === 'invalid_credentials'
    ? { ...failure, problem: { ...failure.problem, title, detail } }
    : failure
}

function DemoPeople({ people, next }: { people: { name: string; email: string }[]; next: string }) {
  const { accounts } = useSentences()
  return (
    <section className="entrance-more">
      <h2>{accounts.signIn.demo}</h2>
      <p className="mute">{accounts.signIn.demoNote}</p>
      {people.map(({ name, email }) => (
        <Form method="post" action={withNext('/sign-in', next)} key={email}>
          <input type="hidden" name="intent" value="demo" />
          <input type="hidden" name="next" value={next} />
          <Submit look="line" name="email" value={email}>
            {accounts.signIn.demoAs(name)}
          </Submit>
        </Form>
      ))}
    </section>
  )
}
