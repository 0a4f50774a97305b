import { redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { EventForm } from '../../ui/EventForm.tsx'
import { TextField } from '../../ui/Field.tsx'
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
  return (
    <EventForm
      event={event}
      title={words.title(event.name)}
      lead={words.lead(event.organizer)}
      submit={words.submit}
      done={done ? words.done : null}
    >
      <TextField
        label={words.message}
        name="message"
        required
        rows={6}
        maxLength={4000}
        defaultValue={failure?.values.message ?? ''}
        error={failure?.problem.fields?.message}
      />
    </EventForm>
  )
}
