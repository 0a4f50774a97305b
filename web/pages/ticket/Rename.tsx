import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { Ticket } from './ticket.ts'

/** Puts another name on the ticket; it stays with whoever has it, and so does its code. */
export function Rename({ ticket }: { ticket: Ticket }) {
  const { tickets, transfers } = useSurroundings().t
  const failure = useFailure('rename')
  if (!ticket.changes.rename) return null
  const { values, problem } = failure ?? {}
  return (
    <section className="ticket-pass" aria-labelledby="rename">
      <h2 id="rename">{transfers.rename}</h2>
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
        <Submit look="plain" name="intent" value="rename">
          {tickets.save}
        </Submit>
      </Form>
    </section>
  )
}
