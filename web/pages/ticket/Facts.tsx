import type { ReactNode } from 'react'
import { useSurroundings } from '../../host/hooks.ts'
import { dayAndTime } from '../../ui/format.ts'
import { ZoneNote } from '../../ui/When.tsx'
import type { Ticket } from './ticket.ts'

/** What the ticket says beside its name. */
export function Facts({ ticket }: { ticket: Ticket }) {
  const { t, language } = useSurroundings()
  const { facts } = t.tickets
  const { event } = ticket
  const rows: [string, ReactNode][] = [
    [facts.ticket, facts.of(ticket.ticketType, ticket.position, ticket.of)],
    [facts.name, ticket.attendeeName],
    [
      facts.starts,
      event.startsAt && (
        <>
          <time dateTime={event.startsAt} suppressHydrationWarning>
            {dayAndTime(event.startsAt, event.timeZone, language, new Date())}
          </time>
          <small>
            <ZoneNote start={event.startsAt} zone={event.timeZone} />
          </small>
        </>
      ),
    ],
    [facts.where, [event.venue, event.address, event.city].filter(Boolean).join(', ')],
    [facts.online, ticket.onlineUrl && <a href={ticket.onlineUrl}>{facts.join}</a>],
    [facts.order, ticket.orderCode],
  ]
  return (
    <dl className="ticket-facts">
      {rows
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
