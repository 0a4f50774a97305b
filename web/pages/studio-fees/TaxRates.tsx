import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { percent } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { typedPercent } from '../studio/percent.ts'
import type { loader } from './page.tsx'

type TaxRate = Awaited<ReturnType<WebClient['GET /api/organizations/:organizationId/tax-rates']>>['items'][number]

/** The tax rates, changed in their place. */
export function TaxRates() {
  const { fees: words } = useSentences().money
  const { taxRates, mayEdit, edit } = useLoaded<typeof loader>()
  const failure = useFailure('delete')
  return (
    <section className="studio-section" aria-labelledby="taxes">
      <h2 id="taxes">{words.taxes}</h2>
      <p className="mute">{taxRates.length === 0 ? words.noTaxesText : words.taxesText}</p>
      <FormProblem failure={failure} />
      {(taxRates.length > 0 || edit === 'new') && (
        <ul className="money-rates rows hard">
          {taxRates.map((rate) => (
            <li key={rate.id}>{mayEdit && edit === rate.id ? <RateForm rate={rate} /> : <RateRow rate={rate} />}</li>
          ))}
          {mayEdit && edit === 'new' && (
            <li>
              <RateForm />
            </li>
          )}
        </ul>
      )}
      {mayEdit && edit !== 'new' && (
        <p className="studio-below">
          <ButtonLink look="line" to="?edit=new">
            {words.add}
          </ButtonLink>
        </p>
      )}
    </section>
  )
}

function RateRow({ rate: { id, name, rate, inclusive, ticketTypes } }: { rate: TaxRate }) {
  const { language } = useSurroundings()
  const { fees: words } = useSentences().money
  const { mayEdit } = useLoaded<typeof loader>()
  const shown = `${name} ${percent(rate, language)}`
  return (
    <div className="money-rate">
      <div>
        <p>
          <b className="num">{shown}</b>
        </p>
        <p className="mute">{[inclusive ? words.included : words.added, words.usedBy(ticketTypes)].join(', ')}</p>
      </div>
      {mayEdit && (
        <div className="studio-acts">
          <ButtonLink look="line" to={`?edit=${id}`} aria-label={words.editName(shown)}>
            {words.edit}
          </ButtonLink>
          {ticketTypes === 0 && (
            <Form method="post">
              <input type="hidden" name="taxRateId" value={id} />
              <Submit look="stop" name="intent" value="delete" aria-label={words.removeName(shown)}>
                {words.remove}
              </Submit>
            </Form>
          )}
        </div>
      )}
    </div>
  )
}

function RateForm({ rate }: { rate?: TaxRate }) {
  const { fees: words } = useSentences().money
  const failure = useFailure('rate')
  const { values, problem } = failure ?? {}
  const included = values?.inclusive ?? (rate?.inclusive === false ? 'no' : 'yes')
  return (
    <Form method="post" className="money-form">
      <FormProblem failure={failure} />
      {rate && <input type="hidden" name="taxRateId" value={rate.id} />}
      <div className="pair">
        <Field
          label={words.name}
          hint={words.nameHint}
          name="name"
          required
          maxLength={40}
          defaultValue={values?.name ?? rate?.name ?? ''}
          error={problem?.fields?.name}
        />
        <Field
          label={words.rate}
          name="rate"
          required
          inputMode="decimal"
          maxLength={7}
          defaultValue={values?.rate ?? (rate ? typedPercent(rate.rate) : '')}
          error={problem?.fields?.rate}
        />
      </div>
      <SelectField
        label={words.kind}
        name="inclusive"
        defaultValue={included}
        choices={[
          ['yes', words.inclusive],
          ['no', words.exclusive],
        ]}
      />
      <div className="studio-acts">
        <Submit name="intent" value="rate">
          {words.save}
        </Submit>
        <ButtonLink look="line" to="?">
          {words.cancel}
        </ButtonLink>
      </div>
    </Form>
  )
}
