import '../account/account.css'
import './account-notifications.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field } from '../../ui/Field.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Phone } from './Phone.tsx'
import { Push } from './Push.tsx'
import { actOnReach, loadReach } from './reach.ts'

export const loader = load(async ({ api, query }) => {
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount%2Fnotifications')
  const [choices, reach] = await Promise.all([api['GET /api/me/notification-choices'](), loadReach(api, me.actedAs)])
  return { me, choices, reach, done: query.get('done') }
})

const done = (what: string) => redirect(`/account/notifications?done=${what}`)

export const action = act(async ({ api, form, t }) => {
  const reached = await actOnReach({ api, form, t })
  if (reached) return reached
  switch (text(form, 'intent')) {
    case 'quiet': {
      const quietHours = { starts: text(form, 'starts'), ends: text(form, 'ends') }
      await api['PUT /api/me/quiet-hours']({ body: { quietHours } })
      return done('quiet')
    }
    case 'quiet-end':
      await api['PUT /api/me/quiet-hours']({ body: { quietHours: null } })
      return done('quiet-ended')
    case 'consent':
      await api['PUT /api/me/offers-consent']({ body: { given: form.has('given') } })
      return done('consent')
    case 'reopen':
      await api['POST /api/me/mail-reopening']()
      return done('reopened')
    default: {
      const { topics } = await api['GET /api/me/notification-choices']()
      const choices = topics.flatMap(({ topic, ways }) =>
        ways
          .filter(({ fixed, way }) => !fixed && form.has(`has ${topic} ${way}`))
          .map(({ way }) => ({ topic, way, allowed: form.has(`${topic} ${way}`) })),
      )
      await api['PUT /api/me/notification-choices']({ body: { choices } })
      return done('choices')
    }
  }
})

type Choices = Awaited<ReturnType<WebClient['GET /api/me/notification-choices']>>

