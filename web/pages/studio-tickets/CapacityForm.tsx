import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { count } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { KeepBack } from './KeepBack.tsx'
import type { loader } from './page.tsx'

/** How many places the whole event has, over all ticket types. */
export function CapacityForm() {
  const { t, language } = useSurroundings()
  const { tickets: words } = t.studio
  const { capacity, taken, blocked, blockReason } = useLoaded<typeof loader>().tickets
  const number = (value: number) => count(value, language)
  const failure = useFailure('capacity')
  return (
    <section className="studio-section">
      <Form method="post" className="studio-capacity" key={String(capacity)}>
        <FormProblem failure={failure} />
        <Field
          label={words.capacity}
          hint={`${words.capacityHint} ${words.capacityTaken(number(taken))}${blocked > 0 ? `, ${words.keptBack(number(blocked), blockReason)}` : ''}.`}
          name="capacity"
          inputMode="numeric"
          maxLength={7}
          defaultValue={failure?.values.capacity ?? capacity ?? ''}
          error={failure?.problem.fields?.capacity}
        />
        <Submit look="line" name="intent" value="capacity">
          {words.save}
        </Submit>
      </Form>
      {(capacity !== null || blocked > 0) && <KeepBack blocked={blocked} reason={blockReason} />}
    </section>
  )
}
