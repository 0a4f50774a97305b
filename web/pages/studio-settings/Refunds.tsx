import './settings.css'
import { useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Button, Submit } from '../../ui/Button.tsx'
import { CheckField, Field, SelectField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'
import { stepNames, type TypedStep, typedSteps } from './refunds.ts'

const KINDS = ['steps', 'contact', 'none'] as const
const MOST_STEPS = 6

/** What goes back when a buyer cannot come. */
export function Refunds() {
  const { t } = useSurroundings()
  const { refunds: words } = t.settings
  const { event, mayDecide } = useLoaded<typeof loader>()
  const failure = useFailure('refunds')
  const { refundPolicy: policy } = event
  const [kind, setKind] = useState(policy.kind)
  return (
    <section className="studio-section" aria-labelledby="refunds">
      <h2 id="refunds">{words.title}</h2>
      <p className="mute">{words.text}</p>
      <Form method="post" className="form settings-form">
        <FormProblem failure={failure} />
        <fieldset className="settings-choices" disabled={!mayDecide}>
          <legend>{words.kind}</legend>
          {KINDS.map((one) => (
            <label key={one} className="check">
              <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} />
              <span>
                {words.kinds[one][0]}
                <small className="mute">{words.kinds[one][1]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {kind === 'steps' && <Steps />}
        {mayDecide && (
          <Submit look="line" name="intent" value="refunds">
            {words.save}
          </Submit>
        )}
      </Form>
    </section>
  )
}

/** The steps, the earliest first; each can be taken out, and one nearer to the start added. */
function Steps() {
  const { t } = useSurroundings()
  const { refunds: words } = t.settings
  const { event, mayDecide } = useLoaded<typeof loader>()
  const { refundPolicy: policy } = event
  const [steps, setSteps] = useState(() => typedSteps(policy).map((step, key) => ({ ...step, key })))
  const change = (key: number, changes: Partial<TypedStep>) =>
    setSteps((all) => all.map((step) => (step.key === key ? { ...step, ...changes } : step)))
  const add = () =>
    setSteps((all) => {
      const key = 1 + Math.max(...all.map((step) => step.key))
      return [...all, { before: '', unit: 'hour', percent: '', key }]
    })
  return (
    <fieldset className="settings-steps" disabled={!mayDecide}>
      <legend className="sr">{words.steps}</legend>
      <ol>
        {steps.map((step, index) => (
          <li key={step.key} className="settings-step">
            <Step step={step} index={index} onChange={(changes) => change(step.key, changes)} />
            {mayDecide && steps.length > 1 && (
              <Button
                look="line"
                aria-label={words.removeStep(index + 1)}
                onClick={() => setSteps((all) => all.filter(({ key }) => key !== step.key))}
              >
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {mayDecide && steps.length < MOST_STEPS && (
        <p>
          <Button look="line" onClick={add}>
            {words.addStep}
          </Button>
        </p>
      )}
      <p className="mute small">{words.after}</p>
      <CheckField label={words.fee} name="fee" value="yes" defaultChecked={policy.kind !== 'steps' || policy.fee} />
    </fieldset>
  )
}

type StepProps = { step: TypedStep; index: number; onChange: (changes: Partial<TypedStep>) => void }

function Step({ step, index, onChange }: StepProps) {
  const { t } = useSurroundings()
  const { refunds: words } = t.settings
  const fields = useFailure('refunds')?.problem.fields ?? {}
  const names = stepNames(index)
  const refused = (name: 'secondsBefore' | 'percent') => fields[`refundPolicy.steps.${index}.${name}`]
  return (
    <>
      <Field
        label={words.percent}
        name={names.percent}
        type="number"
        min={1}
        max={100}
        required
        value={step.percent}
        onChange={({ target }) => onChange({ percent: target.value })}
        error={fields[names.percent] ?? refused('percent')}
      />
      <Field
        label={words.until}
        name={names.before}
        type="number"
        min={0}
        max={step.unit === 'day' ? 366 : 366 * 24}
        required
        value={step.before}
        onChange={({ target }) => onChange({ before: target.value })}
        error={fields[names.before] ?? refused('secondsBefore')}
      />
      <SelectField
        label={words.unit}
        name={names.unit}
        choices={[
          ['day', words.units.day],
          ['hour', words.units.hour],
        ]}
        value={step.unit}
        onChange={({ target }) => onChange({ unit: target.value === 'hour' ? 'hour' : 'day' })}
      />
    </>
  )
}
