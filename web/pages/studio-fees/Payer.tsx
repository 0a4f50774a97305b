import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { money } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'
import { commissionInWords } from './words.ts'

/** What the platform takes, what that makes of one ticket, and who pays it. */
export function Payer() {
  const { t, language } = useSurroundings()
  const { fees: words } = t.money
  const { commission, mayEdit } = useLoaded<typeof loader>()
  const failure = useFailure('payer')
  const { inForce, own, example } = commission
  const fee = commissionInWords(inForce, t, language)
  const isAgreed = own.percent !== null || own.fixed !== null
  const said = (amount: number) => money(amount, example.currency, language)
  return (
    <section className="studio-section" aria-labelledby="payer">
      <h2 id="payer">{words.platformFee}</h2>
      <p className="mute">{fee ? words.payerText(fee) : words.noFee}</p>
      {isAgreed && <p className="mute">{words.agreed}</p>}
      {fee && (
        <p className="num">
          {words.example(said(example.price), said(example.buyer), said(example.organizer), said(example.platform))}
        </p>
      )}
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
