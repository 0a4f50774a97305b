import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { Ticket } from './ticket.ts'

/** Gives the ticket to somebody else by name. */
export function PassOn({ ticket }: { ticket: Ticket }) {
  const { tickets } = useSurroundings().t
  const failure = useFailure()
  if (ticket.state !== 'valid') return null
  const { values, problem } = failure ?? {}
  return (
    <section className="ticket-pass">
      <h2>{tickets.passOn}</h2>
      <p className="mute">{tickets.passOnHint}</p>
      <FormProblem failure={failure} />
      <Form method="post" className="form" preventScrollReset>
        <div className="pair">
          <Field
            label={tickets.attendeeName}
            name="attendeeName"
            required
            maxLength={120}
            defaultValue={values?.attendeeName ?? ticket.attendeeName}
            error={problem?.fields?.attendeeName}
          />
          <Field
            label={tickets.attendeeEmail}
            name="attendeeEmail"
            type="email"
            required
            maxLength={254}
            defaultValue={values?.attendeeEmail ?? ticket.attendeeEmail}
            error={problem?.fields?.attendeeEmail}
          />
        </div>
        <Submit look="plain">{tickets.save}</Submit>
      </Form>
    </section>
  )
}