/** How somebody wants to be told, of what. */
export function Component() {
  const { notifications: words, accounts } = useSentences()
  const { me, choices, reach, done } = useLoaded<typeof loader>()
  return (
    <Frame title={words.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{words.title}</h1>
          <p className="mute">{words.text}</p>
          <p className="account-acts">
            <Link className="text-btn" to="/account">
              {accounts.account.title}
            </Link>
            <Link className="text-btn" to="/notifications">
              {accounts.notifications.title}
            </Link>
          </p>
        </header>
        <Closed reason={choices.mailClosed} isReopened={done === 'reopened'} />
        <div className="account-columns">
          <div className="account-column">
            <Topics choices={choices} isSaved={done === 'choices'} />
          </div>
          <div className="account-column">
            <Phone phone={reach.phone} messages={reach.messages} done={done} />
            <Push devices={reach.devices} timeZone={me.timeZone} done={done} />
            <Quiet hours={choices.quietHours} timeZone={me.timeZone} done={done} />
            <Consent given={choices.offers} isSaved={done === 'consent'} />
          </div>
        </div>
      </div>
    </Frame>
  )
}

function Closed({ reason, isReopened }: { reason: Choices['mailClosed']; isReopened: boolean }) {
  const { closed } = useSentences().notifications
  const failure = useFailure('reopen')
  if (reason === null) return isReopened ? <Saved words={closed.reopened} /> : null
  const [title, sentence] = closed[reason]
  return (
    <>
      <FormProblem failure={failure} />
      <Notice tone="stop" title={title}>
        <Form method="post" className="account-again">
          <p>{sentence}</p>
          <Submit look="line" name="intent" value="reopen">
            {closed.reopen}
          </Submit>
        </Form>
      </Notice>
    </>
  )
}

function Topics({ choices, isSaved }: { choices: Choices; isSaved: boolean }) {
  const { notifications: words } = useSentences()
  const failure = useFailure('choices')
  const unreachable = choices.ways.filter(({ reachable }) => !reachable)
  // Offers go to nobody who has not agreed to them.
  const topics = choices.topics.filter(({ topic }) => topic !== 'offers' || choices.offers)
  return (
    <Form method="post" className="topics">
      <input type="hidden" name="intent" value="choices" />
      {isSaved && !failure && <Saved words={words.saved} />}
      <FormProblem failure={failure} />
      <div className="hard">
        {topics.map((topic) => (
          <Topic key={topic.topic} of={topic} />
        ))}
      </div>
      {unreachable.map(({ way }) =>
        way === 'in_app' ? null : (
          <p key={way} className="mute">
            <b>{words.ways[way]}</b> – {words.unreachable[way]}
          </p>
        ),
      )}
      <Submit>{words.save}</Submit>
    </Form>
  )
}

function Topic({ of: { topic, ways } }: { of: Choices['topics'][number] }) {
  const { notifications: words } = useSentences()
  const [name, sentence] = words.topics[topic]
  const id = `topic-${topic}`
  return (
    <fieldset className="topic" aria-describedby={id}>
      <legend>{name}</legend>
      <p id={id} className="mute">
        {sentence}
      </p>
      <div className="topic-ways">
        {ways.map(({ way, allowed, fixed }) => (
          <Switch key={way} name={`${topic} ${way}`} label={words.ways[way]} allowed={allowed} fixed={fixed} />
        ))}
      </div>
    </fieldset>
  )
}

/** What a form without a tick does not say, the hidden field does: that the switch was there. */
function Switch({ name, label, allowed, fixed }: { name: string; label: string; allowed: boolean; fixed: boolean }) {
  const { always } = useSentences().notifications
  if (fixed) return <CheckField label={`${label} (${always})`} checked disabled readOnly />
  return (
    <>
      <input type="hidden" name={`has ${name}`} value="1" />
      <CheckField label={label} name={name} value="1" defaultChecked={allowed} />
    </>
  )
}

const usualHours = { starts: '22:00', ends: '07:00' }

function Quiet({ hours, timeZone, done }: { hours: Choices['quietHours']; timeZone: string; done: string | null }) {
  const { quiet } = useSentences().notifications
  const failure = useFailure('quiet')
  const { starts, ends } = hours ?? usualHours
  return (
    <section className="account-part" aria-labelledby="quiet">
      <h2 id="quiet">{quiet.title}</h2>
      {!failure && done === 'quiet' && <Saved words={quiet.saved} />}
      {!failure && done === 'quiet-ended' && <Saved words={quiet.ended} />}
      <FormProblem failure={failure} />
      <p>{quiet.text(timeZone)}</p>
      <Form method="post" className="form">
        <input type="hidden" name="intent" value="quiet" />
        <div className="pair">
          <Field
            label={quiet.starts}
            name="starts"
            type="time"
            required
            defaultValue={failure?.values.starts ?? starts}
          />
          <Field
            label={quiet.ends}
            name="ends"
            type="time"
            required
            defaultValue={failure?.values.ends ?? ends}
            error={failure?.problem.fields?.['quietHours.ends']}
          />
        </div>
        <Submit look="line">{quiet.save}</Submit>
      </Form>
      {hours && (
        <Form method="post">
          <Submit look="line" name="intent" value="quiet-end">
            {quiet.end}
          </Submit>
        </Form>
      )}
    </section>
  )
}

function Consent({ given, isSaved }: { given: boolean; isSaved: boolean }) {
  const { consent } = useSentences().notifications
  const failure = useFailure('consent')
  return (
    <section className="account-part" aria-labelledby="consent">
      <h2 id="consent">{consent.title}</h2>
      {isSaved && !failure && <Saved words={consent.saved} />}
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <input type="hidden" name="intent" value="consent" />
        <CheckField label={consent.text} name="given" value="1" defaultChecked={given} />
        <Submit look="line">{consent.save}</Submit>
      </Form>
    </section>
  )
}

function Saved({ words: [title, sentence] }: { words: readonly [string, string] }) {
  return (
    <div role="status">
      <Notice tone="ok" title={title}>
        {sentence}
      </Notice>
    </div>
  )
}
