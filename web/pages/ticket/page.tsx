import './ticket.css'
import { redirect } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { repeatOf } from '../../host/repeat-key.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { AddToCalendar } from '../../ui/CalendarMenu.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TestNotice } from '../../ui/TestNotice.tsx'
import { ByMail } from './ByMail.tsx'
import { Code } from './Code.tsx'
import { Facts } from './Facts.tsx'
import { Invoices } from './Invoices.tsx'
import { PassOn } from './PassOn.tsx'
import { Rename } from './Rename.tsx'
import { TicketFrame } from './TicketFrame.tsx'

export const loader = load(async ({ api, params, query, repeatKey, request }) => {
  const ticket = await api['GET /api/tickets/:ticketId']({ params: { ticketId: params.ticket ?? '' } })
  // Who was given a ticket is not told of its order, nor what its buyer was billed.
  const { orderId } = ticket
  const { items: invoices } = orderId
    ? await api['GET /api/orders/:orderId/invoices']({ params: { orderId } })
    : { items: [] }
  const { origin } = new URL(request.url)
  return { ticket, invoices, origin, isNew: query.has('new'), done: query.get('done'), repeatKey: repeatKey() }
})

/** Offers the ticket to somebody or takes that back, renames it, or sends it again. */
export const action = act(async ({ api, form, params: path }) => {
  const params = { ticketId: path.ticket ?? '' }
  const done = (what: string) => redirect(`/ticket/${params.ticketId}?done=${what}`)
  switch (text(form, 'intent')) {
    case 'offer': {
      const body = { email: text(form, 'email'), message: text(form, 'message').replaceAll('\r\n', '\n') }
      await api['POST /api/tickets/:ticketId/transfer']({ params, body, ...repeatOf(form) })
      return done('offered')
    }
    case 'withdraw':
      await api['DELETE /api/tickets/:ticketId/transfer']({ params })
      return done('withdrawn')
    case 'sendOne':
      await api['POST /api/tickets/:ticketId/mail']({ params })
      return done('sent')
    case 'sendAll':
      await api['POST /api/orders/:orderId/tickets-mail']({ params: { orderId: text(form, 'orderId') } })
      return done('sent')
    default:
      await api['PATCH /api/tickets/:ticketId']({
        params,
        body: { attendeeName: text(form, 'attendeeName'), attendeeEmail: text(form, 'attendeeEmail') },
      })
      return done('renamed')
  }
})

/** One ticket: the event as its poster, and the code on its own sheet. */
export function Component() {
  const { tickets } = useSurroundings().t
  const { ticket, invoices, repeatKey } = useLoaded<typeof loader>()
  const { event } = ticket
  return (
    <TicketFrame
      title={tickets.ticketTitle(event.name)}
      current="tickets"
      event={event}
      facts={
        <>
          <Facts ticket={ticket} />
          <Acts />
        </>
      }
      sheet={<Code ticket={ticket} />}
    >
      <div className="ticket-below">
        {ticket.test && <TestNotice />}
        {ticket.event.suspended && <Notice title={tickets.suspended[0]}>{tickets.suspended[1]}</Notice>}
        <News />
        <PassOn key={`pass on ${ticket.id}`} ticket={ticket} repeatKey={repeatKey} />
        <Rename key={`rename ${ticket.id}`} ticket={ticket} />
        <ByMail ticket={ticket} />
        {ticket.orderId && <Invoices orderId={ticket.orderId} invoices={invoices} />}
      </div>
    </TicketFrame>
  )
}

/** Files are links to the API itself, so that they work without JavaScript. */
function Acts() {
  const { tickets } = useSurroundings().t
  const { ticket } = useLoaded<typeof loader>()
  const order = `/api/orders/${ticket.orderId}`
  return (
    <div className="ticket-acts">
      {ticket.state === 'valid' && (
        <a className="btn" href={ticket.of === 1 ? `/api/tickets/${ticket.id}/ticket.pdf` : `${order}/tickets.pdf`}>
          {tickets.allPdf(ticket.of)}
        </a>
      )}
      <ToCalendar />
      <ButtonLink look="line" to={`/e/${ticket.event.slug}`}>
        {tickets.eventPage}
      </ButtonLink>
      {!ticket.isReceived && (
        <ButtonLink look="line" to={`/tickets/${ticket.orderId}/refund`}>
          {ticket.state === 'void' ? tickets.cameBack : tickets.giveUp}
        </ButtonLink>
      )}
    </div>
  )
}

/** With the way in, which just holders are told. */
function ToCalendar() {
  const { ticket, origin } = useLoaded<typeof loader>()
  const { event, onlineUrl } = ticket
  const { startsAt, endsAt, venue, address, city } = event
  if (!startsAt || !endsAt) return null
  const place = [venue, address, city].filter(Boolean).join(', ')
  const details = [onlineUrl, `${origin}/ticket/${ticket.id}`].filter(Boolean).join('\n')
  const facts = { ...event, startsAt, endsAt, details, place: event.attendance === 'online' ? onlineUrl : place }
  return (
    <AddToCalendar id="add-to-calendar" look="btn line" facts={facts} file={`/api/tickets/${ticket.id}/calendar.ics`} />
  )
}

function News() {
  const { tickets, transfers } = useSurroundings().t
  const { ticket, isNew, done } = useLoaded<typeof loader>()
  if (ticket.event.state === 'cancelled')
    return (
      <Notice tone="stop" title={tickets.eventCancelled[0]}>
        {tickets.eventCancelled[1]}
      </Notice>
    )
  const told: Record<string, readonly [string, string]> = {
    renamed: [tickets.renamed[0], tickets.renamed[1](ticket.attendeeName)],
    withdrawn: transfers.withdrawn,
    sent: transfers.sent,
    received: transfers.page.received,
  }
  const bought = [tickets.bought[0], tickets.bought[1](ticket.buyerEmail ?? ticket.attendeeEmail)] as const
  const news = isNew ? bought : told[done ?? '']
  if (!news) return null
  return (
    <div role="status">
      <Notice tone="ok" title={news[0]}>
        {news[1]}
      </Notice>
    </div>
  )
}
