import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { nextPath, withNext } from '../../host/next.ts'
import { act, isProblem, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { useOwnTimeZone } from '../../ui/useOwnTimeZone.ts'
import { Providers } from '../sign-in/Providers.tsx'

export const loader = load(async ({ api, query }) => {
  const next = nextPath(query.get('next'))
  const { items: providers } = await api['GET /api/sign-in-providers']()
  if (query.get('done') !== 'sent') return { next, providers, sent: false, mailbox: false }
  return { next, providers, sent: true, mailbox: await api['GET /api/dev/mails']({}).then(() => true, isNoMailbox) }
})

function isNoMailbox(error: unknown): false {
  if (isProblem(error)) return false
  throw error
}

export const action = act(async ({ api, form }) => {
  const timeZone = text(form, 'timeZone')
  await api['POST /api/sign-up']({
    body: {
      name: text(form, 'name'),
      email: text(form, 'email'),
      password: String(form.get('password') ?? ''),
      ...(timeZone ? { timeZone } : {}),
    },
  })
  const next = nextPath(text(form, 'next'))
  return redirect(`/sign-up?done=sent${next === '/' ? '' : `&next=${encodeURIComponent(next)}`}`)
})

/** Makes an account, then asks to look for the mail. */
export function Component() {
  const { sent } = useLoaded<typeof loader>()
  return sent ? <Sent /> : <SignUp />
}

function SignUp() {
  const { accounts } = useSentences()
  const { next, providers } = useLoaded<typeof loader>()
  const failure = useFailure()
  const timeZone = useOwnTimeZone()
  const { fields = {} } = failure?.problem ?? {}
  return (
    <Entrance title={accounts.signUp.title}>
      <FormProblem failure={failure} />
      <Form method="post" action={withNext('/sign-up', next)} className="form">
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="timeZone" value={timeZone} />
        <Field
          label={accounts.name}
          hint={accounts.nameHint}
          name="name"
          autoComplete="name"
          required
          maxLength={120}
          defaultValue={failure?.values.name}
          error={fields.name}
        />
        <Field
          label={accounts.email}
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={failure?.values.email}
          error={fields.email}
        />
        <PasswordField
          label={accounts.password}
          hint={accounts.passwordHint}
          name="password"
          autoComplete="new-password"
          required
          minLength={8}
          error={fields.password}
        />
        <Submit big>{accounts.signUp.submit}</Submit>
      </Form>
      <p className="entrance-links">
        <span>
          {accounts.signUp.orSignIn} <Link to={withNext('/sign-in', next)}>{accounts.signIn.title}</Link>
        </span>
      </p>
      <Providers providers={providers} next={next} />
    </Entrance>
  )
}

function Sent() {
  const { accounts } = useSentences()
  const { next, mailbox } = useLoaded<typeof loader>()
  const sentences = accounts.signUp
  return (
    <Entrance title={sentences.sent} lead={sentences.sentText}>
      <p>{sentences.sentAgain}</p>
      <p className="entrance-links">
        <ButtonLink to={withNext('/sign-in', next)}>{accounts.signIn.title}</ButtonLink>
        {mailbox && <Link to="/dev/mailbox">{sentences.mailbox}</Link>}
      </p>
    </Entrance>
  )
}
