import '../ticket/ticket.css'
import { Form, redirect } from 'react-router'
import type { PaletteName } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { repeatOf } from '../../host/repeat-key.ts'
import { Art } from '../../ui/Art.tsx'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Fitted } from '../../ui/Fitted.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { LargeDate } from '../../ui/When.tsx'
import { FactList } from '../ticket/FactList.tsx'

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
    <Frame
      title={transfers.page.title(event.name)}
      current="tickets"
      palette={event.palette as PaletteName}
      hero={
        <div className="ticket">
          <div className="ticket-words">
            {event.startsAt && event.endsAt && (
              <LargeDate start={event.startsAt} end={event.endsAt} zone={event.timeZone} />
            )}
            <Fitted name={event.name} wide={{ ratio: 0.62, largest: 36 }} narrow={{ ratio: 0.95, largest: 44 }} />
            <FactList event={event} before={[[tickets.facts.ticket, transfer.ticketType]]} />
          </div>
          <div className="ticket-side">
            <Art seed={event.id} category={event.category} size={[900, 1200]} eager />
            <Sheet />
          </div>
        </div>
      }
    >
      {transfer.state === 'offered' && <Answer />}
    </Frame>
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
