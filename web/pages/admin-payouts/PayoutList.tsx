import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { usePerson } from '../../root.tsx'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { day } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { payoutTone } from '../studio-money/payout.ts'
import type { loader } from './page.tsx'

type Row = ReturnType<typeof useLoaded<typeof loader>>['payouts']['items'][number]

/** All payouts; those on their way can be marked as paid or taken back. */
export function PayoutList() {
  const { payouts: words } = useSentences().money
  const { payouts } = useLoaded<typeof loader>()
  if (payouts.items.length === 0) return <p className="mute">{words.none}</p>
  return (
    <ul className="rows hard">
      {payouts.items.map((payout) => (
        <li key={payout.id}>
          <PayoutRow payout={payout} />
        </li>
      ))}
    </ul>
  )
}

function PayoutRow({ payout }: { payout: Row }) {
  const { t, language } = useSurroundings()
  const { payouts: words } = t.money
  const zone = usePerson()?.timeZone ?? 'UTC'
  const { organization, state, amount, currency, reference, recordedAt } = payout
  return (
    <div className="money-owed">
      <div>
        <h3>
          {organization} <Money amount={amount} currency={currency} />
        </h3>
        <p className="studio-facts num">
          <Tag {...payoutTone(state)}>{words.states[state]}</Tag>
          <span className="mute">
            {[day(recordedAt, zone, language, new Date()), reference].filter(Boolean).join(', ')}
          </span>
        </p>
      </div>
      {state === 'recorded' && <Settle payout={payout} />}
    </div>
  )
}

function Settle({ payout: { id } }: { payout: Row }) {
  const { admin: words } = useSentences().money
  const pay = useFailure('pay')
  const takeBack = useFailure('take-back')
  const failure = [pay, takeBack].find((one) => one?.values.payoutId === id) ?? null
  return (
    <Form method="post">
      <FormProblem failure={failure} />
      <input type="hidden" name="payoutId" value={id} />
      <Field
        label={words.reference}
        name="reference"
        maxLength={140}
        defaultValue={failure?.values.reference ?? ''}
        error={failure?.problem.fields?.reference}
      />
      <Submit look="line" name="intent" value="pay">
        {words.markPaid}
      </Submit>
      <Submit look="stop" name="intent" value="take-back">
        {words.takeBack}
      </Submit>
    </Form>
  )
}
