import { Form, Link } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { OwnPhone } from './reach.ts'

type PhoneProps = { phone: OwnPhone | null; messages: boolean; done: string | null }

/** The phone that SMS go to: none, one that is to be proven by a code, or one that is. `messages`: its SMS are on a page of this installation. */
export function Phone({ phone, messages, done }: PhoneProps) {
  const { phone: words } = useSentences().reach
  const failure = [useFailure('phone-ask'), useFailure('phone-confirm'), useFailure('phone-remove')].find(Boolean)
  if (!phone) return null
  const said = done === 'phone-confirmed' || done === 'phone-removed' ? words.done[done] : undefined
  return (
    <section className="account-part" id="phone" aria-labelledby="phone-title">
      <h2 id="phone-title">{words.title}</h2>
      {said && !failure && (
        <div role="status">
          <Notice tone="ok" title={said[0]}>
            {said[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure ?? null} />
      {phone.offered ? <Proof phone={phone} messages={messages} /> : <p className="mute">{words.notOffered}</p>}
    </section>
  )
}

function Proof({ phone, messages }: { phone: OwnPhone; messages: boolean }) {
  const { phone: words } = useSentences().reach
  if (phone.asked !== null) return <Code to={phone.asked} sender={phone.sender} messages={messages} />
  if (!phone.confirmed) {
    return (
      <>
        <p className="mute">{words.text}</p>
        <Asking phone={phone.phone ?? ''} />
      </>
    )
  }
  return (
    <>
      <p className="num">
        <b>{phone.phone}</b>{' '}
        <Tag tone={phone.stopped ? 'out' : 'ok'}>{phone.stopped ? words.stopped : words.confirmed}</Tag>
      </p>
      <p className="mute">{phone.stopped ? words.stoppedText : words.confirmedText}</p>
      <details>
        <summary>{words.other}</summary>
        <Asking phone="" />
      </details>
      <Form method="post">
        <Submit look="stop" name="intent" value="phone-remove">
          {words.remove}
        </Submit>
      </Form>
    </>
  )
}

function Asking({ phone }: { phone: string }) {
  const { reach, profile } = useSentences()
  const failure = useFailure('phone-ask')
  return (
    <Form method="post" className="form">
      <Field
        label={reach.phone.number}
        hint={profile.phoneHint}
        name="phone"
        type="tel"
        autoComplete="tel"
        required
        maxLength={40}
        defaultValue={failure?.values.phone ?? phone}
        error={failure?.problem.fields?.phone}
      />
      <Submit look="plain" name="intent" value="phone-ask" className="account-send">
        {reach.phone.ask}
      </Submit>
    </Form>
  )
}

/** Where a code is on its way. Sending another begins anew, to this phone or another. */
function Code({ to, sender, messages }: { to: string; sender: string | null; messages: boolean }) {
  const { phone: words } = useSentences().reach
  const failure = useFailure('phone-confirm')
  return (
    <>
      <p>{words.sent(to)}</p>
      {messages && (
        <p>
          <Link to="/dev/messages">{words.messages}</Link>
        </p>
      )}
      <p className="mute">{words.start(sender)}</p>
      <Form method="post" className="form">
        <Field
          label={words.code}
          hint={words.codeHint}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
          error={failure?.problem.fields?.code}
        />
        <Submit look="plain" name="intent" value="phone-confirm" className="account-send">
          {words.confirm}
        </Submit>
      </Form>
      <details>
        <summary>{words.again}</summary>
        <Asking phone={to} />
      </details>
    </>
  )
}
