import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Link } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import { Icon } from '../../ui/Icon.tsx'
import { spaced, type Ticket } from './ticket.ts'

/** The QR code on its white sheet, with the code to type below it; what is no longer valid shows no code. */
export function Code({ ticket }: { ticket: Ticket }) {
  const { tickets, ui } = useSurroundings().t
  if (ticket.state !== 'valid') {
    const [title, detail] = tickets[ticket.state]
    return (
      <div className="ticket-sheet ticket-gone">
        <p>
          <b>{title}</b>
        </p>
        <p>{detail}</p>
        <Pager ticket={ticket} />
      </div>
    )
  }
  const shortCode = spaced(ticket.shortCode)
  return (
    <div className="ticket-sheet">
      <img src={`/api/tickets/${ticket.id}/qr.svg`} width={490} height={490} alt={tickets.codeOf(shortCode)} />
      <p>
        <b className="num">{shortCode}</b>
      </p>
      {ticket.test && (
        <p>
          <b>{ui.test.ticket}</b>
        </p>
      )}
      <p>{tickets.works}</p>
      <Pager ticket={ticket} />
    </div>
  )
}

/** From ticket to ticket of one order. */
function Pager({ ticket }: { ticket: Ticket }) {
  const { tickets } = useSurroundings().t
  if (ticket.of === 1) return null
  const at = ticket.siblings.indexOf(ticket.id)
  const step = (id: string | undefined, label: string, icon: typeof ChevronLeft) =>
    id ? (
      <Link to={`/ticket/${id}`} aria-label={label} preventScrollReset>
        <Icon of={icon} />
      </Link>
    ) : (
      <span />
    )
  return (
    <nav className="ticket-pager num" aria-label={tickets.pager}>
      {step(ticket.siblings[at - 1], tickets.previous, ChevronLeft)}
      <span>{tickets.position(ticket.position, ticket.of)}</span>
      {step(ticket.siblings[at + 1], tickets.following, ChevronRight)}
    </nav>
  )
}
