import '../account/account.css'
import { Link, redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Frame } from '../../ui/Frame.tsx'
import { Erase } from './Erase.tsx'
import { Export } from './Export.tsx'

export const loader = load(async ({ api, query }) => {
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount%2Fdata')
  // Whoever acts as somebody sees nothing of their archive.
  const [gathered, erasure] = await Promise.all([
    me.actedAs ? null : api['GET /api/me/export'](),
    api['GET /api/me/erasure'](),
  ])
  const { email, timeZone } = me
  return { email, timeZone, gathered, erasure, done: query.get('done') }
})

export const action = act(async ({ api, form }) => {
  switch (text(form, 'intent')) {
    case 'export':
      await api['POST /api/me/export']()
      return redirect('/account/data')
    case 'keep':
      await api['DELETE /api/me/erasure']()
      return redirect('/account/data?done=kept')
    default: {
      const giveUpTickets = form.has('giveUpTickets')
      await api['POST /api/me/erasure']({ body: { email: text(form, 'email'), giveUpTickets } })
      return redirect('/account/data')
    }
  }
})

/** One's own data: taking it away, and having the account erased. */
export function Component() {
  const { privacy } = useSentences()
  const { email, timeZone, gathered, erasure, done } = useLoaded<typeof loader>()
  return (
    <Frame title={privacy.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{privacy.title}</h1>
          <p className="mute">{privacy.text}</p>
          <p>
            <Link className="text-btn" to="/account">
              {privacy.back}
            </Link>
          </p>
        </header>
        <div className="account-columns">
          <div className="account-column">
            <Export gathered={gathered} timeZone={timeZone} />
          </div>
          <div className="account-column">
            <Erase erasure={erasure} email={email} timeZone={timeZone} isKept={done === 'kept'} />
          </div>
        </div>
      </div>
    </Frame>
  )
}
