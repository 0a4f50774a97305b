import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { percent, zoneCity } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { typedAmount } from '../studio/amount.ts'
import type { loader, TicketType } from './page.tsx'

const ADVANCED = ['saleStartsAt', 'saleEndsAt', 'minimumPerOrder', 'maximumPerOrder', 'maximumPerPerson']

/** A ticket type in its place in the list: name, price, quantity; the rest is folded away until it is used. */
export function TicketForm({ type }: { type?: TicketType }) {
  const { t, language } = useSurroundings()
  const { tickets: words, create } = t.studio
  const { event, tickets, taxRates } = useLoaded<typeof loader>()
  const failure = useFailure('save')
  const { currency } = tickets
  const fields: Record<string, string> = failure?.problem.fields ?? {}
  const saved = savedValues(type, currency, tickets.ticketTypes.length === 0 ? create.admission : '')
  const value = (name: string) => failure?.values[name] ?? saved[name] ?? ''
  const isOpen = ADVANCED.some((name) => name in fields || (type !== undefined && !isUsual(name, value(name))))
  const field = (name: string) => ({ name, defaultValue: value(name), error: fields[name] })
  return (
    <Form method="post" className="studio-ticket-form">
      <FormProblem failure={failure} />
      <input type="hidden" name="currency" value={currency} />
      {type && <input type="hidden" name="ticketTypeId" value={type.id} />}
      <div className="studio-ticket-main">
        <Field label={words.name} required maxLength={80} {...field('name')} />
        <Field
          label={words.price(currency)}
          hint={words.priceHint}
          inputMode="decimal"
          maxLength={16}
          {...field('price')}
        />
        <Field
          label={words.quantity}
          hint={words.quantityHint}
          inputMode="numeric"
          maxLength={7}
          {...field('quantity')}
        />
      </div>
      <Field label={words.description} optional maxLength={500} {...field('description')} />
      {taxRates.length > 0 && (
        <SelectField
          label={words.tax}
          choices={[
            ['', words.noTax],
            ...taxRates.map(
              ({ id, name, rate, inclusive }) => [id, words.taxRate(name, percent(rate, language), inclusive)] as const,
            ),
          ]}
          {...field('taxRateId')}
        />
      )}
      <details open={isOpen}>
        <summary>{words.advanced}</summary>
        <p className="mute small">{words.times(zoneCity(event.timeZone))}</p>
        <div className="pair">
          <Field
            label={words.saleStartsAt}
            hint={words.saleStartsHint}
            type="datetime-local"
            {...field('saleStartsAt')}
          />
          <Field label={words.saleEndsAt} hint={words.saleEndsHint} type="datetime-local" {...field('saleEndsAt')} />
          <Field label={words.minimum} inputMode="numeric" maxLength={3} {...field('minimumPerOrder')} />
          <Field label={words.maximum} inputMode="numeric" maxLength={3} {...field('maximumPerOrder')} />
          <Field
            label={words.perPerson}
            hint={words.perPersonHint}
            inputMode="numeric"
            maxLength={4}
            {...field('maximumPerPerson')}
          />
        </div>
      </details>
      <div className="studio-acts">
        <Submit name="intent" value="save">
          {words.save}
        </Submit>
        <ButtonLink look="line" to="?">
          {words.cancel}
        </ButtonLink>
      </div>
    </Form>
  )
}

function savedValues(type: TicketType | undefined, currency: string, firstName: string): Record<string, string> {
  if (!type) return { name: firstName, minimumPerOrder: '1', maximumPerOrder: '10' }
  const count = (value: number | null) => (value === null ? '' : String(value))
  return {
    name: type.name,
    description: type.description,
    price: type.price === 0 ? '' : typedAmount(type.price, currency),
    taxRateId: type.taxRateId ?? '',
    quantity: count(type.quantity),
    minimumPerOrder: count(type.minimumPerOrder),
    maximumPerOrder: count(type.maximumPerOrder),
    maximumPerPerson: count(type.maximumPerPerson),
    saleStartsAt: type.saleStartsAtLocal ?? '',
    saleEndsAt: type.saleEndsAtLocal ?? '',
  }
}

const isUsual = (name: string, value: string) =>
  name === 'minimumPerOrder' ? value === '1' : name === 'maximumPerOrder' ? value === '10' : value === ''
