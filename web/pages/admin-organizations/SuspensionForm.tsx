import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { Agreed } from './page.tsx'

/** Takes an organization off sale with a reason, or puts it back. */
export function SuspensionForm({ agreed: { id, suspendedAt, suspensionReason } }: { agreed: Agreed }) {
  const { admin } = useSentences()
  const intent = suspendedAt ? 'restore' : 'suspend'
  const failure = useFailure(intent)
  return (
    <Form method="post" className="money-form">
      <FormProblem failure={failure} />
      <input type="hidden" name="organizationId" value={id} />
      <p>{suspendedAt ? admin.suspendedSince(suspensionReason) : admin.suspendText}</p>
      {!suspendedAt && (
        <Field
          label={admin.person.reason}
          name="reason"
          required
          maxLength={500}
          defaultValue={failure?.values.reason ?? ''}
          error={failure?.problem.fields?.reason}
        />
      )}
      <Submit look={suspendedAt ? 'line' : 'stop'} name="intent" value={intent}>
        {suspendedAt ? admin.restore : admin.suspend}
      </Submit>
    </Form>
  )
}
