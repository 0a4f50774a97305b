import { Form, useSearchParams } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { typedFixed } from '../admin-commission/fixed.ts'
import { typedPercent } from '../studio/percent.ts'
import type { Agreed } from './page.tsx'

/** The terms of one organization in its place in the list; what is left empty is as the platform has it. */
export function TermsForm({ agreed: { id, name, own, stripeAccount } }: { agreed: Agreed }) {
  const { admin: words, fees } = useSentences().money
  const failure = useFailure('terms')
  const [query] = useSearchParams()
  const back = new URLSearchParams(query)
  back.delete('edit')
  const saved: Record<string, string> = {
    percent: own.percent === null ? '' : typedPercent(own.percent),
    fixed: own.fixed === null ? '' : typedFixed(own.fixed) || '0',
    paidBy: own.paidBy ?? '',
    account: stripeAccount ?? '',
  }
  const field = (field: string) => ({
    name: field,
    defaultValue: failure?.values[field] ?? saved[field],
    error: failure?.problem.fields?.[field],
  })
  return (
    <Form method="post" className="money-form">
      <h3>{name}</h3>
      <FormProblem failure={failure} />
      <input type="hidden" name="organizationId" value={id} />
      <div className="pair">
        <Field label={words.percent} hint={words.emptyHint} inputMode="decimal" maxLength={7} {...field('percent')} />
        <Field label={words.fixed} hint={words.fixedOwnHint} maxLength={400} {...field('fixed')} />
      </div>
      <SelectField
        label={words.paidBy}
        choices={[
          ['', fees.payers.platform],
          ['buyer', words.payers.buyer],
          ['organizer', words.payers.organizer],
        ]}
        {...field('paidBy')}
      />
      <Field
        label={words.account}
        hint={words.accountHint}
        maxLength={60}
        spellCheck={false}
        autoComplete="off"
        {...field('account')}
      />
      <div className="studio-acts">
        <Submit name="intent" value="terms">
          {fees.save}
        </Submit>
        <ButtonLink look="line" to={`?${back}`}>
          {fees.cancel}
        </ButtonLink>
      </div>
    </Form>
  )
}
