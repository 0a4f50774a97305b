import '../account/account.css'
import './account-security.css'
import { Link, redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { createPasskey } from '../../host/passkey.ts'
import { Frame } from '../../ui/Frame.tsx'
import { Linked } from './Linked.tsx'
import { actOnLinked, loadLinked } from './linked.ts'
import { Passkeys } from './Passkeys.tsx'
import { Password } from './Password.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { Sessions } from './Sessions.tsx'

export const loader = load(async ({ api, query }) => {
  const cursor = query.get('cursor')
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount%2Fsecurity')
  const [security, sessions, linked] = await Promise.all([
    api['GET /api/me/security'](),
    api['GET /api/me/sessions']({ query: cursor === null ? {} : { cursor } }),
    loadLinked(api),
  ])
  const { email, timeZone } = me
  return { email, timeZone, security, sessions, isLater: cursor !== null, ...linked, done: query.get('done') }
})

/** What the page shows once, and nowhere else: a generator to be set up, or recovery codes. */
export type Shown = { setup: { secret: string; qr: string } } | { recoveryCodes: string[] }

const done = (what: string) => redirect(`/account/security?done=${what}`)

export const action = act(async (acting): Promise<Response | Shown> => {
  const { api, form, t } = acting
  const params = { passkeyId: text(form, 'passkeyId') }
  switch (text(form, 'intent')) {
    case 'password': {
      const typed = (name: string) => String(form.get(name) ?? '')
      const body = { currentPassword: typed('currentPassword'), password: typed('password') }
      await api['POST /api/me/password']({ body })
      return done('password')
    }
    case 'factor-start':
      return { setup: await api['POST /api/me/second-factor']() }
    case 'factor-on':
      return api['POST /api/me/second-factor/confirmation']({ body: { code: text(form, 'code') } })
    case 'factor-off':
      await api['DELETE /api/me/second-factor']()
      return done('factor-off')
    case 'recovery-codes':
      return api['POST /api/me/recovery-codes']()
    case 'passkey-add': {
      const credential = await createPasskey(await api['POST /api/me/passkey-options'](), t)
      await api['POST /api/me/passkeys']({ body: { name: text(form, 'name'), credential } })
      return done('passkey-added')
    }
    case 'passkey-rename':
      await api['PATCH /api/me/passkeys/:passkeyId']({ params, body: { name: text(form, 'name') } })
      return done('passkey-renamed')
    case 'passkey-remove':
      await api['DELETE /api/me/passkeys/:passkeyId']({ params })
      return done('passkey-removed')
    case 'session':
      await api['DELETE /api/me/sessions/:sessionId']({ params: { sessionId: text(form, 'sessionId') } })
      return done('session')
    case 'other-sessions':
      await api['DELETE /api/me/sessions']()
      return done('other-sessions')
    default:
      return (await actOnLinked(acting)) ?? done('')
  }
})

/** How one gets into the account, and where one is signed in. */
export function Component() {
  const { security: words } = useSentences()
  const { email, security, sessions, isLater, linked, providers, timeZone, done } = useLoaded<typeof loader>()
  return (
    <Frame title={words.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{words.title}</h1>
          <p className="mute">{words.text}</p>
          <p>
            <Link className="text-btn" to="/account">
              {words.back}
            </Link>
          </p>
        </header>
        <div className="account-columns">
          <div className="account-column">
            <SecondFactor factor={security.secondFactor} timeZone={timeZone} done={done} />
            <Passkeys passkeys={security.passkeys} timeZone={timeZone} done={done} />
            <Linked linked={linked} providers={providers} timeZone={timeZone} done={done} />
          </div>
          <div className="account-column">
            <Password hasPassword={security.password} email={email} done={done} />
            <Sessions sessions={sessions} isLater={isLater} timeZone={timeZone} done={done} />
          </div>
        </div>
      </div>
    </Frame>
  )
}
