import '../studio-orders/lists.css'
import '../studio-history/history.css'
import './messages.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { AnswerList } from '../../ui/AnswerList.tsx'
import { Submit } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { eventPath, studioEvent } from '../studio/load.ts'

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const cursor = query.get('cursor')
  const [studio, messages] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/messages']({
      params: { eventId: params.eventId ?? '' },
      query: cursor === null ? {} : { cursor },
    }),
  ])
  return { ...studio, messages, isLater: cursor !== null, done: query.has('done') }
})

export const action = act(async ({ api, form, params, request }) => {
  const messageId = text(form, 'intent')
  await api['POST /api/events/:eventId/messages/:messageId/answer']({
    params: { eventId: params.eventId ?? '', messageId },
    body: { answer: text(form, 'answer') },
  })
  return redirect(`${new URL(request.url).pathname}?done=1`)
})

/** What people wrote to the organizer of an event, to be answered. */
export function Component() {
  const { t } = useSurroundings()
  const { event, may, messages, isLater, done } = useLoaded<typeof loader>()
  const words = t.contact.messages
  return (
    <EventFrame event={event} may={may}>
      {done && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.done[0]}>
            {words.done[1]}
          </Notice>
        </div>
      )}
      <div className="list-head">
        <h2>{words.title}</h2>
      </div>
      <p className="act-intro mute">{words.text}</p>
      <AnswerList items={messages.items} none={[words.none, words.noneText]}>
        {(message) => <Message message={message} />}
      </AnswerList>
      <Pages next={messages.next} isLater={isLater} />
    </EventFrame>
  )
}

type Shown = ReturnType<typeof useLoaded<typeof loader>>['messages']['items'][number]

function Message({ message }: { message: Shown }) {
  const { t, language } = useSurroundings()
  const { event } = useLoaded<typeof loader>()
  const words = t.contact.messages
  const when = (instant: string) => dayAndTime(instant, event.timeZone, language, new Date())
  return (
    <>
      <h3>{message.from}</h3>
      <time className="num mute" dateTime={message.writtenAt}>
        {when(message.writtenAt)}
      </time>
      <p className="message-words">{message.message}</p>
      {message.answer !== null && message.answeredAt !== null ? (
        <div className="message-answer">
          <p className="mute">{words.answered(when(message.answeredAt))}</p>
          <p className="message-words">{message.answer}</p>
        </div>
      ) : (
        <Answer message={message} path={`${eventPath(event)}/messages`} />
      )}
    </>
  )
}

function Answer({ message, path }: { message: Shown; path: string }) {
  const words = useSurroundings().t.contact.messages
  const failure = useFailure(message.id)
  return (
    <Form method="post" action={path} className="form message-form">
      <FormProblem failure={failure} />
      <TextField
        label={words.answer}
        name="answer"
        required
        rows={3}
        maxLength={4000}
        defaultValue={failure?.values.answer ?? ''}
        error={failure?.problem.fields?.answer}
      />
      <Submit look="line" name="intent" value={message.id} aria-label={words.answerTo(message.from)}>
        {words.submit}
      </Submit>
    </Form>
  )
}
