import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Pages } from '../../ui/Pages.tsx'
import type { loader } from './page.tsx'
import { RoleField } from './RoleField.tsx'

/** Asks somebody into the team, and lists who has not answered yet. */
export function Invite() {
  const { team: words } = useSurroundings().t
  const { pending, isLaterPending } = useLoaded<typeof loader>()
  const failure = useFailure('invite')
  return (
    <section className="studio-section" aria-labelledby="invite">
      <h2 id="invite">{words.invite.title}</h2>
      <p className="mute">{words.invite.text}</p>
      {/* An invitation that was sent empties the form. */}
      <Form method="post" className="money-form" key={pending.items[0]?.id}>
        <div className="pair">
          <Field
            label={words.invite.email}
            name="email"
            type="email"
            autoComplete="off"
            required
            maxLength={254}
            defaultValue={failure?.values.email}
            error={failure?.problem.fields?.email}
          />
          <RoleField initial={failure?.values.role ?? 'editor'} error={failure?.problem.fields?.role} />
        </div>
        <Submit name="intent" value="invite">
          {words.invite.submit}
        </Submit>
      </Form>
      {(pending.items.length > 0 || isLaterPending) && <Pending />}
    </section>
  )
}

function Pending() {
  const { t, language } = useSurroundings()
  const { pending: words } = t.team
  const { pending, isLaterPending, team } = useLoaded<typeof loader>()
  return (
    <>
      <h3>{words.title}</h3>
      <ul className="rows hard money-rates">
        {pending.items.map(({ id, email, role, state, expiresAt }) => {
          const until = dayAndTime(expiresAt, Intl.DateTimeFormat().resolvedOptions().timeZone, language, new Date())
          return (
            <li key={id} className="money-rate">
              <div>
                <p className="team-email">
                  <b>{email}</b>
                </p>
                <p className="studio-facts">
                  <span>{t.accounts.account.roles[role]}</span>
                  <span className="mute num">{state === 'lapsed' ? words.lapsed(until) : words.until(until)}</span>
                </p>
              </div>
              {team.grants.includes(role) && (
                <div className="studio-acts">
                  <Answer id={id} intent="mail" label={words.again} name={words.againTo(email)} />
                  <Answer id={id} intent="withdraw" label={words.withdraw} name={words.withdrawOf(email)} />
                </div>
              )}
            </li>
          )
        })}
      </ul>
      <Pages next={pending.next} isLater={isLaterPending} name="invitations" />
    </>
  )
}

function Answer({ id, intent, label, name }: { id: string; intent: string; label: string; name: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="invitationId" value={id} />
      <Submit look="line" name="intent" value={intent} aria-label={name}>
        {label}
      </Submit>
    </Form>
  )
}
