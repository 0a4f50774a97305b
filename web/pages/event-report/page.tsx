import { redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { EventForm } from '../../ui/EventForm.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { shownEvent } from '../event-write/load.ts'
import { oneOf } from '../studio-orders/asked.ts'

export const loader = load(async (loading) => ({
  event: await shownEvent(loading, 'report'),
  done: loading.query.has('done'),
}))

const REASONS = ['fraud', 'illegal', 'harmful', 'misleading', 'other'] as const

export const action = act(async ({ api, form, params }) => {
  await api['POST /api/events/:eventId/reports']({
    params: { eventId: text(form, 'eventId') },
    body: { reason: oneOf(text(form, 'reason'), REASONS) ?? 'other', details: text(form, 'details') },
  })
  return redirect(`/e/${params.slug}/report?done=1`)
})

/** Reports an event to those who run the platform. */
export function Component() {
  const { contact } = useSentences()
  const { event, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = contact.report
  return (
    <EventForm
      event={event}
      title={words.title(event.name)}
      lead={words.lead}
      submit={words.submit}
      done={done ? words.done : null}
    >
      <SelectField
        label={words.reason}
        name="reason"
        required
        defaultValue={failure?.values.reason ?? 'misleading'}
        choices={REASONS.map((reason) => [reason, words.reasons[reason]] as const)}
      />
      <TextField
        label={words.details}
        name="details"
        optional
        rows={5}
        maxLength={2000}
        defaultValue={failure?.values.details ?? ''}
        error={failure?.problem.fields?.details}
      />
    </EventForm>
  )
}
