import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'

type KeepBackProps = {
  /** The ticket type, or none for the whole event. */
  type?: { id: string; name: string }
  blocked: number
  reason: string
}

/** Places that are not for sale, and why: folded away, and open without scripts too. */
export function KeepBack({ type, blocked, reason }: KeepBackProps) {
  const { tickets: words } = useSentences().studio
  const refused = useFailure('block')
  const failure = refused?.values.ticketTypeId === (type?.id ?? '') ? refused : null
  return (
    <details className="studio-keep" key={`${blocked} ${reason}`} open={failure !== null}>
      <summary aria-label={type ? words.keepBackOf(type.name) : words.keepBackOfAll}>{words.keepBack}</summary>
      <Form method="post">
        <FormProblem failure={failure} />
        <input type="hidden" name="ticketTypeId" value={type?.id ?? ''} />
        <div className="pair">
          <Field
            label={words.places}
            hint={type ? words.placesHint : words.placesHintOfAll}
            name="places"
            inputMode="numeric"
            maxLength={7}
            defaultValue={failure?.values.places ?? (blocked || '')}
            error={failure?.problem.fields?.places}
          />
          <Field
            label={words.reason}
            hint={words.reasonHint}
            optional
            name="reason"
            maxLength={140}
            defaultValue={failure?.values.reason ?? reason}
            error={failure?.problem.fields?.reason}
          />
        </div>
        <Submit look="line" name="intent" value="block">
          {words.keep}
        </Submit>
      </Form>
    </details>
  )
}
