import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** What invoices say of the organization. */
export function Signing() {
  const { fees: words } = useSentences().money
  const { issuer, mayEdit } = useLoaded<typeof loader>()
  const failure = useFailure('signing')
  const field = (name: keyof typeof issuer) => ({
    name,
    disabled: !mayEdit,
    defaultValue: failure?.values[name] ?? issuer[name],
    error: failure?.problem.fields?.[name],
  })
  return (
    <section className="studio-section" aria-labelledby="signing">
      <h2 id="signing">{words.signing}</h2>
      <p className="mute">{words.signingText}</p>
      <Form method="post" className="money-form" key={JSON.stringify(issuer)}>
        <FormProblem failure={failure} />
        <Field
          label={words.legalName}
          hint={words.legalNameHint}
          autoComplete="organization"
          maxLength={200}
          {...field('legalName')}
        />
        <TextField label={words.address} autoComplete="street-address" maxLength={500} {...field('legalAddress')} />
        <div className="pair">
          <Field label={words.taxId} maxLength={60} {...field('taxId')} />
          <Field label={words.prefix} hint={words.prefixHint} maxLength={12} {...field('prefix')} />
        </div>
        {mayEdit && (
          <Submit look="line" name="intent" value="signing">
            {words.save}
          </Submit>
        )}
      </Form>
    </section>
  )
}
