import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { money, percent } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** Who pays what the platform takes. */
export function Payer() {
  const { t, language } = useSurroundings()
  const { fees: words } = t.money
  const { commission, mayEdit } = useLoaded<typeof loader>()
  const failure = useFailure('payer')
  const { inForce, own } = commission
  const fixed = Object.entries(inForce.fixed)
    .filter(([, amount]) => amount > 0)
    .map(([currency, amount]) => money(amount, currency, language))
    .join(', ')
  const share = inForce.percent > 0 ? percent(inForce.percent, language) : ''
  const fee = share && fixed ? words.percentAnd(share, fixed) : share || fixed
  return (
    <section className="studio-section" aria-labelledby="payer">
      <h2 id="payer">{words.platformFee}</h2>
      <p className="mute">{fee ? words.payerText(fee) : words.noFee}</p>
      <Form method="post" className="money-form" key={own.paidBy}>
        <FormProblem failure={failure} />
        <SelectField
          label={words.payer}
          name="paidBy"
          disabled={!mayEdit}
          defaultValue={own.paidBy ?? ''}
          choices={[
            ['', words.payers.platform],
            ['buyer', words.payers.buyer],
            ['organizer', words.payers.organizer],
          ]}
        />
        {mayEdit && (
          <Submit look="line" name="intent" value="payer">
            {words.save}
          </Submit>
        )}
      </Form>
    </section>
  )
}
