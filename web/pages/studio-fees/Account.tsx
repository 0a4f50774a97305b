import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** Where buyers transfer money to. */
export function Account() {
  const { byHand, money } = useSentences()
  const { account: words } = byHand
  const { account, mayEdit } = useLoaded<typeof loader>()
  const failure = useFailure('account')
  const field = (name: 'holder' | 'number' | 'bank') => ({
    name,
    disabled: !mayEdit,
    defaultValue: failure?.values[name] ?? account?.[name] ?? '',
    error: failure?.problem.fields?.[`account.${name}`],
  })
  return (
    <section className="studio-section" aria-labelledby="account">
      <h2 id="account">{words.title}</h2>
      <p className="mute">{words.text}</p>
      <Form method="post" className="money-form" key={JSON.stringify(account)}>
        <FormProblem failure={failure} />
        <div className="pair">
          <Field label={words.holder} maxLength={120} {...field('holder')} />
          <Field label={words.number} maxLength={60} autoComplete="off" {...field('number')} />
        </div>
        <TextField label={words.bank} hint={words.bankHint} maxLength={300} {...field('bank')} />
        {mayEdit && (
          <Submit look="line" name="intent" value="account">
            {money.fees.save}
          </Submit>
        )}
      </Form>
    </section>
  )
}
