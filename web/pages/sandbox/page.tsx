import './sandbox.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { money } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

export const loader = load(async ({ api, params }) => ({
  payment: await api['GET /api/sandbox/payments/:ref']({ params: { ref: params.ref ?? '' } }),
}))

const ACTS = ['payment', 'decline', 'cancel'] as const
const TROUBLES = ['challenge', 'late', 'twice', 'webhook_first', 'webhook_never'] as const
const ANSWERS = ['pass', 'fail'] as const

export const action = act(async ({ api, form, params }) => {
  const ref = params.ref ?? ''
  const trouble = [...TROUBLES, ...ANSWERS].find((one) => one === text(form, 'intent'))
  const wish = ACTS.find((one) => one === text(form, 'intent')) ?? 'cancel'
  const { state, returnUrl, cancelUrl } = trouble
    ? await api['POST /api/sandbox/payments/:ref/trouble']({ params: { ref }, body: { act: trouble } })
    : await api[`POST /api/sandbox/payments/:ref/${wish}`]({ params: { ref } })
  if (state === 'challenged') return redirect(`/sandbox/${ref}`)
  const { pathname, search } = new URL(state === 'cancelled' ? cancelUrl : returnUrl)
  return redirect(pathname + search)
})

/** The page of the sandbox provider. It looks like nobody's bank, and says what it is. */
export function Component() {
  const { t, language } = useSurroundings()
  const { payment } = useLoaded<typeof loader>()
  const words = t.checkout.sandbox
  const amount = money(payment.amount, payment.currency, language)
  return (
    <div className="sandbox">
      <title>{words.title}</title>
      <meta name="robots" content="noindex" />
      <header>
        <p>{payment.test ? words.test : words.mark}</p>
      </header>
      <main id="main" tabIndex={-1}>
        <h1 className="loud">{words.title}</h1>
        <Notice tone="hold" title={words.warning} />
        <FormProblem failure={useFailure()} />
        <dl className="sandbox-due">
          <dt>{words.payFor}</dt>
          <dd>{payment.label}</dd>
          <dd className="num sandbox-amount">{amount}</dd>
        </dl>
        {payment.remembers && payment.state === 'open' && <p className="mute">{t.methods.sandboxKeeps}</p>}
        {payment.state === 'challenged' && <Challenge />}
        {payment.state === 'open' && (
          <Form method="post" className="sandbox-acts">
            <Submit big full name="intent" value="payment">
              {words.pay(amount)}
            </Submit>
            <Submit look="line" full name="intent" value="decline">
              {words.decline}
            </Submit>
            <Submit look="line" full name="intent" value="cancel">
              {words.cancel}
            </Submit>
            <details>
              <summary>{words.troubles}</summary>
              <div className="sandbox-acts">
                {TROUBLES.map((trouble) => (
                  <Submit key={trouble} look="line" full name="intent" value={trouble}>
                    {words.trouble[trouble]}
                  </Submit>
                ))}
              </div>
            </details>
          </Form>
        )}
        {payment.state !== 'open' && payment.state !== 'challenged' && (
          <p>
            {words.decided[payment.state]} <Link to={new URL(payment.returnUrl).pathname}>{words.back}</Link>
          </p>
        )}
      </main>
    </div>
  )
}

/** Stands in for the page where a bank makes sure that it is its customer who pays. */
function Challenge() {
  const words = useSurroundings().t.checkout.sandbox
  return (
    <Form method="post" className="sandbox-acts">
      <h2>{words.challenge}</h2>
      <p>{words.challengeHint}</p>
      {ANSWERS.map((answer) => (
        <Submit key={answer} look={answer === 'pass' ? 'accent' : 'line'} big full name="intent" value={answer}>
          {words[answer]}
        </Submit>
      ))}
    </Form>
  )
}
