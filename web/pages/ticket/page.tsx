import './ticket.css'
import { redirect } from 'react-router'
import type { PaletteName } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Art } from '../../ui/Art.tsx'
import { ButtonLink } from '../../ui/Button.tsx'
import { Fitted } from '../../ui/Fitted.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { LargeDate } from '../../ui/When.tsx'
import { Code } from './Code.tsx'
import { Facts } from './Facts.tsx'
import { PassOn } from './PassOn.tsx'

export const loader = load(async ({ api, params, query }) => {
  const ticket = await api['GET /api/tickets/:ticketId']({ params: { ticketId: params.ticket ?? '' } })
  return { ticket, isNew: query.has('new'), isRenamed: query.has('renamed') }
})

/** Gives the ticket to somebody else by name. */
export const action = act(async ({ api, form, params }) => {
  const ticketId = params.ticket ?? ''
  await api['PATCH /api/tickets/:ticketId']({
    params: { ticketId },
    body: { attendeeName: text(form, 'attendeeName'), attendeeEmail: text(form, 'attendeeEmail') },
  })
  return redirect(`/ticket/${ticketId}?renamed=1`)
})

/** One ticket: the event as its poster, and the code on its own sheet. */
export function Component() {
  const { tickets } = useSurroundings().t
  const { ticket } = useLoaded<typeof loader>()
  const { event } = ticket
  return (
    <Frame
      title={tickets.ticketTitle(event.name)}
      current="tickets"
      palette={event.palette as PaletteName}
      hero={
        <div className="ticket">
          <div className="ticket-words">
            {event.startsAt && event.endsAt && (
              <LargeDate start={event.startsAt} end={event.endsAt} zone={event.timeZone} />
            )}
            <Fitted name={event.name} wide={{ ratio: 0.62, largest: 36 }} narrow={{ ratio: 0.95, largest: 44 }} />
            <Facts ticket={ticket} />
            <Acts />
          </div>
          <div className="ticket-side">
            <Art seed={event.id} category={event.category} size={[900, 1200]} eager />
            <Code ticket={ticket} />
          </div>
        </div>
      }
    >
      <div className="ticket-below">
        <News />
        <PassOn key={ticket.id} ticket={ticket} />
      </div>
    </Frame>
  )
}

/** Files are links to the API itself, so that they work without JavaScript. */
function Acts() {
  const { tickets } = useSurroundings().t
  const { ticket } = useLoaded<typeof loader>()
  const order = `/api/orders/${ticket.orderId}`
  return (
    <p className="ticket-acts">
      {ticket.state === 'valid' && (
        <a className="btn" href={ticket.of === 1 ? `/api/tickets/${ticket.id}/ticket.pdf` : `${order}/tickets.pdf`}>
          {tickets.allPdf(ticket.of)}
        </a>
      )}
      <a className="btn line" href={`${order}/calendar.ics`}>
        {tickets.calendar}
      </a>
      <ButtonLink look="line" to={`/e/${ticket.event.slug}`}>
        {tickets.eventPage}
      </ButtonLink>
    </p>
  )
}

function News() {
  const { tickets } = useSurroundings().t
  const { ticket, isNew, isRenamed } = useLoaded<typeof loader>()
  const { event } = ticket
  if (event.state === 'cancelled')
    return (
      <Notice tone="stop" title={tickets.eventCancelled[0]}>
        {tickets.eventCancelled[1]}
      </Notice>
    )
  if (isRenamed)
    return (
      <div role="status">
        <Notice tone="ok" title={tickets.renamed[0]}>
          {tickets.renamed[1](ticket.attendeeName)}
        </Notice>
      </div>
    )
  if (!isNew) return null
  return (
    <div role="status">
      <Notice tone="ok" title={tickets.bought[0]}>
        {tickets.bought[1](ticket.buyerEmail)}
      </Notice>
    </div>
  )
}
