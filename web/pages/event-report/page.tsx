import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
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
  const back = (
    <ButtonLink look="line" to={`/e/${event.slug}`}>
      {contact.write.back}
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
    <Entrance title={words.title(event.name)} lead={words.lead} current="discover">
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <input type="hidden" name="eventId" value={event.id} />
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
        <Submit big>{words.submit}</Submit>
      </Form>
      <p>{back}</p>
    </Entrance>
  )
}
