import './account.css'
import { Form, Link, redirect } from 'react-router'
import type { Language } from '../../../lang/languages.ts'
import { isLanguage, languages } from '../../../lang/languages.ts'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { TimeZoneField, timeZones } from '../../ui/TimeZoneField.tsx'
import { Organizations } from './Organizations.tsx'

export const loader = load(async ({ api, query }) => {
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount')
  return { me, done: query.get('done'), zones: timeZones(me.timeZone) }
})

export const action = act(async ({ api, form }) => {
  switch (text(form, 'intent')) {
    case 'profile': {
      const body = { name: text(form, 'name'), language: languageOf(form), timeZone: text(form, 'timeZone') }
      await api['PATCH /api/me']({ body })
      return redirect('/account?done=profile')
    }
    case 'confirmation':
      await api['POST /api/email-confirmations']()
      return redirect('/account?done=confirmation')
    case 'sign-out':
      await api['POST /api/sign-out']()
      return redirect('/sign-in?done=signed-out')
    default:
      await api['POST /api/sign-out-everywhere']()
      return redirect('/sign-in?done=signed-out')
  }
})

function languageOf(form: FormData): Language {
  const language = text(form, 'language')
  return isLanguage(language) ? language : 'en'
}

/** The account: who one is, the ways in, one's organizations, and signing out. */
export function Component() {
  const { accounts, methods, money, notifications, ownCalendar, privacy, profile } = useSentences()
  const { me } = useLoaded<typeof loader>()
  return (
    <Frame title={accounts.account.title} current="account">
      <div className="account">
        <header className="account-head">
          <div className="account-who">
            <Avatar name={me.name} photo={me.photo} large />
            <div>
              <h1 className="loud">{me.name}</h1>
              <p className="mute">{me.email}</p>
            </div>
          </div>
          <p className="account-acts">
            <Link className="text-btn" to="/account/profile">
              {profile.link}
            </Link>
            <Link className="text-btn" to="/account/payment-methods">
              {methods.title}
            </Link>
            <Link className="text-btn" to="/account/payments">
              {money.mine.link}
            </Link>
            <Link className="text-btn" to="/account/calendar">
              {ownCalendar.link}
            </Link>
            <Link className="text-btn" to="/account/data">
              {privacy.link}
            </Link>
            <Link className="text-btn" to="/notifications">
              {accounts.notifications.link(me.unread)}
            </Link>
            <Link className="text-btn" to="/account/notifications">
              {notifications.link}
            </Link>
          </p>
        </header>
        <Confirmation />
        <div className="account-columns">
          <div className="account-column">
            <Profile />
            <Security />
          </div>
          <div className="account-column">
            <Organizations organizations={me.organizations} isAdministrator={me.administrator} />
            <SigningOut />
          </div>
        </div>
      </div>
    </Frame>
  )
}

function Confirmation() {
  const { account } = useSentences().accounts
  const { me, done } = useLoaded<typeof loader>()
  const failure = useFailure('confirmation')
  if (me.emailVerified) return null
  if (done === 'confirmation') {
    return (
      <Notice tone="ok" title={account.sentAgain[0]}>
        {account.sentAgain[1](me.email)}
      </Notice>
    )
  }
  return (
    <>
      <FormProblem failure={failure} />
      <Notice tone="hold" title={account.unconfirmed[0]}>
        <Form method="post" className="account-again">
          <p>{account.unconfirmed[1](me.email)}</p>
          <Submit look="line" name="intent" value="confirmation">
            {account.sendAgain}
          </Submit>
        </Form>
      </Notice>
    </>
  )
}

/** Sent as a document, so that a new language is there at once. */
function Profile() {
  const { accounts } = useSentences()
  const { me, done, zones } = useLoaded<typeof loader>()
  const failure = useFailure('profile')
  const { values, problem } = failure ?? {}
  return (
    <section className="account-part">
      <h2>{accounts.account.profile}</h2>
      {done === 'profile' && !failure && (
        <Notice tone="ok" title={accounts.account.saved[0]}>
          {accounts.account.saved[1]}
        </Notice>
      )}
      <FormProblem failure={failure} />
      <Form method="post" reloadDocument className="form">
        <input type="hidden" name="intent" value="profile" />
        <Field
          label={accounts.name}
          hint={accounts.nameHint}
          name="name"
          autoComplete="name"
          required
          maxLength={120}
          defaultValue={values?.name ?? me.name}
          error={problem?.fields?.name}
        />
        <div className="pair">
          <SelectField
            label={accounts.language}
            name="language"
            choices={Object.entries(languages)}
            defaultValue={values?.language ?? me.language}
            error={problem?.fields?.language}
          />
          <TimeZoneField
            zones={zones}
            defaultValue={values?.timeZone ?? me.timeZone}
            error={problem?.fields?.timeZone}
          />
        </div>
        <Submit look="plain" className="account-send">
          {accounts.account.save}
        </Submit>
      </Form>
    </section>
  )
}

function Security() {
  const { security } = useSentences()
  return (
    <section className="account-part">
      <h2>{security.title}</h2>
      <p className="mute">{security.text}</p>
      <p>
        <ButtonLink to="/account/security" look="line">
          {security.link}
        </ButtonLink>
      </p>
    </section>
  )
}

function SigningOut() {
  const { account } = useSentences().accounts
  return (
    <section className="account-part">
      <h2>{account.devices}</h2>
      <p className="mute">{account.devicesText}</p>
      <Form method="post" className="account-acts">
        <Submit look="line" name="intent" value="sign-out">
          {account.signOut}
        </Submit>
        <Submit look="stop" name="intent" value="sign-out-everywhere">
          {account.signOutEverywhere}
        </Submit>
      </Form>
    </section>
  )
}
