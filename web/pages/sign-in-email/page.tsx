import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { leadsTo } from '../sign-in-by/leads-to.ts'

export const loader = load(async ({ api, query }) => ({
  waiting: await api['GET /api/provider-sign-ins/waiting'](),
  other: query.get('other') !== null,
}))

export const action = act(async ({ api, form }) => {
  if (text(form, 'intent') === 'code') {
    const body = { code: text(form, 'code').replace(/\s/g, '') }
    return redirect(leadsTo(await api['POST /api/provider-sign-ins/code']({ body })))
  }
  await api['POST /api/provider-sign-ins/email']({ body: { email: text(form, 'email') } })
  return redirect('/sign-in/email')
})

/** Asks for the address of a new account where the provider vouches for none, then for the code that was mailed there. */
export function Component() {
  const { providers } = useSentences()
  const { waiting, other } = useLoaded<typeof loader>()
  const sentences = providers.email
  if (!waiting) {
    return (
      <Entrance title={sentences.over[0]} lead={sentences.over[1]}>
        <p>
          <ButtonLink to="/sign-in">{sentences.signIn}</ButtonLink>
        </p>
      </Entrance>
    )
  }
  return waiting.asked && !other ? <CodeForm email={waiting.email ?? ''} /> : <EmailForm {...waiting} />
}

function EmailForm({ provider, email }: { provider: string; email: string | null }) {
  const { accounts, providers } = useSentences()
  const failure = useFailure('email')
  const sentences = providers.email
  return (
    <Entrance title={sentences.title} lead={sentences.text(provider)}>
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <input type="hidden" name="intent" value="email" />
        <Field
          label={accounts.email}
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={failure?.values.email ?? email ?? ''}
          error={failure?.problem.fields?.email}
        />
        <Submit big>{sentences.ask}</Submit>
      </Form>
      <section className="entrance-more">
        <h2>{sentences.haveOne}</h2>
        <p className="mute">{sentences.haveOneText(provider)}</p>
        <ButtonLink to="/sign-in?next=%2Faccount%2Fsecurity" look="line">
          {sentences.signIn}
        </ButtonLink>
      </section>
    </Entrance>
  )
}

function CodeForm({ email }: { email: string }) {
  const sentences = useSentences().providers.email
  const failure = useFailure('code')
  return (
    <Entrance title={sentences.sent} lead={sentences.sentText(email)}>
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <input type="hidden" name="intent" value="code" />
        <Field
          label={sentences.code}
          hint={sentences.codeHint}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          maxLength={20}
          error={failure?.problem.fields?.code}
        />
        <Submit big>{sentences.confirm}</Submit>
      </Form>
      <p className="entrance-links">
        <Link to="/sign-in/email?other">{sentences.other}</Link>
      </p>
    </Entrance>
  )
}
