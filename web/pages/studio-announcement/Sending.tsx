import { useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { Button, Submit } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { money, zoneCity } from '../../ui/format.ts'
import type { Announcement } from './form.ts'
import type { loader } from './page.tsx'

/** What can be done with a message that is written: tried, sent, planned, kept back, deleted; or written once more. */
export function Sending({ message, isUnsaved }: { message: Announcement; isUnsaved: boolean }) {
  const { announcements: words } = useSentences()
  const { event } = useLoaded<typeof loader>()
  const isOut = message.report !== null
  return (
    <div className="studio-section announcement-send">
      {!isOut && event.state === 'published' && (
        <>
          <h2>{words.send.title}</h2>
          <p className="mute">{words.send.text}</p>
          {message.sms && <Texts sms={message.sms} />}
          <Plan message={message} isUnsaved={isUnsaved} />
        </>
      )}
      {!isOut && isUnsaved && <p role="status">{words.send.unsaved}</p>}
      <div className="studio-acts">
        {!isOut && event.state === 'published' && <SendNow people={message.goesTo.people} isUnsaved={isUnsaved} />}
        <Form method="post" className="studio-acts">
          {!isOut && (
            <Intent name="test" disabled={isUnsaved}>
              {words.send.test}
            </Intent>
          )}
          {message.state === 'scheduled' && <Intent name="keep">{words.keepBack}</Intent>}
          <Intent name="copy">{words.send.again}</Intent>
          {!isOut && (
            <Submit look="stop" name="intent" value="delete">
              {words.send.remove}
            </Submit>
          )}
        </Form>
      </div>
    </div>
  )
}

function Texts({ sms: { people, segments, total, currency } }: { sms: NonNullable<Announcement['sms']> }) {
  const { t, language } = useSurroundings()
  const { send } = t.announcements
  const cost = total === null ? [] : [send.smsCost(money(total, currency, language))]
  return <p className="num">{[send.sms(people, segments), ...cost].join(', ')}</p>
}

const Intent = ({ name, disabled = false, children }: { name: string; disabled?: boolean; children: string }) => (
  <Submit look="line" name="intent" value={name} disabled={disabled}>
    {children}
  </Submit>
)

function Plan({ message, isUnsaved }: { message: Announcement; isUnsaved: boolean }) {
  const { send } = useSentences().announcements
  const { event } = useLoaded<typeof loader>()
  const failure = useFailure('plan')
  return (
    <Form method="post" className="announcement-plan">
      <Field
        label={send.at(zoneCity(event.timeZone))}
        name="at"
        type="datetime-local"
        required
        defaultValue={failure?.values.at ?? message.sendAtLocal ?? ''}
        error={failure?.problem.fields?.at}
      />
      <Submit look="line" name="intent" value="plan" disabled={isUnsaved}>
        {send.plan}
      </Submit>
    </Form>
  )
}

function SendNow({ people, isUnsaved }: { people: number; isUnsaved: boolean }) {
  const { send } = useSentences().announcements
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button look="accent" disabled={isUnsaved} onClick={() => setAsking(true)}>
        {send.now}
      </Button>
      <Dialog open={isAsking} title={send.ask(people)} onClose={() => setAsking(false)}>
        <p>{send.askText}</p>
        <Form method="post" className="dialog-acts" onSubmit={() => setAsking(false)}>
          <Submit name="intent" value="now">
            {send.yes}
          </Submit>
          <Button look="line" onClick={() => setAsking(false)}>
            {send.no}
          </Button>
        </Form>
      </Dialog>
    </>
  )
}
