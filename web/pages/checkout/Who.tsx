import { useSurroundings } from '../../host/hooks.ts'
import type { Failure } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { CheckField, Field } from '../../ui/Field.tsx'
import { type Order, placesOf } from './order.ts'

/** Who buys and, folded away unless wanted, who each ticket is for. */
export function Who({ order, failure }: { order: Order; failure: Failure | null }) {
  const { checkout } = useSurroundings().t
  const person = usePerson()
  const places = placesOf(order)
  const { values, problem } = failure ?? {}
  return (
    <fieldset>
      <legend>{checkout.who}</legend>
      <div className="pair">
        <Field
          label={checkout.name}
          name="name"
          autoComplete="name"
          required
          maxLength={120}
          defaultValue={values?.name ?? order.name ?? person?.name}
          error={problem?.fields?.name}
        />
        <Field
          label={checkout.email}
          hint={checkout.emailHint}
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={values?.email ?? order.email ?? person?.email}
          error={problem?.fields?.email}
        />
      </div>
      {places.length > 1 && <Attendees order={order} places={places} failure={failure} />}
    </fieldset>
  )
}

/** The box hides the fields by a rule of the stylesheet, so that it works without JavaScript too. */
function Attendees({ order, places, failure }: { order: Order; places: readonly string[]; failure: Failure | null }) {
  const { checkout } = useSurroundings().t
  const given = order.attendees.some(({ name, email }) => name || email)
  const isLater = failure ? 'later' in failure.values : !given
  return (
    <>
      <CheckField label={checkout.later(places.length)} name="later" defaultChecked={isLater} />
      <div className="checkout-attendees">
        <p className="mute">{checkout.attendeeHint}</p>
        {places.map((type, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a ticket to come is nothing but its position.
          <fieldset key={index}>
            <legend>{checkout.attendee(index + 1, type)}</legend>
            <div className="pair">
              {(['name', 'email'] as const).map((part) => {
                const field = `attendees.${index}.${part}`
                return (
                  <Field
                    key={part}
                    label={checkout[part]}
                    name={field}
                    type={part === 'email' ? 'email' : 'text'}
                    optional
                    maxLength={part === 'email' ? 254 : 120}
                    defaultValue={failure?.values[field] ?? order.attendees[index]?.[part] ?? ''}
                    error={failure?.problem.fields?.[field]}
                  />
                )
              })}
            </div>
          </fieldset>
        ))}
      </div>
    </>
  )
}
