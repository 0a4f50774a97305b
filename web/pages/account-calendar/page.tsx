import '../account/account.css'
import './calendar-address.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { SubscribeToCalendar } from '../../ui/CalendarMenu.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

export const loader = load(async ({ api, query }) => {
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount%2Fcalendar')
  // Whoever acts as somebody sees no address that goes on after them.
  const { address } = me.actedAs ? { address: null } : await api['GET /api/me/calendar']()
  return { address, timeZone: me.timeZone, done: query.get('done') }
})

/** Makes the address, makes another one in its place, or ends it. */
export const action = act(async ({ api, form }) => {
  const intent = text(form, 'intent')
  if (intent === 'end') await api['DELETE /api/me/calendar']()
  else await api['POST /api/me/calendar']()
  return redirect(`/account/calendar?done=${intent === 'end' || intent === 'renew' ? intent : 'make'}`)
})

/** One's tickets and events in one's own calendar. */
export function Component() {
  const { t } = useSurroundings()
  const { address, done } = useLoaded<typeof loader>()
  const { ownCalendar: words, accounts } = t
  const failure = useFailure()
  const happened = done === 'make' || done === 'renew' || done === 'end' ? words.done[done] : null
  return (
    <Frame title={words.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{words.title}</h1>
          <p className="mute">{words.text}</p>
          <p>
            <Link className="text-btn" to="/account">
              {accounts.account.title}
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
        {address ? <Address /> : <Beginning />}
      </div>
    </Frame>
  )
}

function Beginning() {
  const { ownCalendar: words } = useSurroundings().t
  return (
    <Form method="post" className="account-again">
      <Submit name="intent" value="make">
        {words.make}
      </Submit>
    </Form>
  )
}

function Address() {
  const { t, language } = useSurroundings()
  const { address, timeZone } = useLoaded<typeof loader>()
  const { ownCalendar: words } = t
  if (!address) return null
  return (
    <>
      <section className="account-part" aria-labelledby="calendar-address">
        <h2 id="calendar-address">{words.address}</h2>
        <p>
          <code className="calendar-address">{address.url}</code>
        </p>
        <p className="mute" suppressHydrationWarning>
          {words.since(dayAndTime(address.madeAt, timeZone, language, new Date()))}
        </p>
        <div>
          <SubscribeToCalendar id="subscribe" name={words.title} url={address.url} look="btn accent" />
        </div>
      </section>
      <section className="account-part" aria-labelledby="calendar-secret">
        <h2 id="calendar-secret">{words.secret[0]}</h2>
        <p className="mute">{words.secret[1]}</p>
        <Form method="post" className="account-acts">
          <Submit look="line" name="intent" value="renew">
            {words.renew}
          </Submit>
          <Submit look="stop" name="intent" value="end">
            {words.end}
          </Submit>
        </Form>
      </section>
    </>
  )
}
