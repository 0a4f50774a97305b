import { Form } from 'react-router'
import { useFailure } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'

type ReasonFormProps = { intent: string; text: string; label: string; hint: string; submit: string }

/** What is done to somebody for a reason that has to be given. */
export function ReasonForm({ intent, text, label, hint, submit }: ReasonFormProps) {
  const failure = useFailure(intent)
  return (
    <Form method="post" className="money-form">
      <p>{text}</p>
      <Field
        label={label}
        hint={hint}
        name="reason"
        required
        maxLength={500}
        defaultValue={failure?.values.reason ?? ''}
        error={failure?.problem.fields?.reason}
      />
      <Submit look="stop" name="intent" value={intent}>
        {submit}
      </Submit>
    </Form>
  )
}
