import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { dayAndTime } from '../../ui/format.ts'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { spaced } from '../ticket/ticket.ts'
import type { loader } from './page.tsx'

const TONES = { valid: 'ok', void: 'out', transferred: 'low' } as const

/** The tickets of the order, and who has been let in. */
export function Tickets() {
  const { t, language } = useSurroundings()
  const { event, order } = useLoaded<typeof loader>()
  const { lists, studioOrder } = t
  if (order.tickets.length === 0) return null
  const now = new Date()
  return (
    <section className="studio-section" aria-labelledby="tickets">
      <h2 id="tickets">{lists.tickets}</h2>
      <Table
        className="studio-below"
        rows={order.tickets}
        keyOf={({ id }) => id}
        columns={[
          { label: lists.ticketType, cell: ({ ticketType }) => ticketType },
          {
            label: lists.attendee,
            names: true,
            look: 'who',
            cell: ({ attendeeName, attendeeEmail }) => (
              <>
                {attendeeName}
                <small>{attendeeEmail}</small>
              </>
            ),
          },
          { label: lists.code, look: 'num', cell: ({ shortCode }) => spaced(shortCode) },
          {
            label: lists.state,
            look: 'far',
            cell: ({ state }) => <Tag tone={TONES[state]}>{studioOrder.ticketStates[state]}</Tag>,
          },
          {
            label: lists.checkedIn,
            look: 'num far',
            cell: ({ checkedInAt }) => checkedInAt && dayAndTime(checkedInAt, event.timeZone, language, now),
          },
        ]}
      />
    </section>
  )
}
