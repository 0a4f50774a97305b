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
export function Sending({ message }: { message: Announcement }) {
  const { announcements: words } = useSentences()
  const { event } = useLoaded<typeof loader>()
  const isOut = message.state === 'sending' || message.state === 'sent'
  return (
    <div className="studio-section announcement-send">
      {!isOut && event.state === 'published' && (
        <>
          <h2>{words.send.title}</h2>
          <p className="mute">{words.send.text}</p>
          {message.sms && <Texts sms={message.sms} />}
          <Plan message={message} />
        </>
      )}
      <div className="studio-acts">
        {!isOut && event.state === 'published' && <SendNow people={message.goesTo.people} />}
        <Form method="post" className="studio-acts">
          {!isOut && <Intent name="test">{words.send.test}</Intent>}
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

const Intent = ({ name, children }: { name: string; children: string }) => (
  <Submit look="line" name="intent" value={name}>
    {children}
  </Submit>
)

function Plan({ message }: { message: Announcement }) {
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
      <Submit look="line" name="intent" value="plan">
        {send.plan}
      </Submit>
    </Form>
  )
}

function SendNow({ people }: { people: number }) {
  const { send } = useSentences().announcements
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button look="accent" onClick={() => setAsking(true)}>
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
