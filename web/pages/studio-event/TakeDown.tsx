import { useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Button, Submit } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { StudioEvent } from '../studio/load.ts'
import { Cancel } from './Cancel.tsx'

type Step = { intent: 'withdraw' | 'delete' | 'copy'; label: string; text: string; ask?: string }

/** The ways an event goes: back to draft, called off, deleted; and a copy for the next one. What cannot be undone is asked again. */
export function TakeDown({ event, may, sold }: { event: StudioEvent; may: readonly string[]; sold: number }) {
  const { overview } = useSentences().studio
  const steps = stepsOf(event, may, sold, overview)
  const mayCancel = event.state === 'published' && may.includes('event.cancel')
  if (steps.length === 0 && !mayCancel) return null
  return (
    <section className="studio-section" aria-labelledby="take-down">
      <h2 id="take-down">{overview.further}</h2>
      <ul className="studio-steps rows">
        {steps.map((step) => (
          <li key={step.intent}>
            <StepForm step={step} />
          </li>
        ))}
        {mayCancel && (
          <li>
            <Cancel />
          </li>
        )}
      </ul>
    </section>
  )
}

function stepsOf(
  event: StudioEvent,
  may: readonly string[],
  sold: number,
  overview: ReturnType<typeof useSentences>['studio']['overview'],
): Step[] {
  const { state, name } = event
  const publishes = may.includes('event.publish')
  return [
    ...(may.includes('event.create')
      ? [{ intent: 'copy', label: overview.copy, text: overview.copyText } as const]
      : []),
    ...(state === 'waiting' && publishes
      ? [{ intent: 'withdraw', label: overview.takeBack, text: overview.takeBackText } as const]
      : []),
    ...(state === 'published' && publishes && sold === 0
      ? [{ intent: 'withdraw', label: overview.withdraw, text: overview.withdrawText } as const]
      : []),
    ...(state === 'draft' && publishes
      ? [
          {
            intent: 'delete',
            label: overview.delete,
            text: overview.deleteText,
            ask: overview.deleteAsk(name),
          } as const,
        ]
      : []),
  ]
}

function StepForm({ step: { intent, label, text, ask } }: { step: Step }) {
  const { overview } = useSentences().studio
  const failure = useFailure(intent)
  const [isAsking, setAsking] = useState(false)
  const submit = (
    <Submit look={ask === undefined ? 'line' : 'stop'} name="intent" value={intent}>
      {label}
    </Submit>
  )
  return (
    <>
      <FormProblem failure={failure} />
      <div className="studio-step">
        <p>{text}</p>
        {ask === undefined ? (
          <Form method="post">{submit}</Form>
        ) : (
          <Button look="stop" onClick={() => setAsking(true)}>
            {label}
          </Button>
        )}
      </div>
      {ask !== undefined && (
        <Dialog open={isAsking} title={ask} onClose={() => setAsking(false)}>
          <p>{text}</p>
          <Form method="post" className="dialog-acts" onSubmit={() => setAsking(false)}>
            {submit}
            <Button look="line" onClick={() => setAsking(false)}>
              {overview.keep}
            </Button>
          </Form>
        </Dialog>
      )}
    </>
  )
}
