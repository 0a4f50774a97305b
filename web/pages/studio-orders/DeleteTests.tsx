import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { FormProblem } from '../../ui/Notice.tsx'

/** Deletes an event's test orders at once. */
export function DeleteTests({ count }: { count: number }) {
  const { test } = useSentences().settings
  return (
    <Form method="post" className="list-tests">
      <FormProblem failure={useFailure('delete-tests')} />
      <Submit look="line" name="intent" value="delete-tests">
        {test.delete(count)}
      </Submit>
    </Form>
  )
}
