import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** What people may do with tickets they have, and until when. */
export function Transfers() {
  const { t } = useSurroundings()
  const { transfers: words } = t.settings
  const { event, mayEdit } = useLoaded<typeof loader>()
  const failure = useFailure('transfers')
  const { transfers, renames, closeHours } = event.ticketChanges
  const fields = failure?.problem.fields
  return (
    <section className="studio-section" aria-labelledby="transfers">
      <h2 id="transfers">{words.title}</h2>
      <p className="mute">{words.text}</p>
      <Form method="post" className="form settings-form">
        <FormProblem failure={failure} />
        <fieldset disabled={!mayEdit}>
          <legend className="sr">{words.title}</legend>
          <CheckField label={words.transfers} name="transfers" value="yes" defaultChecked={transfers} />
          <CheckField label={words.renames} name="renames" value="yes" defaultChecked={renames} />
          <Field
            label={words.close}
            hint={words.closeHint}
            name="closeHours"
            type="number"
            min={0}
            max={8760}
            optional
            defaultValue={failure?.values.closeHours ?? closeHours ?? ''}
            error={fields?.closeHours ?? fields?.['ticketChanges.closeHours']}
          />
        </fieldset>
        {mayEdit && (
          <Submit look="line" name="intent" value="transfers">
            {words.save}
          </Submit>
        )}
      </Form>
    </section>
  )
}
