import { useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Money } from '../../ui/Money.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { typedAmount } from '../studio/amount.ts'
import type { loader } from './page.tsx'

type Row = ReturnType<typeof useLoaded<typeof loader>>['owed']['items'][number]

/** Organizations with a balance, and the payout of each. */
export function Owed() {
  const { money, studio } = useSentences()
  const { admin: words } = money
  const { owed, isLaterOwed } = useLoaded<typeof loader>()
  return (
    <section className="studio-section" aria-labelledby="owed">
      <h2 id="owed">{words.owed}</h2>
      {owed.items.length === 0 ? (
        <EmptyState title={words.noOwed}>{words.noOwedText}</EmptyState>
      ) : (
        <ul className="money-rates rows hard">
          {owed.items.map((row) => (
            <li key={`${row.organizationId} ${row.currency} ${row.available}`}>
              <OwedRow row={row} />
            </li>
          ))}
        </ul>
      )}
      <Pages next={owed.next} isLater={isLaterOwed} name="owed" label={studio.list.more} />
    </section>
  )
}

function OwedRow({ row: { organizationId, organization, currency, available, pending } }: { row: Row }) {
  const { admin: words } = useSentences().money
  const failure = useFailure(`record ${organizationId} ${currency}`)
  // Made once for what is on the balance now: sending the form twice records one payout.
  const [key] = useState(() => crypto.randomUUID())
  return (
    <div className="money-owed">
      <div>
        <h3>{organization}</h3>
        <p className="studio-facts">
          <b>
            <Money amount={available} currency={currency} />
          </b>
          {pending > 0 && (
            <span className="mute">
              {words.pending} <Money amount={pending} currency={currency} />
            </span>
          )}
        </p>
      </div>
      {available > 0 && (
        <Form method="post">
          <FormProblem failure={failure} />
          <input type="hidden" name="organizationId" value={organizationId} />
          <input type="hidden" name="currency" value={currency} />
          <input type="hidden" name="key" value={key} />
          <Field
            label={words.amount(currency)}
            name="amount"
            required
            inputMode="decimal"
            maxLength={16}
            defaultValue={failure?.values.amount ?? typedAmount(available, currency)}
            error={failure?.problem.fields?.amount}
          />
          <Submit
            look="line"
            name="intent"
            value={`record ${organizationId} ${currency}`}
            aria-label={words.recordFor(organization, currency)}
          >
            {words.record}
          </Submit>
        </Form>
      )}
    </div>
  )
}
