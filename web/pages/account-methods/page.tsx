import '../account/account.css'
import '../studio/studio.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { expiryOf, type Method, nameOf, siteOf } from './method.ts'

export const loader = load(async ({ api, query }) => {
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount%2Fpayment-methods')
  return { methods: await api['GET /api/me/payment-methods'](), done: query.get('done') }
})

const done = (what: string) => redirect(`/account/payment-methods?done=${what}`)

export const action = act(async ({ api, form }) => {
  const params = { provider: text(form, 'provider'), method: text(form, 'method') }
  if (text(form, 'intent').startsWith('prefer')) {
    await api['PUT /api/me/payment-methods/:provider/:method/preferred']({ params })
    return done('preferred')
  }
  await api['DELETE /api/me/payment-methods/:provider/:method']({ params })
  return done('removed')
})

/** Ways to pay that are kept for somebody at payment providers. */
export function Component() {
  const t = useSentences()
  const { methods, done } = useLoaded<typeof loader>()
  const { methods: words, money } = t
  const failure = useFailure()
  const happened = done === 'preferred' || done === 'removed' ? words.done[done] : null
  return (
    <Frame title={words.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{words.title}</h1>
          <p className="mute">{words.text}</p>
          <p className="account-acts">
            <Link className="text-btn" to="/account">
              {t.accounts.account.title}
            </Link>
            <Link className="text-btn" to="/account/payments">
              {money.mine.link}
            </Link>
          </p>
        </header>
        {happened && !failure && (
          <div role="status">
            <Notice tone="ok" title={happened[0]}>
              {happened[1]}
            </Notice>
          </div>
        )}
        <FormProblem failure={failure} />
        {methods.unanswered.map((provider) => (
          <Notice key={provider} tone="hold" title={words.unanswered[0]}>
            {words.unanswered[1](siteOf(t, provider))}
          </Notice>
        ))}
        {methods.items.length === 0 && methods.unanswered.length === 0 && (
          <EmptyState title={words.none}>{words.noneText}</EmptyState>
        )}
        {methods.items.length > 0 && (
          <ul className="rows hard">
            {methods.items.map((method) => (
              <li key={method.ref} className="studio-step">
                <MethodRow method={method} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Frame>
  )
}

function MethodRow({ method }: { method: Method }) {
  const { t, language } = useSurroundings()
  const { methods: words } = t
  const name = nameOf(t, method)
  const expiry = expiryOf(method, language)
  return (
    <>
      <div>
        <p className="num">
          <b>{name}</b>
        </p>
        <p className="studio-facts num">
          {method.preferred && <Tag tone="ok">{words.preferred}</Tag>}
          {expiry && <span>{words.expires(expiry)}</span>}
          <span className="mute">{words.at(siteOf(t, method.provider))}</span>
        </p>
      </div>
      <Form method="post" className="studio-acts">
        <input type="hidden" name="provider" value={method.provider} />
        <input type="hidden" name="method" value={method.ref} />
        {!method.preferred && (
          <Submit look="line" name="intent" value={`prefer ${method.ref}`} aria-label={words.preferOf(name)}>
            {words.prefer}
          </Submit>
        )}
        <Submit look="stop" name="intent" value={`remove ${method.ref}`} aria-label={words.removeOf(name)}>
          {words.remove}
        </Submit>
      </Form>
    </>
  )
}
