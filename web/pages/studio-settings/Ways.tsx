import './settings.css'
import { Form, Link } from 'react-router'
import type { Terms } from '../../../src/modules/events/by-hand.ts'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** Ways to pay in which the organizer takes the money: by transfer, and at the door. */
export function Ways() {
  const { t } = useSurroundings()
  const { settings: words } = t.byHand
  const { event, may, mayDecide } = useLoaded<typeof loader>()
  const failure = useFailure('ways')
  const { transfer, door } = event.byHand
  const isTicked = (way: 'transfer' | 'door') => (failure ? way in failure.values : event.byHand[way] !== undefined)
  return (
    <section className="studio-section" aria-labelledby="ways">
      <h2 id="ways">{words.title}</h2>
      <p className="mute">{words.text}</p>
      <Form method="post" className="form settings-form">
        <FormProblem failure={failure} />
        <fieldset className="settings-way" disabled={!mayDecide}>
          <legend className="sr">{words.transfer}</legend>
          <CheckField label={words.transfer} name="transfer" defaultChecked={isTicked('transfer')} />
          <div className="settings-terms">
            <p className="mute small">
              {may.includes('finance.read') ? (
                <Link to={`/studio/${event.organization.slug}/fees#account`}>{words.transferHint}</Link>
              ) : (
                words.transferHint
              )}
            </p>
            <TermFields
              way="transfer"
              terms={transfer ?? { days: 7, hoursBefore: 48 }}
              labels={[words.transferDays, words.transferHours]}
            />
          </div>
        </fieldset>
        <fieldset className="settings-way" disabled={!mayDecide}>
          <legend className="sr">{words.door}</legend>
          <CheckField label={words.door} name="door" defaultChecked={isTicked('door')} />
          <div className="settings-terms">
            <TermFields
              way="door"
              terms={door ?? { days: null, hoursBefore: null }}
              labels={[words.doorDays, words.doorHours]}
            />
          </div>
        </fieldset>
        {mayDecide && (
          <Submit look="line" name="intent" value="ways">
            {words.save}
          </Submit>
        )}
      </Form>
    </section>
  )
}

type TermFieldsProps = { way: 'transfer' | 'door'; terms: Terms; labels: readonly [days: string, hours: string] }

/** Until when unpaid places are kept: days after ordering, hours before the start, whichever comes first. */
function TermFields({ way, terms, labels }: TermFieldsProps) {
  const { t } = useSurroundings()
  const failure = useFailure('ways')
  return (
    <div className="pair">
      {(['days', 'hoursBefore'] as const).map((term, index) => {
        const name = `${way}.${term}`
        return (
          <Field
            key={term}
            label={labels[index]}
            hint={t.byHand.settings.noEnd}
            name={name}
            inputMode="numeric"
            maxLength={4}
            defaultValue={failure?.values[name] ?? terms[term] ?? ''}
            error={failure?.problem.fields?.[name] ?? failure?.problem.fields?.[`byHand.${name}`]}
          />
        )
      })}
    </div>
  )
}
