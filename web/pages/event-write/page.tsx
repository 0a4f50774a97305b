import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { shownEvent } from './load.ts'

export const loader = load(async (loading) => ({
  event: await shownEvent(loading, 'write'),
  done: loading.query.has('done'),
}))

export const action = act(async ({ api, form, params }) => {
  const eventId = text(form, 'eventId')
  await api['POST /api/events/:eventId/messages']({ params: { eventId }, body: { message: text(form, 'message') } })
  return redirect(`/e/${params.slug}/write?done=1`)
})

/** Writes to the organizer of an event. */
export function Component() {
  const { contact } = useSentences()
  const { event, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = contact.write
  const back = (
    <ButtonLink look="line" to={`/e/${event.slug}`}>
      {words.back}
    </ButtonLink>
  )
  if (done) {
    return (
      <Entrance title={words.done[0]} lead={words.done[1]} current="discover">
        <p>{back}</p>
      </Entrance>
    )
  }
  return (
    <Entrance title={words.title(event.name)} lead={words.lead(event.organizer)} current="discover">
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <input type="hidden" name="eventId" value={event.id} />
        <TextField
          label={words.message}
          name="message"
          required
          rows={6}
          maxLength={4000}
          defaultValue={failure?.values.message ?? ''}
          error={failure?.problem.fields?.message}
        />
        <Submit big>{words.submit}</Submit>
      </Form>
      <p>{back}</p>
    </Entrance>
  )
}
