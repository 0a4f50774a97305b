import type { ReactNode } from 'react'
import { Form } from 'react-router'
import { useFailure, useSentences } from '../host/hooks.ts'
import { ButtonLink, Submit } from './Button.tsx'
import { Entrance } from './Entrance.tsx'
import { FormProblem } from './Notice.tsx'

type EventFormProps = {
  event: { id: string; slug: string }
  title: string
  lead: string
  submit: string
  /** Stands in place of the form when it was sent: what happened, and what comes next. */
  done: readonly [title: string, text: string] | null
  /** The fields. */
  children: ReactNode
}

/** A page with one form about an event, and the way back to it. */
export function EventForm({ event, title, lead, submit, done, children }: EventFormProps) {
  const { contact } = useSentences()
  const failure = useFailure()
  const [shownTitle, shownLead] = done ?? [title, lead]
  return (
    <Entrance title={shownTitle} lead={shownLead} current="discover">
      {!done && (
        <>
          <FormProblem failure={failure} />
          <Form method="post" className="form">
            <input type="hidden" name="eventId" value={event.id} />
            {children}
            <Submit big>{submit}</Submit>
          </Form>
        </>
      )}
      <p>
        <ButtonLink look="line" to={`/e/${event.slug}`}>
          {contact.write.back}
        </ButtonLink>
      </p>
    </Entrance>
  )
}
