import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { Ticket } from './ticket.ts'

/** Sends the ticket to the person it is for, where that is not its buyer, and the buyer all that are theirs. */
export function ByMail({ ticket }: { ticket: Ticket }) {
  const { transfers } = useSurroundings().t
  const failures = [useFailure('sendOne'), useFailure('sendAll')]
  if (ticket.state !== 'valid') return null
  const isOthers = ticket.attendeeEmail !== ticket.buyerEmail
  return (
    <section className="ticket-pass" aria-labelledby="by-mail">
      <h2 id="by-mail">{transfers.again}</h2>
      <p className="mute">{transfers.againHint(ticket.attendeeEmail)}</p>
      <FormProblem failure={failures.find(Boolean) ?? null} />
      <Form method="post" className="ticket-acts" preventScrollReset>
        {isOthers && (
          <Submit look="line" name="intent" value="sendOne">
            {transfers.sendOne}
          </Submit>
        )}
        {ticket.orderId && (
          <>
            <input type="hidden" name="orderId" value={ticket.orderId} />
            <Submit look="line" name="intent" value="sendAll">
              {transfers.sendAll}
            </Submit>
          </>
        )}
      </Form>
    </section>
  )
}
