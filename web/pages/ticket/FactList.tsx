import type { ReactNode } from 'react'
import { useSurroundings } from '../../host/hooks.ts'
import { dayAndTime } from '../../ui/format.ts'
import { ZoneNote } from '../../ui/When.tsx'
import type { Ticket } from './ticket.ts'

type Fact = [label: string, value: ReactNode]

type FactListProps = {
  event: Ticket['event']
  /** What stands before the time and place, and after them; what has no value is left out. */
  before: readonly Fact[]
  after?: readonly Fact[]
}

/** When and where an event is, among what a ticket for it says beside its name. */
export function FactList({ event, before, after = [] }: FactListProps) {
  const { t, language } = useSurroundings()
  const { facts } = t.tickets
  const starts: Fact = [
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
  ]
  const where: Fact = [facts.where, [event.venue, event.address, event.city].filter(Boolean).join(', ')]
  return (
    <dl className="ticket-facts">
      {[...before, starts, where, ...after]
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
