import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** Mails the order to its buyer once more, as long as a ticket is theirs. */
export function SendAgain() {
  const { studioOrder } = useSentences()
  const { order, may } = useLoaded<typeof loader>()
  const failure = useFailure('send-again')
  if (order.state !== 'paid' || order.email === null || !may.includes('orders.edit')) return null
  return (
    <Form method="post" className="studio-below" preventScrollReset>
      <FormProblem failure={failure} />
      <p className="mute">{studioOrder.sendHint(order.email)}</p>
      <p>
        <Submit look="line" name="intent" value="send-again">
          {studioOrder.sendAgain}
        </Submit>
      </p>
    </Form>
  )
}
