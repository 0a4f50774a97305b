import { useCallback, useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Button, Submit } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { count, money } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { useAsked } from '../studio/ask.ts'
import type { loader } from './page.tsx'

/** Calling a live event off. Before it is done it says what follows: who is told, and how much money goes back. */
export function Cancel() {
  const { overview, cancellation: words } = useSentences().studio
  const { event } = useLoaded<typeof loader>()
  const failure = useFailure('cancel')
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <FormProblem failure={failure} />
      <div className="studio-step">
        <p>{overview.cancelText}</p>
        <Button look="stop" onClick={() => setAsking(true)}>
          {overview.cancel}
        </Button>
      </div>
      <Dialog open={isAsking} title={overview.cancelAsk(event.name)} onClose={() => setAsking(false)}>
        {isAsking && <Consequences eventId={event.id} />}
        <Form method="post" onSubmit={() => setAsking(false)}>
          <TextField label={words.message} hint={words.messageHint} optional name="message" rows={4} maxLength={2000} />
          <div className="dialog-acts">
            <Submit look="stop" name="intent" value="cancel">
              {overview.cancel}
            </Submit>
            <Button look="line" onClick={() => setAsking(false)}>
              {overview.keep}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  )
}

async function figuresOf(api: WebClient, eventId: string) {
  const of = { params: { eventId } }
  const [cancellation, { people }] = await Promise.all([
    api['GET /api/events/:eventId/cancellation'](of),
    api['GET /api/events/:eventId/holders'](of),
  ])
  return { ...cancellation, people }
}

function Consequences({ eventId }: { eventId: string }) {
  const { t, language } = useSurroundings()
  const { overview, cancellation: words } = t.studio
  const asked = useAsked(useCallback((api: WebClient) => figuresOf(api, eventId), [eventId]))
  if (asked === 'asking') return <p className="mute">{t.ui.loading}</p>
  if (asked === 'failed') return <p className="error">{words.notCounted}</p>
  const { orders, amount, currency, unpaid, people } = asked.answer
  const consequences = [
    overview.cancelText,
    ...(people > 0 ? [words.told(count(people, language), people)] : []),
    ...(orders > 0 ? [words.refunds(count(orders, language), orders, money(amount, currency, language))] : []),
    ...(unpaid > 0 ? [words.dropped(count(unpaid, language), unpaid)] : []),
  ]
  return (
    <ul className="studio-consequences">
      {consequences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
