import './ticket.css'
import type { ReactNode } from 'react'
import type { PaletteName } from '../../../src/lib/look/name.ts'
import { Art } from '../../ui/Art.tsx'
import { Fitted } from '../../ui/Fitted.tsx'
import { Frame, type Place } from '../../ui/Frame.tsx'
import { LargeDate } from '../../ui/When.tsx'
import type { Ticket } from './ticket.ts'

type TicketFrameProps = {
  title: string
  current: Place
  event: Ticket['event']
  /** Stands below the name of the event: what is said of it. */
  facts: ReactNode
  /** The sheet over the art. */
  sheet: ReactNode
  children: ReactNode
}

/** A page that is a ticket, or is about to be one: the event as its poster, with a sheet on its art. */
export function TicketFrame({ title, current, event, facts, sheet, children }: TicketFrameProps) {
  return (
    <Frame
      title={title}
      current={current}
      palette={event.palette as PaletteName}
      hero={
        <div className="ticket">
          <div className="ticket-words">
            {event.startsAt && event.endsAt && (
              <LargeDate start={event.startsAt} end={event.endsAt} zone={event.timeZone} />
            )}
            <Fitted name={event.name} wide={{ ratio: 0.62, largest: 36 }} narrow={{ ratio: 0.95, largest: 44 }} />
            {facts}
          </div>
          <div className="ticket-side">
            <Art seed={event.id} category={event.category} size={[900, 1200]} eager />
            {sheet}
          </div>
        </div>
      }
    >
      {children}
    </Frame>
  )
}
