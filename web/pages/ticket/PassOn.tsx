import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import type { Ticket } from './ticket.ts'

/** Offers the ticket to somebody, who gets a code of their own when they take it. */
export function PassOn({ ticket, repeatKey }: { ticket: Ticket; repeatKey: string }) {
  const { t, language } = useSurroundings()
  const { transfers } = t
  const { changes, transfer, event } = ticket
  if (ticket.state === 'transferred' && transfer) return <p className="mute">{transfers.passedTo(transfer.toEmail)}</p>
  if (transfer?.state === 'offered') return <Offered ticket={ticket} transfer={transfer} />
  if (!changes.transfer) return null
  const last = transfer?.state === 'declined' || transfer?.state === 'lapsed' ? transfers[transfer.state] : null
  return (
    <section className="ticket-pass" aria-labelledby="pass-on">
      <h2 id="pass-on">{transfers.title}</h2>
      {last && transfer && <p>{last(transfer.toEmail)}</p>}
      <p className="mute">{transfers.hint}</p>
      {changes.until && (
        <p className="mute" suppressHydrationWarning>
          {transfers.until(dayAndTime(changes.until, event.timeZone, language, new Date()))}
        </p>
      )}
      <OfferForm repeatKey={repeatKey} />
    </section>
  )
}

function OfferForm({ repeatKey }: { repeatKey: string }) {
  const { transfers } = useSurroundings().t
  const failure = useFailure('offer')
  const { values, problem } = failure ?? {}
  return (
    <>
      <FormProblem failure={failure} />
      <Form method="post" className="form" preventScrollReset>
        <input type="hidden" name="key" value={repeatKey} />
        <Field
          label={transfers.email}
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          defaultValue={values?.email}
          error={problem?.fields?.email}
        />
        <TextField
          label={transfers.message}
          name="message"
          optional
          rows={2}
          maxLength={300}
          defaultValue={values?.message}
          error={problem?.fields?.message}
        />
        <Submit look="plain" name="intent" value="offer">
          {transfers.offer}
        </Submit>
      </Form>
    </>
  )
}

function Offered({ ticket, transfer }: { ticket: Ticket; transfer: NonNullable<Ticket['transfer']> }) {
  const { t, language } = useSurroundings()
  const { transfers } = t
  const [title, text] = transfers.offered
  return (
    <section className="ticket-pass" aria-label={transfers.title}>
      <FormProblem failure={useFailure('withdraw')} />
      <Notice tone="hold" title={title(transfer.toEmail)}>
        <span suppressHydrationWarning>
          {text(dayAndTime(transfer.expiresAt, ticket.event.timeZone, language, new Date()))}
        </span>
      </Notice>
      <Form method="post" preventScrollReset>
        <Submit look="line" name="intent" value="withdraw">
          {transfers.withdraw}
        </Submit>
      </Form>
    </section>
  )
}
