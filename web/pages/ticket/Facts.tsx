import { useSurroundings } from '../../host/hooks.ts'
import { FactList } from './FactList.tsx'
import type { Ticket } from './ticket.ts'

/** What the ticket says beside its name. */
export function Facts({ ticket }: { ticket: Ticket }) {
  const { facts } = useSurroundings().t.tickets
  const { event, ticketType, position, of, attendeeName, onlineUrl, orderCode } = ticket
  return (
    <FactList
      event={event}
      before={[
        [facts.ticket, facts.of(ticketType, position, of)],
        [facts.name, attendeeName],
      ]}
      after={[
        [
          facts.online,
          onlineUrl && (
            <a key="join" href={onlineUrl}>
              {facts.join}
            </a>
          ),
        ],
        [facts.order, orderCode],
      ]}
    />
  )
}
