import '../ticket/ticket.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { repeatOf } from '../../host/repeat-key.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { FactList } from '../ticket/FactList.tsx'
import { TicketFrame } from '../ticket/TicketFrame.tsx'

export const loader = load(async ({ api, params, repeatKey }) => {
  const [transfer, me] = await Promise.all([
    api['GET /api/transfers/:transferId']({ params: { transferId: params.transfer ?? '' } }),
    api['GET /api/me'](),
  ])
  if (transfer.ticketId) throw redirect(`/ticket/${transfer.ticketId}`)
  return { transfer, name: me?.name ?? '', key: repeatKey() }
})

/** Takes the ticket, or says no. */
export const action = act(async ({ api, form, params: path }) => {
  const params = { transferId: path.transfer ?? '' }
  if (text(form, 'intent') === 'decline') {
    await api['DELETE /api/transfers/:transferId']({ params })
    return redirect(`/transfer/${params.transferId}`)
  }
  const body = { attendeeName: text(form, 'attendeeName') }
  const { ticketId } = await api['POST /api/transfers/:transferId/acceptance']({ params, body, ...repeatOf(form) })
  return redirect(`/ticket/${ticketId}?done=received`)
})

/** A ticket that somebody offers to the reader: who, for what, and whether they take it. */
export function Component() {
  const { transfers, tickets } = useSurroundings().t
  const { transfer } = useLoaded<typeof loader>()
  const { event } = transfer
  return (
    <TicketFrame
      title={transfers.page.title(event.name)}
      current="tickets"
      event={event}
      facts={<FactList event={event} before={[[tickets.facts.ticket, transfer.ticketType]]} />}
      sheet={<Sheet />}
    >
      {transfer.state === 'offered' && <Answer />}
    </TicketFrame>
  )
}

/** Who gives it and until when; or why it is not given any more. */
function Sheet() {
  const { t, language } = useSurroundings()
  const { page } = t.transfers
  const { transfer } = useLoaded<typeof loader>()
  const { state, fromName, message, expiresAt, event } = transfer
  if (state !== 'offered' && state !== 'accepted') {
    const [title, detail] = page.over[state]
    return (
      <div className="ticket-sheet ticket-gone" role="status">
        <p>
          <b>{title}</b>
        </p>
        <p>{detail}</p>
      </div>
    )
  }
  return (
    <div className="ticket-sheet ticket-gone">
      <p>
        <b>{page.from(fromName)}</b>
      </p>
      {message && <blockquote className="ticket-message">{message}</blockquote>}
      <p suppressHydrationWarning>{page.until(dayAndTime(expiresAt, event.timeZone, language, new Date()))}</p>
    </div>
  )
}

function Answer() {
  const { page } = useSurroundings().t.transfers
  const { name, key } = useLoaded<typeof loader>()
  const failure = useFailure()
  const { values, problem } = failure ?? {}
  return (
    <div className="ticket-below">
      <section className="ticket-pass" aria-labelledby="take">
        <h2 id="take">{page.take}</h2>
        <p className="mute">{page.takeText}</p>
        <FormProblem failure={failure} />
        <Form method="post" className="form">
          <input type="hidden" name="key" value={key} />
          <Field
            label={page.name}
            hint={page.nameHint}
            name="attendeeName"
            autoComplete="name"
            required
            maxLength={120}
            defaultValue={values?.attendeeName ?? name}
            error={problem?.fields?.attendeeName}
          />
          <Submit big name="intent" value="accept">
            {page.accept}
          </Submit>
        </Form>
        <Form method="post">
          <Submit look="line" name="intent" value="decline">
            {page.decline}
          </Submit>
        </Form>
      </section>
    </div>
  )
}
